import { boolean } from '@oclif/core/flags';
import { LintCommand } from '../command.ts';
import type { Status } from '../status.ts';

/** `init`: a first configuration file for the working directory. */
export class Init extends LintCommand {
  static override strict = false;
  static override summary =
    'write a first ipsec-lint.config.yaml with the devices found here, and what they do not tell as questions';
  static override usage = 'init [FLAGS]';
  static override examples = ['ipsec-lint init', 'ipsec-lint init --json'];

  static override flags = {
    json: boolean({ description: 'write ipsec-lint.config.json; the questions are only printed' }),
    force: boolean({ description: 'write over a configuration that exists' }),
    debug: boolean({ description: 'say on standard error what was read as what, and why; never a secret' }),
  };

  async run(): Promise<Status> {
    const { flags, argv } = await this.parse(Init);
    const { init } = await import('../run-init.ts');
    return await init(argv.map(String), flags);
  }
}
