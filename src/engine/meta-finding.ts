import type { ReportFinding } from '../report/report.ts';
import { Fingerprints } from './fingerprint.ts';

/** Findings of the linter about what it is told to live with: waivers, suppressions, baselines. They are never silenced themselves. */
export class MetaFindings {
  readonly #prints = new Fingerprints([]);

  /** `target` names what it is about, wherever that stands. */
  of(finding: Pick<ReportFinding, 'ruleId' | 'message' | 'help' | 'location' | 'target'>): ReportFinding {
    const { ruleId, message, help, location, target } = finding;
    const fingerprint = this.#prints.of({ ruleId, message: '', device: '', subject: target, data: {} });
    const kind = { severity: 'warning', confidence: 'certain' } as const;
    return { ruleId, ...kind, message, help, device: '', target, fingerprint, location, related: [] };
  }
}

/** Whether a rule speaks of the linter's own inputs: nothing silences it. */
export function isMeta(ruleId: string): boolean {
  return ruleId.startsWith('meta/');
}
