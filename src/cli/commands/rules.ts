import { string } from '@oclif/core/flags';
import { LintCommand } from '../command.ts';
import type { Status } from '../status.ts';

/** `rules`: every rule. */
export class Rules extends LintCommand {
  static override strict = false;
  static override summary = 'list every rule: severity, scope, formats, summary';
  static override usage = 'rules [FLAGS]';
  static override examples = ['ipsec-lint rules', 'ipsec-lint rules --format json'];

  static override flags = {
    format: string({ char: 'f', options: ['text', 'json'], default: 'text', helpValue: 'NAME', description: 'text or json' }),
  };

  async run(): Promise<Status> {
    const { flags, argv } = await this.parse(Rules);
    const { rules } = await import('../run-rules.ts');
    return await rules(argv.map(String), flags.format);
  }
}
