import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { Line, Packet } from '../../../src/analyze/packets/index.ts';
import {
  ALL4,
  actionsOf,
  boxes,
  budget,
  decide,
  packetsWith,
  parseIpv4,
  prefix4,
  range4,
} from '../../../src/analyze/packets/index.ts';
import { fc } from '../../seeded.ts';
import type { Family } from './universe.ts';
import { arbMatch, arbSet, everything, inBox, inMatch, inSet, packets } from './universe.ts';

const EVERY = new Map<Family, readonly Packet[]>([
  [4, packets(4)],
  [6, packets(6)],
]);

type Numbered = Line<number>;

const arbLines = (family: Family, conditional: boolean, maxLength: number): fc.Arbitrary<Numbered[]> =>
  fc
    .array(
      fc.record({
        action: fc.constantFrom('permit', 'deny'),
        matches: fc.array(arbMatch(family), { minLength: 1, maxLength: 2 }),
        conditional: conditional ? fc.boolean() : fc.constant(false),
      }),
      { maxLength },
    )
    .map((lines) => lines.map((line, of) => ({ ...line, of })));

const matches = (line: Numbered, packet: Packet): boolean => line.matches.some((match) => inMatch(match, packet));

for (const family of [4, 6] as const) {
  const everyPacket = EVERY.get(family) ?? [];
  const all = everything(family);

  test(`IPv${family}: the first line that matches decides, for every packet, over short and long lists`, () => {
    fc.assert(
      fc.property(fc.oneof(arbLines(family, false, 6), arbLines(family, false, 60)), (lines) => {
        const { pieces, undecided } = decide(lines, all);
        assert.equal(undecided.length, 0);
        for (const packet of everyPacket) {
          const found = pieces.filter((piece) => inBox(piece.box, packet));
          assert.equal(found.length, 1, 'pieces are disjoint and complete');
          assert.equal(found[0]?.line?.of, lines.find((line) => matches(line, packet))?.of);
        }
      }),
      { numRuns: 60 },
    );
  });

  test(`IPv${family}: lines with conditions make exactly the possible actions possible`, () => {
    fc.assert(
      fc.property(fc.oneof(arbLines(family, true, 6), arbLines(family, true, 40)), (lines) => {
        const { pieces } = decide(lines, all);
        for (const packet of everyPacket) {
          const [piece] = pieces.filter((candidate) => inBox(candidate.box, packet));
          const hits = lines.filter((line) => matches(line, packet));
          const sure = hits.findIndex((line) => !line.conditional);
          const possible = (sure === -1 ? hits : hits.slice(0, sure + 1)).map((line) => line.action);
          if (sure === -1) possible.push('deny');
          assert.ok(piece !== undefined);
          assert.deepEqual([...actionsOf(piece, 'deny')].sort(), [...new Set(possible)].sort());
        }
      }),
      { numRuns: 60 },
    );
  });

  test(`IPv${family}: a part of the box is decided as the whole box would be`, () => {
    fc.assert(
      fc.property(arbLines(family, false, 30), arbSet(family), (lines, asked) => {
        for (const box of asked.boxes) {
          const { pieces } = decide(lines, box);
          for (const packet of everyPacket) {
            const found = pieces.filter((piece) => inBox(piece.box, packet));
            assert.equal(found.length, inBox(box, packet) ? 1 : 0);
            if (found.length === 1) assert.equal(found[0]?.line?.of, lines.find((line) => matches(line, packet))?.of);
          }
        }
      }),
      { numRuns: 60 },
    );
  });

  test(`IPv${family}: the permitted packets of a list are those that brute force permits`, () => {
    fc.assert(
      fc.property(arbLines(family, false, 20), (lines) => {
        const permitted = packetsWith(lines, 'permit', all, 'deny');
        assert.ok(permitted !== 'unknown');
        for (const packet of everyPacket) {
          const first = lines.find((line) => matches(line, packet));
          assert.equal(inSet(permitted, packet), first?.action === 'permit');
        }
      }),
      { numRuns: 60 },
    );
  });
}

test('what does not fit the budget is undecided, the rest is right', () => {
  fc.assert(
    fc.property(arbLines(4, false, 60), fc.integer({ min: 1, max: 60 }), (lines, limit) => {
      const within = budget(limit);
      const { pieces, undecided } = decide(lines, ALL4, within);
      assert.equal(undecided.length > 0, within.exceeded > 0);
      for (const packet of EVERY.get(4) ?? []) {
        const found = pieces.filter((piece) => inBox(piece.box, packet));
        const lost = undecided.some((box) => inBox(box, packet));
        assert.ok(found.length === 1 || lost);
        if (!lost) assert.equal(found[0]?.line?.of, lines.find((line) => matches(line, packet))?.of);
      }
    }),
    { numRuns: 60 },
  );
});

test('twenty thousand hosts are told apart exactly', () => {
  const me = prefix4(parseIpv4('203.0.113.1') ?? 0, 32);
  const lines: Line<number>[] = Array.from({ length: 20_000 }, (_, at) => ({
    action: at % 2 === 0 ? 'permit' : 'deny',
    matches: [{ sources: [prefix4((0x0a000000 + at * 7919) >>> 0, 32)], destinations: [me] }],
    conditional: false,
    of: at,
  }));
  const [asked] = boxes({ protocol: 17, destination: me, destinationPort: 500 });
  assert.ok(asked !== undefined);
  const within = budget();
  const { pieces } = decide(lines, asked, within);
  assert.equal(within.exceeded, 0);
  assert.equal(pieces.filter((piece) => piece.line?.action === 'permit').length, 10_000);
  assert.equal(new Set(pieces.map((piece) => piece.line?.of)).size, 20_001);
});

test('a product of three large groups is undecided, not written out', () => {
  const hosts = (base: number) =>
    Array.from({ length: 2000 }, (_, at) => range4(base + at * 2, base + at * 2)).filter((set) => set !== undefined);
  const line: Line<number> = {
    action: 'permit',
    matches: [{ sources: hosts(0x0a000000), destinations: hosts(0x0b000000) }],
    conditional: false,
    of: 0,
  };
  const within = budget();
  const wide = decide([line], ALL4, within);
  assert.ok(wide.undecided.length > 0);
  assert.equal(within.exceeded, 1);
  const [point] = boxes({ source: range4(0x0a000002, 0x0a000002), destination: range4(0x0b000004, 0x0b000004) });
  assert.ok(point !== undefined);
  assert.equal(decide([line], point).pieces[0]?.line, line);
});
