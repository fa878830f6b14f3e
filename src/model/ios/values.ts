import { oneOf } from '../../text/names.ts';

/** An IPv4 address as an unsigned number; undefined for anything else. */
export function ipv4(text: string): number | undefined {
  let value = 0;
  let part = -1;
  let parts = 0;
  for (let i = 0; i <= text.length; i++) {
    const code = i < text.length ? text.charCodeAt(i) : 46;
    if (code === 46) {
      if (part < 0 || part > 255) return undefined;
      value = value * 256 + part;
      part = -1;
      parts++;
    } else if (code >= 48 && code <= 57) part = (part < 0 ? 0 : part * 10) + code - 48;
    else return undefined;
  }
  return parts === 4 ? value : undefined;
}

/** Dotted text of an unsigned number. */
export function dotted(value: number): string {
  return `${(value >>> 24) & 255}.${(value >>> 16) & 255}.${(value >>> 8) & 255}.${value & 255}`;
}

/** Length of the prefix that a netmask stands for; undefined when its ones are not together. */
export function maskLength(mask: number): number | undefined {
  const wildcard = ~mask >>> 0;
  if ((wildcard & (wildcard + 1)) !== 0) return undefined;
  return Math.clz32(wildcard);
}

/** Netmask of a prefix; undefined for more than 32 bits. */
export function maskOfLength(length: number): number | undefined {
  if (length > 32) return undefined;
  return length === 0 ? 0 : (-1 << (32 - length)) >>> 0;
}

/** `a.b.c.d/len` of an address and a netmask (or wildcard); undefined when it is no network. */
export function networkOf(address: string, mask: string): string | undefined {
  const base = ipv4(address);
  const bits = ipv4(mask);
  if (base === undefined || bits === undefined) return undefined;
  const length = maskLength(bits);
  return length === undefined ? undefined : oneOf(`${dotted((base & bits) >>> 0)}/${length}`);
}

/** True for text that an IPv6 address or prefix can be. */
export function looksLikeIpv6(text: string): boolean {
  return text.includes(':') && /^[0-9a-fA-F:.]{2,45}(?:\/[0-9]{1,3})?$/.test(text);
}

/** Family of an address; undefined for names and placeholders. */
export function familyOf(text: string): 4 | 6 | undefined {
  if (ipv4(text) !== undefined) return 4;
  return looksLikeIpv6(text) ? 6 : undefined;
}

/** True for what stands for a value that was taken out or is to be filled in. */
export function isRemoved(text: string): boolean {
  return (
    /^<.*>$/.test(text) ||
    text.includes('${') ||
    text.includes('{{') ||
    /^\*+$/.test(text) ||
    /^x{3,}$/i.test(text) ||
    text === ''
  );
}
