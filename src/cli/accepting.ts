import { readFileSync } from 'node:fs';
import type { Config } from '../config/types.ts';
import type { Accepted } from '../engine/accept.ts';
import type { Baseline } from '../engine/baseline.ts';
import { UsageError } from './usage.ts';

/** Waivers and baseline of a run. A file that is wrong is a usage error that names every mistake at its line. */
export async function acceptedOf(config: Config, cwd: string, baselineFile: string | undefined): Promise<Accepted> {
  const { loadWaivers } = await import('../config/waivers.ts');
  const result = await loadWaivers(config.directory, cwd);
  if ('problems' in result) {
    throw new UsageError(
      `the waivers are wrong\n${result.problems.map(({ path, line, column, message }) => `${path}:${line}:${column}: ${message}`).join('\n')}`,
    );
  }
  const baseline = baselineFile === undefined ? {} : { baseline: { path: baselineFile, content: readBaseline(baselineFile) } };
  return { waivers: result.waivers, today: new Date().toISOString().slice(0, 10), ...baseline };
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
  return (
    typeof value === 'object' &&
    value !== null &&
    'schemaVersion' in value &&
    value.schemaVersion === 1 &&
    'findings' in value &&
    typeof value.findings === 'object' &&
    value.findings !== null
  );
}
