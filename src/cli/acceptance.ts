import { existsSync, readFileSync } from 'node:fs';
import { dirname, join, relative, resolve, sep } from 'node:path';
import type { Config } from '../config/types.ts';
import type { Accepted } from '../engine/accept.ts';
import type { Baseline } from '../engine/baseline.ts';
import type { ModelledRun } from '../engine/lint.ts';
import { isBelow } from '../input/index.ts';
import type { Report } from '../report/report.ts';
import type { Rule } from '../rule/index.ts';
import { UsageError } from './usage.ts';

/** Takes from a report what comments, waivers and the baseline accept, and adds what is wrong with those. */
export type Acceptance = (run: ModelledRun, report: Report) => Promise<Report>;

/**
 * What is accepted in a run over what words name. A file that is wrong is a usage error that names every mistake at its line. Most runs
 * have no waivers, no baseline and no comments, and load nothing for them.
 */
export async function acceptance(
  words: readonly string[],
  config: Config,
  rules: readonly Rule[],
  baseline?: string,
): Promise<Acceptance> {
  const accepted = await acceptedOf(config, baseline);
  const known = accepted?.baseline?.content.paths.map((path) => resolve(dirname(baseline ?? ''), path)) ?? [];
  const [whole, sawBaseline] = [covers(words, [config.directory]), covers(words, known)];
  return async (run, report) => {
    let left = report;
    if (run.sources.hasDirectives) {
      const { withoutSuppressed } = await import('../engine/suppressions.ts');
      left = withoutSuppressed(report, run.sources, { rules, config, whole });
    }
    if (accepted === undefined) return left;
    const { acceptedReport } = await import('../engine/accept.ts');
    const devices = new Set(run.devices.map(({ name }) => name));
    return acceptedReport(left, accepted, { rules, devices, whole, sawBaseline });
  };
}

async function acceptedOf(config: Config, baseline: string | undefined): Promise<Accepted | undefined> {
  const hasWaivers = ['json', 'yaml'].some((extension) => existsSync(join(config.directory, `ipsec-lint.waivers.${extension}`)));
  if (baseline === undefined && !hasWaivers) return undefined;
  const { loadWaivers } = await import('../config/waivers.ts');
  const result = await loadWaivers(config.directory, process.cwd());
  if ('problems' in result) {
    const lines = result.problems.map(({ path, line, column, message }) => `${path}:${line}:${column}: ${message}`);
    throw new UsageError(`the waivers are wrong\n${lines.join('\n')}`);
  }
  const known = baseline === undefined ? {} : { baseline: { path: baseline, content: readBaseline(baseline) } };
  return { waivers: result.waivers, today: new Date().toISOString().slice(0, 10), ...known };
}

/** Whether every one of some absolute paths or globs is a word of the command line or lies below one. */
export function covers(words: readonly string[], paths: readonly string[]): boolean {
  const tops = words.map((word) => resolve(word));
  return paths.every((path) => tops.some((top) => isBelow(path, top)));
}

/** Words of the command line as a baseline remembers them: relative to its own directory. */
export function rememberedPaths(words: readonly string[], file: string): readonly string[] {
  const directory = dirname(resolve(file));
  return words.map((word) => relative(directory, resolve(word)).split(sep).join('/') || '.').sort();
}

/** Reads a baseline that `baseline write` wrote. */
export function readBaseline(path: string): Baseline {
  let value: unknown;
  try {
    value = JSON.parse(readFileSync(path, 'utf8'));
  } catch {
    throw new UsageError(`${path} is no baseline: ipsec-lint baseline write ${path} makes one`);
  }
  if (!isBaseline(value)) throw new UsageError(`${path} is no baseline of this version`);
  return value;
}

function isBaseline(value: unknown): value is Baseline {
  if (!isRecord(value) || value.schemaVersion !== 1 || !isStrings(value.paths) || !isRecord(value.findings)) return false;
  return Object.values(value.findings).every((rules) => isRecord(rules) && Object.values(rules).every(isStrings));
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function isStrings(value: unknown): value is string[] {
  return Array.isArray(value) && value.every((item) => typeof item === 'string');
}
