import assert from 'node:assert/strict';
import { test } from 'node:test';
import { edits } from '../article/base.ts';
import { BASES } from './bases.ts';
import { ending, judge } from './harness.ts';

/* Tunnels between the two vendors fail where nobody wrote anything: each end falls back to a default of its own. */

const IOS_HQ = BASES['hq ios, branch swanctl'];
const IOS_BRANCH = BASES['hq swanctl, branch ios'];

test('S10: a head office on IOS that opens 500 only loses a strongSwan branch at IKE_AUTH', async () => {
  const { played } = await judge(
    edits(IOS_HQ, ['hq/hq.cfg', 'permit udp any host 203.0.113.1 eq non500-isakmp', 'permit udp any host 203.0.113.1 eq snmp']),
  );
  assert.equal(ending(played), 'blocked');
  assert.equal(played?.floated, true);
});

test('S11: an IOS head office that asks for source port 4500 refuses what a NAPT translated', async () => {
  const { report } = await judge(
    edits(IOS_HQ, ['hq/hq.cfg', 'udp any host 203.0.113.1 eq non500-isakmp', 'udp any eq 4500 host 203.0.113.1 eq 4500']),
  );
  assert.ok(report.findings.some(({ ruleId, severity }) => ruleId === 'filter/source-port-pinned' && severity === 'error'));
});

test('S20: a strongSwan branch without an identity calls itself by its inner address, which IOS does not expect', async () => {
  const { played } = await judge(edits(IOS_HQ, ['branch/swanctl.conf', '      id = office1.example.net\n', '']));
  assert.equal(ending(played), 'peer-config');
});

test('an IOS group that strongSwan has not among its defaults ends at the first message', async () => {
  const { played } = await judge(
    edits(
      IOS_BRANCH,
      ['hq/swanctl.conf', '    proposals = aes256-sha256-modp2048\n', ''],
      ['branch/branch.cfg', ' group 14\ncrypto', ' group 2\ncrypto'],
    ),
  );
  assert.equal(ending(played), 'ike-proposal');
});
