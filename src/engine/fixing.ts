import type { Report, ReportFinding, ReportFix } from '../report/report.ts';
import { applyChanges } from './edits.ts';
import { essenceOf } from './fingerprint.ts';

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
    const wanted = last.report.findings.filter(isFixable).filter((finding) => !refused.has(identityOf(finding)));
    const applied = applyChanges(
      (path) => texts.get(path) ?? mending.textOf(path, first),
      wanted.map(({ fix }) => fix.edits),
    );
    const made = wanted.filter((_, index) => applied.made[index] === true);
    if (made.length === 0) break;
    const changed = new Map([...texts, ...applied.texts]);
    const next = await mending.lint(changed);
    const bad = badOf(made, last.report, next.report);
    if (bad.length > 0) {
      for (const finding of bad) refused.add(identityOf(finding));
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

/**
 * A finding from one pass to the next. Its number among equals does not count: it becomes another when one of them is gone. The path
 * does: mending renames nothing, and two directories may hold the same text.
 */
function identityOf({ fingerprint, location: { path } }: ReportFinding): string {
  return `${essenceOf(fingerprint)} ${path}`;
}

/** The findings whose changes did not take as many of them away, or touched a text that has a mistake which was not there before. */
function badOf(made: readonly Fixable[], before: Report, after: Report): readonly Fixable[] {
  const [were, are, mended] = [before.findings, after.findings, made].map(countByIdentity);
  const isLeft = (identity: string): boolean =>
    (are?.get(identity) ?? 0) > (were?.get(identity) ?? 0) - (mended?.get(identity) ?? 0);
  const isWorse = (finding: ReportFinding): boolean => isAboutText(finding.ruleId) && were?.has(identityOf(finding)) !== true;
  const spoilt = new Set([
    ...after.problems.map(({ path }) => path),
    ...after.findings.filter(isWorse).map(({ location }) => location.path),
  ]);
  return made.filter(
    (finding) => isLeft(identityOf(finding)) || finding.fix.edits.some(({ location }) => spoilt.has(location.path)),
  );
}

function countByIdentity(findings: readonly ReportFinding[]): ReadonlyMap<string, number> {
  const counts = new Map<string, number>();
  for (const finding of findings) {
    const identity = identityOf(finding);
    counts.set(identity, (counts.get(identity) ?? 0) + 1);
  }
  return counts;
}

function isAboutText(ruleId: string): boolean {
  return ruleId.startsWith('syntax/') || ruleId.startsWith('reference/');
}
