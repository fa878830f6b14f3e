import type { Addresses } from './addresses.ts';
import { meetAddresses, range4, range6 } from './addresses.ts';
import type { Box } from './box.ts';
import { PORTED } from './box.ts';
import type { Match } from './match.ts';
import type { Range } from './range.ts';
import { meetRange } from './range.ts';

/** Fields in the order in which they are tried: the first with most borders wins. */
const AXES = ['source', 'destination', 'destinationPort', 'sourcePort', 'protocol'] as const;

type Axis = (typeof AXES)[number];

/** Lines and list items that are looked at to choose a border. */
const SAMPLE = 64;

/**
 * Halves of a box, cut at the middle one of the borders that a sample of the lines has inside it, in the field with most of
 * them (ports only where the box is of one protocol that has them). Empty when no line has a border inside the box.
 */
export function splitBox(lines: readonly { readonly matches: readonly Match[] }[], box: Box): readonly Box[] {
  const borders = new Map<Axis, (number | bigint)[]>(AXES.map((axis) => [axis, []]));
  const step = Math.max(1, Math.floor(lines.length / SAMPLE));
  for (let at = 0; at < lines.length; at += step) {
    for (const match of lines[at]?.matches ?? []) addBorders(match, box, borders);
  }
  const { lo, hi } = box.protocol;
  const portsExist = lo === hi && PORTED.includes(lo);
  let best: Axis = 'source';
  for (const axis of AXES) {
    if (!portsExist && (axis === 'sourcePort' || axis === 'destinationPort')) continue;
    if (count(borders, axis) > count(borders, best)) best = axis;
  }
  const cuts = borders.get(best) ?? [];
  const [middle] = cuts.sort(ascending).slice(Math.floor(cuts.length / 2));
  return middle === undefined ? [] : cutAt(box, best, middle);
}

function count(borders: ReadonlyMap<Axis, readonly (number | bigint)[]>, axis: Axis): number {
  return borders.get(axis)?.length ?? 0;
}

function ascending(a: number | bigint, b: number | bigint): number {
  return a < b ? -1 : a > b ? 1 : 0;
}

function addBorders(match: Match, box: Box, borders: ReadonlyMap<Axis, (number | bigint)[]>): void {
  if (match.family !== undefined && match.family !== box.source.family) return;
  for (const item of sample(match.sources)) addAddressBorders(item, box.source, borders.get('source') ?? []);
  for (const item of sample(match.destinations)) addAddressBorders(item, box.destination, borders.get('destination') ?? []);
  for (const item of sample(match.services)) {
    if (item.protocol.lo > box.protocol.hi || item.protocol.hi < box.protocol.lo) continue;
    addRangeBorders(item.protocol, box.protocol, borders.get('protocol') ?? []);
    addRangeBorders(item.sourcePorts, box.sourcePort, borders.get('sourcePort') ?? []);
    addRangeBorders(item.destinationPorts, box.destinationPort, borders.get('destinationPort') ?? []);
  }
}

function* sample<T>(items: readonly T[] | undefined): Generator<T> {
  if (items === undefined) return;
  const step = Math.max(1, Math.floor(items.length / SAMPLE));
  for (let at = 0; at < items.length; at += step) {
    const item = items[at];
    if (item !== undefined) yield item;
  }
}

function addRangeBorders(item: Range, within: Range, into: (number | bigint)[]): void {
  if (item.lo > within.hi || item.hi < within.lo) return;
  if (item.lo > within.lo) into.push(item.lo);
  if (item.hi < within.hi) into.push(item.hi + 1);
}

function addAddressBorders(item: Addresses, within: Addresses, into: (number | bigint)[]): void {
  if (item.family !== within.family || item.lo > within.hi || item.hi < within.lo) return;
  if (item.lo > within.lo) into.push(item.lo);
  if (item.hi < within.hi) into.push(typeof item.hi === 'bigint' ? item.hi + 1n : item.hi + 1);
}

/** The packets below the border and those from it on. */
function cutAt(box: Box, axis: Axis, border: number | bigint): readonly Box[] {
  if (axis === 'source') return cutAddresses(box.source, border).map((source) => ({ ...box, source }));
  if (axis === 'destination') return cutAddresses(box.destination, border).map((destination) => ({ ...box, destination }));
  const at = Number(border);
  return cutRange(box[axis], at).map((range) => ({ ...box, [axis]: range }));
}

function cutRange(range: Range, at: number): readonly Range[] {
  return [meetRange(range, { lo: range.lo, hi: at - 1 }), meetRange(range, { lo: at, hi: range.hi })].filter(
    (half) => half !== undefined,
  );
}

function cutAddresses(set: Addresses, at: number | bigint): readonly Addresses[] {
  const below = typeof at === 'bigint' ? range6(0n, at - 1n) : range4(0, at - 1);
  const above = typeof at === 'bigint' ? range6(at, (1n << 128n) - 1n) : range4(at, 0xffffffff);
  return [below, above].flatMap((half) => (half === undefined ? [] : meetAddresses(set, half)));
}
