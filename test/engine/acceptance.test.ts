import assert from 'node:assert/strict';
import { test } from 'node:test';
import { applyBaseline, baselineOf } from '../../src/engine/baseline.ts';
import { applyWaivers, type Waiver, type WaiverOptions } from '../../src/engine/waivers.ts';
import { wildcardMatch } from '../../src/engine/wildcard.ts';
import type { ReportFinding } from '../../src/report/report.ts';

const PLACE = { path: 'hq.cfg', line: 1, column: 1, endLine: 1, endColumn: 2 };

function finding(ruleId: string, target: string, fingerprint = `${ruleId} ${target}`): ReportFinding {
  const texts = { message: '', help: '', device: target.split('/')[0] ?? '' };
  return { ruleId, severity: 'error', confidence: 'certain', ...texts, target, fingerprint, location: PLACE, related: [] };
}

function waiver(fields: Partial<Waiver>): Waiver {
  return { rule: 'crypto/*', target: 'hq/*', reason: 'replaced in spring', at: PLACE, ...fields };
}

function on(today: string, over: Partial<WaiverOptions> = {}): WaiverOptions {
  const rules = ['crypto/weak-algorithm', 'nat/ah-across-nat'].map((id) => ({ meta: { id } }));
  return { today, rules, tellUnused: true, ...over };
}

const NOBODY: ReadonlySet<string> = new Set();

const WEAK = finding('crypto/weak-algorithm', 'hq/isakmp policy 10');
const AH = finding('nat/ah-across-nat', 'hq/crypto map VPN 10');

test('a waiver silences what it names and nothing else', () => {
  const { kept, waived, faults } = applyWaivers([WEAK, AH], [waiver({})], on('2026-11-24'));
  assert.deepEqual(kept, [AH]);
  assert.equal(waived[0]?.finding, WEAK);
  assert.deepEqual(faults, []);
});

test('an expired, an unused and a reason-less waiver are reported, and silence nothing', () => {
  const waivers = [waiver({ expires: '2026-11-23' }), waiver({ target: 'elsewhere/*' }), waiver({ reason: ' ' })];
  const { kept, faults } = applyWaivers([WEAK], waivers, on('2026-11-24'));
  assert.deepEqual(kept, [WEAK]);
  assert.deepEqual(faults.map((fault) => fault.rule).sort(), [
    'meta/expired-waiver',
    'meta/unused-waiver',
    'meta/waiver-without-reason',
  ]);
});

test('a waiver holds on its last day', () => {
  assert.deepEqual(applyWaivers([WEAK], [waiver({ expires: '2026-11-24' })], on('2026-11-24')).kept, []);
});

test('a rule that may not be waived is not', () => {
  assert.deepEqual(
    applyWaivers([WEAK], [waiver({})], on('2026-11-24', { rules: [{ meta: { id: WEAK.ruleId, waivable: false } }] })).kept,
    [WEAK],
  );
});

test('wildcards match runs of characters in order', () => {
  assert.ok(wildcardMatch('hq/*', 'hq/crypto map VPN 10'));
  assert.ok(wildcardMatch('*/crypto map * 10', 'hq/crypto map VPN 10'));
  assert.ok(!wildcardMatch('hq/*', 'branch/x'));
  assert.ok(!wildcardMatch('a*a', 'a'));
});

test('a run over a part of the fleet calls no waiver unused; an unknown rule is one wherever it looks', () => {
  const elsewhere = [waiver({ target: 'elsewhere/*' })];
  assert.deepEqual(applyWaivers([WEAK], elsewhere, on('2026-11-24', { tellUnused: false })).faults, []);
  const [fault] = applyWaivers([WEAK], [waiver({ rule: 'crypto/week-algorithm' })], on('2026-11-24')).faults;
  assert.equal(fault?.rule, 'meta/waiver-of-unknown-rule');
  assert.match(fault?.why ?? '', /did you mean "crypto\/weak-algorithm"/);
  const pack = [waiver({ rule: 'acme-vpn/no-aggressive' })];
  assert.deepEqual(applyWaivers([], pack, on('2026-11-24', { tellUnused: false })).faults, []);
});

test('of two waivers for one finding both are used; what the tool says of itself is never waived', () => {
  const meta = finding('meta/rule-crashed', 'hq');
  const { kept, faults } = applyWaivers([WEAK, meta], [waiver({}), waiver({ rule: '*', target: '*' })], on('2026-11-24'));
  assert.deepEqual([kept, faults], [[meta], []]);
});

test('a baseline knows old findings, shows new ones and counts what is stale', () => {
  const baseline = baselineOf([WEAK], ['.']);
  assert.deepEqual(baseline.findings, { [WEAK.target]: { [WEAK.ruleId]: [WEAK.fingerprint] } });
  assert.deepEqual(applyBaseline([AH, WEAK], baseline, NOBODY), { fresh: [AH], known: [WEAK], stale: 0 });
  assert.equal(applyBaseline([AH], baseline, NOBODY).stale, 1);
});

test('one more of what is known already is new, and one less is stale', () => {
  const again = { ...WEAK, fingerprint: `${WEAK.fingerprint}-2` };
  assert.deepEqual(applyBaseline([WEAK, again], baselineOf([WEAK], ['.']), NOBODY).fresh, [again]);
  assert.equal(applyBaseline([WEAK], baselineOf([WEAK, again], ['.']), NOBODY).stale, 1);
});

test('a finding moves with its device, and does not pass for one of a device that is still there', () => {
  const baseline = baselineOf([finding('crypto/weak-algorithm', 'sites/old/conn a', 'f00d')], ['.']);
  const moved = finding('crypto/weak-algorithm', 'sites/new/conn a', 'f00d');
  assert.deepEqual(applyBaseline([moved], baseline, new Set(['sites/new'])).known, [moved]);
  assert.deepEqual(applyBaseline([moved], baseline, new Set(['sites/new', 'sites/old'])).fresh, [moved]);
});

test('a baseline never covers text that is not understood', () => {
  const unread = finding('syntax/not-understood', 'hq/line');
  assert.deepEqual(applyBaseline([unread], baselineOf([unread], ['.']), NOBODY).fresh, [unread]);
});

test('ten thousand findings are known in a moment', () => {
  const many = Array.from({ length: 10_000 }, (_, n) => finding('crypto/weak-algorithm', `r${n}/isakmp policy 10`));
  const baseline = baselineOf(many, ['.']);
  const started = performance.now();
  assert.equal(applyBaseline(many, baseline, new Set(many.map(({ device }) => device))).known.length, many.length);
  assert.ok(performance.now() - started < 2000);
});
