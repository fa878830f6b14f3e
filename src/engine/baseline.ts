import type { ReportFinding } from '../report/report.ts';

/** Findings that were there when the tool was adopted: how many of each rule and target, and their fingerprints. */
export interface Baseline {
  readonly schemaVersion: 1;
  /** Fingerprint to what it was, sorted by fingerprint. */
  readonly findings: Readonly<Record<string, { readonly rule: string; readonly target: string }>>;
}

/** Findings after the baseline. */
export interface BaselinedReport {
  readonly fresh: readonly ReportFinding[];
  readonly known: readonly ReportFinding[];
  /** Fingerprints that nothing has any more. */
  readonly stale: readonly string[];
}

/* What the tool says of its own inputs and of text that it cannot read is never taken for known. */
const NEVER_KNOWN = /^(?:meta|syntax)\//;

/** The baseline that makes all of these findings known. */
export function baselineOf(findings: readonly ReportFinding[]): Baseline {
  const entries = findings
    .filter(({ ruleId }) => !NEVER_KNOWN.test(ruleId))
    .map(({ fingerprint, ruleId, target }) => [fingerprint, { rule: ruleId, target }] as const)
    .sort(([a], [b]) => (a < b ? -1 : a > b ? 1 : 0));
  return { schemaVersion: 1, findings: Object.fromEntries(entries) };
}

/** Splits findings into those that the baseline knows and those that are new. */
export function applyBaseline(findings: readonly ReportFinding[], baseline: Baseline): BaselinedReport {
  const seen = new Set<string>();
  const fresh: ReportFinding[] = [];
  const known: ReportFinding[] = [];
  for (const finding of findings) {
    if (!NEVER_KNOWN.test(finding.ruleId) && Object.hasOwn(baseline.findings, finding.fingerprint)) {
      seen.add(finding.fingerprint);
      known.push(finding);
    } else fresh.push(finding);
  }
  const stale = Object.keys(baseline.findings).filter((fingerprint) => !seen.has(fingerprint));
  return { fresh, known, stale };
}

/** A baseline without its stale entries; it never grows. */
export function pruneBaseline(baseline: Baseline, stale: readonly string[]): Baseline {
  const gone = new Set(stale);
  return {
    ...baseline,
    findings: Object.fromEntries(Object.entries(baseline.findings).filter(([fingerprint]) => !gone.has(fingerprint))),
  };
}
