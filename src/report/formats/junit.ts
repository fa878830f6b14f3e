import { log } from '../escape/log.ts';
import { xml } from '../escape/xml.ts';
import type { Report, Reporter, ReportFinding } from '../report.ts';

/** JUnit XML: a suite for each file, a failing case for each finding; problems are errors of a suite of their own. */
export const junit: Reporter = {
  name: 'junit',
  render: (report) => {
    const suites = [...byPath(report)].map(([path, findings]) => suite(path, findings.map(failure), findings.length, 0));
    if (report.problems.length > 0) {
      const cases = report.problems.map(({ path, message }) =>
        testCase(path, 'ipsec-lint', `<error message="${xml(message)}"/>`),
      );
      suites.push(suite('ipsec-lint', cases, 0, report.problems.length));
    }
    if (suites.length === 0) suites.push(suite('ipsec-lint', [testCase('no findings', 'ipsec-lint', '')], 0, 0));
    return `<?xml version="1.0" encoding="UTF-8"?>\n<testsuites name="ipsec-lint">\n${suites.join('')}</testsuites>\n`;
  },
};

function byPath(report: Report): Map<string, ReportFinding[]> {
  const files = new Map<string, ReportFinding[]>();
  for (const finding of report.findings) {
    const list = files.get(finding.location.path);
    if (list === undefined) files.set(finding.location.path, [finding]);
    else list.push(finding);
  }
  return files;
}

function suite(name: string, cases: readonly string[], failures: number, errors: number): string {
  return `<testsuite name="${xml(name)}" tests="${cases.length}" failures="${failures}" errors="${errors}">\n${cases.join('')}</testsuite>\n`;
}

function testCase(name: string, className: string, body: string): string {
  return `<testcase name="${xml(name)}" classname="${xml(className)}">${body}</testcase>\n`;
}

function failure({ ruleId, severity, message, help, location }: ReportFinding): string {
  const text = `${location.path}:${location.line}:${location.column}\n${message}\n${help}`;
  const lines = text.split('\n').map((line) => `  ${xml(line)}`);
  return testCase(
    `${ruleId} at line ${location.line}`,
    ruleId,
    `<failure type="${severity}" message="${xml(message)}">${log(lines.join('\n'))}</failure>`,
  );
}
