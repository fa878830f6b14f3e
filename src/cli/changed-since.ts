import { resolve } from 'node:path';
import { parseConfig } from '../config/load.ts';
import type { ConfigText } from '../config/read.ts';
import type { Config } from '../config/types.ts';
import { changeReport } from '../engine/change.ts';
import { type ModelledRun, modelPaths, type RunOptions, reportRun } from '../engine/lint.ts';
import { isWithin, type OpenCommit, openCommit } from '../input/git.ts';
import { isGlob, literalDirectory } from '../input/glob.ts';
import { DISK, displayPath, type FileSystem } from '../input/index.ts';
import type { Report } from '../report/report.ts';
import type { Rule } from '../rule/index.ts';
import type { Acceptance } from './acceptance.ts';
import { UsageError } from './usage.ts';

/** What is compared and how it is judged: both sides by the same rules, severities, waivers and baseline. */
export interface ChangeRequest {
  readonly words: readonly string[];
  readonly since: string;
  readonly options: RunOptions;
  readonly rules: readonly Rule[];
  readonly allExamples: boolean;
  readonly accept: Acceptance;
}

/**
 * The run over the work tree, and its report compared with the same run over a commit. What the topology says is taken from each
 * side; how things are judged is today's on both.
 */
export async function checkChange(request: ChangeRequest): Promise<{ readonly run: ModelledRun; readonly report: Report }> {
  const { words, since, options } = request;
  const commit = openCommit(options.cwd, since);
  if ('error' in commit) throw new UsageError(commit.error);
  insideOnly(words, options.cwd, commit.top);

  const missing = new Set<string>();
  const config = await configBefore(options.config, commit.files, request);
  const before = await modelPaths(words, [], {
    ...options,
    config,
    fileSystem: commit.files,
    mayBeMissing: (path) => missing.add(path) !== undefined,
  });
  const earlier = reportRun(before, config, request.rules, false);
  const run = await modelPaths(words, [], { ...options, mayBeMissing: (path) => !missing.has(path) });
  const today = reportRun(run, options.config, request.rules, request.allExamples);

  const report = changeReport(
    {
      run: before,
      found: earlier,
      accepted: await request.accept(before, earlier),
      contents: contentsOf(before, commit.files, options),
    },
    { run, found: today, accepted: await request.accept(run, today), contents: contentsOf(run, DISK, options) },
    { since, commit: commit.commit, problems: [...unavailable(commit, options.cwd), ...earlier.problems] },
  );
  return { run, report };
}

/* What a commit says of files outside its repository is nothing. */
function insideOnly(words: readonly string[], cwd: string, top: string): void {
  for (const word of words) {
    const place = isGlob(word) ? literalDirectory(word) || '.' : word;
    if (!isWithin(resolve(cwd, place), top))
      throw new UsageError(`${word} is outside the repository ${top}: --changed-since has nothing to compare it with`);
  }
}

/**
 * The configuration with the topology of the commit. Where the commit does not have the file, or one that cannot be used, today's
 * topology is taken for both sides.
 */
async function configBefore(config: Config, files: FileSystem, { options, rules }: ChangeRequest): Promise<Config> {
  const { cwd, maxFileSize } = options;
  const read = (absolute: string): ConfigText => {
    const bytes = files.bytes(absolute, maxFileSize);
    return typeof bytes === 'string' ? { why: bytes, missing: true } : { text: bytes.toString('utf8') };
  };
  const then = config.files.map(({ path }) => read(resolve(cwd, path)));
  const main = then.at(-1);
  const isSame = config.files.every(({ text }, index) => textOf(then[index]) === text);
  if (config.path === undefined || main === undefined || 'why' in main || isSame) return config;
  const { path, directory } = config;
  const ruleIds = rules.map(({ meta }) => meta.id);
  const result = await parseConfig({ path, directory, text: main.text, ruleIds, read });
  if ('problems' in result) return config;
  return { ...config, files: result.config.files, devices: result.config.devices, locate: result.config.locate };
}

function textOf(content: ConfigText | undefined): string | undefined {
  return content !== undefined && 'text' in content ? content.text : undefined;
}

function contentsOf(run: ModelledRun, files: FileSystem, { maxFileSize }: RunOptions): ChangeSideContents {
  return ({ sources }) =>
    sources
      .map((id) => run.absolute.get(id))
      .filter((path) => path !== undefined)
      .map((path) => files.bytes(path, maxFileSize))
      .filter((bytes) => typeof bytes !== 'string');
}

type ChangeSideContents = Parameters<typeof changeReport>[0]['contents'];

function unavailable({ problems }: OpenCommit, cwd: string): readonly { readonly path: string; readonly message: string }[] {
  return problems.map(({ path, message }) => ({ path: displayPath(path, cwd), message }));
}
