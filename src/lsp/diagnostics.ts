import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { type Diagnostic, DiagnosticSeverity, DiagnosticTag, type Range } from 'vscode-languageserver';
import type { ConfigProblem } from '../config/types.ts';
import type { ReportFinding, ReportProblem, ReportSeverity } from '../report/report.ts';
import { visible } from '../text/display.ts';
import type { Location } from '../text/source.ts';
import { uriOfPath } from './places.ts';

/** What findings need to become diagnostics. */
export interface DiagnosticPlaces {
  /** Directory of the package, which holds the pages of the rules. */
  readonly packageRoot: string;
  readonly uriOf: (location: Location) => string;
  readonly rangeOf: (location: Location) => Range;
}

const SOURCE = 'ipsec-lint';

const SEVERITY: Readonly<Record<ReportSeverity, DiagnosticSeverity>> = {
  error: DiagnosticSeverity.Error,
  warning: DiagnosticSeverity.Warning,
  info: DiagnosticSeverity.Information,
};

/** Rules about text without effect: editors show it faded. */
const WITHOUT_EFFECT: ReadonlySet<string> = new Set(['reference/unused', 'syntax/ignored', 'filter/permit-shadowed']);

/** A finding as editors show it: what is wrong, what to do, the other deciding lines, and the rule's page behind its id. */
export function diagnosticOf(finding: ReportFinding, { packageRoot, uriOf, rangeOf }: DiagnosticPlaces): Diagnostic {
  const { ruleId, severity, message, help, location, related } = finding;
  const page = pageUri(ruleId, packageRoot);
  return {
    range: rangeOf(location),
    severity: SEVERITY[severity],
    code: ruleId,
    ...(page === undefined ? {} : { codeDescription: { href: page } }),
    source: SOURCE,
    message: visible(help === '' ? message : `${message}. To fix: ${help}`),
    ...(WITHOUT_EFFECT.has(ruleId) ? { tags: [DiagnosticTag.Unnecessary] } : {}),
    relatedInformation: related.map((place) => ({
      location: { uri: uriOf(place.location), range: rangeOf(place.location) },
      message: visible(place.message),
    })),
  };
}

/** Something that could not be analysed, at its line. */
export function problemDiagnostic({ line = 1, message }: ReportProblem): Diagnostic {
  const range = { start: { line: line - 1, character: 0 }, end: { line: line - 1, character: Number.MAX_SAFE_INTEGER } };
  return { range, severity: DiagnosticSeverity.Warning, source: SOURCE, message: visible(`not analysed: ${message}`) };
}

/** A mistake in the linter's own configuration. */
export function configDiagnostic({ line, column, message }: ConfigProblem): Diagnostic {
  const start = { line: line - 1, character: column - 1 };
  return { range: { start, end: start }, severity: DiagnosticSeverity.Error, source: SOURCE, message: visible(message) };
}

/** URI of the page of a rule in the installed package: it is the page of this very version, and needs no network. */
export function pageUri(ruleId: string, packageRoot: string): string | undefined {
  const page = join(packageRoot, 'rules', `${ruleId}.md`);
  return existsSync(page) ? uriOfPath(page) : undefined;
}
