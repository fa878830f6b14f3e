import type { Device, FilterLine, PortMatch, ServiceMember } from '../../model/types.ts';
import type { Range, Service } from '../packets/index.ts';
import { ANY_PORT, ANY_PROTOCOL, complementRanges } from '../packets/index.ts';

/** Protocols and ports of a line, as far as they are known. */
export interface KnownServices {
  /** Surely matched; undefined: any. */
  readonly services: readonly Service[] | undefined;
  /** Others may match, too: a group that is not defined. */
  readonly more: boolean;
}

const UNKNOWN: KnownServices = { services: [], more: true };
const EVERYTHING: KnownServices = { services: undefined, more: false };

/** Groups nested deeper than this are unknown. */
const DEPTH = 16;

/** Products of port ranges that one line may have. */
const LIMIT = 100_000;

const GROUPS = new WeakMap<Device, Map<string, KnownServices>>();

/** Which protocols and ports a line matches on this device. */
export function knownServices(device: Device, line: FilterLine): KnownServices {
  if (line.serviceGroup !== undefined) return groupOf(device, line.serviceGroup, 0);
  return product(protocolRanges(line.protocols, line.protocolsNegated === true), line.sourcePorts, line.destinationPorts);
}

function product(protocols: readonly Range[] | undefined, from: PortMatch | undefined, to: PortMatch | undefined): KnownServices {
  if (protocols === undefined && from === undefined && to === undefined) return EVERYTHING;
  const [ranges, sources, destinations] = [protocols ?? [ANY_PROTOCOL], asRanges(from), asRanges(to)];
  if (ranges.length * sources.length * destinations.length > LIMIT) return UNKNOWN;
  const services: Service[] = [];
  for (const protocol of ranges) {
    for (const sourcePorts of sources) {
      for (const destinationPorts of destinations) services.push({ protocol, sourcePorts, destinationPorts });
    }
  }
  return { services, more: false };
}

function protocolRanges(numbers: readonly number[] | undefined, negated: boolean): readonly Range[] | undefined {
  if (numbers === undefined) return undefined;
  const ranges = numbers.map((number) => ({ lo: number, hi: number }));
  return negated ? complementRanges(ranges, ANY_PROTOCOL) : ranges;
}

function asRanges(ports: PortMatch | undefined): readonly Range[] {
  return ports === undefined ? [ANY_PORT] : ports.map(([lo, hi]) => ({ lo, hi }));
}

function groupOf(device: Device, name: string, depth: number): KnownServices {
  let groups = GROUPS.get(device);
  if (groups === undefined) {
    groups = new Map();
    GROUPS.set(device, groups);
  }
  const known = groups.get(name);
  if (known !== undefined) return known;
  groups.set(name, UNKNOWN);
  const group = depth >= DEPTH ? undefined : device.serviceGroups.find((candidate) => candidate.name === name);
  const found = group === undefined ? UNKNOWN : unite(group.members.map((member) => memberOf(device, member, depth)));
  groups.set(name, found);
  return found;
}

function memberOf(device: Device, member: ServiceMember, depth: number): KnownServices {
  if (member.group !== undefined) return groupOf(device, member.group, depth + 1);
  return product(protocolRanges(member.protocols, false), member.sourcePorts, member.destinationPorts);
}

function unite(parts: readonly KnownServices[]): KnownServices {
  const services: Service[] = [];
  let more = false;
  for (const part of parts) {
    if (part.services === undefined) return EVERYTHING;
    services.push(...part.services);
    more ||= part.more;
  }
  return { services, more };
}
