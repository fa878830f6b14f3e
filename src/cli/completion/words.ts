import type { LintCommandClass } from '../command.ts';
import { valuesOf } from '../flags.ts';

/** A flag as a shell completes it. */
export interface CompletedFlag {
  readonly name: string;
  readonly char?: string;
  readonly description: string;
  readonly takesValue: boolean;
  /** Values it is known to take; none: a file name may follow. */
  readonly values: readonly string[];
}

/** A command as a shell completes it. */
export interface CompletedCommand {
  readonly name: string;
  readonly summary: string;
  readonly flags: readonly CompletedFlag[];
  /** What its first word can be, besides files. */
  readonly words: readonly string[];
}

/** Every command, read from its definition: flags from oclif's, the first words from the line of usage. */
export function completedCommands(
  commands: ReadonlyMap<string, LintCommandClass>,
  ruleIds: readonly string[],
): readonly CompletedCommand[] {
  return [...commands].map(([name, { summary, usage, flags }]) => ({
    name,
    summary: summary ?? '',
    flags: [
      ...Object.entries(flags ?? {}).map(([flag, definition]) => ({
        name: flag,
        ...(definition.char === undefined ? {} : { char: definition.char }),
        description: definition.description ?? '',
        takesValue: definition.type === 'option',
        values: valuesOf(definition),
      })),
      { name: 'help', char: 'h', description: 'show help', takesValue: false, values: [] },
    ],
    words: firstWords([usage ?? ''].flat().join(' | '), ruleIds),
  }));
}

/** `baseline write|prune FILE PATH...` begins with `write` or `prune`; `explain RULE | --log LINE` with the id of a rule. */
function firstWords(usage: string, ruleIds: readonly string[]): readonly string[] {
  const words = usage.split(' | ').flatMap((alternative) => (alternative.split(' ')[1] ?? '').split('|'));
  return [...new Set(words.flatMap((word) => (word === 'RULE' ? ruleIds : /^[a-z]+$/.test(word) ? [word] : [])))];
}
