import { LintCommand } from '../command.ts';
import { INPUT_FLAGS } from '../flags.ts';
import type { Status } from '../status.ts';

/** `model`: the vendor-neutral model as JSON. */
export class Model extends LintCommand {
  static override strict = false;
  static override summary = 'print the model of configurations as JSON: effective values and where they come from';
  static override usage = 'model PATH... [FLAGS]';
  static override examples = ['ipsec-lint model hq.cfg', "ipsec-lint model hq/ | jq '.devices[].gateways'"];

  static override flags = { ...INPUT_FLAGS };

  async run(): Promise<Status> {
    const { flags, argv } = await this.parse(Model);
    const { model } = await import('../run-model.ts');
    return await model(argv.map(String), flags);
  }
}
