import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { RuleSetting } from '../../src/config/types.ts';
import { analysisOf } from '../../src/engine/analysis.ts';
import { runRules } from '../../src/engine/run-rules.ts';
import { settingsOf } from '../../src/engine/settings.ts';
import { type Device, defineRule, type Finding, type Rule, written } from '../../src/rule/index.ts';
import { SourceTable } from '../../src/text/source.ts';
import { emptyDevice } from './devices.ts';

const TEXT = 'one\ntwo two\nthree\n';

function setUp(names: readonly string[]): { sources: SourceTable; devices: Device[] } {
  const sources = new SourceTable();
  const devices = names.map((name) => emptyDevice(name, sources.add(`${name}.cfg`, TEXT).id));
  return { sources, devices };
}

function run(
  rules: readonly Rule[],
  names: readonly string[] = ['a', 'b'],
  settings: Readonly<Record<string, RuleSetting>> = {},
  checkLimit?: number,
) {
  const { sources, devices } = setUp(names);
  const { ask } = analysisOf(devices);
  return runRules({
    rules,
    settings: settingsOf({ rules: new Map(Object.entries(settings)), overrides: [], locate: () => undefined }),
    fleet: ask.fleet,
    devices: ask.fleet.devices,
    pairs: [],
    ask,
    sources,
    allExamples: false,
    ...(checkLimit === undefined ? {} : { checkLimit }),
  });
}

function ruleOf(
  id: `${string}/${string}`,
  device: (device: Device) => Iterable<Finding<'m'> | { readonly undecided: string }>,
): Rule {
  return defineRule({
    meta: {
      id,
      summary: 's',
      severity: 'error',
      scope: ['device'],
      formats: ['ios'],
      tags: [],
      references: [],
      messages: { m: { text: 'wrong {what}', help: 'write {other}' } },
    },
    device: (one) => device(one),
  });
}

const at = (device: Device, start: number, end: number) => written(device.sources[0] ?? 0, start, end);

test('findings are located, worded and sorted by path, line, column, rule', () => {
  const second = ruleOf('z/second', function* (device) {
    yield { message: 'm', data: { what: 'x' }, at: at(device, 8, 11), subject: 'crypto map M 10' };
    yield { message: 'm', data: { what: 'y' }, at: at(device, 4, 7) };
  });
  const first = ruleOf('a/first', function* (device) {
    yield { message: 'm', data: { what: 'z' }, at: at(device, 4, 7) };
  });
  const { findings } = run([second, first]);
  assert.deepEqual(
    findings.map(({ ruleId, location, message, help, target }) => [
      location.path,
      location.line,
      location.column,
      ruleId,
      message,
      help,
      target,
    ]),
    [
      ['a.cfg', 2, 1, 'a/first', 'wrong z', 'write {other}', 'a'],
      ['a.cfg', 2, 1, 'z/second', 'wrong y', 'write {other}', 'a'],
      ['a.cfg', 2, 5, 'z/second', 'wrong x', 'write {other}', 'a/crypto map M 10'],
      ['b.cfg', 2, 1, 'a/first', 'wrong z', 'write {other}', 'b'],
      ['b.cfg', 2, 1, 'z/second', 'wrong y', 'write {other}', 'b'],
      ['b.cfg', 2, 5, 'z/second', 'wrong x', 'write {other}', 'b/crypto map M 10'],
    ],
  );
});

test('a rule that throws is a finding and a problem; what it found before and everything else stays', () => {
  const bad = ruleOf('x/bad', function* (device) {
    yield { message: 'm', data: { what: 'before' }, at: at(device, 0, 3) };
    if (device.name === 'a') throw new Error('SECRET');
  });
  const good = ruleOf('x/good', function* (device) {
    yield { message: 'm', data: { what: 'good' }, at: at(device, 0, 3) };
  });
  const { findings, problems } = run([bad, good]);
  assert.deepEqual(
    findings.map(({ ruleId, device }) => `${ruleId} ${device}`),
    ['meta/rule-crashed a', 'x/bad a', 'x/good a', 'x/bad b', 'x/good b'],
  );
  assert.deepEqual(problems, [{ path: 'a.cfg', message: 'the rule x/bad crashed: this is a bug in ipsec-lint' }]);
  assert.ok(!JSON.stringify({ findings, problems }).includes('SECRET'));
});

test('likelihood takes steps off the severity, the configuration sets it, off is off', () => {
  const rule = ruleOf('x/rule', function* (device) {
    yield { message: 'm', data: { what: '1' }, at: at(device, 0, 1) };
    yield { message: 'm', data: { what: '2' }, at: at(device, 0, 1), likelihood: 'likely' };
    yield { message: 'm', data: { what: '3' }, at: at(device, 0, 1), likelihood: 'possible' };
    yield { message: 'm', data: { what: '4' }, at: at(device, 0, 1), severity: 'info' };
  });
  const severities = (settings: Readonly<Record<string, RuleSetting>>): string[] =>
    run([rule], ['a'], settings).findings.map(({ severity, confidence }) => `${severity} ${confidence}`);
  assert.deepEqual(severities({}), ['error certain', 'warning likely', 'info possible', 'info certain']);
  assert.deepEqual(severities({ 'x/rule': 'warning' }), ['warning certain', 'info likely', 'info possible', 'warning certain']);
  assert.deepEqual(severities({ 'x/rule': 'off' }), []);
});

test('the same finding is told once', () => {
  const rule = ruleOf('x/rule', function* (device) {
    yield { message: 'm', data: { what: '1' }, at: at(device, 0, 3) };
    yield { message: 'm', data: { what: '1' }, at: at(device, 0, 3) };
  });
  assert.equal(run([rule], ['a']).findings.length, 1);
});

test('undecided checks are counted by cause, ten examples at most', () => {
  const rule = ruleOf('x/rule', function* () {
    yield { undecided: 'the key is encrypted' };
  });
  const names = Array.from({ length: 12 }, (_, index) => `d${index}`);
  const { undecided, findings } = run([rule], names);
  assert.deepEqual(findings, []);
  assert.deepEqual(undecided, [{ ruleId: 'x/rule', why: 'the key is encrypted', count: 12, examples: names.slice(0, 10) }]);
});

test('fingerprints are the same wherever the lines and files are, and differ among equals', () => {
  const rule = (shift: number): Rule =>
    ruleOf('x/rule', function* (device) {
      yield { message: 'm', data: { what: '1' }, at: at(device, shift, shift + 1), subject: 's' };
      yield { message: 'm', data: { what: '1' }, at: at(device, shift + 1, shift + 2), subject: 's' };
      yield { message: 'm', data: { what: '2' }, at: at(device, shift + 2, shift + 3), subject: 's' };
    });
  const prints = (shift: number): string[] => run([rule(shift)], ['a']).findings.map(({ fingerprint }) => fingerprint);
  assert.deepEqual(prints(0), prints(8));
  assert.equal(new Set(prints(0)).size, 3);
});

/** Ways not to come to an end. */
const ENDLESS: Readonly<Record<string, () => Iterable<{ readonly undecided: string }>>> = {
  'without a word': () => {
    for (;;);
  },
  'catching what comes': function* () {
    for (;;) {
      try {
        for (;;);
      } catch {
        yield { undecided: 'never' };
      }
    }
  },
  'yielding for ever': function* () {
    for (;;) yield { undecided: 'again' };
  },
};

for (const [how, endless] of Object.entries(ENDLESS)) {
  test(`a rule that does not end, ${how}, is stopped on its first device; the others are run`, () => {
    const loops = ruleOf('a/loops', (device) => (device.name === 'b' ? endless() : []));
    const works = ruleOf('b/works', function* (device) {
      yield { message: 'm', at: at(device, 0, 3) };
    });
    const { findings, problems } = run([loops, works], ['a', 'b', 'c'], {}, 50);
    assert.deepEqual(
      findings.map(({ ruleId, device }) => `${ruleId} ${device}`),
      ['b/works a', 'b/works b', 'meta/rule-crashed b', 'b/works c'],
    );
    const message = 'the rule a/loops was stopped on b: it had not ended after 0.05 s, which is a bug in ipsec-lint';
    assert.deepEqual(problems, [{ path: 'b.cfg', message }]);
  });
}
