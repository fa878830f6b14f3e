import { visible } from '../../text/display.ts';
import { json } from '../escape/json.ts';
import type { Reporter, ReportSeverity } from '../report.ts';

const SEVERITY: Readonly<Record<ReportSeverity, string>> = { error: 'major', warning: 'minor', info: 'info' };

/** GitLab code quality report. Fingerprints are the tool's own, which survive moved lines. */
export const gitlab: Reporter = {
  name: 'gitlab',
  render: ({ findings }) =>
    `${json(
      findings.map(({ ruleId, severity, message, fingerprint, location }) => ({
        description: visible(message),
        check_name: ruleId,
        fingerprint,
        severity: SEVERITY[severity],
        location: {
          path: location.path,
          positions: {
            begin: { line: location.line, column: location.column },
            end: { line: location.endLine, column: location.endColumn },
          },
        },
      })),
      1,
    )}\n`,
};
