import { commandData, commandProperty } from '../escape/github.ts';
import type { Reporter, ReportFinding, ReportSeverity } from '../report.ts';

/* GitHub shows ten annotations of a kind for each step; the rest is only in the log. */
const SHOWN = 10;
const COMMAND: Readonly<Record<ReportSeverity, string>> = { error: 'error', warning: 'warning', info: 'notice' };
const RANK: Readonly<Record<ReportSeverity, number>> = { error: 0, warning: 1, info: 2 };

/** Workflow commands that GitHub Actions turns into annotations, the worst first. */
export const github: Reporter = {
  name: 'github',
  render: ({ findings, problems }) => {
    const sorted = [...findings].sort((a, b) => RANK[a.severity] - RANK[b.severity]);
    const lines = [...problems.map(({ path, line, message }) => problem(path, line, message)), ...sorted.map(annotation)];
    if (findings.length > SHOWN)
      lines.push(
        `::notice title=ipsec-lint::${findings.length} findings; GitHub shows at most ${SHOWN} of a kind, the log has all`,
      );
    return lines.map((line) => `${line}\n`).join('');
  },
};

function annotation({ severity, location, ruleId, message, help }: ReportFinding): string {
  const { path, line, column, endLine, endColumn } = location;
  const columns = line === endLine ? `,col=${column},endColumn=${endColumn}` : '';
  const place = `file=${commandProperty(path)},line=${line},endLine=${endLine}${columns}`;
  return `::${COMMAND[severity]} ${place},title=${commandProperty(`ipsec-lint ${ruleId}`)}::${commandData(message)}%0A${commandData(help)}`;
}

function problem(path: string, line: number | undefined, message: string): string {
  return `::error file=${commandProperty(path)}${line === undefined ? '' : `,line=${line}`},title=ipsec-lint::${commandData(message)}`;
}
