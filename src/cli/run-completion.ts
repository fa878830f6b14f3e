import { COMMANDS } from './commands/index.ts';
import { bashScript } from './completion/bash.ts';
import { fishScript } from './completion/fish.ts';
import { type CompletedCommand, completedCommands } from './completion/words.ts';
import { zshScript } from './completion/zsh.ts';
import { ruleIds } from './rules-of-run.ts';
import { STATUS, type Status } from './status.ts';
import { nearest, UsageError } from './usage.ts';

const SHELLS: ReadonlyMap<string, (commands: readonly CompletedCommand[]) => string> = new Map([
  ['bash', bashScript],
  ['zsh', zshScript],
  ['fish', fishScript],
]);

/** Prints the completion script of a shell. */
export function completion(words: readonly string[]): Promise<Status> {
  const [shell, ...more] = words;
  const script = SHELLS.get(shell ?? '');
  if (script === undefined || more.length > 0) {
    const near = shell === undefined ? '' : nearest(shell, SHELLS.keys());
    throw new UsageError(`completion takes a shell: ${[...SHELLS.keys()].join(', ')}${near}`);
  }
  process.stdout.write(script(completedCommands(COMMANDS, [...ruleIds()].sort())));
  return Promise.resolve(STATUS.clean);
}
