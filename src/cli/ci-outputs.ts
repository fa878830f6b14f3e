import type { Output } from './outputs.ts';
import { unwritable } from './replace-file.ts';

/** The file that GitLab's documentation names for code quality reports. */
const GITLAB_REPORT = 'gl-code-quality-report.json';

/** What is written where no format was asked for, and a sentence about it where that is more than text. */
export interface PickedOutputs {
  readonly outputs: readonly Output[];
  readonly because?: string;
}

/** Text, and beside it what the CI system of the environment shows: annotations of GitHub Actions, a report file for GitLab. */
export function pickedOutputs(env: NodeJS.ProcessEnv): PickedOutputs {
  const text: Output = { format: 'text' };
  if (env.GITHUB_ACTIONS === 'true')
    return {
      outputs: [text, { format: 'github' }],
      because: 'GITHUB_ACTIONS is set: findings are written as annotations, too (not with --format text)',
    };
  if (env.GITLAB_CI !== 'true') return { outputs: [text] };
  const why = unwritable(GITLAB_REPORT);
  if (why !== undefined) return { outputs: [text], because: `GITLAB_CI is set, but ${GITLAB_REPORT} cannot be written: ${why}` };
  return {
    outputs: [text, { format: 'gitlab', file: GITLAB_REPORT }],
    because: `GITLAB_CI is set: findings are written to ${GITLAB_REPORT}, too (not with --format text)`,
  };
}
