import { decimal, formatIpv4, formatIpv6, parseIpv4, parseIpv6 } from '../../text/address.ts';
import type { Addresses } from './addresses.ts';
import { prefix4, prefix6, range4, range6 } from './addresses.ts';

/** Text form of one address. */
export function formatAddress(value: number | bigint): string {
  return typeof value === 'number' ? formatIpv4(value) : formatIpv6(value);
}

/** An address, `address/length` or `from-to`, IPv4 or IPv6, as a set; undefined when the text is none of these. */
export function parseAddresses(text: string): Addresses | undefined {
  const dash = text.indexOf('-');
  if (dash !== -1) return parseRange(text.slice(0, dash).trim(), text.slice(dash + 1).trim());
  const slash = text.indexOf('/');
  const base = slash === -1 ? text : text.slice(0, slash);
  const v4 = parseIpv4(base);
  const v6 = v4 === undefined ? parseIpv6(base) : undefined;
  const bits = v4 !== undefined ? 32 : 128;
  const length = slash === -1 ? bits : decimal(text.slice(slash + 1), bits);
  if (length === undefined) return undefined;
  if (v4 !== undefined) return prefix4(v4, length);
  return v6 === undefined ? undefined : prefix6(v6, length);
}

function parseRange(from: string, to: string): Addresses | undefined {
  const from4 = parseIpv4(from);
  const to4 = parseIpv4(to);
  if (from4 !== undefined && to4 !== undefined) return range4(from4, to4);
  const from6 = parseIpv6(from);
  const to6 = parseIpv6(to);
  return from6 !== undefined && to6 !== undefined ? range6(from6, to6) : undefined;
}
