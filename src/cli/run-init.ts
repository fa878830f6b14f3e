import { lstatSync } from 'node:fs';
import { dirname, relative } from 'node:path';
import { CONFIG_NAMES, emptyConfig, nearestConfig } from '../config/load.ts';
import { modelPaths } from '../engine/lint.ts';
import { type SurveyedDevice, survey } from '../engine/survey.ts';
import { DEFAULT_MAX_FILE_SIZE } from '../input/index.ts';
import { visible } from '../text/display.ts';
import { firstJson, firstYaml } from './first-config.ts';
import { replaceFile, unwritable } from './replace-file.ts';
import { completeness, tell, tellProblems } from './run-options.ts';
import type { Status } from './status.ts';
import { UsageError } from './usage.ts';

/** Flags of `init`. */
export interface InitFlags {
  readonly json: boolean;
  readonly force: boolean;
  readonly debug: boolean;
}

/** Writes a first configuration for the working directory. */
export async function init(words: readonly string[], flags: InitFlags): Promise<Status> {
  if (words.length > 0) throw new UsageError('init takes no arguments: it looks at the working directory');
  const file = `ipsec-lint.config.${flags.json ? 'json' : 'yaml'}`;
  const existing = CONFIG_NAMES.find((name) => lstatSync(name, { throwIfNoEntry: false }) !== undefined);
  if (existing !== undefined && !(flags.force && existing === file))
    throw new UsageError(
      existing === file
        ? `${file} exists; --force writes over it`
        : `${existing} exists, and ${file} beside it would be confusing`,
    );
  const why = unwritable(file);
  if (why !== undefined) throw new UsageError(`${file} cannot be written: ${why}`);

  const cwd = process.cwd();
  const run = await modelPaths(['.'], [], { cwd, config: emptyConfig(cwd), maxFileSize: DEFAULT_MAX_FILE_SIZE });
  tell(run, { debug: flags.debug, quiet: false });
  tellProblems(run.log.problems);
  const devices = survey(run);
  replaceFile(file, flags.json ? firstJson(devices) : firstYaml(devices));
  process.stdout.write(summary(file, devices, flags.json));
  warnOfParent(cwd);
  return completeness(run.log.problems.length === 0);
}

function summary(file: string, devices: readonly SurveyedDevice[], withQuestions: boolean): string {
  const questions = devices.flatMap(({ name, questions: all }) => all.map(({ text }) => `${name}: ${text}`));
  const lines = [
    `${file}: ${count(devices.length, 'device')}, ${count(questions.length, 'open question')}`,
    ...(withQuestions ? questions.map((text) => `  ${visible(text)}`) : []),
  ];
  return `${lines.join('\n')}\n`;
}

function count(number: number, what: string): string {
  return `${number} ${what}${number === 1 ? '' : 's'}`;
}

/** The nearest configuration holds, and nothing of those above unless it is extended. */
function warnOfParent(cwd: string): void {
  const above = nearestConfig(dirname(cwd));
  if (above === undefined) return;
  const path = relative(cwd, above);
  process.stderr.write(
    `ipsec-lint: warning: ${visible(path)} no longer holds here; to build on it, write extends: [${visible(JSON.stringify(path))}]\n`,
  );
}
