import { existsSync } from 'node:fs';
import { relative, resolve } from 'node:path';
import pc from 'picocolors';
import { RULES } from '../../rules/index.ts';
import type { Config } from '../config/types.ts';
import { type ModelledRun, modelPaths } from '../engine/lint.ts';
import { type NatFlag, playPair } from '../engine/play-pair.ts';
import type { Device } from '../model/types.ts';
import { json } from '../report/escape/json.ts';
import type { PairReport } from '../report/pair-report.ts';
import { type DrawingStyle, drawPair, type TraceLevel } from '../report/pair-text.ts';
import { type Output, outputsOf, writeOutput } from './outputs.ts';
import { type InputFlags, runOptions, tell, tellProblems } from './run-options.ts';
import { STATUS, type Status } from './status.ts';
import { terminalWidth, wantsColor } from './terminal.ts';
import { nearest, UsageError } from './usage.ts';

/** The flags of `pair`. */
export interface PairFlags extends InputFlags {
  readonly format?: readonly string[] | undefined;
  readonly nat?: string | undefined;
  readonly child?: string | undefined;
  readonly from?: string | undefined;
  readonly trace: string;
  readonly color: string;
  readonly quiet: boolean;
}

/* Further devices of the topology are read along, since they may be the NATs between the two, but not a whole fleet. */
const MOST_BYSTANDERS = 100;

/** Plays the negotiation between two devices out. */
export async function pair(words: readonly string[], flags: PairFlags): Promise<Status> {
  const [first, second, ...rest] = words;
  if (first === undefined || second === undefined || rest.length > 0)
    throw new UsageError('pair takes two files, directories or device names');
  const outputs = outputsOf(flags.format, ['text', 'json']);
  const options = await runOptions(
    flags,
    RULES.map((rule) => rule.meta.id),
  );
  const { config, cwd } = options;
  const run = await modelPaths(
    [...new Set([first, second].flatMap((word) => pathsOf(word, config, cwd)).concat(bystanders(config, cwd)))],
    [],
    options,
  );
  tell(run, flags);
  const a = deviceOf(first, run, config);
  const b = deviceOf(second, run, config);
  const problems = [...run.log.problems, ...missing(first, a), ...missing(second, b)];
  const played =
    a === undefined || b === undefined
      ? undefined
      : playPair({ a, b, devices: run.devices, sources: run.sources, ...requested(flags) });
  const report: PairReport = {
    schemaVersion: 1,
    complete: problems.length === 0,
    devices: [a?.name ?? first, b?.name ?? second],
    directions: played?.directions ?? [],
    undecided: played?.undecided ?? [],
    problems,
  };
  if (!outputs.some(({ format, file }) => format === 'text' && file === undefined)) tellProblems(problems);
  for (const output of outputs) writeOutput(output, render(report, output, flags));
  if (!report.complete || played === undefined || played.result === 'unknown') return STATUS.incomplete;
  return played.result === 'up' ? STATUS.clean : STATUS.findings;
}

function requested({ nat, child, from }: PairFlags): { nat?: NatFlag; child?: string; from?: 'a' | 'b' } {
  return {
    ...(nat === 'none' || nat === 'a' || nat === 'b' || nat === 'both' ? { nat } : {}),
    ...(child === undefined ? {} : { child }),
    ...(from === 'a' || from === 'b' ? { from } : {}),
  };
}

/** Paths that a word stands for: those of the device of the topology with this name, else the word itself. */
function pathsOf(word: string, config: Config, cwd: string): readonly string[] {
  const device = config.devices.find(({ name }) => name === word);
  if (device !== undefined) return fromTopology(device.files, config, cwd);
  if (existsSync(resolve(cwd, word)) || /[*?[{]/.test(word)) return [word];
  const names = config.devices.map(({ name }) => name);
  throw new UsageError(`there is no file, directory or device "${word}"${nearest(word, names)}`);
}

function bystanders(config: Config, cwd: string): readonly string[] {
  if (config.devices.length > MOST_BYSTANDERS) return [];
  return config.devices
    .flatMap(({ files }) => fromTopology(files, config, cwd))
    .filter((path) => !/[*?[{]/.test(path) && existsSync(resolve(cwd, path)));
}

/** Globs of the topology, which are relative to the configuration, relative to the working directory. */
function fromTopology(files: readonly string[], config: Config, cwd: string): readonly string[] {
  return files
    .map((glob) => relative(cwd, resolve(config.directory, glob)) || '.')
    .map((glob) => (glob.endsWith('/**') ? glob.slice(0, -3) : glob));
}

function deviceOf(word: string, run: ModelledRun, config: Config): Device | undefined {
  const named = run.devices.find(({ name }) => name === word);
  if (named !== undefined && config.devices.some(({ name }) => name === word)) return named;
  const path = word.replace(/^\.\//, '').replace(/\/+$/, '');
  const here = run.devices.filter((device) => device.sources.some((id) => isWithin(run.sources.get(id).path, path)));
  if (here.length > 1)
    throw new UsageError(
      `${word} holds ${here.length} devices; name one of them: ${here
        .slice(0, 5)
        .map(({ name }) => name)
        .join(', ')}`,
    );
  return here[0] ?? named;
}

function isWithin(path: string, parent: string): boolean {
  return parent === '.' || parent === '' || path === parent || path.startsWith(`${parent}/`);
}

function missing(word: string, device: Device | undefined): { readonly path: string; readonly message: string }[] {
  return device === undefined ? [{ path: word, message: 'there is no device in it' }] : [];
}

function render(report: PairReport, { format, file }: Output, flags: PairFlags): string {
  if (format === 'json') return `${json(report, 1)}\n`;
  return drawPair(report, styleOf(file === undefined && wantsColor(flags.color)), levelOf(flags.trace));
}

function levelOf(trace: string): TraceLevel {
  return trace === 'none' || trace === 'full' ? trace : 'messages';
}

function styleOf(color: boolean): DrawingStyle {
  const { green, red, dim, bold } = pc.createColors(color);
  return { width: terminalWidth(), good: green, bad: red, faint: dim, strong: bold };
}
