import { visible } from '../../text/display.ts';
import { json } from '../escape/json.ts';
import type { Reporter, ReportSeverity } from '../report.ts';

const SEVERITY: Readonly<Record<ReportSeverity, string>> = { error: 'ERROR', warning: 'WARNING', info: 'INFO' };

/** Reviewdog diagnostic format. */
export const rdjson: Reporter = {
  name: 'rdjson',
  render: ({ findings }) =>
    `${json(
      {
        source: { name: 'ipsec-lint', url: 'https://www.npmjs.com/package/ipsec-lint' },
        diagnostics: findings.map(({ ruleId, severity, message, help, location, related }) => ({
          message: visible(`${message}\n${help}`.replace(/\n/g, ' ')),
          severity: SEVERITY[severity],
          code: { value: ruleId },
          location: place(location),
          ...(related.length === 0
            ? {}
            : { relatedLocations: related.map((r) => ({ message: visible(r.message), location: place(r.location) })) }),
        })),
      },
      1,
    )}\n`,
};

function place({
  path,
  line,
  column,
  endLine,
  endColumn,
}: {
  path: string;
  line: number;
  column: number;
  endLine: number;
  endColumn: number;
}): object {
  return { path, range: { start: { line, column }, end: { line: endLine, column: endColumn } } };
}
