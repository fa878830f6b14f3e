import { addSuppressions } from '../engine/add-suppressions.ts';
import { type ModelledRun, modelPaths, type RunOptions, reportRun } from '../engine/lint.ts';
import { DISK } from '../input/index.ts';
import type { Report, ReportFinding } from '../report/report.ts';
import type { Rule } from '../rule/index.ts';
import { visible } from '../text/display.ts';
import type { Acceptance } from './acceptance.ts';
import { replaceFile } from './replace-file.ts';
import { UsageError } from './usage.ts';

/** A run whose findings are to be silenced. */
export interface SilencingRequest {
  readonly words: readonly string[];
  readonly reason: string | undefined;
  readonly options: RunOptions;
  readonly rules: readonly Rule[];
  readonly accept: Acceptance;
}

/** Writes comments for the findings of a run, says so on standard error, and gives the run as it is then. */
export async function silence(request: SilencingRequest): Promise<{ readonly run: ModelledRun; readonly report: Report }> {
  const { words, options, rules, accept } = request;
  const reason = checkedReason(request.reason);
  const lint = async (fileSystem = DISK): Promise<{ readonly run: ModelledRun; readonly report: Report }> => {
    const run = await modelPaths(words, [], { ...options, fileSystem });
    return { run, report: await accept(run, reportRun(run, options.config, rules, false)) };
  };
  const { run, report } = await lint();
  const { files, left } = await addSuppressions(run, report, {
    reason,
    maxFileSize: options.maxFileSize,
    fileSystem: DISK,
    rerun: async (fileSystem) => (await lint(fileSystem)).report,
  });
  for (const { path, absolute, before, after, findings } of files) {
    const now = DISK.bytes(absolute, options.maxFileSize);
    if (typeof now === 'string' || !now.equals(before))
      throw new UsageError(`${path} was changed meanwhile; nothing is written to it`);
    replaceFile(absolute, after.toString('utf8'));
    process.stderr.write(`ipsec-lint: ${visible(path)}: ${counted(findings)} silenced\n`);
  }
  for (const [why, findings] of left) process.stderr.write(`ipsec-lint: ${counted(findings)} left: ${visible(why)}\n`);
  return await lint();
}

function counted(findings: readonly ReportFinding[]): string {
  return `${findings.length} ${findings.length === 1 ? 'finding' : 'findings'}`;
}

function checkedReason(reason: string | undefined): string {
  const text = (reason ?? '').trim();
  if (text === '') throw new UsageError('--add-suppressions needs a reason: --reason "the peer is replaced in March"');
  if (visible(text) !== text) throw new UsageError('the reason has to be one line without control characters');
  return text;
}
