import type { Config } from '../config/types.ts';
import {
  contentOf,
  DISK,
  type Dialect,
  discover,
  type FileContent,
  type FileGroup,
  type FileSystem,
  type FoundFile,
  groupFiles,
  LeftOut,
  resolveInclude,
} from '../input/index.ts';
import type { Device } from '../model/types.ts';
import type { Report } from '../report/report.ts';
import type { Rule } from '../rule/index.ts';
import { analysisOf } from './analysis.ts';
import { RunLog } from './log.ts';
import { type Modelled, type ModellingOptions, modelGroups } from './modelling.ts';
import { reportOf } from './report-of.ts';
import { runRules } from './run-rules.ts';
import { settingsOf } from './settings.ts';

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
  /** Where the files are; by default on the disk. */
  readonly fileSystem?: FileSystem;
  /** Whether it is all right that a path or glob leads to nothing; by default it never is. */
  readonly mayBeMissing?: (path: string) => boolean;
  readonly onGroup?: (done: number, total: number) => void;
  /** Model what no analysis asks for, too. */
  readonly everything?: boolean;
}

/** The devices of a run, and everything that was noticed on the way to them. */
export interface ModelledRun extends Modelled {
  readonly log: RunLog;
}

/** What a run has looked at, to tell which entries of a configuration it can judge. */
export interface Coverage {
  /** Paths of every file that was found, in order. */
  readonly files: readonly string[];
  /** Directories that were looked at whole. */
  readonly walked: readonly string[];
  readonly leftOut: LeftOut;
  readonly groups: readonly FileGroup[];
}

/** A run over paths. */
export interface CoveredRun extends ModelledRun {
  readonly coverage: Coverage;
}

/** Finds, reads and models what the words of a command line name, and the texts that are given. */
export async function modelPaths(
  words: readonly string[],
  given: readonly GivenText[],
  options: RunOptions,
): Promise<CoveredRun> {
  const { cwd, config, maxFileSize, fileSystem = DISK } = options;
  const log = new RunLog();
  const leftOut = new LeftOut(config.ignore);
  const found = await discover(words, cwd, { files: fileSystem, leftOut });
  const missing = found.missing.filter(({ path }) => options.mayBeMissing?.(path) !== true);
  for (const { path, message } of [...found.problems, ...missing]) log.problem(path, message);
  for (const { path, why, named } of found.skipped) {
    if (named === true) log.warn(`${path} is not read: ${why}`);
    else log.note(path, `not read: ${why}`);
  }
  const texts = new Map(given.map((text) => [text.path, text.bytes]));
  const files: FoundFile[] = [...found.files, ...given.map(({ path }) => ({ path, absolute: '', named: true }))];
  const read = (absolute: string): FileContent => {
    const bytes = fileSystem.bytes(absolute, maxFileSize);
    return typeof bytes === 'string' ? { kind: 'problem', message: bytes } : contentOf(bytes);
  };
  const modelling: ModellingOptions = {
    cwd,
    keepTexts: false,
    resolveInclude: (from, pattern, root) => resolveInclude(from, pattern, root, fileSystem),
    read: (file) => {
      const bytes = texts.get(file.path);
      return file.absolute === '' && bytes !== undefined ? contentOf(bytes) : read(file.absolute);
    },
    readBytes: (file) => fileSystem.bytes(file.absolute, maxFileSize),
    readIncluded: read,
    ...(options.dialect === undefined ? {} : { dialect: options.dialect }),
    ...(options.strongswanVersion === undefined ? {} : { strongswanVersion: options.strongswanVersion }),
    ...(options.onGroup === undefined ? {} : { onGroup: options.onGroup }),
    ...(options.everything === undefined ? {} : { everything: options.everything }),
  };
  const groups: readonly FileGroup[] = groupFiles(files, config, cwd);
  const coverage: Coverage = {
    files: found.files.map(({ path }) => path),
    walked: found.walked,
    leftOut,
    groups,
  };
  return { ...modelGroups(groups, config, modelling, log), log, coverage };
}

/**
 * Runs the rules over the devices of a run and puts the report together. Where it is told which devices it is about, the others are
 * looked at as their peers only.
 */
export function reportRun(
  run: ModelledRun,
  config: Config,
  rules: readonly Rule[],
  allExamples: boolean,
  about?: readonly Device[],
): Report {
  const { devices, sources, log } = run;
  const analysis = analysisOf(devices, {}, about);
  const result = runRules({
    rules,
    settings: settingsOf(config),
    fleet: analysis.ask.fleet,
    devices: about ?? devices,
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
    compliance: result.compliance,
    problems: [...log.problems, ...result.problems],
  });
}
