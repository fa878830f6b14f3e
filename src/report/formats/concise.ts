import { visible } from '../../text/display.ts';
import { log } from '../escape/log.ts';
import type { Report, Reporter } from '../report.ts';

/** One line for each finding: `path:line:column: severity: message [rule]`. */
export const concise: Reporter = {
  name: 'concise',
  render: (report: Report) =>
    log(
      [
        ...report.findings.map(
          ({ location, severity, message, ruleId }) =>
            `${visible(location.path)}:${location.line}:${location.column}: ${severity}: ${visible(message)} [${ruleId}]`,
        ),
        ...report.problems.map(
          ({ path, line, message }) => `${visible(path)}${line === undefined ? '' : `:${line}`}: problem: ${visible(message)}`,
        ),
      ]
        .map((line) => `${line}\n`)
        .join(''),
    ),
};
