import type { Addresses } from './addresses.ts';
import { ANY4, ANY6, coversAddresses, meetAddresses, minusAddresses } from './addresses.ts';
import type { Range } from './range.ts';
import { ANY_PORT, ANY_PROTOCOL, coversRange, meetRange, minusRange } from './range.ts';

/**
 * A product of conditions: every packet of one address family whose fields all lie in the given sets. Ports exist in
 * {@link PORTED} protocols only; where a port range is not {@link ANY_PORT}, `protocol` is one of these.
 */
export interface Box {
  readonly protocol: Range;
  readonly source: Addresses;
  readonly sourcePort: Range;
  readonly destination: Addresses;
  readonly destinationPort: Range;
}

/** Conditions on a box; what is absent may be anything. */
export interface BoxParts {
  readonly protocol?: number | Range | undefined;
  readonly source?: Addresses | undefined;
  readonly sourcePort?: number | Range | undefined;
  readonly destination?: Addresses | undefined;
  readonly destinationPort?: number | Range | undefined;
}

/** Protocols with ports where UDP has them: TCP, UDP, DCCP, SCTP, UDP-Lite (IANA protocol numbers). */
export const PORTED: readonly number[] = [6, 17, 33, 132, 136];

/** All IPv4 packets. */
export const ALL4: Box = {
  protocol: ANY_PROTOCOL,
  source: ANY4,
  sourcePort: ANY_PORT,
  destination: ANY4,
  destinationPort: ANY_PORT,
};

/** All IPv6 packets. */
export const ALL6: Box = { ...ALL4, source: ANY6, destination: ANY6 };

/**
 * The packets that meet all conditions: none when the addresses are of two families, several boxes when ports are given for a
 * range of protocols. The family is IPv4 where no address tells otherwise.
 */
export function boxes(parts: BoxParts): readonly Box[] {
  const family = parts.source?.family ?? parts.destination?.family ?? 4;
  const any = family === 4 ? ANY4 : ANY6;
  const source = parts.source ?? any;
  const destination = parts.destination ?? any;
  if (source.family !== destination.family) return [];
  const sourcePort = asRange(parts.sourcePort) ?? ANY_PORT;
  const destinationPort = asRange(parts.destinationPort) ?? ANY_PORT;
  const protocol = asRange(parts.protocol) ?? ANY_PROTOCOL;
  const ported = !isAnyPort(sourcePort) || !isAnyPort(destinationPort);
  const protocols = ported ? portedWithin(protocol) : [protocol];
  return protocols.map((one) => ({ protocol: one, source, sourcePort, destination, destinationPort }));
}

function asRange(value: number | Range | undefined): Range | undefined {
  return typeof value === 'number' ? { lo: value, hi: value } : value;
}

/** Whether a range of ports holds all of them. */
export function isAnyPort(range: Range): boolean {
  return range.lo === 0 && range.hi === 65535;
}

/** The {@link PORTED} protocols of a range, one range each. */
export function portedWithin(range: Range): readonly Range[] {
  return PORTED.filter((number) => number >= range.lo && number <= range.hi).map((number) => ({ lo: number, hi: number }));
}

/** Whether every packet of `b` is in `a`. */
export function coversBox(a: Box, b: Box): boolean {
  return (
    coversRange(a.protocol, b.protocol) &&
    coversRange(a.destinationPort, b.destinationPort) &&
    coversRange(a.sourcePort, b.sourcePort) &&
    coversAddresses(a.destination, b.destination) &&
    coversAddresses(a.source, b.source)
  );
}

/** Whether the two have a packet in common, up to the enclosing ranges: false is certain. */
export function mayMeet(a: Box, b: Box): boolean {
  return (
    overlaps(a.protocol, b.protocol) &&
    overlaps(a.destinationPort, b.destinationPort) &&
    overlaps(a.sourcePort, b.sourcePort) &&
    a.source.family === b.source.family &&
    spansOverlap(a.destination, b.destination) &&
    spansOverlap(a.source, b.source)
  );
}

function overlaps(a: Range, b: Range): boolean {
  return a.lo <= b.hi && b.lo <= a.hi;
}

function spansOverlap(a: Addresses, b: Addresses): boolean {
  return a.lo <= b.hi && b.lo <= a.hi;
}

/** The common packets, as disjoint boxes: one, unless a wildcard mask meets a range. */
export function meetBox(a: Box, b: Box): readonly Box[] {
  if (!mayMeet(a, b)) return [];
  const protocol = meetRange(a.protocol, b.protocol);
  const sourcePort = meetRange(a.sourcePort, b.sourcePort);
  const destinationPort = meetRange(a.destinationPort, b.destinationPort);
  if (protocol === undefined || sourcePort === undefined || destinationPort === undefined) return [];
  const destinations = meetAddresses(a.destination, b.destination);
  const out: Box[] = [];
  for (const source of meetAddresses(a.source, b.source)) {
    for (const destination of destinations) out.push({ protocol, source, sourcePort, destination, destinationPort });
  }
  return out;
}

/** What of `a` is not in `b`, as disjoint boxes. */
export function minusBox(a: Box, b: Box): readonly Box[] {
  const common = meetBox(a, b);
  if (common.length === 0) return [a];
  if (common.length === 1) return cut(a, b);
  let rest: readonly Box[] = [a];
  for (const piece of common) rest = rest.flatMap((box) => minusBox(box, piece));
  return rest;
}

/**
 * Cuts field by field: what differs in the first field, then what agrees there and differs in the next one, and so on. The
 * common packets are one box.
 */
function cut(a: Box, b: Box): readonly Box[] {
  const protocol = meetRange(a.protocol, b.protocol);
  const [destination] = meetAddresses(a.destination, b.destination);
  const [source] = meetAddresses(a.source, b.source);
  const destinationPort = meetRange(a.destinationPort, b.destinationPort);
  const sourcePort = meetRange(a.sourcePort, b.sourcePort);
  if (!protocol || !destination || !source || !destinationPort || !sourcePort) return [a];
  const out: Box[] = [];
  for (const piece of minusRange(a.protocol, b.protocol)) out.push({ ...a, protocol: piece });
  for (const piece of minusAddresses(a.destination, b.destination)) out.push({ ...a, protocol, destination: piece });
  for (const piece of minusAddresses(a.source, b.source)) out.push({ ...a, protocol, destination, source: piece });
  for (const piece of minusRange(a.destinationPort, b.destinationPort)) {
    out.push({ protocol, destination, source, destinationPort: piece, sourcePort: a.sourcePort });
  }
  for (const piece of minusRange(a.sourcePort, b.sourcePort)) {
    out.push({ protocol, destination, source, destinationPort, sourcePort: piece });
  }
  return out;
}
