import type { Config } from '../config/types.ts';
import {
  contentOf,
  type Dialect,
  discover,
  type FileGroup,
  type FoundFile,
  groupFiles,
  readBytes,
  readText,
  resolveInclude,
} from '../input/index.ts';
import type { Report } from '../report/report.ts';
import type { Rule } from '../rule/index.ts';
import { analysisOf } from './analysis.ts';
import { RunLog } from './log.ts';
import { type Modelled, type ModellingOptions, modelGroups } from './modelling.ts';
import { reportOf } from './report-of.ts';
import { runRules } from './run-rules.ts';

/** A text that is linted without being read from a file: standard input. */
export interface GivenText {
  readonly path: string;
  readonly bytes: Buffer;
}

/** What a run looks at and how. */
export interface RunOptions {
  readonly cwd: string;
  readonly config: Config;
  readonly maxFileSize: number;
  readonly dialect?: Dialect;
  readonly strongswanVersion?: '5.9' | '6.0';
  readonly onGroup?: (done: number, total: number) => void;
}

/** The devices of a run, and everything that was noticed on the way to them. */
export interface ModelledRun extends Modelled {
  readonly log: RunLog;
}

/** Finds, reads and models what the words of a command line name, and the texts that are given. */
export async function modelPaths(
  words: readonly string[],
  given: readonly GivenText[],
  options: RunOptions,
): Promise<ModelledRun> {
  const { cwd, config, maxFileSize } = options;
  const log = new RunLog();
  const found = await discover(words, cwd);
  for (const { path, message } of found.problems) log.problem(path, message);
  for (const { path, why } of found.skipped) log.note(path, `not read: ${why}`);
  const texts = new Map(given.map((text) => [text.path, text.bytes]));
  const files: FoundFile[] = [...found.files, ...given.map(({ path }) => ({ path, absolute: '', named: true }))];
  const modelling: ModellingOptions = {
    cwd,
    keepTexts: false,
    resolveInclude,
    read: (file) => {
      const bytes = texts.get(file.path);
      return file.absolute === '' && bytes !== undefined ? contentOf(bytes) : readText(file.absolute, maxFileSize);
    },
    readBytes: (file) => readBytes(file.absolute, maxFileSize),
    readIncluded: (absolute) => readText(absolute, maxFileSize),
    ...(options.dialect === undefined ? {} : { dialect: options.dialect }),
    ...(options.strongswanVersion === undefined ? {} : { strongswanVersion: options.strongswanVersion }),
    ...(options.onGroup === undefined ? {} : { onGroup: options.onGroup }),
  };
  const groups: readonly FileGroup[] = groupFiles(files, config, cwd);
  return { ...modelGroups(groups, config, modelling, log), log };
}

/** Runs the rules over the devices of a run and puts the report together. */
export function reportRun(run: ModelledRun, config: Config, rules: readonly Rule[], allExamples: boolean): Report {
  const { devices, sources, log } = run;
  const analysis = analysisOf(devices);
  const result = runRules({
    rules,
    settings: config.rules,
    fleet: analysis.ask.fleet,
    pairs: analysis.pairs,
    ask: analysis.ask,
    sources,
    allExamples,
  });
  return reportOf({
    files: run.files,
    skipped: log.skipped,
    devices: devices.length,
    findings: result.findings,
    pairs: analysis.rows,
    undecided: result.undecided,
    problems: [...log.problems, ...result.problems],
  });
}
