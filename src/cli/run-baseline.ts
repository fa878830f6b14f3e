import { existsSync } from 'node:fs';
import { dirname, resolve } from 'node:path';
import { applyBaseline, type Baseline, baselineOf } from '../engine/baseline.ts';
import { modelPaths, reportRun } from '../engine/lint.ts';
import { visible } from '../text/display.ts';
import { acceptance, covers, readBaseline, rememberedPaths } from './acceptance.ts';
import { replaceFile } from './replace-file.ts';
import { ruleIds, rulesOfRun } from './rules-of-run.ts';
import { type InputFlags, runOptions, tellProblems } from './run-options.ts';
import { STATUS, type Status } from './status.ts';
import { nearest, UsageError } from './usage.ts';

const ACTIONS = ['write', 'prune'];

/** `baseline write FILE PATH...` makes every finding of today known; `baseline prune FILE PATH...` drops what is gone. */
export async function baseline(words: readonly string[], flags: InputFlags & { readonly force: boolean }): Promise<Status> {
  const [action, file, ...paths] = words;
  if (action === undefined || file === undefined || paths.length === 0)
    throw new UsageError('baseline takes write or prune, the file of the baseline, and what to lint');
  if (!ACTIONS.includes(action)) throw new UsageError(`there is no action "${action}"${nearest(action, ACTIONS)}`);
  if (action === 'write' && existsSync(file) && !flags.force)
    throw new UsageError(`${file} exists: prune it, or write it anew with --force, which may make it grow`);
  const options = await runOptions(flags, ruleIds());
  const rules = await rulesOfRun(options.config);
  const old = action === 'prune' ? readBaseline(file) : undefined;
  const seen = old?.paths.map((path) => resolve(dirname(file), path)) ?? [];
  if (old !== undefined && !covers(paths, seen))
    throw new UsageError(`${file} was written for more than this and would lose what is not looked at: ${old.paths.join(' ')}`);
  const run = await modelPaths(paths, [], options);
  const accept = await acceptance(paths, options.config, rules);
  const report = await accept(run, reportRun(run, options.config, rules, false));
  tellProblems(report.problems);
  if (!report.complete) return STATUS.incomplete;
  const devices = new Set(run.devices.map(({ name }) => name));
  const known = old === undefined ? report.findings : applyBaseline(report.findings, old, devices).known;
  const next = baselineOf(known, old?.paths ?? rememberedPaths(paths, file));
  replaceFile(file, `${JSON.stringify(next, null, 1)}\n`);
  const count = countOf(next);
  const gone = old === undefined ? '' : `, ${countOf(old) - count} are gone`;
  process.stdout.write(`${visible(file)}: ${count} ${count === 1 ? 'finding is' : 'findings are'} known${gone}\n`);
  return STATUS.clean;
}

function countOf({ findings }: Baseline): number {
  return Object.values(findings)
    .flatMap((rules) => Object.values(rules))
    .reduce((sum, prints) => sum + prints.length, 0);
}
