import assert from 'node:assert/strict';
import { mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { after, test } from 'node:test';
import { resolveInclude } from '../../src/input/include.ts';

const base = mkdtempSync(join(tmpdir(), 'ipsec-lint-include-'));
const root = join(base, 'moon');
for (const path of [
  'moon/etc/swanctl/swanctl.conf',
  'moon/etc/swanctl/conf.d/b.conf',
  'moon/etc/swanctl/conf.d/a.conf',
  'moon/etc/swanctl/conf.d/.x.conf',
  'outside.conf',
]) {
  mkdirSync(dirname(join(base, path)), { recursive: true });
  writeFileSync(join(base, path), '');
}
symlinkSync('../../../../outside.conf', join(root, 'etc/swanctl/conf.d/z.conf'));
after(() => rmSync(base, { recursive: true }));

const from = join(root, 'etc/swanctl/swanctl.conf');
const include = (pattern: string): unknown => {
  const target = resolveInclude(from, pattern, root);
  return 'files' in target ? target.files.map((file) => file.slice(root.length + 1)) : target.problem;
};

test('relative to the including file, in order, without dot files and links that lead out', () => {
  assert.deepEqual(include('conf.d/*.conf'), ['etc/swanctl/conf.d/a.conf', 'etc/swanctl/conf.d/b.conf']);
  assert.deepEqual(include('conf.d/a.conf'), ['etc/swanctl/conf.d/a.conf']);
});

test('an absolute path is one below the root', () => {
  assert.deepEqual(include('/etc/swanctl/conf.d/?.conf'), ['etc/swanctl/conf.d/a.conf', 'etc/swanctl/conf.d/b.conf']);
});

test('nothing outside the root is read', () => {
  assert.equal(include('/etc/shadow'), 'there is no such file');
  assert.equal(include('../../../outside.conf'), 'it leads out of the root of its device');
  assert.equal(include('conf.d/z.conf'), 'it leads out of the root of its device');
  assert.equal(include('../../../*.conf'), 'it leads out of the root of its device');
  const live = resolveInclude('/etc/ipsec.conf', '/etc/shadow', '/');
  assert.ok('problem' in live);
});

test('a glob may match nothing, a name may not', () => {
  assert.deepEqual(include('none.d/*.conf'), []);
  assert.equal(include('none.conf'), 'there is no such file');
});
