import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { PacketSet } from '../../../src/analyze/packets/index.ts';
import {
  budget,
  coversAddresses,
  holdsAddress,
  intersect,
  isEmpty,
  isEqual,
  isSubset,
  meetAddresses,
  minusAddresses,
  setOf,
  subtract,
  union,
  wildcard4,
  witness,
} from '../../../src/analyze/packets/index.ts';
import { fc } from '../../seeded.ts';
import type { Family } from './universe.ts';
import { ADDRESSES4, arbAddresses4, arbSet, inSet, packets } from './universe.ts';

const EVERY = new Map<Family, ReturnType<typeof packets>>([
  [4, packets(4)],
  [6, packets(6)],
]);

function known(set: PacketSet | 'unknown'): PacketSet {
  assert.notEqual(set, 'unknown');
  return set === 'unknown' ? setOf([]) : set;
}

for (const family of [4, 6] as const) {
  const everyPacket = EVERY.get(family) ?? [];

  test(`IPv${family}: union, intersection and difference agree with brute force`, () => {
    fc.assert(
      fc.property(arbSet(family), arbSet(family), (a, b) => {
        const [either, both, rest] = [union(a, b), known(intersect(a, b)), known(subtract(a, b))];
        for (const packet of everyPacket) {
          const [inA, inB] = [inSet(a, packet), inSet(b, packet)];
          assert.equal(inSet(either, packet), inA || inB);
          assert.equal(inSet(both, packet), inA && inB);
          assert.equal(inSet(rest, packet), inA && !inB);
        }
      }),
      { numRuns: 150 },
    );
  });

  test(`IPv${family}: emptiness, subset and equality are exact, a witness is a member`, () => {
    fc.assert(
      fc.property(arbSet(family), arbSet(family), (a, b) => {
        const rest = known(subtract(a, b));
        const found = witness(rest);
        assert.equal(found === undefined, isEmpty(rest));
        assert.equal(isSubset(a, b), isEmpty(rest));
        if (found !== undefined) {
          assert.ok(inSet(a, found));
          assert.ok(!inSet(b, found));
        }
        assert.equal(isEqual(a, union(known(intersect(a, b)), rest)), true);
        assert.equal(isSubset(known(intersect(a, b)), b), true);
      }),
      { numRuns: 150 },
    );
  });
}

test('address sets with wildcards: common part, difference and cover agree with brute force', () => {
  fc.assert(
    fc.property(arbAddresses4, arbAddresses4, (a, b) => {
      const common = meetAddresses(a, b);
      const rest = minusAddresses(a, b);
      for (const address of ADDRESSES4) {
        const [inA, inB] = [holdsAddress(a, address), holdsAddress(b, address)];
        assert.equal(common.filter((set) => holdsAddress(set, address)).length, inA && inB ? 1 : 0);
        assert.equal(rest.filter((set) => holdsAddress(set, address)).length, inA && !inB ? 1 : 0);
      }
      assert.equal(coversAddresses(b, a), rest.length === 0);
    }),
    { numRuns: 2000 },
  );
});

test('address sets on all 32 bits: difference is disjoint from what was taken and nothing is lost', () => {
  const arb = fc
    .tuple(fc.integer({ min: 0, max: 0xffffffff }), fc.integer({ min: 0, max: 0xffffffff }), fc.boolean())
    .map(([base, wild, sparse]) => wildcard4(base, sparse ? (wild & 0x80010101) >>> 0 : wild));
  fc.assert(
    fc.property(arb, arb, fc.integer({ min: 0, max: 0xffffffff }), (a, b, noise) => {
      const member = (a.lo | (noise & (a.wild === 0 ? a.hi - a.lo : a.wild))) >>> 0;
      const probe = holdsAddress(a, member) ? member : a.lo;
      const parts = [...meetAddresses(a, b), ...minusAddresses(a, b)];
      assert.equal(parts.filter((set) => holdsAddress(set, probe)).length, 1);
    }),
    { numRuns: 3000 },
  );
});

test('a question beyond its budget is unknown and counted, never wrong', () => {
  const spent = budget(3);
  const a = { boxes: [] as PacketSet['boxes'] };
  fc.assert(
    fc.property(arbSet(4), arbSet(4), (left, right) => {
      const small = budget(2);
      const answer = subtract(left, right, small);
      if (answer === 'unknown') assert.equal(small.exceeded, 1);
      else assert.equal(isEqual(answer, known(subtract(left, right))), true);
    }),
  );
  assert.deepEqual(subtract(a, a, spent), { boxes: [] });
});
