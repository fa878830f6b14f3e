import { boolean, string } from '@oclif/core/flags';
import { LintCommand } from '../command.ts';
import type { Status } from '../status.ts';
import { UsageError } from '../usage.ts';

/** `lsp`: the language server for editors. */
export class Lsp extends LintCommand {
  static override strict = false;
  static override summary = 'serve an editor: the Language Server Protocol over standard input and output';
  static override usage = 'lsp [FLAGS]';
  static override examples = ['ipsec-lint lsp', 'ipsec-lint lsp --config ipsec-lint.config.json'];

  static override flags = {
    config: string({ char: 'c', helpValue: 'FILE', description: 'configuration file (default: the nearest one upward)' }),
    stdio: boolean({ description: 'standard input and output, which is the only transport; editors give it' }),
    clientProcessId: string({ hidden: true }),
  };

  async run(): Promise<Status> {
    const { argv, flags } = await this.parse(Lsp);
    if (argv.length > 0) throw new UsageError('lsp takes no words; docs/editor.md shows how editors start it');
    const { lsp } = await import('../run-lsp.ts');
    return await lsp(flags.config, this.config.root);
  }
}
