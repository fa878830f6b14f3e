import { existsSync } from 'node:fs';
import type { Config } from '../config/types.ts';
import { modelPaths, type RunOptions } from '../engine/lint.ts';
import { json } from '../report/escape/json.ts';
import { visible } from '../text/display.ts';
import { ruleIds, rulesOfRun } from './rules-of-run.ts';
import { type InputFlags, runOptions, tell, tellProblems } from './run-options.ts';
import { type ShownConfig, shownConfig } from './shown-config.ts';
import { STATUS, type Status } from './status.ts';
import { nearest, UsageError } from './usage.ts';

/** `config show [PATH]`: each value that holds, for a file or device where one is named, and where it comes from. */
export async function config(words: readonly string[], flags: InputFlags & { readonly format: string }): Promise<Status> {
  const [action, subject, ...more] = words;
  if (action !== 'show') throw new UsageError(action === undefined ? 'config takes show' : unknownAction(action));
  if (more.length > 0) throw new UsageError('config show takes one file or device');
  const options = await runOptions(flags, ruleIds());
  const rules = await rulesOfRun(options.config);
  const about = subject === undefined ? undefined : await lookUp(subject, options, flags);
  const shown = shownConfig(options.config, rules, about);
  process.stdout.write(flags.format === 'json' ? `${json(shown, 2)}\n` : draw(shown));
  return STATUS.clean;
}

function unknownAction(action: string): string {
  return `there is no action "${action}"${nearest(action, ['show'])}`;
}

interface Subject {
  readonly device?: string;
  readonly paths: readonly string[];
}

/** The device that a word means, and its files: a device of the topology, else the one that the file or directory holds. */
async function lookUp(word: string, options: RunOptions, flags: InputFlags): Promise<Subject> {
  const { config: loaded } = options;
  const declared = loaded.devices.find(({ name }) => name === word);
  if (declared === undefined && !existsSync(word)) {
    const names = loaded.devices.map(({ name }) => name);
    throw new UsageError(`there is no file or device of the topology "${word}"${nearest(word, names)}`);
  }
  const words = declared === undefined ? [word] : declared.files;
  const run = await modelPaths(words, [], { ...options, config: unignored(loaded) });
  tell(run, { debug: flags.debug, quiet: true });
  tellProblems(run.log.problems);
  const devices = run.devices.filter(({ name }) => declared === undefined || name === word);
  if (devices.length > 1)
    throw new UsageError(`${word} holds ${devices.length} devices; name a file or a device of the topology`);
  const paths = devices[0]?.sources.map((id) => run.sources.get(id).path) ?? run.coverage.files;
  const name = devices[0]?.name ?? declared?.name;
  return { paths, ...(name === undefined ? {} : { device: name }) };
}

/* What is left out is shown as left out, so it has to be found. */
function unignored(config: Config): Config {
  return { ...config, ignore: [] };
}

function draw({ files, device, paths, ignored, rules, topology, policies, ignore }: ShownConfig): string {
  const about = device === undefined ? [] : [`${device}: ${paths.join(', ')}`];
  const lines = [
    ...about,
    ...ignored.map(({ path, from }) => `${path} is left out: ${from}`),
    ...section(
      'files',
      files.map(({ path, from }) => [path, '', from]),
    ),
    ...section(
      'topology',
      topology.map(({ key, value, from }) => [key, JSON.stringify(value), from]),
    ),
    ...section(
      'policies',
      policies.map(({ value, from }) => [value, '', from]),
    ),
    ...section(
      'ignore',
      ignore.map(({ value, from }) => [value, '', from]),
    ),
    ...section(
      'rules',
      rules.map(({ id, setting, from, path }) => [path === undefined ? id : `${id} in ${path}`, setting, from]),
    ),
  ];
  return lines.map((line) => `${visible(line).trimEnd()}\n`).join('');
}

function section(title: string, rows: readonly (readonly [string, string, string])[]): readonly string[] {
  if (rows.length === 0) return [];
  const width = (column: 0 | 1): number => Math.min(48, Math.max(...rows.map((row) => row[column].length)));
  const [first, second] = [width(0), width(1)];
  return [
    title,
    ...rows.map(([key, value, from]) => `  ${key.padEnd(first)}  ${second === 0 ? '' : `${value.padEnd(second)}  `}${from}`),
  ];
}
