import assert from 'node:assert/strict';
import { test } from 'node:test';
import { inTree, type Tree } from '../cli/run.ts';
import { nameOf } from './invocations.ts';
import { preload, runOffline } from './run.ts';
import { SECRET_TREE } from './secrets.ts';

const FORMATS = ['text', 'json', 'sarif', 'junit'];
const CALLS = [...FORMATS.map((format) => ['check', '.', '-f', format]), ['pair', 'router.cfg', 'swan2'], ['model', '.']];

const backwards: Tree = Object.fromEntries(Object.entries(SECRET_TREE).reverse());

for (const args of CALLS) {
  test(`the same bytes from another directory, order of files, locale and time zone: ${nameOf({ args })}`, () => {
    const outputs = [
      inTree(SECRET_TREE, (cwd) => runOffline({ args }, cwd)),
      inTree(backwards, (cwd) =>
        runOffline({ args }, cwd, {
          extra: [preload('directories-backwards.cjs')],
          env: { LANG: 'tr_TR.UTF-8', LC_ALL: 'tr_TR.UTF-8', TZ: 'Pacific/Kiritimati', HOME: '/nonexistent', USER: 'other' },
        }),
      ),
    ];
    assert.equal(outputs[0]?.stdout, outputs[1]?.stdout);
    assert.equal(outputs[0]?.stderr, outputs[1]?.stderr);
  });
}

test('the same bytes whatever the order of the words', () =>
  inTree(SECRET_TREE, (cwd) => {
    const words = Object.keys(SECRET_TREE);
    const run = (paths: readonly string[]) => runOffline({ args: ['check', ...paths, '-f', 'json'] }, cwd).stdout;
    assert.equal(run(words), run([...words].reverse()));
  }));
