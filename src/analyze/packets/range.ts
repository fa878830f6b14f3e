/** Inclusive range of protocol numbers or ports; never empty. */
export interface Range {
  readonly lo: number;
  readonly hi: number;
}

/** All IP protocol numbers. */
export const ANY_PROTOCOL: Range = { lo: 0, hi: 255 };

/** All ports. */
export const ANY_PORT: Range = { lo: 0, hi: 65535 };

/** The common part of two ranges; undefined when they are disjoint. Returns an argument itself where that is the answer. */
export function meetRange(a: Range, b: Range): Range | undefined {
  const lo = Math.max(a.lo, b.lo);
  const hi = Math.min(a.hi, b.hi);
  if (lo > hi) return undefined;
  if (lo === a.lo && hi === a.hi) return a;
  if (lo === b.lo && hi === b.hi) return b;
  return { lo, hi };
}

/** What of `a` is not in `b`: none, one or two ranges, ascending. */
export function minusRange(a: Range, b: Range): readonly Range[] {
  if (b.hi < a.lo || b.lo > a.hi) return [a];
  const rest: Range[] = [];
  if (b.lo > a.lo) rest.push({ lo: a.lo, hi: b.lo - 1 });
  if (b.hi < a.hi) rest.push({ lo: b.hi + 1, hi: a.hi });
  return rest;
}

/** Whether every value of `b` is in `a`. */
export function coversRange(a: Range, b: Range): boolean {
  return a.lo <= b.lo && a.hi >= b.hi;
}

/** Sorted and merged: the same values as disjoint ranges that do not touch. */
function normaliseRanges(ranges: readonly Range[]): readonly Range[] {
  const sorted = [...ranges].sort((a, b) => a.lo - b.lo);
  const out: { lo: number; hi: number }[] = [];
  for (const range of sorted) {
    const last = out[out.length - 1];
    if (last !== undefined && range.lo <= last.hi + 1) last.hi = Math.max(last.hi, range.hi);
    else out.push({ lo: range.lo, hi: range.hi });
  }
  return out;
}

/** The values of `within` that are in none of `ranges`. */
export function complementRanges(ranges: readonly Range[], within: Range): readonly Range[] {
  const out: Range[] = [];
  let next = within.lo;
  for (const range of normaliseRanges(ranges)) {
    if (range.lo > next) out.push({ lo: next, hi: Math.min(range.lo - 1, within.hi) });
    next = Math.max(next, range.hi + 1);
    if (next > within.hi) break;
  }
  if (next <= within.hi) out.push({ lo: next, hi: within.hi });
  return out.filter((range) => range.lo <= range.hi);
}
