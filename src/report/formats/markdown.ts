import { tunnelName } from '../change-text.ts';
import { COMPLIANCE_COLUMNS, complianceCells, complianceNote, complianceTitle, requirementName } from '../compliance.ts';
import { inlineCode, markdown as text } from '../escape/markdown.ts';
import type { Report, Reporter, ReportFinding, ReportPack } from '../report.ts';

/* A pull-request comment holds 65,536 characters; more findings than this are counted only. */
const SHOWN = 100;

/** A comment for a pull request: summary, table of findings, folded details. */
export const markdown: Reporter = {
  name: 'markdown',
  render: (report) =>
    [
      ...head(report),
      ...change(report),
      ...table(report),
      ...details(report),
      ...(report.compliance ?? []).flatMap(compliance),
      ...problems(report),
    ]
      .map((line) => `${line}\n`)
      .join(''),
};

function head({ summary, complete }: Report): string[] {
  const counts = `${summary.error} errors, ${summary.warning} warnings, ${summary.info} notes in ${summary.devices} devices and ${summary.pairs} pairs`;
  const undecided = summary.undecided === 0 ? '' : `; ${summary.undecided} checks undecided`;
  return [
    '## ipsec-lint',
    '',
    `${counts}${undecided}.${complete ? '' : ' **The run is incomplete, see the problems below.**'}`,
    '',
  ];
}

/** What a change does to tunnels and findings; nothing when the run was not compared. */
function change({ change }: Report): string[] {
  if (change === undefined) return [];
  const { since, commit, newFindings, fixedFindings, unchanged, tunnels } = change;
  const rows = tunnels
    .slice(0, SHOWN)
    .map(
      (tunnel) => `| ${tunnel.verdict} | ${text(tunnelName(tunnel))} | ${tunnel.before} | ${tunnel.after} | ${tunnel.reason} |`,
    );
  return [
    `Since ${inlineCode(since)} (${commit.slice(0, 10)}): ${newFindings.length} new, ${fixedFindings.length} fixed, ${unchanged} unchanged findings.`,
    '',
    ...(rows.length === 0 ? [] : ['| | tunnel | before | now | reason |', '|---|---|---|---|---|', ...rows, '']),
  ];
}

function table({ findings }: Report): string[] {
  if (findings.length === 0) return ['No findings.'];
  const rows = findings
    .slice(0, SHOWN)
    .map(
      (f) =>
        `| ${f.severity} | ${inlineCode(f.ruleId)} | ${inlineCode(`${f.location.path}:${f.location.line}`)} | ${text(f.message)} |`,
    );
  const rest = findings.length - rows.length;
  return ['| | rule | place | what |', '|---|---|---|---|', ...rows, ...(rest > 0 ? ['', `and ${rest} more.`] : [])];
}

function details({ findings }: Report): string[] {
  if (findings.length === 0) return [];
  return ['', '<details><summary>How to fix</summary>', '', ...findings.slice(0, SHOWN).flatMap(detail), '</details>'];
}

function detail({ ruleId, location, message, help, related }: ReportFinding): string[] {
  const places = related.map((r) => `  - ${inlineCode(`${r.location.path}:${r.location.line}`)} ${text(r.message)}`);
  return [
    `- ${inlineCode(ruleId)} at ${inlineCode(`${location.path}:${location.line}`)}: ${text(message)}`,
    `  - ${text(help.replace(/\n/g, ' '))}`,
    ...places,
    '',
  ];
}

/** How each requirement of a policy pack was met. */
function compliance(pack: ReportPack): string[] {
  const rows = pack.requirements.map((requirement) => {
    const note = complianceNote(requirement);
    const references = requirement.references.map((reference) => text(reference)).join('; ');
    return `| ${inlineCode(requirementName(requirement))} | ${complianceCells(requirement).join(' | ')} | ${note === '' ? references : `${references} (${note})`} |`;
  });
  return [
    '',
    `### ${text(complianceTitle(pack))}`,
    '',
    ...(pack.coverage === undefined ? [] : [`Covers ${text(pack.coverage)}.`, '']),
    `| requirement | ${COMPLIANCE_COLUMNS.join(' | ')} | source |`,
    `|---${'|--:'.repeat(COMPLIANCE_COLUMNS.length)}|---|`,
    ...rows,
  ];
}

function problems({ problems: list }: Report): string[] {
  if (list.length === 0) return [];
  return [
    '',
    '### Problems',
    '',
    ...list.map(({ path, line, message }) => `- ${inlineCode(line === undefined ? path : `${path}:${line}`)} ${text(message)}`),
  ];
}
