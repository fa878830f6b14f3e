import { placeText } from '../config/place.ts';
import type { Config } from '../config/types.ts';
import { type CoveredRun, type GivenText, type ModelledRun, modelPaths, reportRun } from '../engine/lint.ts';
import { contentOf, readText } from '../input/index.ts';
import type { ExcerptSource } from '../report/excerpt.ts';
import { FORMATS } from '../report/formats/index.ts';
import type { Report, ReporterContext } from '../report/report.ts';
import { renderText } from '../report/text.ts';
import type { Rule } from '../rule/index.ts';
import { acceptance } from './acceptance.ts';
import type { ChangeRequest } from './changed-since.ts';
import { pickedOutputs } from './ci-outputs.ts';
import { type Output, outputsOf, writeOutput } from './outputs.ts';
import { packageVersion } from './package.ts';
import { reportedRules } from './rule-pages.ts';
import { ruleIds, rulesOfRun, unknownSettings } from './rules-of-run.ts';
import { type InputFlags, runOptions, tell, tellProblems } from './run-options.ts';
import { STATUS, type Status } from './status.ts';
import { readStandardInput } from './stdin.ts';
import { terminalWidth, wantsColor } from './terminal.ts';
import { UsageError } from './usage.ts';

/** The flags of `check`. */
export interface CheckFlags extends InputFlags {
  readonly format?: readonly string[] | undefined;
  readonly stdin: boolean;
  readonly 'stdin-filename'?: string | undefined;
  readonly 'fail-on': string;
  readonly policy?: readonly string[] | undefined;
  readonly baseline?: string | undefined;
  readonly 'changed-since'?: string | undefined;
  readonly 'add-suppressions': boolean;
  readonly reason?: string | undefined;
  readonly color: string;
  readonly quiet: boolean;
}

/** Lints what the words name and prints the report in every format asked for. */
export async function check(words: readonly string[], flags: CheckFlags, root: string): Promise<Status> {
  const outputs = wantedOutputs(flags);
  const given = await standardInput(flags, words);
  const options = await runOptions(flags, ruleIds());
  const rules = await rulesOfRun(options.config, flags.policy);
  const accept = await acceptance(words, options.config, rules, flags.baseline);
  const { run, report } = await runOn(words, given, { options, rules, allExamples: flags.debug, accept }, flags);
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
  return statusOf(report, flags['fail-on']);
}

/** The outputs that were asked for, else those that the CI system shows, which is said. */
function wantedOutputs({ format, quiet }: CheckFlags): readonly Output[] {
  if (format !== undefined) return outputsOf(format, ['text', ...FORMATS.map(({ name }) => name)]);
  const { outputs, because } = pickedOutputs(process.env);
  if (because !== undefined && !quiet) process.stderr.write(`ipsec-lint: ${because}\n`);
  return outputs;
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

async function standardInput(flags: CheckFlags, words: readonly string[]): Promise<readonly GivenText[]> {
  const name = flags['stdin-filename'];
  const { 'add-suppressions': silencing, 'changed-since': since } = flags;
  if (silencing && (flags.stdin || since !== undefined))
    throw new UsageError('--add-suppressions writes to files as they are: it goes with neither --stdin nor --changed-since');
  if (flags.reason !== undefined && !silencing) throw new UsageError('--reason goes with --add-suppressions');
  if (!flags.stdin) {
    if (name !== undefined) throw new UsageError('--stdin-filename goes with --stdin');
    if (words.length === 0) throw new UsageError('name the files or directories to lint; --help shows examples');
    return [];
  }
  if (since !== undefined) throw new UsageError('--changed-since compares files with a commit, and standard input is in none');
  return [{ path: name ?? 'stdin', bytes: await readStandardInput() }];
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
