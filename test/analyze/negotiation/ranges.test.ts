import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { Range } from '../../../src/analyze/negotiation/implementation.ts';
import {
  addressRange,
  contained,
  intersect,
  prefixLength,
  rangeOf,
  rangeText,
  sameRange,
} from '../../../src/analyze/negotiation/ranges.ts';
import { fc } from '../../seeded.ts';

const ORIGIN = { kind: 'derived', from: [], how: 'test' } as const;

const range: fc.Arbitrary<Range> = fc
  .record({
    base: fc.integer({ min: 0, max: 255 }),
    length: fc.integer({ min: 20, max: 32 }),
    protocol: fc.constantFrom(0, 6, 17),
    port: fc.constantFrom([0, 65535] as const, [80, 80] as const, [0, 1023] as const),
  })
  .map(({ base, length, protocol, port }) => {
    const whole = rangeOf(`10.0.${base}.0/${length}`, ORIGIN);
    assert.ok(whole !== undefined);
    return { ...whole, protocol, portFrom: port[0], portTo: port[1] };
  });

test('what two ranges have in common lies in both, whichever way round', () => {
  fc.assert(
    fc.property(range, range, (a, b) => {
      const one = intersect(a, b);
      const other = intersect(b, a);
      assert.equal(one === undefined, other === undefined);
      if (one === undefined || other === undefined) return;
      assert.ok(sameRange(one, other));
      assert.ok(contained(one, a) && contained(one, b));
    }),
  );
});

test('networks, ranges and hosts are read and shown', () => {
  const shown = (text: string): string | undefined => {
    const parsed = rangeOf(text, ORIGIN);
    return parsed === undefined ? undefined : rangeText(parsed);
  };
  assert.equal(shown('192.168.1.77/24'), '192.168.1.0/24');
  assert.equal(shown('10.0.0.1'), '10.0.0.1/32');
  assert.equal(shown('10.0.0.1-10.0.0.9'), '10.0.0.1-10.0.0.9');
  assert.equal(shown('10.0.0.0-10.0.0.255'), '10.0.0.0/24');
  assert.equal(shown('fec1::/16'), 'fec1::/16');
  assert.equal(shown('10.0.0.0/33'), undefined);
  assert.equal(shown('nonsense'), undefined);
});

test('a prefix length is only known for a prefix', () => {
  const length = (text: string): number | undefined => prefixLength(addressRange(text) ?? { family: 4, from: 1, to: 2 });
  assert.equal(length('10.0.0.0/8'), 8);
  assert.equal(length('10.0.0.1-10.0.0.2'), undefined);
  assert.equal(length('::/0'), 0);
});
