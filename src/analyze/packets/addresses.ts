/**
 * IPv4 addresses as unsigned 32-bit numbers. With `wild` 0 they are the range `lo` to `hi`; else the addresses that equal `lo` in
 * every bit that is 0 in `wild`, a mask that is no suffix of ones (`lo` has zeros there and `hi` is `lo | wild`).
 */
export interface Addresses4 {
  readonly family: 4;
  readonly lo: number;
  readonly hi: number;
  readonly wild: number;
}

/** The IPv6 addresses from `lo` to `hi`. */
export interface Addresses6 {
  readonly family: 6;
  readonly lo: bigint;
  readonly hi: bigint;
}

/** A set of addresses of one family that needs no union to be written down; never empty. */
export type Addresses = Addresses4 | Addresses6;

const MAX4 = 0xffffffff;
const MAX6 = (1n << 128n) - 1n;

/** All IPv4 addresses. */
export const ANY4: Addresses4 = { family: 4, lo: 0, hi: MAX4, wild: 0 };

/** All IPv6 addresses. */
export const ANY6: Addresses6 = { family: 6, lo: 0n, hi: MAX6 };

/** The IPv4 addresses from `lo` to `hi`, unsigned; undefined when there are none. */
export function range4(lo: number, hi: number): Addresses4 | undefined {
  return lo <= hi ? { family: 4, lo, hi, wild: 0 } : undefined;
}

/** The IPv6 addresses from `lo` to `hi`; undefined when there are none. */
export function range6(lo: bigint, hi: bigint): Addresses6 | undefined {
  return lo <= hi ? { family: 6, lo, hi } : undefined;
}

/** The addresses that equal `base` in every bit that is 0 in `wildcard` (both unsigned 32 bits). */
export function wildcard4(base: number, wildcard: number): Addresses4 {
  const wild = wildcard >>> 0;
  const lo = (base & ~wild) >>> 0;
  const hi = (lo | wild) >>> 0;
  const suffix = (wild & (wild + 1)) === 0;
  return { family: 4, lo, hi, wild: suffix ? 0 : wild };
}

/** The IPv4 prefix of `length` bits (0 to 32) that holds `base`. */
export function prefix4(base: number, length: number): Addresses4 {
  return wildcard4(base, length === 0 ? MAX4 : length >= 32 ? 0 : MAX4 >>> length);
}

/** The IPv6 prefix of `length` bits (0 to 128) that holds `base`. */
export function prefix6(base: bigint, length: number): Addresses6 {
  const hosts = MAX6 >> BigInt(length);
  const mask = length >= 128 ? 0n : hosts;
  const lo = base & (MAX6 ^ mask);
  return { family: 6, lo, hi: lo | mask };
}

/** Whether every address of `b` is in `a`. */
export function coversAddresses(a: Addresses, b: Addresses): boolean {
  if (a.family === 6) return b.family === 6 && a.lo <= b.lo && a.hi >= b.hi;
  if (b.family === 6) return false;
  if (a.wild === 0) return a.lo <= b.lo && a.hi >= b.hi;
  if (a.lo > b.lo || a.hi < b.hi) return false;
  const free = b.wild !== 0 ? b.wild : freeBits(b.lo, b.hi);
  return (free & ~a.wild) === 0 && ((a.lo ^ b.lo) & ~a.wild) === 0;
}

/** The bits that are not the same in all addresses of a range. */
function freeBits(lo: number, hi: number): number {
  const differing = (lo ^ hi) >>> 0;
  return differing === 0 ? 0 : MAX4 >>> Math.clz32(differing);
}

/** The common addresses, as disjoint sets. Returns an argument itself where that is the answer. */
export function meetAddresses(a: Addresses, b: Addresses): readonly Addresses[] {
  if (a.family === 6) return b.family === 6 ? meet6(a, b) : [];
  return b.family === 4 ? meet4(a, b) : [];
}

/** `Math.max` for what may be a bigint. */
export function larger<T extends number | bigint>(a: T, b: T): T {
  if (a > b) return a;
  return b;
}

/** `Math.min` for what may be a bigint. */
export function smaller<T extends number | bigint>(a: T, b: T): T {
  if (a < b) return a;
  return b;
}

function meet6(a: Addresses6, b: Addresses6): readonly Addresses6[] {
  const lo = larger(a.lo, b.lo);
  const hi = smaller(a.hi, b.hi);
  if (lo > hi) return [];
  if (lo === a.lo && hi === a.hi) return [a];
  if (lo === b.lo && hi === b.hi) return [b];
  return [{ family: 6, lo, hi }];
}

function meet4(a: Addresses4, b: Addresses4): readonly Addresses4[] {
  if (a.hi < b.lo || b.hi < a.lo) return [];
  if (a.wild === 0 && b.wild === 0) {
    const lo = Math.max(a.lo, b.lo);
    const hi = Math.min(a.hi, b.hi);
    if (lo === a.lo && hi === a.hi) return [a];
    if (lo === b.lo && hi === b.hi) return [b];
    return [{ family: 4, lo, hi, wild: 0 }];
  }
  if (coversAddresses(a, b)) return [b];
  if (coversAddresses(b, a)) return [a];
  const out: Addresses4[] = [];
  for (const [value, wild] of blocks(a)) {
    for (const [otherValue, otherWild] of blocks(b)) {
      if (((value ^ otherValue) & ~wild & ~otherWild) !== 0) continue;
      out.push(wildcard4((value & ~wild) | (otherValue & ~otherWild), wild & otherWild));
    }
  }
  return out;
}

/** The set as disjoint (value, wildcard) pairs: itself for a wildcard, its prefixes (at most 62) for a range. */
function blocks(set: Addresses4): readonly (readonly [number, number])[] {
  if (set.wild !== 0) return [[set.lo, set.wild]];
  const out: (readonly [number, number])[] = [];
  let lo = set.lo;
  while (lo <= set.hi) {
    let size = lo === 0 ? 2 ** 32 : (lo & -lo) >>> 0;
    while (lo + size - 1 > set.hi) size /= 2;
    out.push([lo, size - 1]);
    lo += size;
  }
  return out;
}

/** What of `a` is not in `b`, as disjoint sets. */
export function minusAddresses(a: Addresses, b: Addresses): readonly Addresses[] {
  if (a.family === 6) return b.family === 6 ? minus6(a, b) : [a];
  return b.family === 4 ? minus4(a, b) : [a];
}

function minus6(a: Addresses6, b: Addresses6): readonly Addresses6[] {
  if (b.hi < a.lo || b.lo > a.hi) return [a];
  const rest: Addresses6[] = [];
  if (b.lo > a.lo) rest.push({ family: 6, lo: a.lo, hi: b.lo - 1n });
  if (b.hi < a.hi) rest.push({ family: 6, lo: b.hi + 1n, hi: a.hi });
  return rest;
}

function minus4(a: Addresses4, b: Addresses4): readonly Addresses4[] {
  if (b.hi < a.lo || b.lo > a.hi) return [a];
  if (coversAddresses(b, a)) return [];
  if (b.wild === 0) return meetSome(a, [range4(0, b.lo - 1), range4(b.hi + 1, MAX4)]);
  return blocks(a).flatMap(([value, wild]) => minusBlock(value, wild, b));
}

function meetSome(a: Addresses4, others: readonly (Addresses4 | undefined)[]): readonly Addresses4[] {
  return others.flatMap((other) => (other === undefined ? [] : meet4(a, other)));
}

/** A (value, wildcard) block without the addresses of a wildcard set: one piece for each bit that only the latter fixes. */
function minusBlock(value: number, wild: number, b: Addresses4): readonly Addresses4[] {
  if (((value ^ b.lo) & ~wild & ~b.wild) !== 0) return [wildcard4(value, wild)];
  const out: Addresses4[] = [];
  let base = value;
  let left = wild;
  for (let bit = 31; bit >= 0; bit--) {
    const mask = (1 << bit) >>> 0;
    if ((wild & mask) === 0 || (b.wild & mask) !== 0) continue;
    left = (left & ~mask) >>> 0;
    out.push(wildcard4((base & ~mask) | (~b.lo & mask), left));
    base = ((base & ~mask) | (b.lo & mask)) >>> 0;
  }
  return out;
}

/** The addresses in none of `sets`, of the family of `within`, as disjoint sets; undefined beyond `limit` sets. */
export function complementAddresses(
  sets: readonly Addresses[],
  within: Addresses,
  limit: number,
): readonly Addresses[] | undefined {
  let rest: readonly Addresses[] = [within];
  for (const set of sets) {
    rest = rest.flatMap((piece) => minusAddresses(piece, set));
    if (rest.length > limit) return undefined;
  }
  return rest;
}

/** Whether an address (a number for IPv4, a bigint for IPv6) is in the set. */
export function holdsAddress(set: Addresses, address: number | bigint): boolean {
  if (set.family === 6) return typeof address === 'bigint' && address >= set.lo && address <= set.hi;
  if (typeof address !== 'number') return false;
  return set.wild === 0 ? address >= set.lo && address <= set.hi : ((address ^ set.lo) & ~set.wild) === 0;
}
