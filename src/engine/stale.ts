import { posix } from 'node:path';
import type { Config, ConfigPlace } from '../config/types.ts';
import { compileGlob, isGlob, literalDirectory } from '../input/index.ts';
import { didYouMean } from '../text/suggest.ts';
import type { Coverage } from './lint.ts';

/** An entry of the configuration that has no effect, as a sentence, and its place. */
export interface StaleEntry {
  readonly at: ConfigPlace;
  readonly message: string;
}

/**
 * Entries that have no effect: globs that match nothing, devices that nobody is called, overrides that change nothing. An entry
 * that speaks of files which the run has not looked at is not judged, so that a run over part of a fleet complains of nothing.
 */
export function staleEntries(config: Config, coverage: Coverage, deviceNames: readonly string[]): readonly StaleEntry[] {
  return [
    ...staleTopology(config, coverage),
    ...staleIgnore(config, coverage),
    ...staleFiles(config, coverage),
    ...staleDevices(config, coverage, deviceNames),
    ...idleSettings(config),
  ];
}

function* staleTopology({ devices, locate }: Config, coverage: Coverage): Iterable<StaleEntry> {
  const claimed = new Set(coverage.groups.map(({ topology }) => topology?.name));
  for (const { name, files } of devices) {
    const keys = ['topology', 'devices', name, 'files'];
    let matched = false;
    for (const [index, glob] of files.entries()) {
      const found = matchesFile(glob, coverage);
      matched ||= found;
      if (!found && isCovered(glob, coverage))
        yield* entryAt(locate([...keys, String(index)]), `${quoted(glob)} of device ${name} matches no file${hint(glob)}`);
    }
    if (matched && !claimed.has(name) && files.every((glob) => isCovered(glob, coverage)))
      yield* entryAt(locate(keys), `every file of device ${name} belongs to a device that comes before it`);
  }
}

function* entryAt(at: ConfigPlace | undefined, message: string): Iterable<StaleEntry> {
  if (at !== undefined) yield { at, message };
}

function* staleIgnore({ ignore }: Config, coverage: Coverage): Iterable<StaleEntry> {
  for (const entry of ignore)
    if (!coverage.leftOut.used.has(entry) && isCovered(entry.glob, coverage))
      yield { at: entry.at, message: `${quoted(entry.written)} in ignore leaves nothing out${hint(entry.glob)}` };
}

function* staleFiles({ overrides }: Config, coverage: Coverage): Iterable<StaleEntry> {
  for (const { files } of overrides)
    for (const { written, glob, at } of files ?? [])
      if (!matchesFile(glob, coverage) && isCovered(glob, coverage))
        yield { at, message: `${quoted(written)} in overrides matches no file${hint(glob)}` };
}

function* staleDevices(config: Config, coverage: Coverage, deviceNames: readonly string[]): Iterable<StaleEntry> {
  if (config.path === undefined || !isWithin(posix.dirname(config.path), coverage)) return;
  const names = [...new Set([...deviceNames, ...config.devices.map(({ name }) => name)])];
  for (const { devices } of config.overrides)
    for (const { written, at } of devices ?? []) {
      if (names.some(compileGlob(written))) continue;
      const near = isGlob(written) ? undefined : didYouMean(written, names);
      yield {
        at,
        message: `there is no device ${quoted(written)}${near === undefined ? '' : `; did you mean ${quoted(near)}?`}`,
      };
    }
}

/** Overrides that say what holds anyway: the same as `rules`, and no other override speaks of the rule. */
function* idleSettings({ overrides, rules }: Config): Iterable<StaleEntry> {
  for (const override of overrides)
    for (const [id, { setting, at }] of override.rules)
      if (rules.get(id) === setting && !overrides.some((other) => other !== override && other.rules.has(id)))
        yield { at, message: `this override changes nothing: ${id} is ${quoted(setting)} everywhere` };
}

/** Whether the run has looked at everything that a glob can match. */
function isCovered(glob: string, coverage: Coverage): boolean {
  return isWithin(literalDirectory(glob) || '.', coverage);
}

function isWithin(directory: string, { walked }: Coverage): boolean {
  return walked.some((root) => posix.relative(root, directory).split('/')[0] !== '..');
}

/** Files are in path order: those below the literal directory of a glob stand together. */
function matchesFile(glob: string, { files }: Coverage): boolean {
  const prefix = literalDirectory(glob);
  const matches = compileGlob(glob);
  for (let at = lowerBound(files, prefix); at < files.length; at++) {
    const path = files[at] ?? '';
    if (!path.startsWith(prefix)) return false;
    if (matches(path)) return true;
  }
  return false;
}

function lowerBound(sorted: readonly string[], wanted: string): number {
  let low = 0;
  let high = sorted.length;
  while (low < high) {
    const middle = (low + high) >>> 1;
    if ((sorted[middle] ?? '') < wanted) low = middle + 1;
    else high = middle;
  }
  return low;
}

function hint(glob: string): string {
  if (!isGlob(glob)) return '; globs are relative to the configuration, and "directory/**" is everything below one';
  return glob.includes('/') ? '' : `; "**/${glob}" looks in every directory`;
}

function quoted(text: string): string {
  return JSON.stringify(text);
}
