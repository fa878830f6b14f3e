import type { Finding, Outcome, Provenance } from '../../src/rule/index.ts';

const ORDER = { possible: 0, likely: 1, certain: 2 } as const;

/** A place as a key: equal where two findings would be shown at the same text. */
export function placeKey(at: Provenance): string {
  switch (at.kind) {
    case 'derived':
      return at.from[0] === undefined ? `derived ${at.how}` : placeKey(at.from[0]);
    case 'declared':
      return at.pointer;
    default:
      return `${at.source}:${at.start}:${at.end}`;
  }
}

/** Of findings with one message at one place, the surest, with the places of all: the same mistake is told once. */
export function* oncePerPlace<Key extends string>(outcomes: Iterable<Outcome<Key>>): Iterable<Outcome<Key>> {
  const kept = new Map<string, Finding<Key>>();
  for (const outcome of outcomes) {
    if ('undecided' in outcome) {
      yield outcome;
      continue;
    }
    const key = `${outcome.message} ${placeKey(outcome.at)}`;
    const other = kept.get(key);
    if (other === undefined || surer(outcome, other)) kept.set(key, outcome);
  }
  yield* kept.values();
}

function surer(a: Finding, b: Finding): boolean {
  return ORDER[a.likelihood ?? 'certain'] > ORDER[b.likelihood ?? 'certain'];
}
