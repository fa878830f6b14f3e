import { string } from '@oclif/core/flags';
import { LintCommand } from '../command.ts';
import { INPUT_FLAGS } from '../flags.ts';
import type { Status } from '../status.ts';

/** `config show`: what holds, and where it comes from. */
export class Config extends LintCommand {
  static override strict = false;
  static override summary = 'show what the configuration says, for a file or device too, and where each value comes from';
  static override usage = 'config show [PATH] [FLAGS]';
  static override examples = [
    'ipsec-lint config show',
    'ipsec-lint config show hq/edge.cfg',
    'ipsec-lint config show hq -f json',
  ];

  static override flags = {
    ...INPUT_FLAGS,
    format: string({ char: 'f', options: ['text', 'json'], default: 'text', helpValue: 'NAME', description: 'text or json' }),
  };

  async run(): Promise<Status> {
    const { flags, argv } = await this.parse(Config);
    const { config } = await import('../run-config.ts');
    return await config(argv.map(String), flags);
  }
}
