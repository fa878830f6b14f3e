import { isIPv4, isIPv6 } from 'node:net';
import type { Provenance } from '../../model/provenance.ts';
import type { Range } from './implementation.ts';

/** An inclusive range of addresses: numbers for IPv4, 128-bit integers for IPv6. */
export interface AddressRange {
  readonly family: 4 | 6;
  readonly from: number | bigint;
  readonly to: number | bigint;
}

const MOST_REMEMBERED = 200_000;
const remembered = new Map<string, AddressRange | undefined>();

/** Range of `192.0.2.1`, `192.0.2.0/24`, `192.0.2.1-192.0.2.9` and the same for IPv6; host bits of a prefix are ignored. */
export function addressRange(text: string): AddressRange | undefined {
  if (remembered.has(text)) return remembered.get(text);
  if (remembered.size >= MOST_REMEMBERED) remembered.clear();
  const range = parseRange(text);
  remembered.set(text, range);
  return range;
}

function parseRange(text: string): AddressRange | undefined {
  const slash = text.indexOf('/');
  if (slash >= 0) return prefixRange(text.slice(0, slash).trim(), Number(text.slice(slash + 1)));
  const dash = text.indexOf('-');
  if (dash >= 0) {
    const from = parseAddress(text.slice(0, dash).trim());
    const to = parseAddress(text.slice(dash + 1).trim());
    if (from === undefined || to === undefined || from.family !== to.family || from.value > to.value) return undefined;
    return { family: from.family, from: from.value, to: to.value };
  }
  const one = parseAddress(text.trim());
  return one === undefined ? undefined : { family: one.family, from: one.value, to: one.value };
}

function prefixRange(text: string, length: number): AddressRange | undefined {
  const base = parseAddress(text);
  if (base === undefined || !Number.isInteger(length) || length < 0) return undefined;
  if (typeof base.value === 'number') {
    if (length > 32) return undefined;
    const size = 2 ** (32 - length);
    const from = Math.floor(base.value / size) * size;
    return { family: 4, from, to: from + size - 1 };
  }
  if (length > 128) return undefined;
  const bits = BigInt(128 - length);
  const from = (base.value >> bits) << bits;
  return { family: 6, from, to: from + (1n << bits) - 1n };
}

function parseAddress(text: string): { readonly family: 4 | 6; readonly value: number | bigint } | undefined {
  if (isIPv4(text)) return { family: 4, value: text.split('.').reduce((sum, part) => sum * 256 + Number(part), 0) };
  if (isIPv6(text)) return { family: 6, value: parseIPv6(text) };
  return undefined;
}

function parseIPv6(text: string): bigint {
  const zone = text.indexOf('%');
  const bare = zone < 0 ? text : text.slice(0, zone);
  const [head = '', tail] = bare.split('::');
  const left = groups(head);
  const right = tail === undefined ? [] : groups(tail);
  const middle = tail === undefined ? [] : Array.from({ length: 8 - left.length - right.length }, () => 0);
  return [...left, ...middle, ...right].reduce((sum, group) => (sum << 16n) + BigInt(group), 0n);
}

function groups(text: string): number[] {
  if (text === '') return [];
  return text.split(':').flatMap((group) => {
    if (!group.includes('.')) return [Number.parseInt(group, 16)];
    const value = group.split('.').reduce((sum, part) => sum * 256 + Number(part), 0);
    return [Math.floor(value / 65536), value % 65536];
  });
}

/** True when both texts are the same address. */
export function sameAddress(a: string, b: string): boolean {
  if (a === b) return true;
  const left = addressRange(a);
  const right = addressRange(b);
  return (
    left !== undefined && right !== undefined && left.family === right.family && left.from === right.from && left.to === right.to
  );
}

/** True when the first range lies in the second. */
export function within(inner: AddressRange, outer: AddressRange): boolean {
  return inner.family === outer.family && inner.from >= outer.from && inner.to <= outer.to;
}

/** Number of leading bits that all addresses share when the range is a prefix, else undefined. */
export function prefixLength(range: AddressRange): number | undefined {
  const bits = range.family === 4 ? 32 : 128;
  const from = BigInt(range.from);
  const size = BigInt(range.to) - from + 1n;
  if ((size & (size - 1n)) !== 0n || from % size !== 0n) return undefined;
  return bits - (size.toString(2).length - 1);
}

/** True for a range of exactly one address. */
export function isHost(range: AddressRange): boolean {
  return range.from === range.to;
}

/** What both ranges have in common: addresses, protocol and ports; undefined when nothing (RFC 7296, 2.9). */
export function intersect(a: Range, b: Range): Range | undefined {
  if (a.family !== b.family) return undefined;
  // biome-ignore lint/complexity/useMathMinMax: big integers, too
  const from = a.from >= b.from ? a.from : b.from;
  // biome-ignore lint/complexity/useMathMinMax: big integers, too
  const to = a.to <= b.to ? a.to : b.to;
  if (from > to) return undefined;
  if (a.protocol !== b.protocol && a.protocol !== 0 && b.protocol !== 0) return undefined;
  const ports = commonPorts(a, b);
  if (ports === undefined) return undefined;
  return { family: a.family, from, to, protocol: a.protocol === 0 ? b.protocol : a.protocol, ...ports, origin: a.origin };
}

function commonPorts(a: Range, b: Range): { readonly portFrom: number; readonly portTo: number } | undefined {
  const aOpaque = isOpaque(a);
  const bOpaque = isOpaque(b);
  if (aOpaque || bOpaque) {
    const fits = (aOpaque && bOpaque) || (aOpaque ? isAnyPort(b) : isAnyPort(a));
    return fits ? { portFrom: 65535, portTo: 0 } : undefined;
  }
  const portFrom = Math.max(a.portFrom, b.portFrom);
  const portTo = Math.min(a.portTo, b.portTo);
  return portFrom > portTo ? undefined : { portFrom, portTo };
}

function isOpaque(range: Range): boolean {
  return range.portFrom === 65535 && range.portTo === 0;
}

function isAnyPort(range: Range): boolean {
  return range.portFrom === 0 && range.portTo === 65535;
}

/** True when both ranges say the same. */
export function sameRange(a: Range, b: Range): boolean {
  return (
    a.family === b.family &&
    a.from === b.from &&
    a.to === b.to &&
    a.protocol === b.protocol &&
    a.portFrom === b.portFrom &&
    a.portTo === b.portTo
  );
}

/** True when every packet of the first range is one of the second. */
export function contained(inner: Range, outer: Range): boolean {
  const common = intersect(inner, outer);
  return common !== undefined && sameRange(common, inner);
}

/** The same protocol and ports for one address. */
export function withAddress(range: Range, address: AddressRange): Range {
  return { ...range, family: address.family, from: address.from, to: address.to };
}

/** A range of every protocol and port for an address or network; undefined when the text is neither. */
export function rangeOf(text: string, origin: Provenance): Range | undefined {
  const range = addressRange(text);
  return range === undefined ? undefined : { ...range, protocol: 0, portFrom: 0, portTo: 65535, origin };
}

/** As configurations write it: `192.168.0.0/24`, `10.0.0.1-10.0.0.9`, with `[protocol/port]` when limited. */
export function rangeText(range: Range): string {
  const length = prefixLength(range);
  const network =
    length === undefined
      ? `${addressText(range.family, range.from)}-${addressText(range.family, range.to)}`
      : `${addressText(range.family, range.from)}/${length}`;
  if (range.protocol === 0 && isAnyPort(range)) return network;
  const ports = isAnyPort(range)
    ? ''
    : isOpaque(range)
      ? '/opaque'
      : `/${range.portFrom}${range.portFrom === range.portTo ? '' : `-${range.portTo}`}`;
  return `${network}[${range.protocol === 0 ? 'any' : range.protocol}${ports}]`;
}

function addressText(family: 4 | 6, value: number | bigint): string {
  if (family === 4) {
    const number = Number(value);
    return [24, 16, 8, 0].map((shift) => Math.floor(number / 2 ** shift) % 256).join('.');
  }
  const hex = BigInt(value).toString(16).padStart(32, '0');
  const parts = hex.match(/.{4}/g) ?? [];
  return parts
    .map((part) => part.replace(/^0{1,3}/, ''))
    .join(':')
    .replace(/(^|:)0(:0)+(:|$)/, '::');
}
