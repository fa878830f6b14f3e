import type { Report, ReporterContext } from '../../src/report/report.ts';

/** Names and values that a configuration may hold to break out of a sink. */
export const HOSTILE: readonly string[] = [
  'plain',
  '\u001b[31mred\u001b[0m \u009b2J \u0007',
  'right\u202eto left \u200b zero \ufeff width',
  'line\nbreak\r\nand \r return',
  '::set-output name=x::y',
  '\n::stop-commands::t',
  '##[error]x',
  'blanks \n \u3000::error::x',
  'inside ##[add-mask]x and ##vso[task.setvariable variable=PATH]x',
  '</script><script>alert(1)</script>',
  '=HYPERLINK("http://example.com")',
  ']]> <![CDATA[ & "quoted" \'single\'',
  '| table | cell | `code` ``two`` ```three```',
  '[link](http://example.com) @mention #1 <b>bold</b>',
  '{0} {1} [text](1)',
  '100% %0A::error::x',
  '\ud800 lone surrogate \u0000 nul',
];

/** A report in which every text of the configuration is hostile. */
export function hostileReport(): Report {
  const findings = HOSTILE.map((text, index) => ({
    ruleId: 'nat/ah-across-nat',
    severity: (['error', 'warning', 'info'] as const)[index % 3] ?? 'info',
    confidence: 'certain' as const,
    message: `AH of ${text}`,
    help: `use ESP, not ${text}`,
    device: text,
    ...(index % 2 === 0 ? { peer: text } : {}),
    target: `${text}/crypto map VPN 10`,
    fingerprint: `f${index}`,
    location: { path: `dir/${text}.cfg`, line: index + 1, column: 1, endLine: index + 1, endColumn: 9 },
    related: [{ location: { path: `${text}.cfg`, line: 2, column: 3, endLine: 3, endColumn: 4 }, message: `here ${text}` }],
    [index % 2 === 0 ? 'fix' : 'suggestion']: {
      title: `write ${text}`,
      edits: [{ location: { path: `dir/${text}.cfg`, line: 2, column: 3, endLine: 2, endColumn: 3 }, text: `${text}\n` }],
    },
  }));
  return {
    schemaVersion: 1,
    complete: false,
    summary: { files: 2, skipped: 0, devices: 2, pairs: 0, error: 5, warning: 5, info: 5, undecided: 1 },
    findings,
    pairs: [],
    undecided: [{ ruleId: 'auth/psk-mismatch', why: 'the key is encrypted', count: 1, examples: [HOSTILE[1] ?? ''] }],
    problems: HOSTILE.map((text) => ({ path: text, line: 1, message: `cannot read ${text}` })),
  };
}

export const CONTEXT: ReporterContext = {
  version: '1.0.0',
  rules: [
    {
      id: 'nat/ah-across-nat',
      summary: 'AH in use on a path with NAT',
      severity: 'error',
      tags: ['nat'],
      references: ['RFC 3715, section 2.1'],
      documentation: '# nat/ah-across-nat',
    },
  ],
};

/**
 * Whether a CI system would run a line of its log: GitHub's runner (ActionCommand.cs) trims it and looks for `::name::` at its begin, and
 * for `##[name]` anywhere; Azure's agent looks for `##vso[` anywhere, TeamCity for `##teamcity[` at the begin.
 */
export function isCommand(line: string): boolean {
  return /^\s*::[\w-]+( .*)?::/.test(line) || /##[a-z]*\[/i.test(line);
}

/** What no output may hold raw (contract, "Exit status and streams"), newline and tab apart. */
export const UNSAFE = /[\u0000-\u0008\u000b-\u001f\u007f-\u009f\u061c\u200b-\u200f\u2028-\u202e\u2066-\u2069\ufeff]/;
