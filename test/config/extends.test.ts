import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { join } from 'node:path';
import { test } from 'node:test';
import { loadConfig } from '../../src/config/load.ts';
import { placeText } from '../../src/config/place.ts';
import type { Config } from '../../src/config/types.ts';
import { inTree, type Tree } from '../cli/run.ts';

const RULES = ['crypto/ikev1', 'nat/no-keepalive', 'crypto/no-pfs'];

async function load(files: Tree, file = 'ipsec-lint.config.json'): Promise<Config | readonly string[]> {
  return await inTree(files, async (cwd) => {
    const result = await loadConfig({ cwd, file, ruleIds: RULES });
    if ('config' in result) return result.config;
    return result.problems.map(({ path, line, column, message }) => `${path}:${line}:${column} ${message}`);
  });
}

async function accepted(files: Tree, file?: string): Promise<Config> {
  const config = await load(files, file);
  assert.ok('rules' in config, JSON.stringify(config));
  return config;
}

test('what comes later wins, the file itself last; JSON and YAML build on each other', async () => {
  const config = await accepted({
    'ipsec-lint.config.json': '{ "extends": ["a.yaml", "b.json"],\n "rules": { "crypto/no-pfs": "error" } }',
    'a.yaml': 'rules: { crypto/ikev1: off, nat/no-keepalive: info, crypto/no-pfs: off }\n',
    'b.json': '{ "rules": { "nat/no-keepalive": "error" } }',
  });
  assert.deepEqual([...config.rules].sort(), [
    ['crypto/ikev1', 'off'],
    ['crypto/no-pfs', 'error'],
    ['nat/no-keepalive', 'error'],
  ]);
  const where = (id: string): string => placeText(config.locate(['rules', id]) ?? assert.fail());
  assert.equal(where('crypto/ikev1'), 'a.yaml:1:24');
  assert.equal(where('nat/no-keepalive'), 'b.json:1:34');
  assert.equal(where('crypto/no-pfs'), 'ipsec-lint.config.json:2:30');
  assert.deepEqual(
    config.files.map(({ path, extendedAt }) => [path, extendedAt === undefined ? '' : placeText(extendedAt)]),
    [
      ['a.yaml', 'ipsec-lint.config.json:1:15'],
      ['b.json', 'ipsec-lint.config.json:1:25'],
      ['ipsec-lint.config.json', ''],
    ],
  );
});

test('lists of entries add up, devices are merged field by field, and globs belong to their own file', async () => {
  const config = await accepted(
    {
      'net/ipsec-lint.config.yaml': [
        'extends: [../shared/base.json]',
        'ignore: ["old/**"]',
        'policies: [mine.yaml]',
        'topology: { devices: { own: { files: ["own/**"] }, hq: { nat: { kind: none } } } }',
      ].join('\n'),
      'shared/base.json': JSON.stringify({
        ignore: ['lab'],
        policies: ['cnsa2', './company.yaml'],
        overrides: [{ files: ['*.cfg'], rules: { 'crypto/ikev1': 'off' } }],
        topology: { devices: { hq: { files: ['hq/**'], nat: { kind: 'napt', public: '203.0.113.1' } } } },
      }),
    },
    'net/ipsec-lint.config.yaml',
  );
  assert.deepEqual(
    config.ignore.map(({ glob }) => glob),
    ['shared/lab', 'net/old/**'],
  );
  assert.deepEqual(
    config.policies.map(({ name }) => name),
    ['cnsa2', 'shared/company.yaml', 'net/mine.yaml'],
  );
  assert.deepEqual(
    config.overrides[0]?.files?.map(({ glob, written }) => [glob, written]),
    [['shared/*.cfg', '*.cfg']],
  );
  assert.deepEqual(config.devices, [
    { name: 'own', files: ['net/own/**'] },
    { name: 'hq', files: ['shared/hq/**'], nat: { kind: 'none' } },
  ]);
});

test('a loop, a missing file and mistakes in what is extended are told at their line', async () => {
  assert.deepEqual(
    await load({
      'ipsec-lint.config.json': '{ "extends": ["b.json"] }',
      'b.json': '{\n "extends": ["./ipsec-lint.config.json"] }',
    }),
    ['b.json:2:14 "ipsec-lint.config.json" extends itself by way of this file'],
  );
  assert.deepEqual(await load({ 'ipsec-lint.config.json': '{ "extends": ["ipsec-lint.config.json"] }' }), [
    'ipsec-lint.config.json:1:15 "ipsec-lint.config.json" extends itself',
  ]);
  assert.deepEqual(
    await load({
      'ipsec-lint.config.json': '{ "extends": [\n "no.json",\n "b.yaml", "dir", "c.json" ] }',
      'b.yaml': 'rules:\n  crypto/ikev: off\n',
      'c.json': '{',
      'dir/x': '',
    }),
    [
      'ipsec-lint.config.json:2:2 "no.json" cannot be read: ENOENT',
      'b.yaml:2:3 there is no rule "crypto/ikev"; did you mean "crypto/ikev1"?',
      'ipsec-lint.config.json:3:12 "dir" cannot be read: EISDIR',
      'c.json:1:2 expected a key in double quotes',
    ],
  );
});

test('a file that is reached twice counts once, so that a lattice of files stays small', async () => {
  const files: Record<string, string> = { 'ipsec-lint.config.json': '{ "extends": ["a0.json", "b0.json"] }' };
  for (let level = 0; level < 40; level++)
    for (const side of ['a', 'b'])
      files[`${side}${level}.json`] = level === 39 ? '{}' : `{ "extends": ["a${level + 1}.json", "b${level + 1}.json"] }`;
  assert.equal((await accepted(files)).files.length, 81);
});

test('a configuration that is a FIFO is refused, not waited for', async () => {
  await inTree({ x: '' }, async (cwd) => {
    assert.equal(spawnSync('mkfifo', [join(cwd, 'ipsec-lint.config.json')]).status, 0);
    const result = await loadConfig({ cwd, ruleIds: RULES });
    assert.ok('problems' in result);
    assert.match(result.problems[0]?.message ?? '', /it is no regular file/);
  });
});
