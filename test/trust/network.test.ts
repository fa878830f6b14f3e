import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { test } from 'node:test';
import { CLI, cleanEnvironment, cli, inTree } from '../cli/run.ts';
import { runOffline } from './run.ts';
import { SECRET_TREE } from './secrets.ts';

/* canary.test.ts runs every command with the network forbidden; these show that the ban holds, and that nothing goes around it. */

test('a command that used the network would be noticed', () =>
  inTree(SECRET_TREE, (cwd) => {
    for (const use of [
      "require('node:dns').lookup('localhost', () => {})",
      "fetch('http://127.0.0.1')",
      "new (require('node:net').Socket)().connect(9)",
    ]) {
      const spy = join(cwd, 'spy.cjs');
      writeFileSync(spy, `process.on('exit', () => { try { ${use} } catch {} });`);
      assert.throws(() => runOffline({ args: ['rules'] }, cwd, { extra: [spy] }), /the network was used/, use);
    }
  }));

const alone = spawnSync('unshare', ['-rn', 'true']).status === 0;

test('without any network interface the report is the same', { skip: !alone && 'needs unshare -rn' }, () =>
  inTree(SECRET_TREE, (cwd) => {
    const args = ['check', '.', '-f', 'json'];
    const words = ['-rn', process.execPath, CLI, ...args];
    const cut = spawnSync('unshare', words, { cwd, encoding: 'utf8', env: cleanEnvironment(), maxBuffer: 2 ** 26 });
    assert.equal(cut.stdout, cli(args, { cwd }).stdout);
    assert.equal(cut.stderr, '');
  }),
);
