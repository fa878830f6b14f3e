import assert from 'node:assert/strict';
import { test } from 'node:test';
import fastGlob from 'fast-glob';
import { compileGlob, literalDirectory } from '../../src/input/glob.ts';
import { fc } from '../seeded.ts';

const CASES: readonly (readonly [string, readonly string[], readonly string[]])[] = [
  ['hq.cfg', ['hq.cfg'], ['hq_cfg', 'a/hq.cfg']],
  ['hq/**', ['hq/a', 'hq/a/b.c'], ['hq', 'hqx/a', 'x/hq/a']],
  ['**', ['a', 'a/b'], []],
  ['**/*.cfg', ['a.cfg', 'x/y/a.cfg'], ['a.conf', 'x/a.cfg/b']],
  ['a/**/z/*.c', ['a/z/1.c', 'a/b/c/z/1.c'], ['a/z/1.d', 'z/1.c', 'a/z/x/1.c']],
  ['r?[0-9].{cfg,conf}', ['rx1.cfg', 'ry9.conf'], ['r1.cfg', 'rxa.cfg', 'rx1.txt']],
  ['[!a]x', ['bx'], ['ax', 'x']],
  ['*a*b', ['xaxb', 'ab', 'aab'], ['ba', 'abc']],
];

for (const [pattern, yes, no] of CASES) {
  test(`glob ${pattern}`, () => {
    const matches = compileGlob(pattern);
    for (const path of yes) assert.equal(matches(path), true, path);
    for (const path of no) assert.equal(matches(path), false, path);
  });
}

test('the literal directory is a prefix of what matches', () => {
  assert.equal(literalDirectory('a/b/*.cfg'), 'a/b/');
  assert.equal(literalDirectory('a/b.cfg'), 'a/');
  assert.equal(literalDirectory('*.cfg'), '');
});

test('a pattern that is not dynamic for fast-glob matches itself and nothing else', () => {
  fc.assert(
    fc.property(fc.stringMatching(/^[a-z]{1,4}(\/[a-z]{1,4}){0,3}$/), fc.stringMatching(/^[a-z/]{1,12}$/), (pattern, path) => {
      assert.equal(fastGlob.isDynamicPattern(pattern), false);
      assert.equal(compileGlob(pattern)(path), pattern === path);
    }),
  );
});

test('many stars stay fast', () => {
  const matches = compileGlob(`${'*a'.repeat(200)}b`);
  const started = process.hrtime.bigint();
  assert.equal(matches('a'.repeat(20_000)), false);
  assert.ok(process.hrtime.bigint() - started < 5_000_000_000n);
});
