import { boolean, string } from '@oclif/core/flags';
import { LintCommand } from '../command.ts';
import { formatFlag, INPUT_FLAGS, OUTPUT_FLAGS } from '../flags.ts';
import type { Status } from '../status.ts';

/** `pair`: plays the negotiation between two devices out. */
export class Pair extends LintCommand {
  static override strict = false;
  static override summary = 'play the negotiation between two devices out, message by message, both directions';
  static override usage = 'pair A B [FLAGS]';
  static override examples = [
    'ipsec-lint pair hq.cfg branch.cfg',
    'ipsec-lint pair hq/ branch/ --nat b',
    'ipsec-lint pair hq branch -c ipsec-lint.config.json -f json',
  ];

  static override flags = {
    ...INPUT_FLAGS,
    ...OUTPUT_FLAGS,
    format: formatFlag(['text', 'json']),
    nat: string({ options: ['none', 'a', 'b', 'both'], helpValue: 'WHERE', description: 'where a NAT is: none, a, b, both' }),
    child: string({ helpValue: 'NAME', description: 'only this child' }),
    from: string({ options: ['a', 'b'], helpValue: 'SIDE', description: 'only what this side starts: a, b' }),
    trace: string({
      options: ['none', 'messages', 'full'],
      default: 'messages',
      helpValue: 'LEVEL',
      description: 'how much of the exchange is drawn: none, messages, full',
    }),
    quiet: boolean({ char: 'q', description: 'no warnings' }),
  };

  async run(): Promise<Status> {
    const { flags, argv } = await this.parse(Pair);
    const { pair } = await import('../run-pair.ts');
    return await pair(argv.map(String), flags);
  }
}
