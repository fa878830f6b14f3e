import type { Config } from '@oclif/core/config';
import { CommandHelp } from '@oclif/core/help';
import type { LintCommandClass } from './command.ts';

/** Prints the help of a command, or the overview. */
export function showHelp(commands: ReadonlyMap<string, LintCommandClass>, name: string | undefined, config: Config): void {
  const command = name === undefined ? undefined : commands.get(name);
  const text = command === undefined ? overview(commands) : commandHelp(name ?? '', command, config);
  process.stdout.write(`${text}\n`);
}

function overview(commands: ReadonlyMap<string, LintCommandClass>): string {
  const rows = [...commands].map(([name, command]) => `  ${name.padEnd(10)} ${command.summary ?? ''}`);
  return `Finds in the configuration text why an IPsec tunnel will not come up.

USAGE
  $ ipsec-lint [check] PATH... [FLAGS]
  $ ipsec-lint COMMAND --help

COMMANDS
${rows.join('\n')}

EXAMPLES
  $ ipsec-lint hq.cfg branch/                  lint a file and a directory, and the pairs among them
  $ ipsec-lint pair hq.cfg branch.cfg          play the negotiation out, both directions
  $ ipsec-lint check . -f json                 for other programs
  $ ipsec-lint explain nat/ah-across-nat       what a rule finds, why, and how to fix it

EXIT STATUS
  0 nothing found   1 findings   2 wrong command line or configuration   3 something could not be analysed`;
}

/** One command with its flags and examples, drawn by oclif. */
function commandHelp(name: string, command: LintCommandClass, config: Config): string {
  const { summary, description, usage, examples, flags } = command;
  const shown: Record<string, unknown> = {};
  for (const [flag, definition] of Object.entries(flags ?? {})) shown[flag] = { ...definition, name: flag };
  const loadable = {
    id: name,
    summary,
    description,
    usage,
    examples,
    flags: shown,
    args: {},
    aliases: [],
    hiddenAliases: [],
    strict: false,
  };
  const help = new CommandHelp(loadable as never, config, { maxWidth: 100, stripAnsi: process.stdout.isTTY !== true } as never);
  return help.generate();
}
