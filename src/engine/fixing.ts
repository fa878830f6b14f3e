import type { Report, ReportFinding, ReportFix } from '../report/report.ts';
import { applyChanges } from './edits.ts';

/** What is linted again and again while it is being mended. */
export interface Mending<State extends { readonly report: Report }> {
  /** Lints with the texts that have changed so far, by path, in the place of those that there were. */
  readonly lint: (changed: ReadonlyMap<string, string>) => Promise<State>;
  /** The text of a path as it was; undefined where it must not be changed. */
  readonly textOf: (path: string, first: State) => string | undefined;
}

/** What came of it. */
export interface Mended<State> {
  readonly first: State;
  /** With the changes made. */
  readonly last: State;
  /** Texts that have changed, by path. */
  readonly texts: ReadonlyMap<string, string>;
  /** Findings whose change was made. */
  readonly fixed: readonly ReportFinding[];
}

/* Changes that wait for others to be made need as many passes as there are of them at one place: a handful. */
const MOST_PASSES = 20;

/**
 * Makes the changes that findings carry as fixes, and lints again until there are none left. A change stays only if its finding is gone
 * and no text has become wrong by it; of two that overlap the second is made in the next pass, if it is still asked for. Suggestions
 * are not made.
 */
export async function mend<State extends { readonly report: Report }>(mending: Mending<State>): Promise<Mended<State>> {
  const first = await mending.lint(new Map());
  const refused = new Set<string>();
  const fixed: ReportFinding[] = [];
  let texts: ReadonlyMap<string, string> = new Map();
  let last = first;
  for (let pass = 0; pass < MOST_PASSES; pass++) {
    const wanted = last.report.findings.filter(isFixable).filter(({ fingerprint }) => !refused.has(fingerprint));
    const applied = applyChanges(
      (path) => texts.get(path) ?? mending.textOf(path, first),
      wanted.map(({ fix }) => fix.edits),
    );
    const made = wanted.filter((_, index) => applied.made[index] === true);
    if (made.length === 0) break;
    const changed = new Map([...texts, ...applied.texts]);
    const next = await mending.lint(changed);
    const bad = made.filter((finding) => isBad(finding, last.report, next.report));
    if (bad.length > 0) {
      for (const { fingerprint } of bad) refused.add(fingerprint);
      continue;
    }
    texts = changed;
    last = next;
    fixed.push(...made);
  }
  return { first, last, texts, fixed };
}

/** A finding whose change can be made. */
type Fixable = ReportFinding & { readonly fix: ReportFix };

function isFixable(finding: ReportFinding): finding is Fixable {
  return finding.fix !== undefined;
}

/** Whether a change did not take its finding away, or a text that it touched has a mistake that was not there before. */
function isBad({ fingerprint, fix }: Fixable, before: Report, after: Report): boolean {
  if (after.findings.some((finding) => finding.fingerprint === fingerprint)) return true;
  const paths = new Set(fix.edits.map(({ location }) => location.path));
  const known = new Set(before.findings.map((finding) => finding.fingerprint));
  return (
    after.problems.some(({ path }) => paths.has(path)) ||
    after.findings.some(
      (finding) => paths.has(finding.location.path) && isAboutText(finding.ruleId) && !known.has(finding.fingerprint),
    )
  );
}

function isAboutText(ruleId: string): boolean {
  return ruleId.startsWith('syntax/') || ruleId.startsWith('reference/');
}
