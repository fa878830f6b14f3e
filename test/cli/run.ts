import { type SpawnSyncReturns, spawnSync } from 'node:child_process';
import { existsSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

/** The built command line. */
export const CLI = fileURLToPath(new URL('../../bin/run.js', import.meta.url));

const ROOT = fileURLToPath(new URL('../..', import.meta.url));
if (!existsSync(join(ROOT, 'dist/cli.cjs'))) spawnSync(process.execPath, [join(ROOT, 'scripts/build.mjs')], { stdio: 'inherit' });

/** Files by path; bytes stay as they are. */
export type Tree = Readonly<Record<string, string | Uint8Array>>;

/** Makes a directory with files for the time of a call. */
export function inTree<Result>(files: Tree, body: (root: string) => Result): Result {
  const root = mkdtempSync(join(tmpdir(), 'ipsec-lint-cli-'));
  const remove = (): void => rmSync(root, { recursive: true });
  let result: Result;
  try {
    for (const [path, content] of Object.entries(files)) {
      mkdirSync(dirname(join(root, path)), { recursive: true });
      writeFileSync(join(root, path), content);
    }
    result = body(root);
  } catch (error) {
    remove();
    throw error;
  }
  if (result instanceof Promise) result.finally(remove).catch(() => undefined);
  else remove();
  return result;
}

/** Environment without what would colour or slow the command, or choose a format. */
export function cleanEnvironment(over: Readonly<Record<string, string>> = {}): NodeJS.ProcessEnv {
  const { NO_COLOR, FORCE_COLOR, NODE_EXTRA_CA_CERTS, NODE_OPTIONS, GITHUB_ACTIONS, GITLAB_CI, ...env } = process.env;
  void NO_COLOR;
  void FORCE_COLOR;
  void NODE_EXTRA_CA_CERTS;
  void NODE_OPTIONS;
  void GITHUB_ACTIONS;
  void GITLAB_CI;
  return { ...env, ...over };
}

/** Runs the command line in a directory. */
export function cli(
  args: readonly string[],
  options: { readonly cwd?: string; readonly input?: string | Uint8Array; readonly env?: Readonly<Record<string, string>> } = {},
): SpawnSyncReturns<string> {
  return spawnSync(process.execPath, [CLI, ...args], {
    encoding: 'utf8',
    env: cleanEnvironment(options.env),
    maxBuffer: 2 ** 28,
    ...(options.cwd === undefined ? {} : { cwd: options.cwd }),
    input: options.input ?? '',
  });
}

/** Runs the command line on a tree of files. */
export function cliOn(
  files: Tree,
  args: readonly string[],
  env: Readonly<Record<string, string>> = {},
): SpawnSyncReturns<string> {
  return inTree(files, (cwd) => cli(args, { cwd, env }));
}
