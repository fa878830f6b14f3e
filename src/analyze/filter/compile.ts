import type { AddressMatch, Device, FilterLine } from '../../model/types.ts';
import type { Box, Line, Match } from '../packets/index.ts';
import { knownAddresses } from './addresses.ts';
import type { PacketContext } from './conditions.ts';
import { allHold } from './conditions.ts';
import { knownServices } from './services.ts';

/**
 * A line of a filter as the packet algebra takes it, for one question: none when it cannot match, two when part of its addresses is
 * unknown: what it surely matches, and after that what it may match besides.
 */
export function compileLine(device: Device, line: FilterLine, box: Box, context: PacketContext): readonly Line<FilterLine>[] {
  if (missesProtocol(line, box) || missesPorts(line, box)) return [];
  if (missesAddress(line.destination, box.destination) || missesAddress(line.source, box.source)) return [];
  const held = allHold(line.conditions, box, context);
  if (held === 'no') return [];
  const services = knownServices(device, line);
  const sources = knownAddresses(device, line.source);
  const destinations = knownAddresses(device, line.destination);
  const match: { -readonly [Field in keyof Match]: Match[Field] } = {};
  if (services.services !== undefined) match.services = services.services;
  if (sources.sets !== undefined) match.sources = sources.sets;
  if (destinations.sets !== undefined) match.destinations = destinations.sets;
  const sure: Line<FilterLine> = { action: line.action.do, matches: [match], conditional: held === 'maybe', of: line };
  if (!services.more && !sources.more && !destinations.more) return [sure];
  const wide: Match = {
    ...(services.more || services.services === undefined ? {} : { services: services.services }),
    ...(sources.more || sources.sets === undefined ? {} : { sources: sources.sets }),
    ...(destinations.more || destinations.sets === undefined ? {} : { destinations: destinations.sets }),
  };
  return [sure, { ...sure, matches: [wide], conditional: true }];
}

function missesProtocol({ protocols, protocolsNegated }: FilterLine, { protocol }: Box): boolean {
  if (protocols === undefined || protocolsNegated === true) return false;
  return !protocols.some((number) => number >= protocol.lo && number <= protocol.hi);
}

function missesPorts({ destinationPorts, sourcePorts }: FilterLine, { destinationPort, sourcePort }: Box): boolean {
  return misses(destinationPorts, destinationPort) || misses(sourcePorts, sourcePort);
}

function misses(ports: FilterLine['sourcePorts'], range: Box['sourcePort']): boolean {
  return ports !== undefined && !ports.some(([from, to]) => from <= range.hi && to >= range.lo);
}

/** Quick and certain for single IPv4 networks, which long lists are made of. */
function missesAddress(match: AddressMatch, asked: Box['source']): boolean {
  if (!('v4' in match)) return 'v6' in match && asked.family === 4;
  if (asked.family === 6) return true;
  const [base, wildcard] = match.v4;
  const lo = (base & ~wildcard) >>> 0;
  return lo > asked.hi || (lo | wildcard) >>> 0 < asked.lo;
}
