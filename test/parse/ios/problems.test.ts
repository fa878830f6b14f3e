import assert from 'node:assert/strict';
import { test } from 'node:test';
import { parseLines, problemText, secretText, treeText } from './tree-text.ts';

test('a word that is nearly right gets a suggestion', () => {
  assert.deepEqual(problemText(parseLines('crypto isamkp policy 10')), ["not-understood: 'isamkp' does not fit here (isakmp)"]);
  assert.deepEqual(problemText(parseLines('interface Tunnel0', ' tunnetl source Gi0/0')), [
    "not-understood: no such command in interface mode: 'tunnetl' (tunnel)",
  ]);
  assert.deepEqual(problemText(parseLines('inteface Tunnel0')), ["not-understood: no such command: 'inteface' (interface)"]);
});

test('a command that breaks off is incomplete and says what is expected', () => {
  assert.deepEqual(problemText(parseLines('crypto isakmp policy 10', ' lifetime')), [
    'incomplete: the command is incomplete, expected seconds, <seconds>',
  ]);
});

test('a value of the wrong kind is told apart from a line that is not understood', () => {
  const tree = parseLines('crypto ikev2 keyring K', ' peer P', '  address headquarters');
  assert.deepEqual(problemText(tree), ["bad-value: 'headquarters' is not a valid address"]);
  assert.equal(treeText(tree).at(-1), '    peer-address: address $address=headquarters');
});

test('placeholders of templates are values', () => {
  const tree = parseLines(
    'crypto isakmp key <your key> address {{ peer }}',
    'interface Tunnel <id>',
    ' tunnel destination "remote address"',
    ' tunnel source $(wan)'.replace('(', '{').replace(')', '}'),
  );
  assert.deepEqual(problemText(tree), []);
});

test('lines of other products are named, and do not end in silence', () => {
  const kinds = parseLines(
    'tunnel-group 192.0.2.1 type ipsec-l2l',
    'crypto map outside_map 1 set peer 192.0.2.1',
    'crypto ipsec ikev1 transform-set T esp-aes esp-sha-hmac',
    'access-list A extended permit ip any any',
    'route outside 0.0.0.0 0.0.0.0 192.0.2.1',
    'interface GigabitEthernet0/0',
    ' nameif outside',
  ).problems.map(({ kind }) => kind);
  assert.deepEqual(kinds, ['foreign', 'foreign', 'foreign', 'foreign', 'foreign', 'foreign']);
});

test('a problem in a block points at the line and at the block', () => {
  const tree = parseLines('crypto map M 10 ipsec-isakmp', ' set frobnicate 1');
  const [problem] = tree.problems;
  const text = (span: { start: number; end: number } | undefined) => tree.source.text.slice(span?.start, span?.end);
  assert.equal(text(problem?.span), 'set frobnicate 1');
  assert.equal(text(problem?.block), 'crypto map M 10 ipsec-isakmp');
});

test('secrets are marked wherever they stand', () => {
  const tree = parseLines(
    'enable secret 5 $1$ENABLE',
    'username admin privilege 15 password 7 USERPW',
    'snmp-server community COMMUNITY RO',
    'crypto isakmp key PSK-1 address 192.0.2.1',
    'crypto isakmp key 6 PSK-2 hostname peer.example.com',
    'crypto keyring K',
    '  pre-shared-key address 192.0.2.1 key PSK-3',
    'crypto ikev2 keyring K2',
    ' peer A',
    '  pre-shared-key local 6 PSK-4',
    '  pre-shared-key hex ABCDEF',
    'crypto ikev2 profile P',
    ' authentication remote pre-share key PSK-5',
    'crypto isakmp client configuration group G',
    ' key GROUPKEY',
    'crypto isakmp peer address 192.0.2.1',
    ' set aggressive-mode password AGGRESSIVE',
    'interface Tunnel0',
    ' ip nhrp authentication NHRP',
    ' ip ospf message-digest-key 1 md5 7 OSPF',
    ' ppp chap password 0 CHAPKEY',
    'router bgp 1',
    ' neighbor 192.0.2.1 password BGP',
    'tacacs server T',
    ' key 7 TACACS',
    'line vty 0 4',
    ' password VTY',
    '-----BEGIN RSA PRIVATE KEY-----',
    'MIIEpA',
    '-----END RSA PRIVATE KEY-----',
  );
  const found = secretText(tree).join('\n');
  const expected = [
    '$1$ENABLE',
    'USERPW',
    'COMMUNITY',
    'PSK-1',
    'PSK-2',
    'PSK-3',
    'PSK-4',
    'ABCDEF',
    'PSK-5',
    'GROUPKEY',
    'AGGRESSIVE',
    'NHRP',
    'OSPF',
    'CHAPKEY',
    'BGP',
    'TACACS',
    'VTY',
    'MIIEpA',
  ];
  assert.deepEqual(
    expected.filter((secret) => !found.includes(secret)),
    [],
  );
});

test('a key of several words does not get into the message, and all of it is marked', () => {
  const tree = parseLines(
    'crypto isakmp key my hidden words address 192.0.2.1',
    'crypto keyring K',
    '  pre-shared-key address 192.0.2.1 key AAA BBB',
  );
  assert.deepEqual(problemText(tree), [
    'not-understood: what stands behind the key does not fit here',
    'not-understood: what stands behind the key does not fit here',
  ]);
  for (const word of ['hidden', 'words', 'BBB'])
    assert.ok(
      secretText(tree).some((secret) => secret.includes(word)),
      word,
    );
});
