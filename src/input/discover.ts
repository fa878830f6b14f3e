import { dirname, join, relative, resolve, sep } from 'node:path';
import { DISK, type Entry, type FileSystem, type Status } from './file-system.ts';
import type { IgnoreRules } from './gitignore.ts';
import { isGlob } from './glob.ts';
import { LeftOut } from './left-out.ts';
import { byCodeUnit } from './order.ts';
import { reasonOf } from './read.ts';
import type { FoundFile, InputProblem, SkippedFile } from './types.ts';

/** Everything that the arguments of a run lead to. */
export interface Discovered {
  /** Without duplicates, in path order. */
  readonly files: readonly FoundFile[];
  readonly problems: readonly InputProblem[];
  /** Words that lead to nothing. */
  readonly missing: readonly InputProblem[];
  readonly skipped: readonly SkippedFile[];
  /** Directories that were named and walked whole, as paths for display. */
  readonly walked: readonly string[];
}

/** Directories that hold no configurations and may be huge. */
const NEVER_ENTERED: ReadonlySet<string> = new Set(['.git', '.hg', '.svn', 'node_modules']);

/**
 * Finds the files that arguments name: each one is a path if such a file or directory exists, else a glob. Directories are walked
 * without following links to directories; what `.gitignore` excludes is not met there. What the configuration leaves out is left out
 * even if it is named: hooks name every file. A file that several arguments or links lead
 * to is found once. Never throws.
 */
export async function discover(
  words: readonly string[],
  cwd: string,
  { files = DISK, leftOut = new LeftOut([]) }: { readonly files?: FileSystem; readonly leftOut?: LeftOut } = {},
): Promise<Discovered> {
  const search = new Search(cwd, files, leftOut);
  for (const word of words) await search.argument(word);
  return search.result();
}

/** A path as reports show it: relative to the working directory, with `/`. */
export function displayPath(absolute: string, cwd: string): string {
  const path = relative(cwd, absolute);
  return path === '' ? '.' : sep === '/' ? path : path.split(sep).join('/');
}

interface Place {
  readonly absolute: string;
  readonly path: string;
}

/** A link to a file, met below a root that it must not lead out of. */
interface Link extends Place {
  readonly root: string;
}

function below(directory: Place, name: string): Place {
  return {
    absolute: `${directory.absolute}${sep}${name}`,
    path: directory.path === '' ? name : `${directory.path}/${name}`,
  };
}

/** Loads the package only where there is something to ignore. */
async function ignoreRules(root: string, files: FileSystem): Promise<IgnoreRules> {
  const { IgnoreRules: Rules } = await import('./gitignore.ts');
  return new Rules(root, files);
}

/** Whether a directory above, within the same repository, has a `.gitignore`. */
function isBelowIgnoreFile(root: string, files: FileSystem): boolean {
  let found = false;
  for (let directory = root; ; directory = dirname(directory)) {
    found ||= directory !== root && files.exists(join(directory, '.gitignore'));
    if (files.exists(join(directory, '.git'))) return found;
    if (dirname(directory) === directory) return false;
  }
}

class Search {
  readonly #cwd: string;
  readonly #files = new Map<string, FoundFile>();
  readonly #links: Link[] = [];
  readonly #problems: InputProblem[] = [];
  readonly #missing: InputProblem[] = [];
  readonly #skipped: SkippedFile[] = [];
  readonly #walked: string[] = [];
  readonly #fileSystem: FileSystem;
  readonly #leftOut: LeftOut;

  constructor(cwd: string, fileSystem: FileSystem, leftOut: LeftOut) {
    this.#cwd = cwd;
    this.#fileSystem = fileSystem;
    this.#leftOut = leftOut;
  }

  result(): Discovered {
    for (const link of this.#links) this.#addLink(link);
    const files = [...this.#files.values()].sort((a, b) => byCodeUnit(a.path, b.path));
    return { files, problems: this.#problems, missing: this.#missing, skipped: this.#skipped, walked: this.#walked };
  }

  async argument(word: string): Promise<void> {
    const absolute = resolve(this.#cwd, word);
    let status: Status;
    try {
      status = this.#fileSystem.status(absolute);
    } catch (error) {
      if (isGlob(word)) return await this.#glob(word);
      const problem = { path: displayPath(absolute, this.#cwd), message: reasonOf(error) };
      (isMissing(error) ? this.#missing : this.#problems).push(problem);
      return;
    }
    const path = displayPath(absolute, this.#cwd);
    const why = this.#leftOut.why(path);
    if (why !== undefined) this.#skipped.push({ path, why, named: true });
    else if (status.isDirectory()) await this.#directory(absolute);
    else this.#add({ path, absolute: this.#fileSystem.real(absolute), named: true });
  }

  async #glob(pattern: string): Promise<void> {
    const { default: glob } = await import('fast-glob');
    const posix = sep === '/' ? pattern : pattern.split(sep).join('/');
    const found = await glob(posix, {
      cwd: this.#cwd,
      followSymbolicLinks: false,
      onlyFiles: false,
      dot: true,
      suppressErrors: true,
      markDirectories: true,
      ...this.#fileSystem.forGlobs,
    });
    if (found.length === 0) this.#missing.push({ path: pattern, message: 'the glob matches nothing' });
    for (const path of found.sort(byCodeUnit)) {
      const absolute = resolve(this.#cwd, path);
      const why = this.#leftOut.why(path.replace(/\/$/, ''));
      if (why !== undefined) this.#skipped.push({ path, why });
      else if (path.endsWith('/')) {
        if (isLast(pattern, '**')) continue;
        await this.#directory(absolute);
      } else this.#met({ absolute, path }, this.#cwd);
    }
  }

  async #directory(root: string): Promise<void> {
    const before = this.#count();
    this.#walked.push(displayPath(root, this.#cwd));
    await this.#walk(root);
    if (this.#count() === before && !this.#holds(root))
      this.#missing.push({ path: displayPath(root, this.#cwd), message: 'there is no file in this directory' });
  }

  #count(): number {
    return this.#files.size + this.#links.length + this.#problems.length + this.#skipped.length;
  }

  /** Whether a file below a directory was found before. */
  #holds(root: string): boolean {
    return [...this.#files.values()].some((file) => file.absolute.startsWith(`${root}${sep}`));
  }

  async #walk(root: string): Promise<void> {
    const real = this.#fileSystem.real(root);
    let rules = isBelowIgnoreFile(real, this.#fileSystem) ? await ignoreRules(real, this.#fileSystem) : undefined;
    const prefix = displayPath(root, this.#cwd);
    const pending: Place[] = [{ absolute: real, path: prefix === '.' ? '' : prefix }];
    for (let directory = pending.pop(); directory !== undefined; directory = pending.pop()) {
      const entries = this.#entries(directory.absolute);
      if (entries.some((entry) => entry.name === '.gitignore')) {
        rules ??= await ignoreRules(real, this.#fileSystem);
        rules.enter(directory.absolute);
      }
      for (const entry of entries) {
        const place = below(directory, entry.name);
        const isDirectory = entry.isDirectory();
        if (isDirectory && NEVER_ENTERED.has(entry.name)) continue;
        const why = rules?.ignores(place.absolute, isDirectory) ? 'git ignores it' : this.#leftOut.why(place.path);
        if (why !== undefined) this.#skipped.push({ path: place.path, why });
        else if (isDirectory) pending.push(place);
        else if (entry.isFile()) this.#add({ ...place, named: false });
        else this.#met(place, root);
      }
    }
  }

  #entries(directory: string): readonly Entry[] {
    try {
      return this.#fileSystem.entries(directory);
    } catch (error) {
      this.#problem(directory, reasonOf(error));
      return [];
    }
  }

  /** A file that is not known to be regular: links are followed to files only, FIFOs and devices are problems. */
  #met({ absolute, path }: Place, root: string): void {
    try {
      const status = this.#fileSystem.linkStatus(absolute);
      if (!status.isSymbolicLink()) this.#add({ path, absolute, named: false });
      else if (this.#fileSystem.status(absolute).isDirectory()) this.#skipped.push({ path, why: 'it is a link to a directory' });
      else this.#links.push({ path, absolute, root });
    } catch (error) {
      this.#problem(absolute, reasonOf(error));
    }
  }

  #add(file: FoundFile): void {
    const known = this.#files.get(file.absolute);
    if (known === undefined || (file.named && !known.named)) this.#files.set(file.absolute, file);
  }

  /** Links come last, so that a file is known under its own name if that was found, too. */
  #addLink({ path, absolute, root }: Link): void {
    const target = this.#fileSystem.real(absolute);
    if (this.#files.has(target)) this.#skipped.push({ path, why: 'it is a link to a file that is read anyway' });
    else if (!target.startsWith(`${this.#fileSystem.real(root)}${sep}`))
      this.#skipped.push({ path, why: 'it is a link that leads elsewhere' });
    else this.#files.set(target, { path, absolute, named: false });
  }

  #problem(absolute: string, message: string): void {
    this.#problems.push({ path: displayPath(absolute, this.#cwd), message });
  }
}

function isMissing(error: unknown): boolean {
  return error instanceof Error && 'code' in error && (error.code === 'ENOENT' || error.code === 'ENOTDIR');
}

function isLast(pattern: string, segment: string): boolean {
  return pattern === segment || pattern.endsWith(`/${segment}`);
}
