import { string } from '@oclif/core/flags';
import { LintCommand } from '../command.ts';
import type { Status } from '../status.ts';

/** `explain`: the page of a rule, or what a line of a log means. */
export class Explain extends LintCommand {
  static override strict = false;
  static override summary = 'what a rule finds, why it matters, how to fix it, with examples; or what a line of a log means';
  static override usage = 'explain RULE | --log LINE';
  static override examples = [
    'ipsec-lint explain filter/source-port-pinned',
    'ipsec-lint explain --log "no matching peer config found"',
  ];

  static override flags = {
    log: string({ helpValue: 'LINE', description: 'explain a line that charon or a router logged' }),
  };

  async run(): Promise<Status> {
    const { argv, flags } = await this.parse(Explain);
    const { explain, explainLog } = await import('../run-explain.ts');
    return await (flags.log === undefined ? explain(argv.map(String), this.config.root) : explainLog(flags.log));
  }
}
