import { loadConfig } from '../config/load.ts';
import type { Config } from '../config/types.ts';
import type { ModelledRun, RunOptions } from '../engine/lint.ts';
import { DEFAULT_MAX_FILE_SIZE, DIALECTS } from '../input/index.ts';
import { visible } from '../text/display.ts';
import { STATUS, type Status } from './status.ts';
import { UsageError } from './usage.ts';

/** The flags that every command with inputs has. */
export interface InputFlags {
  readonly config?: string | undefined;
  readonly dialect?: string | undefined;
  readonly 'max-file-size'?: number | undefined;
  readonly 'strongswan-version'?: string | undefined;
  readonly debug: boolean;
}

/** Options of a run from its flags. A configuration that is wrong is a usage error that names every mistake at its line. */
export async function runOptions(flags: InputFlags, ruleIds: Iterable<string>): Promise<RunOptions> {
  const cwd = process.cwd();
  const config = await configOf(flags, cwd, ruleIds);
  const dialect = DIALECTS.find((name) => name === flags.dialect);
  const release = flags['strongswan-version'];
  const onGroup = progress();
  return {
    cwd,
    config,
    maxFileSize: flags['max-file-size'] ?? DEFAULT_MAX_FILE_SIZE,
    ...(dialect === undefined ? {} : { dialect }),
    ...(release === '5.9' || release === '6.0' ? { strongswanVersion: release } : {}),
    ...(onGroup === undefined ? {} : { onGroup }),
  };
}

async function configOf(flags: InputFlags, cwd: string, ruleIds: Iterable<string>): Promise<Config> {
  const result = await loadConfig({ cwd, ruleIds, ...(flags.config === undefined ? {} : { file: flags.config }) });
  if ('config' in result) return result.config;
  const lines = result.problems.map(({ path, line, column, message }) => `${path}:${line}:${column}: ${message}`);
  throw new UsageError(lines.length === 1 ? (lines[0] ?? '') : `the configuration is wrong\n${lines.join('\n')}`);
}

/** Says on standard error what was noticed on the way: warnings unless quiet, everything with `--debug`. */
export function tell(run: ModelledRun, flags: { readonly debug: boolean; readonly quiet: boolean }): void {
  if (!flags.quiet) for (const warning of run.log.warnings) process.stderr.write(`ipsec-lint: warning: ${visible(warning)}\n`);
  if (flags.debug) for (const note of run.log.notes) process.stderr.write(`ipsec-lint: debug: ${visible(note)}\n`);
}

/** How many problems are told on standard error; the report has all. */
const TOLD_PROBLEMS = 20;

/** Says on standard error what made a run incomplete. */
export function tellProblems(
  problems: readonly { readonly path?: string; readonly line?: number; readonly message: string }[],
): void {
  for (const { path, line, message } of problems.slice(0, TOLD_PROBLEMS)) {
    const place = path === undefined || path === '' ? '' : `${visible(path)}${line === undefined ? '' : `:${line}`}: `;
    process.stderr.write(`ipsec-lint: ${place}${visible(message)}\n`);
  }
  if (problems.length > TOLD_PROBLEMS)
    process.stderr.write(`ipsec-lint: ${problems.length - TOLD_PROBLEMS} more problems, see the report\n`);
}

/** Status of a run that found nothing that counts. */
export function completeness(complete: boolean): Status {
  return complete ? STATUS.clean : STATUS.incomplete;
}

/** A line that counts, on standard error, for work over a second, on a terminal only. */
function progress(): ((done: number, total: number) => void) | undefined {
  if (process.stderr.isTTY !== true) return undefined;
  const started = performance.now();
  let shown = 0;
  return (done, total) => {
    const now = performance.now();
    if (now - started < 1000 || (now - shown < 100 && done < total)) return;
    shown = now;
    process.stderr.write(done < total ? `\r${done} of ${total} devices read` : '\r\u001b[K');
  };
}
