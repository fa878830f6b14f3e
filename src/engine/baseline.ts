import type { ReportFinding } from '../report/report.ts';
import { essenceOf } from './fingerprint.ts';

/** Findings that were there when the tool was adopted. */
export interface Baseline {
  readonly schemaVersion: 1;
  /** What it was written for: files, directories and globs, relative to its own directory. */
  readonly paths: readonly string[];
  /** Fingerprints by target and rule, each sorted. */
  readonly findings: Readonly<Record<string, Readonly<Record<string, readonly string[]>>>>;
}

/** Findings after the baseline. */
export interface BaselinedReport {
  readonly fresh: readonly ReportFinding[];
  readonly known: readonly ReportFinding[];
  /** How many of its findings are gone. */
  readonly stale: number;
}

/* What the tool says of its own inputs and of text that it cannot read is never taken for known. */
const NEVER_KNOWN = /^(?:meta|syntax)\//;

/** The baseline that makes all of these findings known. */
export function baselineOf(findings: readonly ReportFinding[], paths: readonly string[]): Baseline {
  const targets = new Map<string, Map<string, string[]>>();
  for (const { ruleId, target, fingerprint } of findings) {
    if (NEVER_KNOWN.test(ruleId)) continue;
    const rules = targets.get(target) ?? new Map<string, string[]>();
    targets.set(target, rules.set(ruleId, [...(rules.get(ruleId) ?? []), fingerprint].sort()));
  }
  const rows = sorted(targets).map(([target, rules]) => [target, Object.fromEntries(sorted(rules))] as const);
  return { schemaVersion: 1, paths, findings: Object.fromEntries(rows) };
}

function sorted<T>(map: ReadonlyMap<string, T>): readonly (readonly [string, T])[] {
  return [...map].sort(([a], [b]) => (a < b ? -1 : a > b ? 1 : 0));
}

/**
 * Splits findings into those that the baseline knows and those that are new. A finding is known by its target and fingerprint; where
 * its device has another name since its files moved, by its fingerprint alone, if there is no device of the old name any more.
 *
 * @param devices names of the devices of the run
 */
export function applyBaseline(
  findings: readonly ReportFinding[],
  baseline: Baseline,
  devices: ReadonlySet<string>,
): BaselinedReport {
  const entries = Object.entries(baseline.findings).flatMap(([target, rules]) =>
    Object.values(rules).flatMap((prints) => prints.map((print): Entry => ({ target, essence: essenceOf(print) }))),
  );
  const left = new Pool(entries, ({ target, essence }) => `${essence} ${target}`);
  const known = new Set<ReportFinding>();
  const takeFrom = (pool: Pool<Entry>, keyOf: (finding: ReportFinding) => string): void => {
    for (const finding of findings)
      if (!known.has(finding) && !NEVER_KNOWN.test(finding.ruleId) && pool.take(keyOf(finding))) known.add(finding);
  };
  takeFrom(left, ({ fingerprint, target }) => `${essenceOf(fingerprint)} ${target}`);
  const moved = new Pool(
    left.rest().filter(({ target }) => !isOnOneOf(devices, target)),
    ({ essence }) => essence,
  );
  takeFrom(moved, ({ fingerprint }) => essenceOf(fingerprint));
  return {
    fresh: findings.filter((finding) => !known.has(finding)),
    known: findings.filter((finding) => known.has(finding)),
    stale: entries.length - known.size,
  };
}

interface Entry {
  readonly target: string;
  readonly essence: string;
}

/** Things that can be taken once, by a key that several may have. */
class Pool<T> {
  readonly #groups = new Map<string, T[]>();

  constructor(items: readonly T[], keyOf: (item: T) => string) {
    for (const item of items) {
      const group = this.#groups.get(keyOf(item));
      if (group === undefined) this.#groups.set(keyOf(item), [item]);
      else group.push(item);
    }
  }

  take(key: string): boolean {
    return this.#groups.get(key)?.pop() !== undefined;
  }

  rest(): readonly T[] {
    return [...this.#groups.values()].flat();
  }
}

/** Whether a target is one of the devices or something on it. Names may have slashes, too. */
function isOnOneOf(devices: ReadonlySet<string>, target: string): boolean {
  if (devices.has(target)) return true;
  for (let slash = target.indexOf('/'); slash !== -1; slash = target.indexOf('/', slash + 1))
    if (devices.has(target.slice(0, slash))) return true;
  return false;
}
