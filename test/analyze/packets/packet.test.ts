import assert from 'node:assert/strict';
import { test } from 'node:test';
import {
  boxes,
  describePacket,
  formatIpv4,
  formatIpv6,
  parseAddresses,
  parseIpv4,
  parseIpv6,
  setOf,
  witness,
} from '../../../src/analyze/packets/index.ts';
import { fc } from '../../seeded.ts';

const show = (parts: Parameters<typeof boxes>[0]): string => {
  const packet = witness(setOf(boxes(parts)));
  return packet === undefined ? 'none' : describePacket(packet);
};

test('witnesses are plain packets', () => {
  const peer = parseAddresses('198.51.100.7');
  const me = parseAddresses('203.0.113.1');
  assert.equal(
    show({ protocol: 17, source: peer, destination: me, destinationPort: 4500 }),
    'udp 198.51.100.7:54321 -> 203.0.113.1:4500',
  );
  assert.equal(show({ protocol: 50, source: peer, destination: me }), 'esp 198.51.100.7 -> 203.0.113.1');
  assert.equal(
    show({ protocol: 17, sourcePort: { lo: 0, hi: 499 }, destinationPort: 500 }),
    'udp 198.51.100.7:1 -> 203.0.113.1:500',
  );
  assert.equal(show({ source: parseAddresses('10.1.0.0/16'), protocol: 51 }), 'ah 10.1.0.1 -> 203.0.113.1');
  assert.equal(
    show({ protocol: 17, source: parseAddresses('2001:db8:1::/64'), destinationPort: 500 }),
    'udp [2001:db8:1::1]:54321 -> [2001:db8::1]:500',
  );
  assert.equal(show({ source: peer, destination: parseAddresses('::1') }), 'none');
});

test('ports are asked of protocols that have them only', () => {
  assert.equal(boxes({ protocol: 50, destinationPort: 500 }).length, 0);
  assert.deepEqual(
    boxes({ destinationPort: 500 }).map((box) => box.protocol.lo),
    [6, 17, 33, 132, 136],
  );
});

test('addresses survive being written and read', () => {
  fc.assert(fc.property(fc.integer({ min: 0, max: 0xffffffff }), (value) => assert.equal(parseIpv4(formatIpv4(value)), value)));
  fc.assert(
    fc.property(fc.bigInt({ min: 0n, max: (1n << 128n) - 1n }), (value) => assert.equal(parseIpv6(formatIpv6(value)), value)),
  );
  fc.assert(fc.property(fc.ipV6(), (text) => assert.notEqual(parseIpv6(text), undefined)));
  assert.equal(formatIpv6(parseIpv6('2001:DB8:0:0:1:0:0:1') ?? 0n), '2001:db8::1:0:0:1');
  assert.equal(formatIpv6(0n), '::');
});

test('what is no address is none', () => {
  for (const text of [
    '',
    '1.2.3',
    '1.2.3.4.5',
    '256.1.1.1',
    '1.2.3.4/33',
    'any',
    ':',
    ':::',
    '1::2::3',
    '1:2:3:4:5:6:7:8:9',
    'g::',
    '10.0.0.9-10.0.0.1',
  ]) {
    assert.equal(parseAddresses(text), undefined, text);
  }
  fc.assert(fc.property(fc.string(), (text) => void parseAddresses(text)));
});
