import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { test } from 'node:test';
import type { Tree } from './base.ts';
import { CLAIMS } from './claims.ts';

const CLI = new URL('../../bin/run.js', import.meta.url).pathname;

interface ReportedFinding {
  readonly ruleId: string;
  readonly severity: string;
  readonly message: string;
  readonly location: { readonly path: string; readonly line: number };
}

function check(tree: Tree): readonly ReportedFinding[] {
  const directory = mkdtempSync(join(tmpdir(), 'ipsec-lint-article-'));
  try {
    for (const [path, text] of Object.entries(tree)) {
      mkdirSync(dirname(join(directory, path)), { recursive: true });
      writeFileSync(join(directory, path), text);
    }
    const run = spawnSync(process.execPath, [CLI, 'check', 'hq', 'branch', '--format', 'json'], {
      cwd: directory,
      encoding: 'utf8',
    });
    assert.ok(run.status === 0 || run.status === 1, `exit ${run.status}: ${run.stderr}`);
    return JSON.parse(run.stdout).findings;
  } finally {
    rmSync(directory, { recursive: true });
  }
}

function lineOf(tree: Tree, finding: ReportedFinding): string {
  return tree[finding.location.path]?.split('\n')[finding.location.line - 1] ?? '';
}

for (const claim of CLAIMS) {
  test(`${claim.id} on ${claim.vendor}: ${claim.claim}`, async (t) => {
    await t.test('the mistake is flagged for its own reason, at its line', () => {
      const findings = check(claim.fails);
      for (const { rule, path, line } of claim.expected) {
        const found = findings.find(
          (f) => f.ruleId === rule && f.location.path === path && lineOf(claim.fails, f).includes(line),
        );
        assert.ok(
          found,
          `${rule} at ${JSON.stringify(line)} of ${path}, but: ${JSON.stringify(findings.map((f) => [f.ruleId, f.location.path, lineOf(claim.fails, f)]))}`,
        );
      }
    });
    await t.test('the remedy has no error, and nothing of what was flagged', () => {
      const findings = check(claim.passes);
      const flagged = new Set(claim.expected.map((expected) => expected.rule));
      const wrong = findings.filter((f) => f.severity === 'error' || flagged.has(f.ruleId));
      assert.deepEqual(wrong, []);
    });
  });
}
