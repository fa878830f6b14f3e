import { Command } from '@oclif/core/command';
import type { Status } from './status.ts';

/**
 * A command: flags only; the work is imported when it runs. `run` gives the exit status. Each one sets `strict = false` itself, for
 * oclif reads only a class's own properties, and checks its words.
 */
export abstract class LintCommand extends Command {
  /** oclif's own `--json` prints its internals on a flag error and turns the status into 1. */
  static override enableJsonFlag = false;

  abstract override run(): Promise<Status>;
}

/** The class of a command: what help needs of it, and how to make it for a run. */
export type LintCommandClass = Pick<Command.Class, 'summary' | 'description' | 'usage' | 'examples' | 'flags'> &
  (new (
    ...args: ConstructorParameters<typeof Command>
  ) => LintCommand);
