import { lstatSync, realpathSync } from 'node:fs';
import { dirname, resolve } from 'node:path';
import { type Mended, mend } from '../engine/fixing.ts';
import type { GivenText, ModelledRun, RunOptions } from '../engine/lint.ts';
import { encodeLike } from '../input/encode.ts';
import { isWithin } from '../input/git.ts';
import { contentOf, DISK, type FileSystem } from '../input/index.ts';
import { unifiedDiff } from '../report/diff.ts';
import type { ExcerptSource } from '../report/excerpt.ts';
import type { Report, ReportFinding } from '../report/report.ts';
import { visible } from '../text/display.ts';
import { replaceFile, WriteError } from './replace-file.ts';

/** A run over some state of the files. */
export interface Linted {
  readonly run: ModelledRun;
  readonly report: Report;
}

/** How the files are linted: with these texts given, and files read from there. */
export type LintAgain = (given: readonly GivenText[], fileSystem: FileSystem) => Promise<Linted>;

/** What changes do to files: nothing is written yet. */
export interface Fixes {
  readonly first: Linted;
  readonly last: Linted;
  readonly fixed: readonly ReportFinding[];
  readonly files: readonly ChangedFile[];
  /** Why the changes of some files are not made, a line each. */
  readonly left: readonly string[];
}

interface ChangedFile {
  readonly path: string;
  /** Undefined for standard input. */
  readonly absolute: string | undefined;
  readonly before: Buffer;
  readonly after: Buffer;
}

/** Makes the changes that can be made in memory, and lints what comes of them. */
export async function fixesFor(lint: LintAgain, given: readonly GivenText[], { cwd, maxFileSize }: RunOptions): Promise<Fixes> {
  const originals = new Map<string, ChangedFile>();
  const left = new Map<string, string>();
  const overlaid = (texts: ReadonlyMap<string, string>): readonly ChangedFile[] =>
    [...texts].flatMap(([path, text]) => {
      const original = originals.get(path);
      const after = original === undefined ? undefined : encodeLike(original.before, text);
      return original === undefined || after === undefined ? [] : [{ ...original, after }];
    });
  const open = (path: string, first: Linted): ChangedFile | undefined => {
    const stdin = given.find((text) => text.path === path);
    if (stdin !== undefined) return { path, absolute: undefined, before: stdin.bytes, after: stdin.bytes };
    const absolute = absoluteOf(first.run, path);
    const bytes = absolute === undefined ? 'it is not among the files' : DISK.bytes(absolute, maxFileSize);
    const why =
      typeof bytes === 'string' ? bytes : absolute === undefined ? undefined : whyNotChanged(resolve(cwd, path), absolute, bytes);
    if (why !== undefined) left.set(path, `${path} is left alone: ${why}`);
    return why !== undefined || typeof bytes === 'string' ? undefined : { path, absolute, before: bytes, after: bytes };
  };
  const mended: Mended<Linted> = await mend({
    lint: (texts) => {
      const files = overlaid(texts);
      const bytesOf = new Map(files.map(({ path, after }) => [path, after]));
      const byAbsolute = new Map(files.map(({ absolute, after }) => [absolute, after]));
      return lint(
        given.map((text) => ({ ...text, bytes: bytesOf.get(text.path) ?? text.bytes })),
        { ...DISK, bytes: (path, limit) => byAbsolute.get(path) ?? DISK.bytes(path, limit) },
      );
    },
    textOf: (path, first) => {
      const file = originals.get(path) ?? open(path, first);
      if (file === undefined) return undefined;
      originals.set(path, file);
      const content = contentOf(file.before);
      return content.kind === 'text' ? content.text : undefined;
    },
  });
  const { first, last, fixed, texts } = mended;
  return { first, last, fixed, files: overlaid(texts), left: [...left.values()] };
}

function absoluteOf({ sources, absolute }: ModelledRun, path: string): string | undefined {
  for (const [id, found] of absolute) if (sources.get(id).path === path) return found;
  return undefined;
}

/** Why a file must not be changed: it is a link that leads away, or its bytes could not be written as they are. */
function whyNotChanged(named: string, absolute: string, bytes: Buffer): string | undefined {
  const content = contentOf(bytes);
  if (content.kind !== 'text' || encodeLike(bytes, content.text) === undefined) return 'its encoding cannot be kept';
  if (lstatSync(named, { throwIfNoEntry: false })?.isSymbolicLink() !== true) return undefined;
  return isWithin(absolute, realpathSync(dirname(named))) ? undefined : 'it is a symbolic link that leads out of its directory';
}

/** Writes what has changed. Gives a line for each file that is not written: it has changed meanwhile, or cannot be written. */
export function writeFixes({ files }: Fixes, { maxFileSize }: RunOptions): readonly string[] {
  return files.flatMap(({ path, absolute, before, after }) => {
    if (absolute === undefined) return [];
    const now = DISK.bytes(absolute, maxFileSize);
    if (typeof now === 'string' || !now.equals(before)) return [`${path} is not written: it has changed meanwhile`];
    try {
      replaceFile(absolute, after);
      return [];
    } catch (error) {
      if (error instanceof WriteError) return [error.message];
      throw error;
    }
  });
}

/** The changes as a unified diff, in path order. */
export function diffOf({ files, first, last }: Fixes): string {
  return [...files]
    .sort((a, b) => (a.path < b.path ? -1 : 1))
    .map(({ path, before, after }) => unifiedDiff(path, shown(first.run, path, before), shown(last.run, path, after)))
    .join('');
}

/** A state of a file with its secrets, as the run over it knows them. */
function shown({ sources }: ModelledRun, path: string, bytes: Buffer): ExcerptSource {
  const content = contentOf(bytes);
  const text = content.kind === 'text' ? content.text : '';
  const ids = Array.from({ length: sources.size }, (_, id) => id).filter((id) => sources.get(id).path === path);
  const [source] = ids.map((id) => sources.get(id));
  const secrets = ids.flatMap((id) => sources.get(id).secrets);
  return { text, lineStarts: source?.lineStarts ?? [0], secrets };
}

/** Says on standard error what was done, what would be done, and what is left to somebody's decision. */
export function tellFixes({ fixed, files, left, last }: Fixes, verb: 'fixed' | 'can be fixed'): void {
  for (const line of left) process.stderr.write(`ipsec-lint: ${visible(line)}\n`);
  const suggestions = last.report.findings.filter(({ suggestion }) => suggestion !== undefined).length;
  const count = (number: number, what: string): string => `${number} ${what}${number === 1 ? '' : 's'}`;
  const done =
    fixed.length === 0 ? `nothing ${verb}` : `${count(fixed.length, 'finding')} ${verb} in ${count(files.length, 'file')}`;
  const more = suggestions === 0 ? '' : `; ${count(suggestions, 'finding')} with a suggestion to decide on`;
  process.stderr.write(`ipsec-lint: ${done}, ${last.report.findings.length} left${more}\n`);
}
