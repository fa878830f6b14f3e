import { formatIpv6, parseIpv4, parseIpv6 } from '../packets/index.ts';

/** IPv4 prefixes that count as private (contract, "The path of a pair"): RFC 1918, RFC 6598, RFC 3927. */
const PRIVATE4: readonly (readonly [base: number, bits: number])[] = [
  [0x0a000000, 8],
  [0xac100000, 12],
  [0xc0a80000, 16],
  [0x64400000, 10],
  [0xa9fe0000, 16],
];

/** Stands for an address that nobody can know: the IPv4 dummy address (RFC 7600) and a discard-only one (RFC 6666). */
export const UNKNOWN_ADDRESS = { 4: '192.0.0.8', 6: '100::8' } as const;

/** Family of an address; undefined for anything else. */
export function familyOf(address: string): 4 | 6 | undefined {
  if (address.includes(':')) return parseIpv6(address) === undefined ? undefined : 6;
  return parseIpv4(address) === undefined ? undefined : 4;
}

/** The same text for equal addresses; other text is returned as it is. */
export function canonicalAddress(address: string): string {
  if (!address.includes(':')) return address;
  const value = parseIpv6(address);
  return value === undefined ? address : formatIpv6(value);
}

/**
 * Whether an address is private: RFC 1918, 100.64.0.0/10, 169.254.0.0/16, fc00::/7, fe80::/10 and nothing else. Documentation and
 * benchmark ranges count as public.
 */
export function isPrivate(address: string): boolean {
  const v4 = parseIpv4(address);
  if (v4 !== undefined) return PRIVATE4.some(([base, bits]) => v4 >>> (32 - bits) === base >>> (32 - bits));
  const v6 = parseIpv6(address);
  if (v6 === undefined) return false;
  return v6 >> 121n === 0xfen || v6 >> 118n === 0x3fan;
}

/** An address or a network as numbers: `a`, `a/len` or `a-b`. */
export interface Bounds {
  readonly family: 4 | 6;
  readonly from: number | bigint;
  readonly to: number | bigint;
}

/** Bounds of `a`, `a/len` or `a-b`; undefined for anything else. */
export function boundsOf(text: string): Bounds | undefined {
  const dash = text.indexOf('-');
  if (dash !== -1) return joinBounds(boundsOf(text.slice(0, dash)), boundsOf(text.slice(dash + 1)));
  const slash = text.indexOf('/');
  const address = slash === -1 ? text : text.slice(0, slash);
  const bits = slash === -1 ? undefined : Number(text.slice(slash + 1));
  const v4 = parseIpv4(address);
  if (v4 !== undefined) return bounds4(v4, bits ?? 32);
  const v6 = parseIpv6(address);
  return v6 === undefined ? undefined : bounds6(v6, bits ?? 128);
}

function joinBounds(low: Bounds | undefined, high: Bounds | undefined): Bounds | undefined {
  if (low === undefined || high === undefined || low.family !== high.family || low.from > high.to) return undefined;
  return { family: low.family, from: low.from, to: high.to };
}

function bounds4(address: number, bits: number): Bounds | undefined {
  if (!Number.isInteger(bits) || bits < 0 || bits > 32) return undefined;
  const hosts = 2 ** (32 - bits);
  const from = Math.floor(address / hosts) * hosts;
  return { family: 4, from, to: from + hosts - 1 };
}

function bounds6(address: bigint, bits: number): Bounds | undefined {
  if (!Number.isInteger(bits) || bits < 0 || bits > 128) return undefined;
  const shift = BigInt(128 - bits);
  const from = (address >> shift) << shift;
  return { family: 6, from, to: from + (1n << shift) - 1n };
}

/** Whether an address lies in `a`, `a/len` or `a-b`. */
export function isWithin(address: string, network: string): boolean {
  if (address === network) return true;
  const inner = boundsOf(address);
  const outer = boundsOf(network);
  if (inner === undefined || outer === undefined || inner.family !== outer.family) return false;
  return inner.from >= outer.from && inner.to <= outer.to;
}
