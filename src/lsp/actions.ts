import {
  type CodeAction,
  CodeActionKind,
  type Diagnostic,
  type Position,
  type Range,
  type TextEdit,
} from 'vscode-languageserver';
import type { TextDocument } from 'vscode-languageserver-textdocument';
import type { ReportFinding, ReportFix } from '../report/report.ts';
import { visible } from '../text/display.ts';
import type { Location } from '../text/source.ts';
import { rangesIn } from './places.ts';

/** Command that shows the page of a rule; its argument is the id of the rule. */
export const EXPLAIN = 'ipsec-lint.explain';

/** Where edits go. */
export interface ActionPlaces {
  readonly uriOf: (location: Location) => string;
  readonly documentOf: (uri: string) => TextDocument | undefined;
}

/** What can be done about findings: the changes that they carry, the certain ones first, and the page of each rule. */
export function actionsFor(
  findings: readonly ReportFinding[],
  diagnostics: readonly Diagnostic[],
  places: ActionPlaces,
): CodeAction[] {
  const about = ({ ruleId, message }: ReportFinding): Diagnostic[] =>
    diagnostics.filter((diagnostic) => diagnostic.code === ruleId && String(diagnostic.message).startsWith(visible(message)));
  const edits = (finding: ReportFinding, fix: ReportFix | undefined, isPreferred: boolean): CodeAction[] =>
    fix === undefined ? [] : [{ ...editAction(fix, places), diagnostics: about(finding), isPreferred }];
  return [
    ...findings.flatMap((finding) => edits(finding, finding.fix, true)),
    ...findings.flatMap((finding) => edits(finding, finding.suggestion, false)),
    ...[...new Set(findings.map(({ ruleId }) => ruleId))].map(explainAction),
  ];
}

/** Whether two ranges have a place in common; their ends count. */
export function touches(a: Range, b: Range): boolean {
  return !isBefore(a.end, b.start) && !isBefore(b.end, a.start);
}

function isBefore(a: Position, b: Position): boolean {
  return a.line < b.line || (a.line === b.line && a.character < b.character);
}

function editAction({ title, edits }: ReportFix, { uriOf, documentOf }: ActionPlaces): CodeAction {
  const changes = new Map<string, TextEdit[]>();
  for (const { location, text } of edits) {
    const uri = uriOf(location);
    const document = documentOf(uri);
    const newText = document?.getText().includes('\r\n') ? text.replaceAll('\n', '\r\n') : text;
    const edit = { range: rangesIn(document)(location), newText };
    changes.set(uri, [...(changes.get(uri) ?? []), edit]);
  }
  const name = visible(title);
  return {
    title: name.charAt(0).toUpperCase() + name.slice(1),
    kind: CodeActionKind.QuickFix,
    edit: { changes: Object.fromEntries(changes) },
  };
}

function explainAction(ruleId: string): CodeAction {
  const title = `Explain ${ruleId}`;
  return { title, kind: CodeActionKind.QuickFix, command: { title, command: EXPLAIN, arguments: [ruleId] } };
}
