import { placeText } from '../config/place.ts';
import type { Config } from '../config/types.ts';
import { type CoveredRun, type GivenText, type ModelledRun, modelPaths, type RunOptions, reportRun } from '../engine/lint.ts';
import { contentOf, DISK, readText } from '../input/index.ts';
import type { ExcerptSource } from '../report/excerpt.ts';
import { FORMATS } from '../report/formats/index.ts';
import type { Report, ReporterContext } from '../report/report.ts';
import { renderText } from '../report/text.ts';
import type { Rule } from '../rule/index.ts';
import { visible } from '../text/display.ts';
import { acceptance } from './acceptance.ts';
import type { ChangeRequest } from './changed-since.ts';
import { type CheckFlags, checkTogether, wantedOutputs } from './check-flags.ts';
import type { LintAgain, Linted } from './fixing.ts';
import { writeOutput } from './outputs.ts';
import { packageVersion } from './package.ts';
import { reportedRules } from './rule-pages.ts';
import { ruleIds, rulesOfRun, unknownSettings } from './rules-of-run.ts';
import { runOptions, tell, tellProblems } from './run-options.ts';
import { STATUS, type Status } from './status.ts';
import { readStandardInput } from './stdin.ts';
import { terminalWidth, wantsColor } from './terminal.ts';

/** Lints what the words name and prints the report in every format asked for. */
export async function check(words: readonly string[], flags: CheckFlags, root: string): Promise<Status> {
  checkTogether(flags, words);
  const outputs = wantedOutputs(flags);
  const given = await standardInput(flags);
  const options = await runOptions(flags, ruleIds());
  const rules = await rulesOfRun(options.config, flags.policy);
  const accept = await acceptance(words, options.config, rules, flags.baseline);
  const lint: LintAgain = (texts, fileSystem) =>
    runOn(words, texts, { options: { ...options, fileSystem }, rules, allExamples: flags.debug, accept }, flags);
  const { run, report, unwritten } =
    flags.fix || flags.diff
      ? await mended(lint, given, options, flags)
      : { ...(await lint(given, options.fileSystem ?? DISK)), unwritten: [] };
  tell(run, flags);
  if (!outputs.some(({ format, file }) => format === 'text' && file === undefined)) tellProblems(report.problems);
  for (const output of outputs)
    writeOutput(
      output,
      render(output.format, output.file === undefined, {
        report,
        rules,
        run,
        given,
        flags,
        maxFileSize: options.maxFileSize,
        root,
      }),
    );
  return unwritten.length > 0 ? STATUS.incomplete : statusOf(report, flags['fail-on']);
}

/** Shows or makes the changes that findings carry: the state to report is that of the files as they are afterwards. */
async function mended(
  lint: LintAgain,
  given: readonly GivenText[],
  options: RunOptions,
  flags: CheckFlags,
): Promise<Linted & { readonly unwritten: readonly string[] }> {
  const { fixesFor, diffOf, tellFixes, writeFixes } = await import('./fixing.ts');
  const fixes = await fixesFor(lint, given, options);
  if (flags.diff) {
    process.stdout.write(diffOf(fixes));
    if (!flags.quiet) tellFixes(fixes, 'can be fixed');
    return { ...fixes.first, unwritten: [] };
  }
  const unwritten = writeFixes(fixes, options);
  for (const line of unwritten) process.stderr.write(`ipsec-lint: ${visible(line)}\n`);
  for (const { bytes, path } of given) process.stdout.write(fixes.files.find((file) => file.path === path)?.after ?? bytes);
  if (!flags.quiet) tellFixes(fixes, 'fixed');
  return { ...(unwritten.length > 0 ? await lint(given, DISK) : fixes.last), unwritten };
}

async function runOn(
  words: readonly string[],
  given: readonly GivenText[],
  how: Omit<ChangeRequest, 'words' | 'since'>,
  { 'changed-since': since, 'add-suppressions': silencing, reason }: CheckFlags,
): Promise<{ readonly run: ModelledRun; readonly report: Report }> {
  if (since !== undefined) return await (await import('./changed-since.ts')).checkChange({ ...how, words, since });
  if (silencing) return await (await import('./add-suppressions.ts')).silence({ ...how, words, reason });
  const run = await modelPaths(words, given, how.options);
  await warnOfStale(run, how.options.config, how.rules);
  return { run, report: await how.accept(run, reportRun(run, how.options.config, how.rules, how.allExamples)) };
}

/** Warns of entries of the configuration that have no effect, in its order. */
async function warnOfStale(run: CoveredRun, config: Config, rules: readonly Rule[]): Promise<void> {
  if (config.path === undefined) return;
  const { staleEntries } = await import('../engine/stale.ts');
  const names = run.devices.map(({ name }) => name);
  const stale = [...(await unknownSettings(config, rules)), ...staleEntries(config, run.coverage, names)];
  stale.sort((a, b) => config.files.indexOf(a.at.file) - config.files.indexOf(b.at.file) || a.at.start - b.at.start);
  for (const { at, message } of stale) run.log.warn(`${placeText(at)}: ${message}`);
}

async function standardInput(flags: CheckFlags): Promise<readonly GivenText[]> {
  if (!flags.stdin) return [];
  return [{ path: flags['stdin-filename'] ?? 'stdin', bytes: await readStandardInput() }];
}

interface Rendering {
  readonly report: Report;
  readonly rules: readonly Rule[];
  readonly run: ModelledRun;
  readonly given: readonly GivenText[];
  readonly flags: CheckFlags;
  readonly maxFileSize: number;
  readonly root: string;
}

function render(format: string, toTerminal: boolean, rendering: Rendering): string {
  const { report, rules, flags, root } = rendering;
  if (format === 'text') {
    const color = toTerminal && wantsColor(flags.color);
    return renderText(report, { color, width: terminalWidth(), quiet: flags.quiet, source: excerpts(rendering) });
  }
  const reporter = FORMATS.find(({ name }) => name === format);
  if (reporter === undefined) throw new RangeError('unknown format');
  const context: ReporterContext = { version: packageVersion(root), rules: reportedRules(rules, root) };
  return reporter.render(report, context);
}

/** Reads a text again for its excerpts; undefined when it has changed beyond recognition or is gone. */
function excerpts({ run, given, maxFileSize }: Rendering): (path: string) => ExcerptSource | undefined {
  const ids = new Map<string, number>();
  for (let id = run.sources.size - 1; id >= 0; id--) ids.set(run.sources.get(id).path, id);
  const known = new Map<string, ExcerptSource | undefined>();
  const read = (path: string): ExcerptSource | undefined => {
    const id = ids.get(path);
    if (id === undefined) return undefined;
    const source = run.sources.get(id);
    const { secrets, lineStarts } = source;
    if (source.text !== '') return { text: source.text, lineStarts, secrets };
    const bytes = given.find((text) => text.path === path)?.bytes;
    const absolute = run.absolute.get(id);
    const content = bytes !== undefined ? contentOf(bytes) : absolute === undefined ? undefined : readText(absolute, maxFileSize);
    return content?.kind === 'text' ? { text: content.text, lineStarts, secrets } : undefined;
  };
  return (path) => {
    if (!known.has(path)) known.set(path, read(path));
    return known.get(path);
  };
}

const RANKS: ReadonlyMap<string, number> = new Map([
  ['info', 1],
  ['warning', 2],
  ['error', 3],
  ['never', 4],
]);

function statusOf(report: Report, failOn: string): Status {
  if (!report.complete) return STATUS.incomplete;
  const limit = RANKS.get(failOn) ?? 3;
  const broken = failOn !== 'never' && report.change?.tunnels.some(({ verdict }) => verdict === 'broken') === true;
  const failed = broken || report.findings.some(({ severity }) => (RANKS.get(severity) ?? 0) >= limit);
  return failed ? STATUS.findings : STATUS.clean;
}
