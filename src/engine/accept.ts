import type { Report, ReportFinding } from '../report/report.ts';
import type { Rule } from '../rule/index.ts';
import { applyBaseline, type Baseline } from './baseline.ts';
import { withWaived } from './compliance.ts';
import { MetaFindings } from './meta-finding.ts';
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

/** The run that a report is of. */
export interface JudgedRun {
  readonly rules: readonly Rule[];
  readonly devices: ReadonlySet<string>;
  /** It saw all that waivers may speak of, so that one that silences nothing is of no use. */
  readonly whole: boolean;
  /** It saw all that the baseline was written for. */
  readonly sawBaseline: boolean;
}

/** The report without what is waived or known, with what is wrong with waivers and baseline, and how much was left out. */
export function acceptedReport(report: Report, { waivers, baseline, today }: Accepted, run: JudgedRun): Report {
  const metas = new MetaFindings();
  const { kept, waived, faults } = applyWaivers(report.findings, waivers, {
    today,
    rules: run.rules,
    tellUnused: run.whole && report.complete,
  });
  const split = baseline === undefined ? undefined : applyBaseline(report.findings, baseline.content, run.devices);
  const known = new Set(split?.known);
  const fresh = kept.filter((finding) => !known.has(finding));
  const tellStale = run.sawBaseline && report.complete;
  const stale = tellStale && baseline !== undefined && split !== undefined && split.stale > 0;
  const findings = [
    ...fresh,
    ...faults.map((fault) => faultFinding(fault, metas)),
    ...(stale ? [staleFinding(baseline.path, split.stale, metas)] : []),
  ].sort(inOrder);
  const counted = withFindings(report, findings);
  const silenced = waived.map(({ finding }) => finding);
  const compliance = report.compliance === undefined ? {} : { compliance: withWaived(report.compliance, silenced, kept) };
  return {
    ...counted,
    ...compliance,
    summary: { ...counted.summary, waived: waived.length, baselined: kept.length - fresh.length },
  };
}

const FAULTS: Readonly<Record<WaiverFault['rule'], { readonly what: string; readonly help: string }>> = {
  'meta/unused-waiver': { what: 'nothing is found that this waiver silences', help: 'remove it' },
  'meta/expired-waiver': { what: 'this waiver has expired and silences nothing', help: 'renew it with a date, or remove it' },
  'meta/waiver-without-reason': {
    what: 'this waiver gives no reason and silences nothing',
    help: 'write the reason, or remove it',
  },
  'meta/waiver-of-unknown-rule': { what: 'this waiver silences nothing', help: 'ipsec-lint rules lists the rules' },
};

function faultFinding({ rule, waiver, why }: WaiverFault, metas: MetaFindings): ReportFinding {
  const { what, help } = FAULTS[rule];
  const message = `${what}: ${why ?? `${waiver.rule} at ${waiver.target}`}`;
  return metas.of({ ruleId: rule, message, help, location: waiver.at, target: `${waiver.rule} ${waiver.target}` });
}

function staleFinding(path: string, count: number, metas: MetaFindings): ReportFinding {
  const location = { path, line: 1, column: 1, endLine: 1, endColumn: 1 };
  const message = count === 1 ? '1 finding of the baseline is gone' : `${count} findings of the baseline are gone`;
  const help = `ipsec-lint baseline prune ${path} PATH...`;
  return metas.of({ ruleId: 'meta/stale-baseline', message, help, location, target: path });
}
