import type { ReportFinding, ReportSeverity } from '../report/report.ts';

/** What decides whether two findings say the same thing. */
export interface Told extends Pick<ReportFinding, 'ruleId' | 'severity' | 'location'> {
  /** It was found by playing a pair out, not by looking at one device. */
  readonly fromPair: boolean;
}

const RANK: Readonly<Record<ReportSeverity, number>> = { info: 0, warning: 1, error: 2 };

/**
 * The findings without those that another scope of the same rule tells at the same place: of a device's and a pair's the more severe
 * stays, and the device's where they are equal, for it speaks for every peer.
 */
export function toldOnce<T extends Told>(findings: readonly T[]): readonly T[] {
  const best = new Map<string, { device: number; pair: number }>();
  for (const finding of findings) {
    const key = keyOf(finding);
    const there = best.get(key) ?? { device: -1, pair: -1 };
    const rank = RANK[finding.severity];
    best.set(
      key,
      finding.fromPair ? { ...there, pair: Math.max(there.pair, rank) } : { ...there, device: Math.max(there.device, rank) },
    );
  }
  return findings.filter((finding) => {
    const { device, pair } = best.get(keyOf(finding)) ?? { device: -1, pair: -1 };
    if (device < 0 || pair < 0) return true;
    return finding.fromPair === pair > device;
  });
}

function keyOf({ ruleId, location: { path, line, column } }: Told): string {
  return `${ruleId}\n${path}\n${line}:${column}`;
}
