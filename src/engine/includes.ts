import { dirname, relative, sep } from 'node:path';
import type { FileContent, IncludeTarget } from '../input/index.ts';
import type { IncludeResult } from '../model/build.ts';
import type { SourceFile, SourceTable } from '../text/source.ts';
import type { RunLog } from './log.ts';

/** No chain of includes may be longer. */
const MAX_DEPTH = 16;

/** Resolves the includes of one device. A file is read once: an include of a file that was read gives the same source. */
export class Includes {
  readonly #target: (from: string, pattern: string, root: string) => IncludeTarget;
  readonly #root: string;
  readonly #read: (absolute: string) => FileContent;
  readonly #sources: SourceTable;
  readonly #log: RunLog;
  readonly #cwd: string;
  readonly #byPath = new Map<string, SourceFile>();
  readonly #absolute = new Map<number, string>();
  /** Which file brought a file in, for the ones that an include brought. */
  readonly #parent = new Map<number, SourceFile>();

  constructor(options: {
    resolve: (from: string, pattern: string, root: string) => IncludeTarget;
    root: string;
    cwd: string;
    read: (absolute: string) => FileContent;
    sources: SourceTable;
    log: RunLog;
  }) {
    this.#target = options.resolve;
    this.#root = options.root;
    this.#cwd = options.cwd;
    this.#read = options.read;
    this.#sources = options.sources;
    this.#log = options.log;
  }

  /** A file of the device that was read already. */
  know(source: SourceFile, absolute: string): void {
    this.#byPath.set(absolute, source);
    this.#absolute.set(source.id, absolute);
  }

  /** All files that were read, by absolute path. */
  get files(): ReadonlyMap<string, SourceFile> {
    return this.#byPath;
  }

  /** What `include` brings. Why a file cannot be had is noted as a problem of the run, at the line of the include. */
  readonly resolve = (from: SourceFile, pattern: string): IncludeResult => {
    const absolute = this.#absolute.get(from.id);
    if (absolute === undefined) return this.#refuse(from, pattern, 'includes of standard input are not followed');
    const chain = this.#chain(from);
    if (chain.length > MAX_DEPTH) return this.#refuse(from, pattern, `includes are nested deeper than ${MAX_DEPTH}`);
    const target = this.#target(absolute, pattern, this.#root === '' ? dirname(absolute) : this.#root);
    if ('problem' in target) return this.#refuse(from, pattern, target.problem);
    const files: SourceFile[] = [];
    for (const file of target.files) {
      const known = this.#byPath.get(file);
      if (known !== undefined) {
        if (chain.includes(known.id)) return this.#refuse(from, pattern, `${known.path} includes itself`);
        if (!this.#parent.has(known.id)) this.#parent.set(known.id, from);
        files.push(known);
        continue;
      }
      const path = relative(this.#cwd, file).split(sep).join('/');
      const content = this.#read(file);
      if (content.kind === 'text') {
        const source = this.#sources.add(path, content.text);
        this.know(source, file);
        this.#parent.set(source.id, from);
        this.#log.note(path, `read: ${from.path} includes it`);
        files.push(source);
      } else this.#log.problem(path, content.kind === 'binary' ? 'it is binary' : content.message);
    }
    return { files };
  };

  /** Ids of a file and of those that brought it in, nearest first. */
  #chain(from: SourceFile): readonly number[] {
    const ids = [from.id];
    for (let file = this.#parent.get(from.id); file !== undefined && !ids.includes(file.id); file = this.#parent.get(file.id))
      ids.push(file.id);
    return ids;
  }

  #refuse(from: SourceFile, pattern: string, why: string): IncludeResult {
    const at = from.text.indexOf(pattern);
    const line = at === -1 ? undefined : from.locate(at, at).line;
    this.#log.problem(from.path, `the include ${JSON.stringify(pattern)} cannot be followed: ${why}`, line);
    return { problem: why };
  }
}
