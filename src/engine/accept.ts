import type { Report, ReportFinding } from '../report/report.ts';
import { applyBaseline, type Baseline } from './baseline.ts';
import { withFindings } from './report-of.ts';
import { inOrder } from './run-rules.ts';
import { applyWaivers, type Waiver, type WaiverFault } from './waivers.ts';

/** What a team has decided to live with. */
export interface Accepted {
  readonly waivers: readonly Waiver[];
  readonly baseline?: { readonly path: string; readonly content: Baseline };
  /** `YYYY-MM-DD`. */
  readonly today: string;
}

/** The report without what is waived or known, with what is wrong with waivers and baseline, and how much was left out. */
export function acceptedReport(report: Report, { waivers, baseline, today }: Accepted): Report {
  const { kept, waived, faults } = applyWaivers(report.findings, waivers, today);
  const split = baseline === undefined ? { fresh: kept, known: [], stale: [] } : applyBaseline(kept, baseline.content);
  const stale = baseline === undefined || split.stale.length === 0 ? [] : [staleFinding(baseline.path, split.stale.length)];
  const findings = [...split.fresh, ...faults.map(faultFinding), ...stale].sort(inOrder);
  const counted = withFindings(report, findings);
  return { ...counted, summary: { ...counted.summary, waived: waived.length, baselined: split.known.length } };
}

const FAULTS: Readonly<Record<WaiverFault['rule'], string>> = {
  'meta/unused-waiver': 'nothing is found that this waiver silences',
  'meta/expired-waiver': 'this waiver has expired and silences nothing',
  'meta/waiver-without-reason': 'this waiver gives no reason and silences nothing',
};

function faultFinding({ rule, waiver }: WaiverFault): ReportFinding {
  const what = `${FAULTS[rule]}: ${waiver.rule} at ${waiver.target}`;
  const help = rule === 'meta/unused-waiver' ? 'remove it' : 'renew it with a reason and a date, or remove it';
  return metaFinding(rule, what, help, waiver.at, `${waiver.rule} ${waiver.target}`);
}

function staleFinding(path: string, count: number): ReportFinding {
  const at = { path, line: 1, column: 1, endLine: 1, endColumn: 1 };
  return metaFinding('meta/stale-baseline', `${count} findings of the baseline are gone`, 'ipsec-lint baseline prune', at, path);
}

function metaFinding(
  ruleId: string,
  message: string,
  help: string,
  location: ReportFinding['location'],
  target: string,
): ReportFinding {
  const fingerprint = `${ruleId} ${target}`;
  return {
    ruleId,
    severity: 'warning',
    confidence: 'certain',
    message,
    help,
    device: '',
    target,
    fingerprint,
    location,
    related: [],
  };
}
