import { posix } from 'node:path';
import type { Config } from '../config/types.ts';
import {
  compileGlob,
  contentOf,
  type FileContent,
  type FoundFile,
  groupFiles,
  type IncludeTarget,
  isGlob,
  LeftOut,
} from '../input/index.ts';
import type { Report } from '../report/report.ts';
import type { Rule } from '../rule/index.ts';
import { reportRun } from './lint.ts';
import { RunLog } from './log.ts';
import { modelGroups } from './modelling.ts';
import { withoutSuppressed } from './suppressions.ts';

/** A configuration at hand: decoded text, or bytes that are decoded like those of a file. */
export type InMemoryFile =
  | { readonly path: string; readonly text: string }
  | { readonly path: string; readonly bytes: Uint8Array };

/** Lints texts at hand. Paths are relative, with `/`; of two inputs with one path the last counts. */
export function reportTexts(inputs: readonly InMemoryFile[], config: Config, rules: readonly Rule[]): Report {
  const log = new RunLog();
  const leftOut = new LeftOut(config.ignore);
  const contents = new Map(inputs.map((input) => [posix.resolve('/', input.path), contentOfInput(input)]));
  const files: FoundFile[] = [...contents.keys()]
    .sort((a, b) => (a < b ? -1 : 1))
    .map((absolute) => ({ path: absolute.slice(1), absolute, named: true }))
    .filter(({ path }) => leftOut.why(path) === undefined);
  const read = (absolute: string): FileContent =>
    contents.get(absolute) ?? { kind: 'problem', message: 'there is no such input' };
  const run = modelGroups(
    groupFiles(files, config, '/'),
    config,
    {
      cwd: '/',
      keepTexts: false,
      read: ({ absolute }) => read(absolute),
      readBytes: ({ absolute }) => bytesOf(inputs, absolute),
      readIncluded: read,
      resolveInclude: (from, pattern, root) => includeTarget([...contents.keys()], from, pattern, root),
    },
    log,
  );
  const report = reportRun({ ...run, log }, config, rules, false);
  return withoutSuppressed(report, run.sources, { rules, config, whole: false });
}

function contentOfInput(input: InMemoryFile): FileContent {
  if ('text' in input) return { kind: 'text', text: input.text, encoding: 'utf-8' };
  return contentOf(Buffer.from(input.bytes.buffer, input.bytes.byteOffset, input.bytes.byteLength));
}

function bytesOf(inputs: readonly InMemoryFile[], absolute: string): Uint8Array | string {
  const input = inputs.findLast(({ path }) => posix.resolve('/', path) === absolute);
  if (input === undefined) return 'there is no such input';
  return 'text' in input ? Buffer.from(input.text) : input.bytes;
}

function includeTarget(paths: readonly string[], from: string, pattern: string, root: string): IncludeTarget {
  const wanted = pattern.startsWith('/') ? posix.join(root, pattern) : posix.resolve(posix.dirname(from), pattern);
  const files = paths.filter(compileGlob(wanted)).sort((a, b) => (a < b ? -1 : 1));
  return files.length === 0 && !isGlob(wanted) ? { problem: 'there is no such input' } : { files };
}
