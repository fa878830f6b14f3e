import { boolean, string } from '@oclif/core/flags';
import { LintCommand } from '../command.ts';
import { formatFlag, INPUT_FLAGS, OUTPUT_FLAGS } from '../flags.ts';
import type { Status } from '../status.ts';

/** `check`: lints files, directories and globs. */
export class Check extends LintCommand {
  static override strict = false;
  static override summary = 'lint configurations, and the pairs found among them (default)';
  static override usage = 'check PATH... [FLAGS]';
  static override examples = [
    'ipsec-lint hq.cfg branch/',
    'ipsec-lint check . -f text -f sarif=report.sarif',
    "ipsec-lint check 'sites/**/*.cfg' --fail-on warning",
    'ipsec-lint check . --diff',
    'ipsec-lint check . --changed-since origin/main',
    'ssh router show running-config | ipsec-lint --stdin --stdin-filename router.cfg',
  ];

  static override flags = {
    ...INPUT_FLAGS,
    ...OUTPUT_FLAGS,
    format: formatFlag([
      'text',
      'concise',
      'json',
      'jsonl',
      'sarif',
      'junit',
      'github',
      'gitlab',
      'checkstyle',
      'rdjson',
      'markdown',
      'csv',
    ]),
    stdin: boolean({ description: 'lint standard input' }),
    'stdin-filename': string({ helpValue: 'NAME', description: 'what standard input is called in reports' }),
    'fail-on': string({
      options: ['error', 'warning', 'info', 'never'],
      default: 'error',
      helpValue: 'SEVERITY',
      description: 'status 1 from this severity on: error, warning, info, never',
    }),
    'changed-since': string({
      helpValue: 'REF',
      description:
        'what a change does: new and fixed findings, broken and healed tunnels since a commit (REF... : since the branch left REF)',
    }),
    'add-suppressions': boolean({
      description: 'write a comment that silences it above every finding, where the format keeps comments',
    }),
    reason: string({ helpValue: 'TEXT', description: 'why, for --add-suppressions' }),
    fix: boolean({ description: 'make the changes that are certain and safe, then report what is left' }),
    diff: boolean({ description: 'show these changes as a unified diff; nothing is written' }),
    baseline: string({ helpValue: 'FILE', description: 'show only findings that this baseline does not know' }),
    policy: string({
      multiple: true,
      multipleNonGreedy: true,
      helpValue: 'PACK',
      description: 'also check a policy pack: its id, or a file',
    }),
    quiet: boolean({ char: 'q', description: 'only the findings: no summary, no warnings' }),
  };

  async run(): Promise<Status> {
    const { flags, argv } = await this.parse(Check);
    const { check } = await import('../run-check.ts');
    return await check(argv.map(String), flags, this.config.root);
  }
}
