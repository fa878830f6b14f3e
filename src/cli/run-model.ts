import { RULES } from '../../rules/index.ts';
import { modelPaths } from '../engine/lint.ts';
import { printDevice } from '../model/print.ts';
import { json } from '../report/escape/json.ts';
import { completeness, type InputFlags, runOptions, tell, tellProblems } from './run-options.ts';
import type { Status } from './status.ts';
import { UsageError } from './usage.ts';

/** Prints the model of what the words name. */
export async function model(words: readonly string[], flags: InputFlags): Promise<Status> {
  if (words.length === 0) throw new UsageError('name the file or directory to model');
  const ids = RULES.map((rule) => rule.meta.id);
  const run = await modelPaths(words, [], { ...(await runOptions(flags, ids)), everything: true });
  tell(run, { debug: flags.debug, quiet: false });
  tellProblems(run.log.problems);
  const devices = run.devices.map((device) => printDevice(device, run.sources));
  process.stdout.write(`${json({ schemaVersion: 1, devices }, 2)}\n`);
  return completeness(run.log.problems.length === 0);
}
