import assert from 'node:assert/strict';
import { test } from 'node:test';
import { type Told, toldOnce } from '../../src/engine/told-once.ts';

const AT = { path: 'hq.cfg', line: 3, column: 1, endLine: 3, endColumn: 9 };

function finding(severity: Told['severity'], fromPair: boolean, line = 3): Told {
  return { ruleId: 'filter/nat-t-blocked', severity, fromPair, location: { ...AT, line } };
}

test('a pair that says what the device already says is not heard', () => {
  const device = finding('error', false);
  assert.deepEqual(toldOnce([device, finding('error', true), finding('error', true)]), [device]);
});

test('a pair that is surer than the device takes its place', () => {
  const pair = finding('error', true);
  assert.deepEqual(toldOnce([finding('info', false), pair]), [pair]);
});

test('findings at other places stay', () => {
  const both = [finding('error', false, 3), finding('error', true, 4)];
  assert.deepEqual(toldOnce(both), both);
});
