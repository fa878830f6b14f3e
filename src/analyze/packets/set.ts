import type { Box } from './box.ts';
import { coversBox, meetBox, minusBox } from './box.ts';
import type { Budget } from './budget.ts';
import { budget, spend } from './budget.ts';

/** A set of packets: a union of boxes, which may overlap. */
export interface PacketSet {
  readonly boxes: readonly Box[];
}

/** The answer to a question that would take more boxes than its budget allows. */
export type Unknown = 'unknown';

/** No packet. */
const EMPTY: PacketSet = { boxes: [] };

/** The packets of some boxes. */
export function setOf(boxes: readonly Box[]): PacketSet {
  return boxes.length === 0 ? EMPTY : { boxes };
}

/** The packets that are in either set. Boxes that another one covers are left out when that is quick to see. */
export function union(a: PacketSet, b: PacketSet): PacketSet {
  if (a.boxes.length === 0) return b;
  if (b.boxes.length === 0) return a;
  const all = [...a.boxes, ...b.boxes];
  return { boxes: all.length <= 32 ? withoutCovered(all) : all };
}

function withoutCovered(all: readonly Box[]): readonly Box[] {
  return all.filter(
    (box, at) => !all.some((other, by) => by !== at && coversBox(other, box) && (by < at || !coversBox(box, other))),
  );
}

/** The packets that are in both sets. */
export function intersect(a: PacketSet, b: PacketSet, within: Budget = budget()): PacketSet | Unknown {
  const out: Box[] = [];
  for (const left of a.boxes) {
    for (const right of b.boxes) {
      const common = meetBox(left, right);
      if (!spend(within, common.length)) return 'unknown';
      for (const box of common) out.push(box);
    }
  }
  return setOf(out);
}

/** The packets of `a` that are not in `b`. */
export function subtract(a: PacketSet, b: PacketSet, within: Budget = budget()): PacketSet | Unknown {
  let rest = a.boxes;
  for (const hole of b.boxes) {
    const next: Box[] = [];
    for (const box of rest) {
      const pieces = minusBox(box, hole);
      if (pieces[0] !== box && !spend(within, pieces.length)) return 'unknown';
      for (const piece of pieces) next.push(piece);
    }
    rest = next;
    if (rest.length === 0) break;
  }
  return setOf(rest);
}

/** Whether no packet is in the set. */
export function isEmpty(set: PacketSet): boolean {
  return set.boxes.length === 0;
}

/** Whether every packet of `a` is in `b`. */
export function isSubset(a: PacketSet, b: PacketSet, within: Budget = budget()): boolean | Unknown {
  const rest = subtract(a, b, within);
  return rest === 'unknown' ? rest : isEmpty(rest);
}

/** Whether both hold the same packets. */
export function isEqual(a: PacketSet, b: PacketSet, within: Budget = budget()): boolean | Unknown {
  const forth = isSubset(a, b, within);
  return forth === true ? isSubset(b, a, within) : forth;
}
