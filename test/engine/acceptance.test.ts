import assert from 'node:assert/strict';
import { test } from 'node:test';
import { applyBaseline, baselineOf, pruneBaseline } from '../../src/engine/baseline.ts';
import { applyWaivers, type Waiver, wildcardMatch } from '../../src/engine/waivers.ts';
import type { ReportFinding } from '../../src/report/report.ts';

const PLACE = { path: 'hq.cfg', line: 1, column: 1, endLine: 1, endColumn: 2 };

function finding(ruleId: string, target: string, fingerprint = `${ruleId} ${target}`): ReportFinding {
  const texts = { message: '', help: '', device: target.split('/')[0] ?? '' };
  return { ruleId, severity: 'error', confidence: 'certain', ...texts, target, fingerprint, location: PLACE, related: [] };
}

function waiver(fields: Partial<Waiver>): Waiver {
  return { rule: 'crypto/*', target: 'hq/*', reason: 'replaced in spring', at: PLACE, ...fields };
}

const WEAK = finding('crypto/weak-algorithm', 'hq/isakmp policy 10');
const AH = finding('nat/ah-across-nat', 'hq/crypto map VPN 10');

test('a waiver silences what it names and nothing else', () => {
  const { kept, waived, faults } = applyWaivers([WEAK, AH], [waiver({})], '2026-11-24');
  assert.deepEqual(kept, [AH]);
  assert.equal(waived[0]?.finding, WEAK);
  assert.deepEqual(faults, []);
});

test('an expired, an unused and a reason-less waiver are reported, and silence nothing', () => {
  const waivers = [waiver({ expires: '2026-11-23' }), waiver({ target: 'elsewhere/*' }), waiver({ reason: ' ' })];
  const { kept, faults } = applyWaivers([WEAK], waivers, '2026-11-24');
  assert.deepEqual(kept, [WEAK]);
  assert.deepEqual(faults.map((fault) => fault.rule).sort(), [
    'meta/expired-waiver',
    'meta/unused-waiver',
    'meta/waiver-without-reason',
  ]);
});

test('a waiver holds on its last day', () => {
  assert.deepEqual(applyWaivers([WEAK], [waiver({ expires: '2026-11-24' })], '2026-11-24').kept, []);
});

test('a rule that may not be waived is not', () => {
  assert.deepEqual(applyWaivers([WEAK], [waiver({})], '2026-11-24', new Set([WEAK.ruleId])).kept, [WEAK]);
});

test('wildcards match runs of characters in order', () => {
  assert.ok(wildcardMatch('hq/*', 'hq/crypto map VPN 10'));
  assert.ok(wildcardMatch('*/crypto map * 10', 'hq/crypto map VPN 10'));
  assert.ok(!wildcardMatch('hq/*', 'branch/x'));
  assert.ok(!wildcardMatch('a*a', 'a'));
});

test('a baseline knows old findings, shows new ones and tells what is stale', () => {
  const baseline = baselineOf([WEAK]);
  const { fresh, known, stale } = applyBaseline([AH, WEAK], baseline);
  assert.deepEqual([fresh, known, stale], [[AH], [WEAK], []]);
  const later = applyBaseline([AH], baseline);
  assert.deepEqual(later.stale, [WEAK.fingerprint]);
  assert.deepEqual(pruneBaseline(baseline, later.stale).findings, {});
});

test('a baseline never covers text that is not understood', () => {
  const unread = finding('syntax/not-understood', 'hq/line');
  assert.deepEqual(applyBaseline([unread], baselineOf([unread])).fresh, [unread]);
});
