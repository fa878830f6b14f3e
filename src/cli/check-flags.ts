import { FORMATS } from '../report/formats/index.ts';
import { pickedOutputs } from './ci-outputs.ts';
import { type Output, outputsOf } from './outputs.ts';
import type { InputFlags } from './run-options.ts';
import { UsageError } from './usage.ts';

/** The flags of `check`. */
export interface CheckFlags extends InputFlags {
  readonly format?: readonly string[] | undefined;
  readonly stdin: boolean;
  readonly 'stdin-filename'?: string | undefined;
  readonly 'fail-on': string;
  readonly policy?: readonly string[] | undefined;
  readonly baseline?: string | undefined;
  readonly fix: boolean;
  readonly diff: boolean;
  readonly 'changed-since'?: string | undefined;
  readonly 'add-suppressions': boolean;
  readonly reason?: string | undefined;
  readonly color: string;
  readonly quiet: boolean;
}

/** Throws a usage error where flags contradict each other or the words. */
export function checkTogether(flags: CheckFlags, words: readonly string[]): void {
  const { fix, diff, stdin, reason, 'add-suppressions': silencing, 'changed-since': since, 'stdin-filename': name } = flags;
  if (fix && diff) throw new UsageError('--fix makes the changes, --diff only shows them: take one of them');
  if (silencing && (stdin || since !== undefined))
    throw new UsageError('--add-suppressions writes to files as they are: it goes with neither --stdin nor --changed-since');
  if (silencing && (fix || diff))
    throw new UsageError('--add-suppressions silences what is found, --fix and --diff mend it: take one of them');
  if (reason !== undefined && !silencing) throw new UsageError('--reason goes with --add-suppressions');
  if (name !== undefined && !stdin) throw new UsageError('--stdin-filename goes with --stdin');
  if (stdin && since !== undefined)
    throw new UsageError('--changed-since compares files with a commit, and standard input is in none');
  if (!stdin && words.length === 0) throw new UsageError('name the files or directories to lint; --help shows examples');
}

const KNOWN: readonly string[] = ['text', ...FORMATS.map(({ name }) => name)];

/** The outputs that were asked for, else those that the CI system shows, which is said. */
export function wantedOutputs(flags: CheckFlags): readonly Output[] {
  const { format, quiet, diff, fix, stdin } = flags;
  if (diff || (fix && stdin)) return besidesText(format, diff ? 'the diff' : 'the fixed text');
  if (format !== undefined) return outputsOf(format, KNOWN);
  const { outputs, because } = pickedOutputs(process.env);
  if (because !== undefined && !quiet) process.stderr.write(`ipsec-lint: ${because}\n`);
  return outputs;
}

/** Formats beside a text that takes standard output. */
function besidesText(format: CheckFlags['format'], what: string): readonly Output[] {
  const outputs = format === undefined ? [] : outputsOf(format, KNOWN);
  const first = outputs.find(({ file }) => file === undefined);
  if (first === undefined) return outputs;
  throw new UsageError(`${what} goes to standard output; give the format a file: -f ${first.format}=report`);
}
