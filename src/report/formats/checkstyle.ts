import { xml } from '../escape/xml.ts';
import type { Reporter, ReportFinding } from '../report.ts';

/** Checkstyle XML, as many review tools read it. */
export const checkstyle: Reporter = {
  name: 'checkstyle',
  render: ({ findings, problems }) => {
    const files = new Map<string, string[]>();
    const add = (path: string, entry: string): void => {
      files.set(path, [...(files.get(path) ?? []), entry]);
    };
    for (const finding of findings) add(finding.location.path, entryOf(finding));
    for (const { path, line, message } of problems)
      add(path, `<error line="${line ?? 1}" severity="error" message="${xml(message)}" source="ipsec-lint.problem"/>\n`);
    const body = [...files].map(([path, entries]) => `<file name="${xml(path)}">\n${entries.join('')}</file>\n`);
    return `<?xml version="1.0" encoding="UTF-8"?>\n<checkstyle version="8.0">\n${body.join('')}</checkstyle>\n`;
  },
};

function entryOf({ location, severity, message, ruleId }: ReportFinding): string {
  return `<error line="${location.line}" column="${location.column}" severity="${severity}" message="${xml(message)}" source="ipsec-lint.${xml(ruleId)}"/>\n`;
}
