import { existsSync } from 'node:fs';
import { nearest, UsageError } from './usage.ts';

/** What the command line asks for: a command with its words, help or the version. */
export type Invocation =
  | { readonly kind: 'command'; readonly name: string; readonly words: readonly string[] }
  | { readonly kind: 'help'; readonly name?: string }
  | { readonly kind: 'version' };

/**
 * Reads the first word: a command, else something to lint, for which `check` need not be said. `--help` counts wherever it stands
 * before `--`.
 */
export function invocationOf(argv: readonly string[], names: readonly string[]): Invocation {
  const first = argv[0];
  if (first === undefined) throw new UsageError('name the files or directories to lint; --help shows examples');
  if (first === '--version' || first === '-V') return { kind: 'version' };
  if (first === 'help') return helpFor(argv[1], names);
  const isCommand = names.includes(first);
  if (asksForHelp(argv)) return isCommand ? { kind: 'help', name: first } : { kind: 'help' };
  if (isCommand) return { kind: 'command', name: first, words: argv.slice(1) };
  if (first.startsWith('-') || isPathLike(first)) return { kind: 'command', name: 'check', words: argv };
  throw new UsageError(`"${first}" is neither a command nor a file${nearest(first, names)}`);
}

function helpFor(name: string | undefined, names: readonly string[]): Invocation {
  if (name === undefined || name.startsWith('-')) return { kind: 'help' };
  if (names.includes(name)) return { kind: 'help', name };
  throw new UsageError(`there is no command "${name}"${nearest(name, names)}`);
}

function asksForHelp(argv: readonly string[]): boolean {
  const end = argv.indexOf('--');
  return (end === -1 ? argv : argv.slice(0, end)).some((word) => word === '--help' || word === '-h');
}

function isPathLike(word: string): boolean {
  return /[/\\.*?[{]/.test(word) || existsSync(word);
}
