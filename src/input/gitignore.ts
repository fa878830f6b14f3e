import { dirname, join, relative, sep } from 'node:path';
import ignore, { type Ignore } from 'ignore';
import type { FileSystem } from './file-system.ts';
import { DEFAULT_MAX_FILE_SIZE } from './read.ts';

/** The `.gitignore` files that apply where a directory is walked: the deepest one that speaks of a path decides. */
export class IgnoreRules {
  readonly #files: FileSystem;
  readonly #levels: { readonly directory: string; readonly rules: Ignore }[] = [];

  /** Starts with the files above a directory, up to the root of its repository. */
  constructor(root: string, files: FileSystem) {
    this.#files = files;
    const above: string[] = [];
    for (let directory = root; !files.exists(join(directory, '.git')); ) {
      const parent = dirname(directory);
      if (parent === directory) {
        above.length = 0;
        break;
      }
      directory = parent;
      above.push(directory);
    }
    for (const directory of above.reverse()) if (files.exists(join(directory, '.gitignore'))) this.enter(directory);
  }

  /** A directory that has a `.gitignore` is entered. An unreadable one excludes nothing. */
  enter(directory: string): void {
    const bytes = this.#files.bytes(join(directory, '.gitignore'), DEFAULT_MAX_FILE_SIZE);
    if (typeof bytes === 'string') return;
    this.#levels.push({ directory, rules: ignore({ allowRelativePaths: true }).add(bytes.toString('utf8')) });
  }

  ignores(absolute: string, isDirectory: boolean): boolean {
    for (let at = this.#levels.length - 1; at >= 0; at--) {
      const level = this.#levels[at];
      if (level === undefined || !absolute.startsWith(`${level.directory}${sep}`)) continue;
      const path = relative(level.directory, absolute).split(sep).join('/');
      const { ignored, unignored } = level.rules.test(isDirectory ? `${path}/` : path);
      if (ignored) return true;
      if (unignored) return false;
    }
    return false;
  }
}
