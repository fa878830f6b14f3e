import { Config } from '@oclif/core/config';
import { visible } from '../text/display.ts';
import { COMMANDS } from './commands/index.ts';
import { invocationOf } from './default-command.ts';
import { reportFailure } from './failure.ts';
import { packageVersion } from './package.ts';
import { STATUS, type Status } from './status.ts';

/**
 * Runs the command line and gives the exit status; never exits itself, so that everything written is delivered however slow the
 * reader is.
 *
 * @param root directory of the package
 */
export async function main(argv: readonly string[], root: string): Promise<Status> {
  const output = watchOutput();
  try {
    const status = await dispatch(argv, root);
    // What was written to a file has failed by now, if it does.
    await new Promise((resolve) => setImmediate(resolve));
    return output.failed ? STATUS.incomplete : status;
  } catch (error) {
    return reportFailure(error, argv.includes('--debug'));
  }
}

/** Notices output that cannot be written. A reader that goes away (`| head`) is no error: what it did not want is not missing. */
function watchOutput(): { failed: boolean } {
  const state = { failed: false };
  // oclif's own listener throws.
  process.stdout.removeAllListeners('error');
  process.stdout.on('error', (error: Error) => {
    const code = 'code' in error ? String(error.code) : 'unknown error';
    if (code === 'EPIPE' || state.failed) return;
    state.failed = true;
    process.exitCode = STATUS.incomplete;
    process.stderr.write(`ipsec-lint: the output cannot be written: ${code}\n`);
  });
  process.stderr.on('error', () => undefined);
  return state;
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
