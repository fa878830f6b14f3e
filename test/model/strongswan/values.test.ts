import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { Provenance } from '../../../src/model/provenance.ts';
import { addressText, parseAddress, parseRange, parseSubnet } from '../../../src/model/strongswan/address.ts';
import { parseIdentification } from '../../../src/model/strongswan/identification.ts';
import {
  parseSettingsTime,
  parseStarterTime,
  parseViciBytes,
  parseViciNumber,
  parseViciTime,
} from '../../../src/model/strongswan/numbers.ts';
import { type ProposalProtocol, parseProposal } from '../../../src/model/strongswan/proposal.ts';
import { decodeSecret } from '../../../src/model/strongswan/secret.ts';
import { parseViciSelector } from '../../../src/model/strongswan/selector.ts';
import { fc } from '../../seeded.ts';

const origin: Provenance = { kind: 'written', source: 0, start: 0, end: 0 };

/* Observed with libstrongswan 5.9.8. */
const identities: readonly (readonly [text: string, type: string, value: string])[] = [
  ['', 'any', ''],
  ['%any', 'any', ''],
  ['0.0.0.0', 'any', ''],
  ['*', 'any', ''],
  ['10.0.0.1', 'ipv4', '10.0.0.1'],
  ['10.0.0.1/24', 'ipv4-subnet', '10.0.0.0/24'],
  ['10.0.0.1-10.0.0.9', 'ipv4-range', '10.0.0.1-10.0.0.9'],
  ['10.0.0.9-10.0.0.1', 'fqdn', '10.0.0.9-10.0.0.1'],
  ['10.0.0.256', 'fqdn', '10.0.0.256'],
  ['gw.example', 'fqdn', 'gw.example'],
  ['%any4', 'fqdn', '%any4'],
  ['@@x', 'email', 'x'],
  ['@x', 'fqdn', 'x'],
  ['@10.0.0.1', 'fqdn', '10.0.0.1'],
  ['@#6162', 'key-id', 'ab'],
  ['@#01', 'key-id', '0x01'],
  ['a@b', 'email', 'a@b'],
  ['fe80:0::1', 'ipv6', 'fe80::1'],
  ['fe80::/16', 'ipv6-subnet', 'fe80::/16'],
  ['a:b', 'key-id', 'a:b'],
  ['fqdn:10.0.0.1', 'fqdn', '10.0.0.1'],
  ['keyid:x', 'key-id', 'x'],
  ['{2}:#31', 'fqdn', '1'],
  ['ipv4:10.0.0.1', 'other', 'ipv4:10.0.0.1'],
  ['C=CH, O=x, CN=*', 'dn', 'C=CH, O=x, CN=*'],
  ['/C=CH/O=x', 'dn', '/C=CH/O=x'],
  ['C=CH, X=1', 'key-id', 'C=CH, X=1'],
  ['CN="a, b"', 'key-id', 'CN="a, b"'],
];

test('identities are classified as strongSwan does', () => {
  for (const [text, type, value] of identities) {
    const found = parseIdentification(text, origin);
    assert.deepEqual([found.type, found.value], [type, value], text);
  }
  assert.equal(parseIdentification('^a.*$', origin, { regex: true }).type, 'regex');
  assert.equal(parseIdentification('^a.*$', origin).type, 'fqdn');
});

function proposal(protocol: ProposalProtocol, text: string, release: '5.9' | '6.0' = '5.9'): string {
  const parsed = parseProposal(protocol, text, { release, originOf: () => origin, header: origin });
  if (!parsed.ok) return parsed.log;
  const { encryption, integrity, prf, ke, esn, additionalKe } = parsed.transforms;
  return [encryption, integrity, prf, ke, esn, ...additionalKe].map((list) => list.map(({ name }) => name).join('+')).join('/');
}

const PRF = 'a PRF algorithm is mandatory in IKE proposals';
const proposals: readonly (readonly [protocol: ProposalProtocol, text: string, expected: string])[] = [
  ['ike', 'aes128-sha256-modp2048', 'aes-128-cbc/hmac-sha2-256-128/prf-hmac-sha2-256/modp2048/'],
  ['ike', ' aes128 - sha1 --modp2048-', 'aes-128-cbc/hmac-sha1-96/prf-hmac-sha1/modp2048/'],
  ['ike', 'aes128gcm16-sha256-x25519', 'aes-128-gcm-16//prf-hmac-sha2-256/curve25519/'],
  ['ike', 'aes128-sha256', 'a DH group is mandatory in IKE proposals'],
  ['ike', 'aes128-sha256-none', 'a DH group is mandatory in IKE proposals'],
  ['ike', 'aes128gcm16-modp2048', PRF],
  ['ike', 'aes128-sha256_96-modp2048', PRF],
  [
    'ike',
    'aes128-prfsha1-modp2048',
    'an integrity algorithm is mandatory in IKE proposals with classic (non-AEAD) encryption algorithms',
  ],
  [
    'ike',
    'aes128-aes128gcm16-sha1-modp2048',
    "classic and combined-mode (AEAD) encryption algorithms can't be contained in the same IKE proposal",
  ],
  ['ike', 'AES128-sha1-modp2048', "algorithm 'AES128' not recognized"],
  ['ike', '', ''],
  ['esp', 'aes128', 'aes-128-cbc////noesn'],
  ['esp', 'aes128-sha1-modp2048-none-esn', 'aes-128-cbc/hmac-sha1-96//modp2048+none/esn'],
  ['esp', 'sha1', 'an encryption algorithm is mandatory in ESP proposals'],
  ['ah', 'aes128gmac-sha1', '/aes-128-gmac+hmac-sha1-96///noesn'],
  ['ah', 'aes128', 'an integrity algorithm is mandatory in AH proposals'],
];

test('proposals are completed and refused as strongSwan does', () => {
  for (const [protocol, text, expected] of proposals) assert.equal(proposal(protocol, text), expected, `${protocol} ${text}`);
});

test('keywords of one release only', () => {
  assert.equal(proposal('ike', 'aes128-sha256-x25519-ke1_mlkem768'), "algorithm 'ke1_mlkem768' not recognized");
  assert.match(proposal('ike', 'aes128-sha256-x25519-ke1_mlkem768', '6.0'), /\/ml-?kem-?768$/i);
  assert.equal(proposal('ike', 'aes128-sha256-ntru128', '6.0'), "algorithm 'ntru128' not recognized");
  assert.equal(proposal('ike', 'aes128-sha256-x25519-ke1_aes128', '6.0'), "algorithm 'ke1_aes128' not recognized");
});

test('numbers and times of the three readers', () => {
  assert.deepEqual(['10', '0x10', '010', '', '-1', '1.5', '10k', '09'].map(parseViciNumber), [
    10,
    16,
    8,
    0,
    4294967295,
    undefined,
    undefined,
    undefined,
  ]);
  assert.deepEqual(['30', '1h', '1H', '5 m', '1w', '1hfoo'].map(parseViciTime), [30, 3600, 3600, 300, undefined, undefined]);
  assert.deepEqual(['1k', '2 M', '1x'].map(parseViciBytes), [1024, 2_097_152, undefined]);
  assert.deepEqual(['1h', '1hfoo', '1H', '1.5h', '20s'].map(parseSettingsTime), [3600, 3600, undefined, undefined, 20]);
  assert.deepEqual(['1h', '5 m', '5m', '5'].map(parseStarterTime), [3600, undefined, 300, 5]);
});

test('traffic selectors', () => {
  const read = (text: string): string => {
    const selector = parseViciSelector(text, origin);
    return selector === 'invalid'
      ? selector
      : `${selector.kind} ${selector.network} ${selector.protocol} ${selector.portFrom}-${selector.portTo}`;
  };
  assert.equal(read('10.1.2.3/16'), 'network 10.1.0.0/16 0 0-65535');
  assert.equal(read('10.0.0.1[tcp/http]'), 'network 10.0.0.1/32 6 80-80');
  assert.equal(read('dynamic[17/1000-2000]'), 'dynamic  17 1000-2000');
  assert.equal(read('fe80::/10[any/opaque]'), 'network fe80::/10 0 65535-0');
  assert.equal(read('10.0.0.1-10.0.0.9'), 'network 10.0.0.1-10.0.0.9 0 0-65535');
  for (const text of ['Dynamic', 'foo.example', '10.0.0.0/8[256]', '10.0.0.0/8[tcp', '10.0.0.0/8[tcp/70000]'])
    assert.equal(read(text), 'invalid', text);
});

test('secrets decode as in the daemon, wrong characters included', () => {
  const hex = (text: string, encoding: 'hex' | 'base64'): string => Buffer.from(decodeSecret(text, encoding)).toString('hex');
  assert.equal(hex('0102:0A', 'hex'), '01020a');
  assert.equal(hex('102', 'hex'), '0102');
  assert.equal(hex('6d7g', 'hex'), '6d70');
  assert.equal(hex('6d79 ', 'hex'), '06d790');
  assert.equal(hex('aGVsbG8=', 'base64'), '68656c6c6f');
  assert.equal(hex('aGVsbG8', 'base64'), '68656c');
});

test('addresses are written in one way only', () => {
  fc.assert(
    fc.property(fc.ipV6(), (text) => assert.deepEqual(parseAddress(addressText(parseAddress(text) ?? [])), parseAddress(text))),
  );
  fc.assert(fc.property(fc.ipV4(), (text) => assert.equal(addressText(parseAddress(text) ?? []), text)));
  fc.assert(
    fc.property(
      fc.string(),
      (text) => void [parseAddress(text), parseSubnet(text), parseRange(text), parseIdentification(text, origin)],
    ),
  );
  assert.equal(addressText(parseAddress('0:0:1::') ?? []), '0:0:1::');
});
