import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { type LintConfig, lint, type PairDirection, pair, type Report } from '../../src/index.ts';
import type { Tree } from '../article/base.ts';

/** Both views of a pair: what is played from branch to head office, and what a check of the fleet finds. */
export interface Judged {
  readonly played: PairDirection | undefined;
  readonly report: Report;
}

/** Plays branch against hq and lints both. */
export async function judge(tree: Tree): Promise<Judged> {
  const cwd = mkdtempSync(join(tmpdir(), 'ipsec-lint-proof-'));
  try {
    for (const [path, text] of Object.entries(tree)) {
      mkdirSync(dirname(join(cwd, path)), { recursive: true });
      writeFileSync(join(cwd, path), text);
    }
    const played = (await pair('branch', 'hq', { cwd, from: 'a' })).directions[0];
    return { played, report: lintTree(tree) };
  } finally {
    rmSync(cwd, { recursive: true, force: true });
  }
}

/** What `check` says of a tree of files with its configuration. */
export function lintTree(tree: Tree): Report {
  const inputs = Object.entries(tree)
    .filter(([path]) => path !== 'ipsec-lint.config.json')
    .map(([path, text]) => ({ path, text }));
  const config: LintConfig = JSON.parse(tree['ipsec-lint.config.json'] ?? '{}');
  return lint(inputs, config);
}

/** How a verdict reads in a table: `up`, `up, traffic blocked`, `up, fails after 3240 s`, or the reason. */
export function ending(played: PairDirection | undefined): string {
  if (played === undefined) return 'nobody to talk to';
  if (played.ike !== 'up' || played.child_sa !== 'up') return played.reason;
  if (played.traffic === 'blocked') return 'up, traffic blocked';
  return played.forecast === undefined ? 'up' : `up until ${played.forecast.event}`;
}
