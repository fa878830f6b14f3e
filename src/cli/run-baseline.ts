import { existsSync } from 'node:fs';
import { applyBaseline, type Baseline, baselineOf, pruneBaseline } from '../engine/baseline.ts';
import { modelPaths, reportRun } from '../engine/lint.ts';
import { readBaseline } from './accepting.ts';
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
  const report = reportRun(await modelPaths(paths, [], options), options.config, rules, false);
  tellProblems(report.problems);
  if (!report.complete) return STATUS.incomplete;
  const next = action === 'write' ? baselineOf(report.findings) : pruned(readBaseline(file), report.findings);
  replaceFile(file, `${JSON.stringify(next, null, 1)}\n`);
  process.stdout.write(`${file}: ${Object.keys(next.findings).length} findings are known\n`);
  return STATUS.clean;
}

function pruned(old: Baseline, findings: Parameters<typeof applyBaseline>[0]): Baseline {
  return pruneBaseline(old, applyBaseline(findings, old).stale);
}
