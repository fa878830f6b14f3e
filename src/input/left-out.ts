import { placeText } from '../config/place.ts';
import type { ConfigGlob } from '../config/types.ts';
import { compileGlob, type GlobMatcher } from './glob.ts';

/** What `ignore` of the configuration leaves out: what a glob matches, and everything below a directory that it matches. */
export class LeftOut {
  readonly #globs: readonly { readonly entry: ConfigGlob; readonly matches: GlobMatcher }[];
  readonly #used = new Set<ConfigGlob>();

  constructor(globs: readonly ConfigGlob[]) {
    this.#globs = globs.map((entry) => ({ entry, matches: compileGlob(entry.glob.replace(/(?:\/|\/\*\*)$/, '')) }));
  }

  /** Why a path, relative to the working directory, is left out; undefined when it is not. */
  why(path: string): string | undefined {
    if (this.#globs.length === 0) return undefined;
    const found = this.entry(path);
    if (found === undefined) return undefined;
    this.#used.add(found);
    return `"${found.written}" in ignore leaves it out (${placeText(found.at)})`;
  }

  /** The entry that leaves a path out. */
  entry(path: string): ConfigGlob | undefined {
    for (let end = path.length; end > 0; end = path.lastIndexOf('/', end - 1)) {
      const part = path.slice(0, end);
      const found = this.#globs.find(({ matches }) => matches(part));
      if (found !== undefined) return found.entry;
    }
    return undefined;
  }

  /** Entries that left something out. */
  get used(): ReadonlySet<ConfigGlob> {
    return this.#used;
  }
}
