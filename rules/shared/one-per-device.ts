import type { Finding, Provenance } from '../../src/rule/index.ts';

/* More places than these do not help a reader. */
const SHOWN = 9;

/** A place that has the mistake, and what is said of it where it is not the first. */
export interface MistakePlace {
  readonly at: Provenance;
  readonly name: string;
  readonly subject: string;
}

/**
 * The same mistake in many places as one finding: it stands at the first, the others are related; `{names}` lists some. It is about the
 * one whose subject comes first in the alphabet, so that it stays the same when the places change their order.
 */
export function* onePerDevice<Key extends string>(
  message: Key,
  places: readonly MistakePlace[],
  data: Readonly<Record<string, string | number>> = {},
): Iterable<Finding<Key>> {
  const [first, ...rest] = places;
  if (first === undefined) return;
  const more = rest.length === 0 ? '' : ` and ${rest.length} more`;
  yield {
    message,
    data: { names: `${first.name}${more}`, count: places.length, ...data },
    at: first.at,
    related: rest.slice(0, SHOWN).map(({ at, name }) => ({ at, message: `${name}, too` })),
    subject: places.map(({ subject }) => subject).sort()[0] ?? first.subject,
  };
}
