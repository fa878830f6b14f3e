import type { ReportEdit, ReportFix } from '../report/report.ts';
import type { Fix } from '../rule/index.ts';
import type { SourceTable, Span } from '../text/source.ts';

type Kind = 'fix' | 'suggestion';
type FixEdit = Fix['edits'][number];

/**
 * The change of a finding with its places resolved, ready to be spread into the finding. Nothing comes of a change that touches a
 * secret, whatever the rule thought.
 */
export function located(kind: Kind, fix: Fix | undefined, sources: SourceTable): { readonly [K in Kind]?: ReportFix } {
  if (fix === undefined || fix.edits.length === 0 || fix.edits.some((edit) => touchesSecret(rangeOf(edit), sources))) return {};
  return { [kind]: { title: fix.title, edits: fix.edits.map((edit) => editOf(edit, sources)) } };
}

function rangeOf(edit: FixEdit): Span {
  if (!('place' in edit)) return edit;
  const { source, start, end } = edit.of;
  const at = edit.place === 'before' ? start : end;
  return { source, start: at, end: at };
}

function touchesSecret({ source, start, end }: Span, sources: SourceTable): boolean {
  return sources.get(source).secrets.some((secret) => start < secret.end && secret.start < end);
}

function editOf(edit: FixEdit, sources: SourceTable): ReportEdit {
  const location = sources.locate(rangeOf(edit));
  if (!('place' in edit)) return { location, text: edit.text };
  const indent = ' '.repeat(sources.locate(edit.of).column - 1);
  const text =
    edit.place === 'before'
      ? edit.lines.map((line) => `${line}\n${indent}`).join('')
      : edit.lines.map((line) => `\n${indent}${line}`).join('');
  return { location, text };
}
