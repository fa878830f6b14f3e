import { existsSync } from 'node:fs';
import { relative, resolve, sep } from 'node:path';
import type { Config } from '../config/types.ts';
import type { Device } from '../model/types.ts';
import type { PairReport } from '../report/pair-report.ts';
import { type ModelledRun, modelPaths, type RunOptions } from './lint.ts';
import { type PairRequest, type PlayedOut, playPair } from './play-pair.ts';

/** What of a pair is played: see `pair --nat`, `--child` and `--from`. */
export type PairWishes = Pick<PairRequest, 'nat' | 'child' | 'from'>;

/** A pair that was played, or could not be since a device is not there (the report's `problems` say which). */
export interface Paired {
  readonly run: ModelledRun;
  readonly report: PairReport;
  readonly result: PlayedOut['result'] | undefined;
}

/** A word that names no device, or more than one: `names` are those that were meant perhaps. */
export interface Unnamed {
  readonly error: string;
  readonly word: string;
  readonly names: readonly string[];
}

/* Further devices of the topology are read along, since they may be the NATs between the two, but not a whole fleet. */
const MOST_BYSTANDERS = 100;

/** Reads the two devices that the words name (of the topology, or by their paths) and plays them against each other. */
export async function pairUp(first: string, second: string, options: RunOptions, wishes: PairWishes): Promise<Paired | Unnamed> {
  const { config, cwd } = options;
  const paths = [pathsOf(first, config, cwd), pathsOf(second, config, cwd), bystanders(config, cwd)];
  const unnamed = paths.find((found): found is Unnamed => 'error' in found);
  if (unnamed !== undefined) return unnamed;
  const run = await modelPaths([...new Set(paths.flatMap((found) => ('error' in found ? [] : found)))], [], options);
  const a = deviceOf(first, run, config, cwd);
  const b = deviceOf(second, run, config, cwd);
  if (a !== undefined && 'error' in a) return a;
  if (b !== undefined && 'error' in b) return b;
  const problems = [...run.log.problems, ...missing(first, a), ...missing(second, b)];
  const played =
    a === undefined || b === undefined ? undefined : playPair({ a, b, devices: run.devices, sources: run.sources, ...wishes });
  const report: PairReport = {
    schemaVersion: 1,
    complete: problems.length === 0,
    devices: [a?.name ?? first, b?.name ?? second],
    directions: played?.directions ?? [],
    undecided: played?.undecided ?? [],
    problems,
  };
  return { run, report, result: played?.result };
}

/** Paths that a word stands for: those of the device of the topology with this name, else the word itself. */
function pathsOf(word: string, config: Config, cwd: string): readonly string[] | Unnamed {
  const device = config.devices.find(({ name }) => name === word);
  if (device !== undefined) return wordsFor(device.files);
  if (existsSync(resolve(cwd, word)) || /[*?[{]/.test(word)) return [word];
  const names = config.devices.map(({ name }) => name);
  return { error: `there is no file, directory or device "${word}"`, word, names };
}

function bystanders(config: Config, cwd: string): readonly string[] {
  if (config.devices.length > MOST_BYSTANDERS) return [];
  return config.devices
    .flatMap(({ files }) => wordsFor(files))
    .filter((path) => !/[*?[{]/.test(path) && existsSync(resolve(cwd, path)));
}

/** Words of a command line for globs of the topology: a directory for everything below it. */
function wordsFor(files: readonly string[]): readonly string[] {
  return files.map((glob) => (glob.endsWith('/**') ? glob.slice(0, -3) : glob === '**' ? '.' : glob));
}

function deviceOf(word: string, run: ModelledRun, config: Config, cwd: string): Device | Unnamed | undefined {
  const named = run.devices.find(({ name }) => name === word);
  if (named !== undefined && config.devices.some(({ name }) => name === word)) return named;
  const path = relative(cwd, resolve(cwd, word)).split(sep).join('/') || '.';
  const here = run.devices.filter((device) => device.sources.some((id) => isWithin(run.sources.get(id).path, path)));
  if (here.length < 2) return here[0] ?? named;
  const names = here.map(({ name }) => name);
  return { error: `${word} holds ${here.length} devices; name one of them: ${names.slice(0, 5).join(', ')}`, word, names: [] };
}

function isWithin(path: string, parent: string): boolean {
  if (parent === '.') return !path.startsWith('../');
  return path === parent || path.startsWith(`${parent}/`);
}

function missing(word: string, device: Device | undefined): { readonly path: string; readonly message: string }[] {
  return device === undefined ? [{ path: word, message: 'there is no device in it' }] : [];
}
