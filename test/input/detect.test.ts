import assert from 'node:assert/strict';
import { test } from 'node:test';
import { detect } from '../../src/input/detect.ts';

const CASES: readonly (readonly [string, string, string | undefined])[] = [
  ['r1.txt', 'crypto isakmp policy 10\n encr aes\n', 'ios'],
  ['r1', 'hostname r1\ninterface Tunnel0\n ip address 10.0.0.1 255.255.255.0\n', 'ios'],
  ['x.conf', 'connections {\n  a {\n  }\n}\n', 'swanctl'],
  ['x', 'charon {\n  load = random\n}\n', 'strongswan'],
  ['x', 'config setup\n\nconn a\n  left=1.2.3.4\n', 'ipsec.conf'],
  ['x', '# keys\n10.0.0.1 : PSK "abc"\n', 'ipsec.secrets'],
  ['x', ': RSA moonKey.der\n', 'ipsec.secrets'],
  ['x', '# Generated\n*filter\n:INPUT DROP [0:0]\n-A INPUT -j ACCEPT\nCOMMIT\n', 'iptables'],
  ['x', 'table inet filter {\n chain input {\n', 'nft'],
  ['etc/swanctl/swanctl.conf', '', 'swanctl'],
  ['ipsec.conf', '# nothing here\n', 'ipsec.conf'],
  [
    'fw.cfg',
    ': Saved\n:\nASA Version 9.8(2)\nhostname fw\ninterface GigabitEthernet0/0\n nameif outside\n security-level 0\ncrypto map M 10 set peer 1.2.3.4\n',
    undefined,
  ],
  [
    'n.cfg',
    '!Command: show running-config\nversion 7.0(3)I7(1)\nhostname n9k\nfeature bgp\nfeature interface-vlan\ninterface Vlan1\n',
    undefined,
  ],
  ['README.md', '# Routers\n\nSee the manual for what `crypto map` does.\n', undefined],
  ['ipsec-lint.config.json', '{ "topology": { "devices": {} } }\n', undefined],
  ['empty', '', undefined],
];

for (const [path, text, dialect] of CASES) {
  test(`${path} ${JSON.stringify(text.slice(0, 24))} is ${dialect ?? 'none of ours'}`, () => {
    const detection = detect(path, text);
    assert.equal(detection.dialect, dialect, detection.why);
    assert.notEqual(detection.why, '');
  });
}

test('a long line and many lines cost no more than what is looked at', () => {
  const started = process.hrtime.bigint();
  detect('x', `${'a '.repeat(3_000_000)}\n${'!\n'.repeat(1_000_000)}`);
  assert.ok(process.hrtime.bigint() - started < 1_000_000_000n);
});
