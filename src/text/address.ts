const DOT = 46;

/** Digits of one part of a dotted address, leading zeros among them, and what four parts take at most. */
const MOST_DIGITS = 5;
const LONGEST_IPV4 = 4 * MOST_DIGITS + 3;

/** A dotted IPv4 address as an unsigned 32-bit number; undefined for anything else. Leading zeros are read as decimal. */
export function parseIpv4(text: string): number | undefined {
  if (text.length > LONGEST_IPV4) return undefined;
  let value = 0;
  let part = 0;
  let digits = 0;
  let dots = 0;
  for (let at = 0; at < text.length; at++) {
    const code = text.charCodeAt(at);
    if (code === DOT) {
      if (digits === 0) return undefined;
      value = value * 256 + part;
      part = 0;
      digits = 0;
      dots++;
    } else {
      const digit = code - 48;
      if (digit < 0 || digit > 9) return undefined;
      part = part * 10 + digit;
      if (++digits > MOST_DIGITS || part > 255) return undefined;
    }
  }
  return dots === 3 && digits > 0 ? value * 256 + part : undefined;
}

/** A decimal number from 0 to `max` (at most 65535) and nothing else. */
export function decimal(text: string, max: number): number | undefined {
  if (text.length === 0 || text.length > 5) return undefined;
  let value = 0;
  for (let i = 0; i < text.length; i++) {
    const digit = text.charCodeAt(i) - 48;
    if (digit < 0 || digit > 9) return undefined;
    value = value * 10 + digit;
  }
  return value <= max ? value : undefined;
}

/** An IPv6 address (RFC 4291, 2.2, with embedded IPv4; a zone after `%` is ignored) as a number; undefined for anything else. */
export function parseIpv6(text: string): bigint | undefined {
  if (text.length > 100) return undefined;
  const zone = text.indexOf('%');
  const address = zone === -1 ? text : text.slice(0, zone);
  const halves = address.split('::', 3);
  if (halves.length > 2 || !address.includes(':')) return undefined;
  const head = groups(halves[0] ?? '');
  const tail = halves.length === 2 ? groups(halves[1] ?? '') : [];
  if (head === undefined || tail === undefined) return undefined;
  const missing = 8 - head.length - tail.length;
  if (halves.length === 2 ? missing < 1 : missing !== 0) return undefined;
  let value = 0n;
  for (const group of [...head, ...new Array<number>(missing).fill(0), ...tail]) value = (value << 16n) | BigInt(group);
  return value;
}

function groups(text: string): number[] | undefined {
  if (text === '') return [];
  const out: number[] = [];
  const parts = text.split(':', 9);
  for (const [index, part] of parts.entries()) {
    const v4 = index === parts.length - 1 ? parseIpv4(part) : undefined;
    if (v4 !== undefined) out.push(v4 >>> 16, v4 & 0xffff);
    else if (/^[0-9a-fA-F]{1,4}$/.test(part)) out.push(Number.parseInt(part, 16));
    else return undefined;
  }
  return out;
}

/** Dotted form of an unsigned 32-bit number. */
export function formatIpv4(value: number): string {
  return `${value >>> 24}.${(value >>> 16) & 255}.${(value >>> 8) & 255}.${value & 255}`;
}

/** Canonical form of an IPv6 address (RFC 5952). */
export function formatIpv6(value: bigint): string {
  const parts: number[] = [];
  for (let shift = 112n; shift >= 0n; shift -= 16n) parts.push(Number((value >> shift) & 0xffffn));
  let best = { at: -1, length: 1 };
  for (let at = 0; at < 8; at++) {
    let length = 0;
    while (at + length < 8 && parts[at + length] === 0) length++;
    if (length > best.length) best = { at, length };
  }
  const hex = parts.map((part) => part.toString(16));
  if (best.at === -1) return hex.join(':');
  return `${hex.slice(0, best.at).join(':')}::${hex.slice(best.at + best.length).join(':')}`;
}
