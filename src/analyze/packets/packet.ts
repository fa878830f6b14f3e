import { formatAddress } from './address-text.ts';
import type { Addresses, Addresses4, Addresses6 } from './addresses.ts';
import { holdsAddress } from './addresses.ts';
import type { Box } from './box.ts';
import { isAnyPort, PORTED } from './box.ts';
import type { Range } from './range.ts';
import type { PacketSet } from './set.ts';

/** One concrete packet. Addresses are unsigned numbers for IPv4 and bigints for IPv6; ports exist where the protocol has them. */
export interface Packet {
  readonly protocol: number;
  readonly source: number | bigint;
  readonly sourcePort?: number;
  readonly destination: number | bigint;
  readonly destinationPort?: number;
}

const NAMES: ReadonlyMap<number, string> = new Map([
  [1, 'icmp'],
  [2, 'igmp'],
  [4, 'ipip'],
  [6, 'tcp'],
  [17, 'udp'],
  [33, 'dccp'],
  [41, 'ipv6'],
  [47, 'gre'],
  [50, 'esp'],
  [51, 'ah'],
  [58, 'icmpv6'],
  [88, 'eigrp'],
  [89, 'ospf'],
  [103, 'pim'],
  [108, 'ipcomp'],
  [112, 'vrrp'],
  [132, 'sctp'],
  [136, 'udplite'],
]);

/** A source port that nothing is known to listen on (RFC 6056: ephemeral). */
const EPHEMERAL = 54321;

/** Addresses for documentation (RFC 5737, RFC 3849), shown where any would do. */
const SAMPLES = {
  source: [0xc6336407, 0xcb007107, 0xc0000207, 0x20010db8000000000000000000000007n],
  destination: [0xcb007101, 0xc6336401, 0xc0000201, 0x20010db8000000000000000000000001n],
} as const;

/** Name of an IP protocol as packets are described: `udp`, `esp`, `protocol 200`. */
function protocolName(number: number): string {
  return NAMES.get(number) ?? `protocol ${number}`;
}

/** A packet of the set, the same one each time and as plain as the set allows; undefined when the set is empty. */
export function witness(set: PacketSet): Packet | undefined {
  const [box] = set.boxes;
  return box === undefined ? undefined : witnessOf(box);
}

/** A packet of the box, the same one each time and as plain as the box allows. */
export function witnessOf(box: Box): Packet {
  const ported = !isAnyPort(box.sourcePort) || !isAnyPort(box.destinationPort);
  const protocol = pick(box.protocol, ported ? [] : [17, 6, 50, 1]);
  const source = pickAddress(box.source, SAMPLES.source);
  const destination = pickAddress(box.destination, SAMPLES.destination);
  if (!PORTED.includes(protocol)) return { protocol, source, destination };
  const sourcePort = pick(box.sourcePort, [EPHEMERAL, 4500, 500]);
  const destinationPort = pick(box.destinationPort, isAnyPort(box.destinationPort) ? [33434] : []);
  return { protocol, source, sourcePort, destination, destinationPort };
}

function pick(range: Range, preferred: readonly number[]): number {
  const found = preferred.find((value) => value >= range.lo && value <= range.hi);
  return found ?? (range.lo === 0 && range.hi > 0 ? 1 : range.lo);
}

function pickAddress(set: Addresses, samples: readonly (number | bigint)[]): number | bigint {
  const sample = samples.find((address) => holdsAddress(set, address));
  if (sample !== undefined && isWide(set)) return sample;
  return set.family === 4 ? lowest4(set) : lowest6(set);
}

/** 1.0.0.1: below it stands the network 0.0.0.0/8, which no packet comes from (RFC 1122, 3.2.1.3). */
const FIRST_UNICAST = 0x01000001;

/** Wide sets say nothing of their own: a documentation address reads better than their first one. */
function isWide(set: Addresses): boolean {
  return set.family === 4 ? set.hi - set.lo >= 0x1000000 : set.hi - set.lo >= 1n << 96n;
}

/** The lowest address that is not obviously a network's own one. */
function lowest4(set: Addresses4): number {
  if (set.wild === 0 && set.lo <= FIRST_UNICAST && set.hi >= FIRST_UNICAST) return FIRST_UNICAST;
  const isNetwork = set.hi - set.lo >= 3 && (set.lo & 3) === 0;
  const next = set.wild === 0 ? set.lo + 1 : (set.lo | (set.wild & -set.wild)) >>> 0;
  return isNetwork ? next : set.lo;
}

function lowest6(set: Addresses6): bigint {
  return set.hi - set.lo >= 3n && (set.lo & 3n) === 0n ? set.lo + 1n : set.lo;
}

/** A packet as one reads it: `udp 198.51.100.7:54321 -> 203.0.113.1:4500`, `esp 2001:db8::7 -> 2001:db8::1`. */
export function describePacket(packet: Packet): string {
  const source = endpoint(packet.source, packet.sourcePort);
  return `${protocolName(packet.protocol)} ${source} -> ${endpoint(packet.destination, packet.destinationPort)}`;
}

function endpoint(address: number | bigint, port: number | undefined): string {
  const text = formatAddress(address);
  if (port === undefined) return text;
  return typeof address === 'bigint' ? `[${text}]:${port}` : `${text}:${port}`;
}
