import { LintCommand } from '../command.ts';
import type { Status } from '../status.ts';

/** `policy`: the packs that are built in, and the beginning and the test of one's own. */
export class Policy extends LintCommand {
  static override strict = false;
  static override summary = 'list the built-in policy packs, begin one, or run the examples of packs';
  static override usage = 'policy list | policy new FILE | policy test PACK...';
  static override examples = [
    'ipsec-lint policy list',
    'ipsec-lint policy new company.yaml',
    'ipsec-lint policy test company.yaml',
  ];

  async run(): Promise<Status> {
    const { argv } = await this.parse(Policy);
    const { policy } = await import('../run-policy.ts');
    return await policy(argv.map(String));
  }
}
