import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { test } from 'node:test';
import { CLI } from './run.ts';

const ROOT = new URL('../..', import.meta.url).pathname;
const OFFICE = join(ROOT, 'examples/office');
const FIXED = join(ROOT, 'examples/office-fixed');

function pair(cwd: string, ...args: readonly string[]): { status: number | null; stdout: string; stderr: string } {
  const { status, stdout, stderr } = spawnSync(process.execPath, [CLI, 'pair', ...args], { cwd, encoding: 'utf8' });
  return { status, stdout, stderr };
}

const CONFIG = ['-c', join(FIXED, 'ipsec-lint.config.json')];

for (const [what, cwd, words] of [
  ['files', FIXED, ['branch.cfg', 'hq.cfg']],
  ['device names', FIXED, ['branch', 'hq']],
  ['absolute paths from elsewhere', tmpdir(), [join(FIXED, 'branch.cfg'), join(FIXED, 'hq.cfg'), ...CONFIG]],
  [
    'paths outside the working directory',
    join(ROOT, 'src'),
    ['../examples/office-fixed/branch.cfg', '../examples/office-fixed/hq.cfg', ...CONFIG],
  ],
] as const) {
  test(`two devices as ${what}: the pair that is right comes up`, () => {
    const { status, stdout, stderr } = pair(cwd, ...words, '--format', 'json');
    assert.equal(status, 0, stderr);
    const [first] = JSON.parse(stdout).directions;
    assert.deepEqual(
      [first.initiator, first.responder, first.ike, first.child_sa, first.reason],
      ['branch', 'hq', 'up', 'up', 'ok'],
    );
    assert.deepEqual(
      [first.exchange, first.floated, first.natSeen, first.path],
      ['ikev2', true, ['initiator'], { ...first.path, nat: ['initiator'], basis: 'declared' }],
    );
  });
}

test('the pair of the article ends at the filter of the head office, with status 1', () => {
  const { status, stdout } = pair(OFFICE, 'branch', 'hq', '--format', 'json');
  assert.equal(status, 1);
  const [first] = JSON.parse(stdout).directions;
  assert.equal(first.reason, 'blocked');
  assert.equal(first.at[0].path, 'hq.cfg');
  assert.ok(first.trace.some(({ outcome }: { outcome: string }) => outcome === 'dropped'));
});

test('the drawing names both ends, the ports and the line that drops the message', () => {
  const { stdout } = pair(OFFICE, 'branch', 'hq');
  for (const part of ['branch -> hq', 'aggressive 1', '500', 'any port', 'dropped', 'hq.cfg:'])
    assert.ok(stdout.includes(part), part);
});

test('a word that names nothing is a usage error', () => {
  const { status, stdout, stderr } = pair(FIXED, 'branhc', 'hq');
  assert.equal(status, 2);
  assert.equal(stdout, '');
  assert.match(stderr, /branch/);
});
