import { LintCommand } from '../command.ts';
import type { Status } from '../status.ts';

/** `completion`: a script for a shell. */
export class Completion extends LintCommand {
  static override strict = false;
  static override summary = 'print a script that completes commands, flags, their values and rules in a shell';
  static override usage = 'completion bash|zsh|fish';
  static override examples = [
    'source <(ipsec-lint completion bash)',
    'source <(ipsec-lint completion zsh)',
    'ipsec-lint completion fish | source',
  ];

  async run(): Promise<Status> {
    const { argv } = await this.parse(Completion);
    const { completion } = await import('../run-completion.ts');
    return await completion(argv.map(String));
  }
}
