import { visible } from '../../text/display.ts';
import type { Report, Reporter } from '../report.ts';

/** One line for each finding: `path:line:column: severity: message [rule]`. */
export const concise: Reporter = {
  name: 'concise',
  render: (report: Report) =>
    [
      ...report.findings.map(
        ({ location, severity, message, ruleId }) =>
          `${visible(location.path)}:${location.line}:${location.column}: ${severity}: ${visible(message)} [${ruleId}]`,
      ),
      ...report.problems.map(
        ({ path, line, message }) => `${visible(path)}${line === undefined ? '' : `:${line}`}: problem: ${visible(message)}`,
      ),
    ]
      .map((line) => `${guard(line)}\n`)
      .join(''),
};

/* A path may begin with `::`; a CI system must not take the line for a command. */
function guard(line: string): string {
  return line.startsWith('::') || line.startsWith('##') ? `./${line}` : line;
}
