import { existsSync, readFileSync } from 'node:fs';
import { dirname, join, relative, sep } from 'node:path';
import ignore, { type Ignore } from 'ignore';

/** The `.gitignore` files that apply where a directory is walked: the deepest one that speaks of a path decides. */
export class IgnoreRules {
  readonly #levels: { readonly directory: string; readonly rules: Ignore }[] = [];

  /** Starts with the files above a directory, up to the root of its repository. */
  constructor(root: string) {
    const above: string[] = [];
    for (let directory = root; !existsSync(join(directory, '.git')); ) {
      const parent = dirname(directory);
      if (parent === directory) {
        above.length = 0;
        break;
      }
      directory = parent;
      above.push(directory);
    }
    for (const directory of above.reverse()) if (existsSync(join(directory, '.gitignore'))) this.enter(directory);
  }

  /** A directory that has a `.gitignore` is entered. An unreadable one excludes nothing. */
  enter(directory: string): void {
    try {
      const rules = ignore({ allowRelativePaths: true }).add(readFileSync(join(directory, '.gitignore'), 'utf8'));
      this.#levels.push({ directory, rules });
    } catch {
      // It cannot be read: nothing is excluded.
    }
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
