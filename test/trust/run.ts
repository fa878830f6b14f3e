import assert from 'node:assert/strict';
import { type SpawnSyncReturns, spawnSync } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { CLI, cleanEnvironment } from '../cli/run.ts';
import type { Invocation } from './invocations.ts';

/** A file of this directory that is loaded into the command before it starts. */
export const preload = (name: string): string => fileURLToPath(new URL(name, import.meta.url));

/** Runs the command in a directory where everything that would use the network throws; fails if anything tried. */
export function runOffline(
  { args, input, repository }: Invocation,
  cwd: string,
  { extra = [], env = {} }: { readonly extra?: readonly string[]; readonly env?: Readonly<Record<string, string>> } = {},
): SpawnSyncReturns<string> {
  if (repository === true) makeRepository(cwd);
  const log = join(cwd, 'network.log');
  const words = ['no-network.cjs', ...extra].flatMap((name) => ['--require', preload(name)]);
  const run = spawnSync(process.execPath, [...words, CLI, ...args], {
    cwd,
    encoding: 'utf8',
    env: cleanEnvironment({ NETWORK_LOG: log, ...env }),
    input: input ?? '',
    maxBuffer: 2 ** 28,
  });
  assert.notEqual(run.status, null, run.stderr);
  assert.equal(existsSync(log) ? readFileSync(log, 'utf8') : '', '', 'the network was used');
  return run;
}

function makeRepository(cwd: string): void {
  const identity = ['-c', 'user.name=a', '-c', 'user.email=a@b.test'];
  for (const args of [
    ['init', '-q'],
    ['add', '-A'],
    [...identity, 'commit', '-q', '-m', 'one'],
  ])
    assert.equal(spawnSync('git', args, { cwd, encoding: 'utf8', env: cleanEnvironment({}) }).status, 0);
}

/** What the command answers to `--help`: the names of its commands. */
export function commandNames(help: string): readonly string[] {
  const rows = /COMMANDS\n([\s\S]*?)\n\n/.exec(help)?.[1] ?? '';
  return rows.split('\n').map((row) => row.trim().split(' ')[0] ?? '');
}
