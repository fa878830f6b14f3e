import { LintCommand } from '../command.ts';
import type { Status } from '../status.ts';

/** `explain`: the page of a rule. */
export class Explain extends LintCommand {
  static override strict = false;
  static override summary = 'what a rule finds, why it matters, how to fix it, with examples';
  static override usage = 'explain RULE';
  static override examples = ['ipsec-lint explain filter/source-port-pinned'];

  async run(): Promise<Status> {
    const { argv } = await this.parse(Explain);
    const { explain } = await import('../run-explain.ts');
    return await explain(argv.map(String), this.config.root);
  }
}
