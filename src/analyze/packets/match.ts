import type { Addresses } from './addresses.ts';
import { coversAddresses, larger, meetAddresses, minusAddresses, range4, range6, smaller } from './addresses.ts';
import type { Box } from './box.ts';
import { isAnyPort, meetBox, minusBox, portedWithin } from './box.ts';
import type { Budget } from './budget.ts';
import { spend } from './budget.ts';
import type { Range } from './range.ts';
import { coversRange } from './range.ts';

/** Protocol and ports that belong together, as in a service group. */
export interface Service {
  readonly protocol: Range;
  readonly sourcePorts: Range;
  readonly destinationPorts: Range;
}

/**
 * What one line of a filter matches: any of the services, from any of the sources, to any of the destinations. Kept as a
 * product, for the product of three groups with thousands of members each cannot be written out. Undefined is anything; an
 * empty list is nothing. The family says which packets are meant where neither list names addresses.
 */
export interface Match {
  readonly family?: 4 | 6;
  readonly services?: readonly Service[];
  readonly sources?: readonly Addresses[];
  readonly destinations?: readonly Addresses[];
}

/** How much of a box a line matches. */
export type Extent = 'none' | 'part' | 'all';

/** How much of the box the line matches, without writing it out. `part` may be all of it when only several items together are. */
export function extent(match: Match, box: Box): Extent {
  if (match.family !== undefined && match.family !== box.source.family) return 'none';
  const services = serviceExtent(match.services, box);
  if (services === 'none') return 'none';
  const destinations = listExtent(match.destinations, box.destination);
  if (destinations === 'none') return 'none';
  const sources = listExtent(match.sources, box.source);
  if (sources === 'none') return 'none';
  return services === 'all' && destinations === 'all' && sources === 'all' ? 'all' : 'part';
}

function listExtent(list: readonly Addresses[] | undefined, of: Addresses): Extent {
  if (list === undefined) return 'all';
  let found: Extent = 'none';
  for (const item of list) {
    if (item.family !== of.family || item.hi < of.lo || item.lo > of.hi) continue;
    if (coversAddresses(item, of)) return 'all';
    if (found === 'none' && ((isRange(item) && isRange(of)) || meetAddresses(of, item).length > 0)) found = 'part';
  }
  return found;
}

function isRange(set: Addresses): boolean {
  return set.family === 6 || set.wild === 0;
}

function serviceExtent(list: readonly Service[] | undefined, box: Box): Extent {
  if (list === undefined) return 'all';
  let found: Extent = 'none';
  for (const item of list) {
    if (disjoint(item.protocol, box.protocol) || disjoint(item.destinationPorts, box.destinationPort)) continue;
    if (disjoint(item.sourcePorts, box.sourcePort)) continue;
    if (coversService(item, box)) return 'all';
    if (isPinned(item) && portedWithin(box.protocol).length === 0) continue;
    found = 'part';
  }
  return found;
}

function disjoint(a: Range, b: Range): boolean {
  return a.lo > b.hi || b.lo > a.hi;
}

/** A service with ports matches no packet of a protocol without them. */
function isPinned(service: Service): boolean {
  return !isAnyPort(service.sourcePorts) || !isAnyPort(service.destinationPorts);
}

function coversService(item: Service, box: Box): boolean {
  return (
    coversRange(item.protocol, box.protocol) &&
    coversRange(item.destinationPorts, box.destinationPort) &&
    coversRange(item.sourcePorts, box.sourcePort)
  );
}

/** A box cut in two, each part as disjoint boxes. */
export interface Cut {
  readonly taken: readonly Box[];
  readonly rest: readonly Box[];
}

/** What of the box the line matches and what not; undefined when that would take more boxes than the budget allows. */
export function cutMatch(match: Match, box: Box, within: Budget): Cut | undefined {
  const services = cutServices(match.services, box, within);
  const destinations = services && cutAddresses(match.destinations, box.destination, within);
  const sources = destinations && cutAddresses(match.sources, box.source, within);
  if (!services || !destinations || !sources) return undefined;
  const size =
    services.taken.length * (destinations.taken.length * (sources.taken.length + sources.rest.length) + destinations.rest.length);
  if (!spend(within, size + services.rest.length)) return undefined;
  const taken: Box[] = [];
  const rest: Box[] = [...services.rest];
  for (const service of services.taken) {
    for (const destination of destinations.rest) rest.push({ ...service, destination });
    for (const destination of destinations.taken) {
      for (const source of sources.rest) rest.push({ ...service, destination, source });
      for (const source of sources.taken) taken.push({ ...service, destination, source });
    }
  }
  return { taken, rest };
}

function cutServices(list: readonly Service[] | undefined, box: Box, within: Budget): Cut | undefined {
  if (list === undefined) return { taken: [box], rest: [] };
  const taken: Box[] = [];
  let rest: readonly Box[] = [box];
  for (const item of list) {
    if (serviceExtent([item], box) === 'none') continue;
    for (const part of serviceBoxes(item, box)) {
      for (const piece of rest) taken.push(...meetBox(piece, part));
      rest = rest.flatMap((piece) => minusBox(piece, part));
      if (!spend(within, rest.length)) return undefined;
    }
  }
  return { taken, rest };
}

/** The packets of the service with the addresses of the box: a box for each protocol when ports are given for several. */
function serviceBoxes(item: Service, box: Box): readonly Box[] {
  const protocols = isPinned(item) ? portedWithin(item.protocol) : [item.protocol];
  return protocols.map((protocol) => ({
    ...box,
    protocol,
    sourcePort: item.sourcePorts,
    destinationPort: item.destinationPorts,
  }));
}

interface AddressCut {
  readonly taken: readonly Addresses[];
  readonly rest: readonly Addresses[];
}

function cutAddresses(list: readonly Addresses[] | undefined, of: Addresses, within: Budget): AddressCut | undefined {
  if (list === undefined) return { taken: [of], rest: [] };
  const items = list.filter((item) => item.family === of.family && item.hi >= of.lo && item.lo <= of.hi);
  if (items.some((item) => coversAddresses(item, of))) return { taken: [of], rest: [] };
  if (isRange(of) && items.every(isRange)) return sweep(items, of);
  const taken: Addresses[] = [];
  let rest: readonly Addresses[] = [of];
  for (const item of items) {
    for (const piece of rest) taken.push(...meetAddresses(piece, item));
    rest = rest.flatMap((piece) => minusAddresses(piece, item));
    if (!spend(within, rest.length)) return undefined;
  }
  return { taken, rest };
}

/** For ranges: one pass over them in order. */
function sweep(items: readonly Addresses[], of: Addresses): AddressCut {
  const sorted = [...items].sort((a, b) => (a.lo < b.lo ? -1 : a.lo > b.lo ? 1 : 0));
  const taken: Addresses[] = [];
  const rest: Addresses[] = [];
  let next: number | bigint = of.lo;
  for (const item of sorted) {
    if (item.hi < next) continue;
    if (item.lo > next) rest.push(...span(next, before(item.lo)));
    const from: number | bigint = larger<number | bigint>(item.lo, next);
    const to: number | bigint = smaller<number | bigint>(item.hi, of.hi);
    taken.push(...span(from, to));
    next = after(to);
  }
  rest.push(...span(next, of.hi));
  return { taken, rest };
}

function before(value: number | bigint): number | bigint {
  return typeof value === 'bigint' ? value - 1n : value - 1;
}

function after(value: number | bigint): number | bigint {
  return typeof value === 'bigint' ? value + 1n : value + 1;
}

function span(lo: number | bigint, hi: number | bigint): readonly Addresses[] {
  let set: Addresses | undefined;
  if (typeof lo === 'bigint' && typeof hi === 'bigint') set = range6(lo, hi);
  else if (typeof lo === 'number' && typeof hi === 'number') set = range4(lo, hi);
  return set === undefined ? [] : [set];
}
