import assert from 'node:assert/strict';
import { test } from 'node:test';
import {
  ALGORITHMS,
  algorithmOf,
  algorithmOfIkev2,
  algorithmOfIsakmp,
  algorithmOfStrongswan,
  algorithmOfTransformSet,
  strengthOf,
} from '../../src/model/algorithms/index.ts';

test('names and numbers are unique', () => {
  assert.equal(new Set(ALGORITHMS.map(({ name }) => name)).size, ALGORITHMS.length);
  for (const algorithm of ALGORITHMS) assert.equal(algorithmOf(algorithm), algorithm);
});

test('both vendors name the same algorithm', () => {
  assert.equal(algorithmOfStrongswan('aes256'), algorithmOfTransformSet('esp-aes 256'));
  assert.equal(algorithmOfStrongswan('sha256'), algorithmOfIsakmp('integ', 'sha256'));
  assert.equal(algorithmOfStrongswan('modp2048'), algorithmOfIkev2('ke', '14'));
  assert.equal(algorithmOfStrongswan('aes256gcm16'), algorithmOfIkev2('encr', 'aes-gcm-256'));
});

test('groups compare by strength, not by number', () => {
  const bits = (group: string): number => strengthOf(algorithmOfIsakmp('ke', group) ?? assert.fail(group)) ?? assert.fail(group);
  assert.ok(bits('24') < bits('15'));
  assert.ok(bits('21') > bits('24'));
});
