import { spawnSync } from 'node:child_process';
import { existsSync, realpathSync } from 'node:fs';
import { basename, dirname, join } from 'node:path';
import { isBelow } from './below.ts';
import { Commit, type CommitEntry } from './commit.ts';
import type { FileSystem } from './file-system.ts';

/** A commit whose files can be read. */
export interface OpenCommit {
  /** Full object name. */
  readonly commit: string;
  /** Top directory of the repository. */
  readonly top: string;
  readonly files: FileSystem;
  /** What of it could not be had: parts that this clone does not hold. */
  readonly problems: readonly { readonly path: string; readonly message: string }[];
}

/**
 * Opens the files of a commit of the repository around a directory; `REF...` stands for the commit where the current branch left REF.
 * Only `git` reads, and only objects: the work tree and the index are not touched, no hook, filter or text conversion runs, and
 * nothing is fetched. Submodules that are checked out are read at the commit that REF names. An error is a sentence for the user.
 */
export function openCommit(cwd: string, ref: string): OpenCommit | { readonly error: string } {
  const top = git(cwd, ['rev-parse', '--show-toplevel']);
  if (top.missing) return { error: 'git is needed to compare with a commit, and there is none on this machine' };
  if (!top.ok) return { error: `${cwd} is not in the work tree of a git repository` };
  const directory = realpathSync(top.text.replace(/\r?\n$/, ''));
  const commit = resolveRef(directory, ref);
  if (typeof commit !== 'string') return commit;
  const listing = new Listing();
  listing.add(directory, commit, directory);
  return { commit, top: directory, files: new Commit(directory, listing.entries, readObjects), problems: listing.problems };
}

function resolveRef(top: string, ref: string): string | { readonly error: string } {
  const base = ref.endsWith('...') ? ref.slice(0, -3) : undefined;
  const named = git(top, ['rev-parse', '--verify', '--quiet', '--end-of-options', `${base ?? ref}^{commit}`]);
  const shallow = (): string =>
    git(top, ['rev-parse', '--is-shallow-repository']).text.startsWith('true')
      ? '; this is a shallow clone, fetch more of its history first (git fetch --deepen, or fetch-depth: 0 of actions/checkout)'
      : '';
  const commit = named.text.trim();
  if (!named.ok || !isObjectName(commit)) return { error: `there is no commit ${JSON.stringify(base ?? ref)}${shallow()}` };
  if (base === undefined) return commit;
  const fork = git(top, ['merge-base', commit, 'HEAD']).text.trim();
  return isObjectName(fork) ? fork : { error: `${JSON.stringify(base)} and HEAD have no commit in common${shallow()}` };
}

function isObjectName(text: string): boolean {
  return /^[0-9a-f]{40,64}$/.test(text);
}

/** The files of a commit and of the submodules in it. */
class Listing {
  readonly entries = new Map<string, CommitEntry>();
  readonly problems: { path: string; message: string }[] = [];

  add(repository: string, commit: string, shown: string): void {
    const listed = git(repository, ['ls-tree', '-r', '-z', '-l', '--full-tree', commit]);
    if (!listed.ok) {
      this.problems.push({ path: shown, message: `this clone does not hold all of the commit ${commit.slice(0, 12)}` });
      return;
    }
    for (const row of listed.text.split('\0')) this.#row(row, repository);
  }

  /* MODE SP TYPE SP OBJECT SP+ SIZE TAB PATH */
  #row(row: string, repository: string): void {
    const [, mode = '', object = '', size = '', path = ''] = /^(\d+) \w+ ([0-9a-f]+) +(\d+|-)\t(.*)$/s.exec(row) ?? [];
    if (path === '' || path.split('/').some((segment) => segment === '..' || segment === '.' || segment === '')) return;
    const absolute = join(repository, ...path.split('/'));
    if (mode !== '160000') {
      this.entries.set(absolute, { repository, object, size: Number(size), link: mode === '120000' });
    } else if (existsSync(join(absolute, '.git'))) this.add(absolute, object, absolute);
  }
}

/** Contents of objects by name; those that this clone does not hold are left out. */
function readObjects(repository: string, objects: readonly string[], total: number): ReadonlyMap<string, Buffer> {
  const room = total + objects.length * 128 + 1024;
  const { stdout } = run(repository, ['cat-file', '--batch'], `${objects.join('\n')}\n`, room);
  const contents = new Map<string, Buffer>();
  for (let at = 0; at < stdout.length; ) {
    const newline = stdout.indexOf(0x0a, at);
    if (newline === -1) break;
    const [, name, size] = /^([0-9a-f]+) blob (\d+)$/.exec(stdout.toString('latin1', at, newline)) ?? [];
    at = newline + 1;
    if (name === undefined) continue;
    const end = at + Number(size);
    if (end > stdout.length) break;
    contents.set(name, stdout.subarray(at, end));
    at = end + 1;
  }
  return contents;
}

/* What a hook's environment says of another repository, index or object store; the directory alone decides here. */
const ELSEWHERE = [
  'GIT_DIR',
  'GIT_WORK_TREE',
  'GIT_COMMON_DIR',
  'GIT_INDEX_FILE',
  'GIT_PREFIX',
  'GIT_NAMESPACE',
  'GIT_OBJECT_DIRECTORY',
  'GIT_ALTERNATE_OBJECT_DIRECTORIES',
];

/* Nothing of the repository's configuration may start a program or reach the network. */
const HARMLESS = ['--no-pager', '-c', 'core.fsmonitor=false', '-c', 'core.hooksPath=/dev/null', '-c', 'protocol.allow=never'];

const MAX_LISTING = 512 * 1024 * 1024;

function run(cwd: string, args: readonly string[], input: string, maxBuffer: number) {
  const env: NodeJS.ProcessEnv = { ...process.env, LC_ALL: 'C' };
  for (const name of ELSEWHERE) delete env[name];
  Object.assign(env, { GIT_OPTIONAL_LOCKS: '0', GIT_NO_LAZY_FETCH: '1', GIT_TERMINAL_PROMPT: '0' });
  return spawnSync('git', [...HARMLESS, ...args], { cwd, env, input, maxBuffer, windowsHide: true, shell: false });
}

function git(cwd: string, args: readonly string[]): { readonly ok: boolean; readonly missing: boolean; readonly text: string } {
  const { status, error, stdout } = run(cwd, args, '', MAX_LISTING);
  const missing = error !== undefined && 'code' in error && error.code === 'ENOENT' && existsSync(cwd);
  return { ok: status === 0 && error === undefined, missing, text: stdout?.toString('utf8') ?? '' };
}

/** A path as the disk knows it: without links as far as it exists. */
function realPath(path: string): string {
  try {
    return realpathSync(path);
  } catch {
    return dirname(path) === path ? path : join(realPath(dirname(path)), basename(path));
  }
}

/** Whether a path is the directory or lies below it. */
export function isWithin(path: string, directory: string): boolean {
  return isBelow(realPath(path), directory);
}
