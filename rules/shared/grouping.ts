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
  const findings: Finding<Key>[] = [];
  for (const outcome of outcomes) {
    if ('undecided' in outcome) yield outcome;
    else findings.push(outcome);
  }
  yield* findings.length < 2 ? findings : surest(findings);
}

function surest<Key extends string>(findings: readonly Finding<Key>[]): Iterable<Finding<Key>> {
  const kept = new Map<string, Finding<Key>>();
  for (const finding of findings) {
    const key = `${finding.message} ${placeKey(finding.at)}`;
    const other = kept.get(key);
    if (other === undefined || surer(finding, other)) kept.set(key, finding);
  }
  return kept.values();
}

function surer(a: Finding, b: Finding): boolean {
  return ORDER[a.likelihood ?? 'certain'] > ORDER[b.likelihood ?? 'certain'];
}
