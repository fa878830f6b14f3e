import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { test } from 'node:test';
import { fileURLToPath } from 'node:url';
import { cleanEnvironment } from '../cli/run.ts';

const ROOT = fileURLToPath(new URL('../..', import.meta.url));

test('the pictures of the documentation show what the command prints', () => {
  const run = spawnSync(process.execPath, ['scripts/screenshot.mjs', '--check'], {
    cwd: ROOT,
    env: cleanEnvironment({}),
    encoding: 'utf8',
  });
  assert.equal(run.stderr, '');
  assert.equal(run.status, 0);
});
