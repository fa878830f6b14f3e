import assert from 'node:assert/strict';
import { test } from 'node:test';
import { explainLogLine } from '../../src/analyze/logs/index.ts';

function rulesOf(line: string): readonly string[] {
  return explainLogLine(line)[0]?.rules ?? [];
}

test('a line of charon leads to the rules that find its cause', () => {
  assert.ok(rulesOf('07[IKE] Aggressive Mode PSK disabled for security reasons').includes('auth/aggressive-psk-refused'));
  assert.ok(
    rulesOf("11[IKE] no shared key found for '192.0.2.20'[192.0.2.20] - '%any'[203.0.113.1]").includes('auth/psk-not-found'),
  );
  assert.ok(rulesOf('09[IKE] traffic selectors 10.1.0.0/16 === 10.2.0.0/16 unacceptable').includes('selector/not-mirrored'));
});

test('a refusal during IKE_SA_INIT and one of a child are told apart', () => {
  const init = explainLogLine('06[IKE] received NO_PROPOSAL_CHOSEN notify error');
  const child = explainLogLine('06[IKE] received NO_PROPOSAL_CHOSEN notify, no CHILD_SA built');
  assert.ok(init[0]?.rules.includes('proposal/no-common-ike'));
  assert.ok(child[0]?.rules.includes('proposal/no-common-child'));
});

test('a line of IOS is understood', () => {
  const [first] = explainLogLine('IPSEC(ipsec_process_proposal): proxy identities not supported');
  assert.equal(first?.platform, 'ios');
  assert.ok(first?.rules.includes('selector/not-mirrored'));
});

test('a line that says nothing about a failure has no explanation', () => {
  assert.deepEqual(explainLogLine('10[NET] sending packet: from 10.0.0.1[500] to 10.0.0.2[500] (464 bytes)'), []);
});
