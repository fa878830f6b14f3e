import { basename, dirname, join, resolve, sep } from 'node:path';
import type { Entry, FileSystem, Status } from './file-system.ts';
import { byCodeUnit } from './order.ts';

/** A file of a commit: a blob, or a link whose target the blob holds. */
export interface CommitEntry {
  /** Directory of the repository that has the object. */
  readonly repository: string;
  readonly object: string;
  /** Bytes. */
  readonly size: number;
  readonly link: boolean;
}

/** Contents of objects of a repository, which are `total` bytes together; what it does not hold is left out. */
export type ReadObjects = (repository: string, objects: readonly string[], total: number) => ReadonlyMap<string, Buffer>;

/* How much is read ahead: a process costs more than a few files that nobody asks for. */
const AHEAD_BYTES = 16 * 1024 * 1024;
const AHEAD_FILES = 2000;

/** Links that lead to links; more of them are a loop. A target longer than any path is none. Both as in Linux. */
const MAX_LINKS = 40;
const MAX_TARGET = 4096;

/** The files of a commit, at the places that they have in the work tree. */
export class Commit implements FileSystem {
  readonly #top: string;
  readonly #entries: ReadonlyMap<string, CommitEntry>;
  readonly #directories = new Map<string, Map<string, Entry>>();
  readonly #read: ReadObjects;
  readonly #paths: readonly string[];
  readonly #repositories: ReadonlySet<string>;
  #ahead: ReadonlyMap<string, Buffer> = new Map();

  /** Paths of the entries are absolute and below `top`. */
  constructor(top: string, entries: ReadonlyMap<string, CommitEntry>, read: ReadObjects) {
    this.#top = top;
    this.#entries = entries;
    this.#read = read;
    this.#paths = [...entries.keys()].sort(byCodeUnit);
    this.#repositories = new Set([top, ...[...entries.values()].map(({ repository }) => repository)]);
    this.#directories.set(top, new Map());
    for (const [path, { link }] of entries) this.#place(path, link ? 'link' : 'file');
  }

  #place(path: string, kind: Kind): void {
    const parent = dirname(path);
    const name = basename(path);
    const siblings = this.#directories.get(parent);
    if (siblings !== undefined) siblings.set(name, new CommitStatus(name, kind));
    else {
      this.#directories.set(parent, new Map([[name, new CommitStatus(name, kind)]]));
      if (parent !== this.#top) this.#place(parent, 'directory');
    }
  }

  exists(path: string): boolean {
    if (basename(path) === '.git') return this.#repositories.has(dirname(path));
    try {
      this.real(path);
      return true;
    } catch {
      return false;
    }
  }

  status(path: string): Status {
    return this.linkStatus(this.real(path));
  }

  linkStatus(path: string): CommitStatus {
    const real = join(this.real(dirname(path)), basename(path));
    if (this.#directories.has(real)) return new CommitStatus('', 'directory');
    const entry = this.#entries.get(real);
    if (entry === undefined) throw failure('ENOENT');
    return new CommitStatus('', entry.link ? 'link' : 'file');
  }

  entries(directory: string): readonly Entry[] {
    const entries = this.#directories.get(this.real(directory));
    if (entries === undefined) throw failure('ENOTDIR');
    return [...entries.values()];
  }

  real(path: string): string {
    return this.#resolve(path, 0);
  }

  /* Directories above the top are the machine's own and taken as they are. */
  #resolve(path: string, links: number): string {
    if (links > MAX_LINKS) throw failure('ELOOP');
    if (this.#directories.has(path) || this.#top.startsWith(`${path}${sep}`) || path === sep) return path;
    if (!path.startsWith(`${this.#top}${sep}`)) throw failure('ENOENT');
    const parent = this.#resolve(dirname(path), links);
    const real = join(parent, basename(path));
    if (this.#directories.has(real)) return real;
    const entry = this.#entries.get(real);
    if (entry === undefined) throw failure('ENOENT');
    if (!entry.link) return real;
    if (entry.size > MAX_TARGET) throw failure('ENAMETOOLONG');
    const target = this.#content(real, entry);
    if (target === undefined) throw failure('ENOENT');
    return this.#resolve(resolve(dirname(real), target.toString('utf8')), links + 1);
  }

  bytes(path: string, maxSize: number): Buffer | string {
    let real: string;
    try {
      real = this.real(path);
    } catch {
      return 'there is no such file';
    }
    const entry = this.#entries.get(real);
    if (entry === undefined) return 'it is a directory';
    if (entry.size > maxSize) return `it is too large: ${entry.size} bytes, the limit is ${maxSize} (--max-file-size raises it)`;
    const content = this.#content(real, entry);
    if (content === undefined) return 'this clone does not hold its content';
    if (content.subarray(0, LFS.length).equals(LFS)) return 'the commit has a pointer of Git LFS in its place, not its content';
    return content;
  }

  /** Content of an entry; those that follow it in path order are read with it, for they are asked for next. */
  #content(path: string, { repository, object, size }: CommitEntry): Buffer | undefined {
    const known = this.#ahead.get(object);
    if (known !== undefined) return known;
    const objects = new Set([object]);
    let total = size;
    for (let at = indexOf(this.#paths, path) + 1; at < this.#paths.length && objects.size < AHEAD_FILES; at++) {
      const next = this.#entries.get(this.#paths[at] ?? '');
      if (next === undefined || next.repository !== repository || total + next.size > AHEAD_BYTES) break;
      if (objects.has(next.object)) continue;
      objects.add(next.object);
      total += next.size;
    }
    this.#ahead = this.#read(repository, [...objects], total);
    return this.#ahead.get(object);
  }

  readonly forGlobs = {
    fs: {
      lstat: answering((path) => this.linkStatus(path)),
      stat: answering((path) => this.status(path)),
      readdir: (path: string, _: object, done: Done<readonly Entry[]>) => answering((at) => this.entries(at))(path, done),
    },
  };
}

const LFS = Buffer.from('version https://git-lfs.github.com/spec/');

type Kind = 'file' | 'directory' | 'link';

/** What is at a path of a commit; fast-glob asks for the rest of what `fs.Stats` can be asked. */
class CommitStatus implements Entry {
  readonly name: string;
  readonly #kind: Kind;

  constructor(name: string, kind: Kind) {
    this.name = name;
    this.#kind = kind;
  }

  readonly isFile = (): boolean => this.#kind === 'file';
  readonly isDirectory = (): boolean => this.#kind === 'directory';
  readonly isSymbolicLink = (): boolean => this.#kind === 'link';
  readonly isBlockDevice = (): boolean => false;
  readonly isCharacterDevice = (): boolean => false;
  readonly isFIFO = (): boolean => false;
  readonly isSocket = (): boolean => false;
}

function failure(code: string): Error {
  return Object.assign(new Error(code), { code });
}

type Done<T> = (error: unknown, value?: T) => void;

/** The callback form of an answer. */
function answering<T>(answer: (path: string) => T): (path: string, done: Done<T>) => void {
  return (path, done) => {
    const answered = new Promise<T>((resolved) => resolved(answer(path)));
    answered.then(
      (value) => done(null, value),
      (error: unknown) => done(error),
    );
  };
}

/** Index of a path in a sorted list that has it. */
function indexOf(paths: readonly string[], path: string): number {
  let low = 0;
  let high = paths.length - 1;
  while (low < high) {
    const middle = (low + high) >>> 1;
    if ((paths[middle] ?? '') < path) low = middle + 1;
    else high = middle;
  }
  return low;
}
