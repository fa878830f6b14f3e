/** An IP address as bytes: 4 or 16 of them. */
export type AddressBytes = readonly number[];

/** Parses a dotted quad as inet_pton does: four decimal numbers without leading zeros. */
export function parseIpv4(text: string): AddressBytes | undefined {
  if (text.length > 15) return undefined;
  const parts = text.split('.');
  if (parts.length !== 4) return undefined;
  const bytes: number[] = [];
  for (const part of parts) {
    if (!/^(?:0|[1-9][0-9]{0,2})$/.test(part) || Number(part) > 255) return undefined;
    bytes.push(Number(part));
  }
  return bytes;
}

/** Parses an IPv6 address as inet_pton does. */
export function parseIpv6(text: string): AddressBytes | undefined {
  if (text.length > 45 || !text.includes(':')) return undefined;
  const halves = text.split('::');
  if (halves.length > 2) return undefined;
  const head = ipv6Groups(halves[0] ?? '', halves.length === 1);
  if (halves.length === 1) return head?.length === 16 ? head : undefined;
  const tail = ipv6Groups(halves[1] ?? '', true);
  if (head === undefined || tail === undefined || head.length + tail.length > 14) return undefined;
  return [...head, ...new Array<number>(16 - head.length - tail.length).fill(0), ...tail];
}

function ipv6Groups(text: string, last: boolean): number[] | undefined {
  if (text === '') return [];
  const bytes: number[] = [];
  const groups = text.split(':');
  for (const [index, group] of groups.entries()) {
    if (last && index === groups.length - 1 && group.includes('.')) {
      const embedded = parseIpv4(group);
      if (embedded === undefined) return undefined;
      bytes.push(...embedded);
    } else if (/^[0-9a-fA-F]{1,4}$/.test(group)) {
      const value = Number.parseInt(group, 16);
      bytes.push(value >> 8, value & 255);
    } else return undefined;
  }
  return bytes;
}

/** Parses an address of either family. */
export function parseAddress(text: string): AddressBytes | undefined {
  return parseIpv4(text) ?? parseIpv6(text);
}

/** Canonical text of an address (RFC 5952 for IPv6). */
export function addressText(bytes: AddressBytes): string {
  if (bytes.length === 4) return bytes.join('.');
  const groups: number[] = [];
  for (let i = 0; i < 16; i += 2) groups.push(((bytes[i] ?? 0) << 8) | (bytes[i + 1] ?? 0));
  const { start, length } = longestZeroRun(groups);
  const hex = groups.map((group) => group.toString(16));
  if (length < 2) return hex.join(':');
  return `${hex.slice(0, start).join(':')}::${hex.slice(start + length).join(':')}`;
}

function longestZeroRun(groups: readonly number[]): { start: number; length: number } {
  let best = { start: 0, length: 0 };
  for (let start = 0; start < groups.length; start++) {
    let end = start;
    while (groups[end] === 0) end++;
    if (end - start > best.length) best = { start, length: end - start };
    start = Math.max(start, end);
  }
  return best;
}

/** The address with all bits behind the prefix cleared. */
export function networkOf(bytes: AddressBytes, prefixLength: number): AddressBytes {
  return bytes.map((byte, index) => {
    const kept = Math.min(8, Math.max(0, prefixLength - index * 8));
    return byte & (0xff00 >> kept) & 0xff;
  });
}

/** A subnet, its host bits cleared. */
export interface Subnet {
  readonly family: 4 | 6;
  /** `192.0.2.0/24`. */
  readonly text: string;
  readonly prefixLength: number;
}

/** Parses `address/length`, or a bare address as a host. */
export function parseSubnet(text: string): Subnet | undefined {
  const slash = text.indexOf('/');
  const bytes = parseAddress(slash === -1 ? text : text.slice(0, slash));
  if (bytes === undefined) return undefined;
  const bits = bytes.length * 8;
  const length = slash === -1 ? String(bits) : text.slice(slash + 1);
  if (!/^[0-9]{1,3}$/.test(length) || Number(length) > bits) return undefined;
  const prefixLength = Number(length);
  return {
    family: bytes.length === 4 ? 4 : 6,
    text: `${addressText(networkOf(bytes, prefixLength))}/${prefixLength}`,
    prefixLength,
  };
}

/**
 * A subnet as strongSwan reads it: the length is the number behind the slash, whatever follows it, and one that is too long means the
 * whole address (libstrongswan, networking/host.c, `host_create_from_subnet`). `exact` is false when that is not what is written.
 */
export function readSubnet(text: string): (Subnet & { readonly exact: boolean }) | undefined {
  const exact = parseSubnet(text);
  if (exact !== undefined) return { ...exact, exact: true };
  const slash = text.indexOf('/');
  const bytes = slash === -1 ? undefined : parseAddress(text.slice(0, slash));
  if (bytes === undefined) return undefined;
  const length = Math.min(Number(/^[0-9]{0,9}/.exec(text.slice(slash + 1))?.[0]), bytes.length * 8);
  const read = parseSubnet(`${addressText(bytes)}/${length}`);
  return read === undefined ? undefined : { ...read, exact: false };
}

/** Parses `from-to` of one family, `from` not above `to`. */
export function parseRange(text: string): { readonly family: 4 | 6; readonly text: string } | undefined {
  const dash = text.indexOf('-');
  if (dash === -1) return undefined;
  const from = parseAddress(text.slice(0, dash));
  const to = parseAddress(text.slice(dash + 1));
  if (from === undefined || to === undefined || from.length !== to.length || compareBytes(from, to) > 0) return undefined;
  return { family: from.length === 4 ? 4 : 6, text: `${addressText(from)}-${addressText(to)}` };
}

function compareBytes(a: AddressBytes, b: AddressBytes): number {
  for (const [index, byte] of a.entries()) {
    const difference = byte - (b[index] ?? 0);
    if (difference !== 0) return difference;
  }
  return 0;
}

/** A word that a template engine or an editor has left in the place of an address: `<removed>`, `${LAN}`, `@LAN@`, `MY_NET/24`. */
export function isPlaceholder(text: string): boolean {
  return /^(?:<[^<>]*>|\$\{?[A-Za-z_][A-Za-z0-9_]*\}?|\{\{[^{}]*\}\}|@[A-Z_]+@|%%?[A-Z_]+%|[A-Z][A-Z0-9]*_[A-Z0-9_]*)(?:\/[0-9]{1,3})?$/.test(
    text,
  );
}
