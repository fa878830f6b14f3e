import { boolean } from '@oclif/core/flags';
import { LintCommand } from '../command.ts';
import { INPUT_FLAGS } from '../flags.ts';
import type { Status } from '../status.ts';

/** `baseline`: adopts the tool on a fleet with old findings. */
export class Baseline extends LintCommand {
  static override strict = false;
  static override summary =
    'write down the findings of today, so that check --baseline shows new ones only; or drop what is gone';
  static override usage = 'baseline write|prune FILE PATH... [FLAGS]';
  static override examples = [
    'ipsec-lint baseline write .ipsec-lint-baseline.json .',
    'ipsec-lint check . --baseline .ipsec-lint-baseline.json',
    'ipsec-lint baseline prune .ipsec-lint-baseline.json .',
  ];

  static override flags = { ...INPUT_FLAGS, force: boolean({ description: 'write over a baseline that exists' }) };

  async run(): Promise<Status> {
    const { flags, argv } = await this.parse(Baseline);
    const { baseline } = await import('../run-baseline.ts');
    return await baseline(argv.map(String), flags);
  }
}
