import { visible } from '../../text/display.ts';
import type { Location } from '../../text/source.ts';
import { json } from '../escape/json.ts';
import type { Reporter, ReportFix, ReportSeverity } from '../report.ts';

const SEVERITY: Readonly<Record<ReportSeverity, string>> = { error: 'ERROR', warning: 'WARNING', info: 'INFO' };

/** Reviewdog diagnostic format. */
export const rdjson: Reporter = {
  name: 'rdjson',
  render: ({ findings }) =>
    `${json(
      {
        source: { name: 'ipsec-lint', url: 'https://www.npmjs.com/package/ipsec-lint' },
        diagnostics: findings.map(({ ruleId, severity, message, help, location, related, fix, suggestion }) => ({
          message: visible(`${message}\n${help}`.replace(/\n/g, ' ')),
          severity: SEVERITY[severity],
          code: { value: ruleId },
          location: place(location),
          ...(related.length === 0
            ? {}
            : { relatedLocations: related.map((r) => ({ message: visible(r.message), location: place(r.location) })) }),
          ...suggestionsOf(location.path, fix ?? suggestion),
        })),
      },
      1,
    )}\n`,
};

function place(location: Location): object {
  return { path: location.path, range: rangeOf(location) };
}

function rangeOf({ line, column, endLine, endColumn }: Location): object {
  return { start: { line, column }, end: { line: endLine, column: endColumn } };
}

/** A reviewer decides on each one; a change of another file cannot be told in this format. */
function suggestionsOf(path: string, change: ReportFix | undefined): object {
  const [edit, ...more] = change?.edits ?? [];
  if (edit === undefined || more.length > 0 || edit.location.path !== path) return {};
  return { suggestions: [{ range: rangeOf(edit.location), text: edit.text }] };
}
