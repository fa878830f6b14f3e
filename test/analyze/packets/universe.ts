import type { Addresses, Box, Match, Packet, PacketSet, Range, Service } from '../../../src/analyze/packets/index.ts';
import { ALL4, ALL6, boxes, holdsAddress, range4, range6, wildcard4 } from '../../../src/analyze/packets/index.ts';
import { fc } from '../../seeded.ts';

/*
 * A universe small enough to try every packet: 3 address bits, 2 port bits, protocols TCP, UDP, ESP. The bits are spread over
 * real addresses (bits 0, 7 and 31 for IPv4) so that sign and byte borders are met.
 */

const BITS4 = [0, 7, 31];
const FAMILY6 = [0n, 1n, 1n << 64n, (1n << 64n) + 1n, 1n << 127n, (1n << 127n) + 1n, (1n << 128n) - 2n, (1n << 128n) - 1n];

const spread = (value: number): number => BITS4.reduce((sum, bit, at) => sum + ((value >> at) & 1) * 2 ** bit, 0);

export type Family = 4 | 6;

export const ADDRESSES4: readonly number[] = Array.from({ length: 8 }, (_, at) => spread(at));

const PORTS = [0, 1, 65534, 65535];
const PROTOCOLS = [6, 17, 50];

/** Every packet of the universe. */
export function packets(family: Family): Packet[] {
  const addresses: readonly (number | bigint)[] = family === 4 ? ADDRESSES4 : FAMILY6;
  const out: Packet[] = [];
  for (const protocol of PROTOCOLS) {
    for (const source of addresses) {
      for (const destination of addresses) {
        if (protocol === 50) out.push({ protocol, source, destination });
        else
          for (const sourcePort of PORTS)
            for (const destinationPort of PORTS) out.push({ protocol, source, destination, sourcePort, destinationPort });
      }
    }
  }
  return out;
}

/** Every packet whose addresses are in the universe. */
export function everything(family: Family): Box {
  const all = wildcard4(0, spread(7));
  return family === 6 ? ALL6 : { ...ALL4, source: all, destination: all };
}

const holds = (range: Range, value: number): boolean => value >= range.lo && value <= range.hi;

/** Brute force: whether the packet is in the box. */
export function inBox(box: Box, packet: Packet): boolean {
  return (
    holds(box.protocol, packet.protocol) &&
    holdsAddress(box.source, packet.source) &&
    holdsAddress(box.destination, packet.destination) &&
    (packet.sourcePort === undefined || holds(box.sourcePort, packet.sourcePort)) &&
    (packet.destinationPort === undefined || holds(box.destinationPort, packet.destinationPort))
  );
}

export const inSet = (set: PacketSet, packet: Packet): boolean => set.boxes.some((box) => inBox(box, packet));

/** Brute force: whether the line's product of lists matches the packet. */
export function inMatch(match: Match, packet: Packet): boolean {
  const family = typeof packet.source === 'bigint' ? 6 : 4;
  const inService = (service: Service): boolean => {
    const pinned =
      service.sourcePorts.hi - service.sourcePorts.lo < 65535 ||
      service.destinationPorts.hi - service.destinationPorts.lo < 65535;
    if (!holds(service.protocol, packet.protocol)) return false;
    if (packet.sourcePort === undefined || packet.destinationPort === undefined) return !pinned;
    return holds(service.sourcePorts, packet.sourcePort) && holds(service.destinationPorts, packet.destinationPort);
  };
  return (
    (match.family === undefined || match.family === family) &&
    (match.services === undefined || match.services.some(inService)) &&
    (match.sources === undefined || match.sources.some((set) => holdsAddress(set, packet.source))) &&
    (match.destinations === undefined || match.destinations.some((set) => holdsAddress(set, packet.destination)))
  );
}

const arbRange = (values: readonly number[], max: number): fc.Arbitrary<Range> =>
  fc.oneof(
    fc.constant({ lo: 0, hi: max }),
    fc
      .tuple(fc.constantFrom(...values), fc.constantFrom(...values))
      .map(([a, b]) => ({ lo: Math.min(a, b), hi: Math.max(a, b) })),
  );

const arbPort = arbRange(PORTS, 65535);
const arbProtocol = arbRange(PROTOCOLS, 255);

export const arbAddresses4: fc.Arbitrary<Addresses> = fc
  .oneof(
    fc.tuple(fc.nat(7), fc.nat(7)).map(([base, wild]) => wildcard4(spread(base), spread(wild))),
    fc.tuple(fc.nat(7), fc.nat(7)).map(([a, b]) => range4(Math.min(spread(a), spread(b)), Math.max(spread(a), spread(b)))),
    fc.constant(wildcard4(0, 0xffffffff)),
  )
  .filter((set) => set !== undefined);

const arbAddresses6: fc.Arbitrary<Addresses> = fc
  .tuple(fc.constantFrom(...FAMILY6), fc.constantFrom(...FAMILY6))
  .map(([a, b]) => (a < b ? range6(a, b) : range6(b, a)))
  .filter((set) => set !== undefined);

const arbAddresses = (family: Family): fc.Arbitrary<Addresses> => (family === 4 ? arbAddresses4 : arbAddresses6);

export const arbSet = (family: Family): fc.Arbitrary<PacketSet> =>
  fc
    .array(
      fc.record({
        protocol: arbProtocol,
        source: arbAddresses(family),
        sourcePort: arbPort,
        destination: arbAddresses(family),
        destinationPort: arbPort,
      }),
      { maxLength: 4 },
    )
    .map((parts) => ({ boxes: parts.flatMap((part) => boxes(part)) }));

const arbService: fc.Arbitrary<Service> = fc.record({ protocol: arbProtocol, sourcePorts: arbPort, destinationPorts: arbPort });

export const arbMatch = (family: Family): fc.Arbitrary<Match> =>
  fc.record(
    {
      family: fc.constantFrom<Family>(4, 6, family, family),
      services: fc.array(arbService, { maxLength: 3 }),
      sources: fc.array(arbAddresses(family), { maxLength: 3 }),
      destinations: fc.array(arbAddresses(family), { maxLength: 3 }),
    },
    { requiredKeys: [] },
  );
