import assert from 'node:assert/strict';
import { test } from 'node:test';
import { createAsk } from '../../../../src/analyze/ask.ts';
import type { Verdict } from '../../../../src/analyze/verdict.ts';
import type { Device } from '../../../../src/model/types.ts';
import { AES128, fleet, type Ikev2Parts, ikev2Router, MODP1024, MODP2048, permit } from '../../devices.ts';

const HQ: Ikev2Parts = { own: '203.0.113.1', peer: '198.51.100.7', localId: 'hq.example.net', remoteId: 'branch.example.net' };
const BRANCH: Ikev2Parts = {
  own: '198.51.100.7',
  peer: '203.0.113.1',
  localId: 'branch.example.net',
  remoteId: 'hq.example.net',
};

function play(branch: Device, hq: Device): Verdict {
  const [verdict] = createAsk(fleet(branch, hq)).play(branch, hq);
  assert.ok(verdict !== undefined);
  return verdict;
}

function outcome(branch: Partial<Ikev2Parts>, hq: Partial<Ikev2Parts>): string {
  const verdict = play(ikev2Router('branch', { ...BRANCH, ...branch }), ikev2Router('hq', { ...HQ, ...hq }));
  const { ike, childSa, reason, detail } = verdict;
  return [ike, childSa, reason, ...(detail === undefined ? [] : [detail])].join(' ');
}

test('two IKEv2 routers come up on UDP 500 without a NAT', () => {
  const verdict = play(ikev2Router('branch', BRANCH), ikev2Router('hq', HQ));
  assert.deepEqual([verdict.reason, verdict.exchange, verdict.floated, verdict.traffic], ['ok', 'ikev2', false, 'passes']);
});

test('an IKEv2 initiator behind a NAT moves to 4500 with IKE_AUTH', () => {
  const verdict = play(ikev2Router('branch', { ...BRANCH, own: '10.9.0.2' }), ikev2Router('hq', HQ));
  assert.deepEqual([verdict.reason, verdict.floated, verdict.natSeen], ['ok', true, ['initiator']]);
  assert.deepEqual(
    verdict.trace.filter(({ from }) => from === 'initiator').map(({ message, sourcePort }) => [message, sourcePort]),
    [
      [1, 500],
      [3, 4500],
    ],
  );
});

test('lists of algorithms need one in common of each kind; another first group costs one round more', () => {
  assert.equal(outcome({ proposal: { encryption: [AES128] } }, {}), 'down down ike-proposal algorithms');
  const verdict = play(ikev2Router('branch', { ...BRANCH, proposal: { ke: [MODP1024, MODP2048] } }), ikev2Router('hq', HQ));
  assert.equal(verdict.reason, 'ok');
  assert.ok(verdict.trace.some(({ payloads }) => payloads.includes('N(INVALID_KE_PAYLOAD)')));
});

test('identities are checked in both directions: the responder refuses, the initiator is left with half an SA', () => {
  assert.equal(outcome({ localId: 'other.example.net' }, {}), 'down down peer-config identity');
  assert.equal(outcome({}, { localId: 'other.example.net' }), 'down down peer-config identity');
  const verdict = play(ikev2Router('branch', { ...BRANCH, localId: 'other.example.net' }), ikev2Router('hq', HQ));
  assert.equal(verdict.evidence[0]?.side, 'initiator');
});

test('keys and methods', () => {
  assert.equal(outcome({ key: 2 }, {}), 'down down auth psk-differs');
  assert.equal(outcome({}, { remoteAuth: 'rsa' }), 'down down peer-config auth-method');
});

test('selectors are narrowed, and refused when they have nothing in common', () => {
  assert.equal(outcome({ pairs: [permit('10.1.0.0/16', '10.2.0.0/24')] }, {}), 'up up ok');
  assert.equal(outcome({ pairs: [permit('10.1.0.0/24', '10.77.0.0/24')] }, {}), 'up down ts disjoint-selectors');
});

test('a PFS group that the responder lacks shows at the first rekey', () => {
  const withPfs = (device: Device): Device => ({
    ...device,
    gateways: device.gateways.map((one) => ({ ...one, children: one.children.map((kid) => ({ ...kid, pfs: 19 })) })),
  });
  const verdict = play(ikev2Router('branch', BRANCH), withPfs(ikev2Router('hq', HQ)));
  assert.deepEqual([verdict.reason, verdict.forecast?.event, verdict.forecast?.afterSeconds], ['ok', 'child-rekey', 3600]);
});

test('IKEv1 and IKEv2 never meet', () => {
  const branch = ikev2Router('branch', BRANCH);
  const old = { ...branch, gateways: branch.gateways.map((one) => ({ ...one, version: 1 as const })) };
  assert.equal(play(branch, { ...ikev2Router('hq', HQ), gateways: [] }).reason, 'no-ike-config');
  const verdict = play(old, ikev2Router('hq', HQ));
  assert.notEqual(verdict.ike, 'up');
});
