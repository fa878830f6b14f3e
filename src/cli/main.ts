import { Config } from '@oclif/core/config';
import { visible } from '../text/display.ts';
import type { LintCommandClass } from './command.ts';
import { Check } from './commands/check.ts';
import { Explain } from './commands/explain.ts';
import { Model } from './commands/model.ts';
import { Pair } from './commands/pair.ts';
import { Rules } from './commands/rules.ts';
import { invocationOf } from './default-command.ts';
import { reportFailure } from './failure.ts';
import { packageVersion } from './package.ts';
import { STATUS, type Status } from './status.ts';

/** The commands by name, in the order of the help. */
const COMMANDS: ReadonlyMap<string, LintCommandClass> = new Map<string, LintCommandClass>([
  ['check', Check],
  ['pair', Pair],
  ['model', Model],
  ['rules', Rules],
  ['explain', Explain],
]);

/**
 * Runs the command line and gives the exit status; never exits itself, so that everything written is delivered however slow the
 * reader is.
 *
 * @param root directory of the package
 */
export async function main(argv: readonly string[], root: string): Promise<Status> {
  let status: Status | undefined;
  const onOutputError = (error: Error): void => {
    // The reader went away (`| head`): what it did not want is no error.
    if ('code' in error && error.code === 'EPIPE') return;
    process.exitCode = STATUS.incomplete;
    if (status !== undefined)
      process.stderr.write(`ipsec-lint: the output cannot be written: ${String('code' in error ? error.code : '')}\n`);
  };
  process.stdout.on('error', onOutputError);
  process.stderr.on('error', () => undefined);
  try {
    status = await dispatch(argv, root);
  } catch (error) {
    status = reportFailure(error, argv.includes('--debug'));
  }
  return status;
}

async function dispatch(argv: readonly string[], root: string): Promise<Status> {
  const invocation = invocationOf(argv, [...COMMANDS.keys()]);
  if (invocation.kind === 'version') {
    process.stdout.write(`ipsec-lint ${packageVersion(root)}\n`);
    return STATUS.clean;
  }
  const config = configOf(root);
  if (invocation.kind === 'help') {
    const { showHelp } = await import('./help.ts');
    showHelp(COMMANDS, invocation.name, config);
    return STATUS.clean;
  }
  const command = COMMANDS.get(invocation.name);
  if (command === undefined) throw new RangeError(`no command ${visible(invocation.name)}`);
  return await new command([...invocation.words], config).run();
}

/** oclif's configuration without its search for plugins and their hooks: there are none. */
function configOf(root: string): Config {
  return Object.assign(new Config({ root }), {
    root,
    bin: 'ipsec-lint',
    name: 'ipsec-lint',
    dirname: 'ipsec-lint',
    topicSeparator: ' ' as const,
    pjson: { oclif: {} } as Config['pjson'],
    runHook: () => Promise.resolve({ failures: [], successes: [] }),
  });
}
