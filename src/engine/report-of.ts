import { byCodeUnit } from '../input/order.ts';
import type { Report, ReportFinding, ReportPack, ReportPair, ReportProblem, ReportUndecided } from '../report/report.ts';

/** Parts that a report is put together from. */
export interface ReportParts {
  readonly files: number;
  readonly skipped: number;
  readonly devices: number;
  readonly findings: readonly ReportFinding[];
  readonly pairs: readonly ReportPair[];
  readonly undecided: readonly ReportUndecided[];
  readonly problems: readonly ReportProblem[];
  /** One for each policy pack of the run. */
  readonly compliance: readonly ReportPack[];
}

/** The report; complete when there is no problem. */
export function reportOf(parts: ReportParts): Report {
  const { files, skipped, devices, findings, pairs, undecided, compliance } = parts;
  const problems = [...parts.problems].sort(
    (a, b) => byCodeUnit(a.path, b.path) || (a.line ?? 0) - (b.line ?? 0) || byCodeUnit(a.message, b.message),
  );
  return {
    schemaVersion: 1,
    complete: problems.length === 0,
    summary: {
      files,
      skipped,
      devices,
      pairs: new Set(pairs.map(({ initiator, responder }) => [initiator, responder].sort().join('\n'))).size,
      ...counts(findings),
      undecided: undecided.reduce((sum, row) => sum + row.count, 0),
    },
    findings,
    pairs,
    undecided,
    problems,
    ...(compliance.length === 0 ? {} : { compliance }),
  };
}

/** A report with other findings, and their counts. */
export function withFindings(report: Report, findings: readonly ReportFinding[]): Report {
  return { ...report, summary: { ...report.summary, ...counts(findings) }, findings };
}

function counts(findings: readonly ReportFinding[]): Pick<Report['summary'], 'error' | 'warning' | 'info'> {
  const count = (severity: string): number => findings.filter((finding) => finding.severity === severity).length;
  return { error: count('error'), warning: count('warning'), info: count('info') };
}
