import assert from 'node:assert/strict';
import { test } from 'node:test';
import { playRouters } from './routers.ts';

const IKEV2 = [
  'crypto ikev2 keyring K',
  ' peer P',
  '  address 0.0.0.0 0.0.0.0',
  '  pre-shared-key one key for all of them',
  'crypto ikev2 profile P',
  ' match identity remote any',
  ' authentication local pre-share',
  ' authentication remote pre-share',
  ' keyring local K',
];

function router(
  own: string,
  peer: string,
  lines: readonly string[],
  more: { readonly ikev2?: boolean; readonly pfs?: string } = {},
): string {
  return [
    'crypto isakmp policy 10',
    ' encryption aes 256',
    ' authentication pre-share',
    ' group 14',
    `crypto isakmp key secret address ${peer}`,
    ...(more.ikev2 === true ? IKEV2 : []),
    'crypto ipsec transform-set T esp-aes 256 esp-sha256-hmac',
    'crypto map M 10 ipsec-isakmp',
    ` set peer ${peer}`,
    ' set transform-set T',
    ...(more.pfs === undefined ? [] : [` set pfs ${more.pfs}`]),
    ...(more.ikev2 === true ? [' set ikev2-profile P'] : []),
    ' match address VPN',
    'interface GigabitEthernet0/0',
    ` ip address ${own} 255.255.255.0`,
    ' crypto map M',
    'ip access-list extended VPN',
    ...lines.map((line) => ` ${line}`),
  ].join('\n');
}

const A = '198.51.100.1';
const B = '203.0.113.1';
const FROM_A = ['permit ip 10.1.1.0 0.0.0.255 10.2.1.0 0.0.0.255', 'permit ip 10.1.1.0 0.0.0.255 10.2.2.0 0.0.0.255'];
const FROM_B = ['permit ip 10.2.1.0 0.0.0.255 10.1.1.0 0.0.0.255', 'permit ip 10.2.2.0 0.0.0.255 10.1.1.0 0.0.0.255'];

for (const ikev2 of [false, true]) {
  const version = ikev2 ? 'IKEv2' : 'IKEv1';

  test(`${version}: every permit line is an SA pair; when all are mirrored, the trace is that of the first`, () => {
    const [verdict] = playRouters(router(A, B, FROM_A, { ikev2 }), router(B, A, FROM_B.toReversed(), { ikev2 }));
    assert.deepEqual([verdict?.ike, verdict?.childSa, verdict?.reason], ['up', 'up', 'ok']);
    assert.equal(verdict?.trace.at(-1)?.message, ikev2 ? 4 : 3);
  });

  test(`${version}: a later line without its mirror decides, and is named with the line that was probably meant`, () => {
    const wrong = [FROM_B[0] ?? '', 'permit ip 10.2.3.0 0.0.0.255 10.1.1.0 0.0.0.255'];
    const [verdict] = playRouters(router(A, B, FROM_A, { ikev2 }), router(B, A, wrong, { ikev2 }));
    assert.deepEqual(
      [verdict?.ike, verdict?.childSa, verdict?.reason, verdict?.detail],
      ['up', 'down', 'ts', 'disjoint-selectors'],
    );
    assert.equal(verdict?.evidence[0]?.message, 'asks for 10.1.1.0/24 to 10.2.2.0/24');
    assert.equal(verdict?.evidence[1]?.message, 'protects 10.2.3.0/24 to 10.1.1.0/24');
    assert.match(verdict?.explanation ?? '', /The selector before it comes up\.$/);
    assert.deepEqual(verdict?.trace.at(-1)?.exchange, ikev2 ? 'create-child-sa' : 'quick');
    assert.equal(verdict?.trace.at(-1)?.outcome, 'rejected');
  });
}

test('lines that no packet reaches are not negotiated: a line before them has it all', () => {
  const lines = [...FROM_A, 'permit tcp 10.1.1.0 0.0.0.255 host 10.2.2.9 eq 22', 'deny ip any any', 'permit ip any any'];
  const [verdict] = playRouters(router(A, B, lines), router(B, A, FROM_B));
  assert.equal(verdict?.reason, 'ok');
});

test('IKEv2: a group for PFS counts for the second line at once', () => {
  const [one] = playRouters(
    router(A, B, FROM_A.slice(0, 1), { ikev2: true }),
    router(B, A, FROM_B.slice(0, 1), { ikev2: true, pfs: 'group14' }),
  );
  assert.equal(one?.reason, 'ok');
  const [two] = playRouters(router(A, B, FROM_A, { ikev2: true }), router(B, A, FROM_B, { ikev2: true, pfs: 'group14' }));
  assert.deepEqual([two?.reason, two?.detail], ['child-proposal', 'pfs']);
});

test('a responder whose lines are partly unknown is asked about, not blamed', () => {
  const grouped = [FROM_B[0] ?? '', 'permit ip object-group MISSING 10.1.1.0 0.0.0.255'];
  const [verdict] = playRouters(router(A, B, FROM_A), router(B, A, grouped));
  assert.deepEqual([verdict?.childSa, verdict?.reason], ['unknown', 'undecided']);
  assert.match(verdict?.question ?? '', /Which traffic/);
});

test('a line for a network of another interface is not for this map: two maps share an access list', () => {
  const shared = ['permit gre host 192.0.2.1 host 192.0.2.2', `permit gre host ${A} host ${B}`];
  const other = '\ninterface GigabitEthernet0/1\n ip address 192.0.2.1 255.255.255.252';
  const [verdict] = playRouters(router(A, B, shared) + other, router(B, A, [`permit gre host ${B} host ${A}`]));
  assert.deepEqual([verdict?.reason, verdict?.childSa], ['ok', 'up']);
});
