import type { Device, Interface, ZoneClass, ZonePair, ZoneTerm } from '../../model/types.ts';
import type { Box, Match, Service } from '../packets/index.ts';
import { ANY_PORT, budget, cutLine } from '../packets/index.ts';
import type { PacketContext } from './conditions.ts';
import type { Fate, Stage } from './fate.ts';
import { decideList } from './list.ts';

/** Whether packets belong to a class. */
interface Part {
  readonly box: Box;
  readonly matches: 'yes' | 'no' | 'maybe';
}

/** Parts that one class may cut a box into. */
const LIMIT = 4096;

/**
 * The zone policy between an interface and the router itself. Without a pair between its zone and `self` everything passes; with one,
 * the first class that matches decides (IOS zone-based firewall, "self zone").
 */
export function selfZoneStage(device: Device, port: Interface, context: PacketContext): Stage {
  const zone = port.zone ?? 'default';
  const toSelf = device.zonePairs.find(({ source, destination }) => source === zone && destination === 'self');
  const fromSelf = device.zonePairs.find(({ source, destination }) => source === 'self' && destination === zone);
  const [pair, other] = context.direction === 'in' ? [toSelf, fromSelf] : [fromSelf, toSelf];
  return (box) => {
    if (pair === undefined) return [{ box, outcome: 'pass', because: '' }];
    if (context.established && other !== undefined && isInspected(device, other, mirrored(box), context)) {
      const header = { kind: 'written', source: other.header.source, start: other.header.start, end: other.header.end } as const;
      return [
        {
          box,
          outcome: 'pass',
          filter: other.name,
          at: header,
          because: `answers to what zone-pair ${other.name} inspects pass`,
        },
      ];
    }
    return decidePair(device, pair, box, context);
  };
}

function mirrored(box: Box): Box {
  const { protocol, source, sourcePort, destination, destinationPort } = box;
  return { protocol, source: destination, sourcePort: destinationPort, destination: source, destinationPort: sourcePort };
}

/** A session of UDP that the other direction inspected lets the answers in. */
function isInspected(device: Device, pair: ZonePair, box: Box, context: PacketContext): boolean {
  if (box.protocol.lo !== 17 || box.protocol.hi !== 17) return false;
  let open: readonly Box[] = [box];
  for (const zoneClass of pair.classes) {
    const next: Box[] = [];
    for (const part of open.flatMap((one) => classParts(device, zoneClass, one, context))) {
      if (part.matches === 'no') next.push(part.box);
      else if (part.matches === 'maybe' || zoneClass.action !== 'inspect') return false;
    }
    open = next;
  }
  return open.length === 0;
}

function decidePair(device: Device, pair: ZonePair, box: Box, context: PacketContext): readonly Fate[] {
  const fates: Fate[] = [];
  let open: readonly Box[] = [box];
  for (const zoneClass of pair.classes) {
    const next: Box[] = [];
    for (const one of open) {
      for (const part of classParts(device, zoneClass, one, context)) {
        if (part.matches === 'no') next.push(part.box);
        else fates.push(part.matches === 'yes' ? classFate(pair, zoneClass, part.box) : maybeClass(pair, zoneClass, part.box));
      }
    }
    open = next;
  }
  for (const rest of open) fates.push(dropAtEnd(pair, rest));
  return fates;
}

function dropAtEnd(pair: ZonePair, box: Box): Fate {
  const { source, start, end } = pair.header;
  const at = { kind: 'written', source, start, end } as const;
  return { box, outcome: 'drop', at, filter: pair.name, because: `zone-pair ${pair.name} drops what no class matches` };
}

function classFate(pair: ZonePair, zoneClass: ZoneClass, box: Box): Fate {
  const common = { box, at: zoneClass.origin, filter: pair.name };
  const where = `class ${zoneClass.name} of zone-pair ${pair.name}`;
  switch (zoneClass.action) {
    case 'pass':
      return { ...common, outcome: 'pass', because: `passed by ${where}` };
    case 'inspect':
      return inspectFate(common, where, box);
    case 'drop':
      return { ...common, outcome: 'drop', because: `dropped by ${where}` };
    default:
      return { ...common, outcome: 'unknown', because: `${where} is not defined`, question: `what ${where} does` };
  }
}

/** Whether `inspect` lets ESP and AH to the router in differs between releases. */
function inspectFate(common: Pick<Fate, 'box' | 'at' | 'filter'>, where: string, box: Box): Fate {
  const isInspectable = box.protocol.hi <= 17;
  if (isInspectable) return { ...common, outcome: 'pass', because: `inspected by ${where}` };
  const question = 'whether this release inspects ESP and AH to the router itself';
  return { ...common, outcome: 'unknown', because: `${where} inspects a protocol without ports`, question };
}

function maybeClass(pair: ZonePair, zoneClass: ZoneClass, box: Box): Fate {
  const where = `class ${zoneClass.name} of zone-pair ${pair.name}`;
  return {
    box,
    outcome: 'unknown',
    at: zoneClass.origin,
    filter: pair.name,
    because: `${where} may match`,
    question: `whether the packet belongs to ${where}`,
  };
}

function classParts(device: Device, zoneClass: ZoneClass, box: Box, context: PacketContext): readonly Part[] {
  if (zoneClass.action === 'unknown' && zoneClass.terms.length === 0) return [{ box, matches: 'maybe' }];
  return termsParts(device, zoneClass, box, context);
}

/** `match-all` of nothing is `class-default`: it matches everything. */
function termsParts(
  device: Device,
  group: { readonly match: 'all' | 'any'; readonly terms: readonly ZoneTerm[] },
  box: Box,
  context: PacketContext,
): readonly Part[] {
  const decisive = group.match === 'all' ? 'no' : 'yes';
  let parts: readonly Part[] = [{ box, matches: group.match === 'all' ? 'yes' : 'no' }];
  for (const term of group.terms) {
    parts = parts.flatMap((part) => {
      if (part.matches === decisive) return [part];
      return termParts(device, term, part.box, context).map((found) => ({
        box: found.box,
        matches: combine(part.matches, found.matches, decisive),
      }));
    });
    if (parts.length > LIMIT) return [{ box, matches: 'maybe' }];
  }
  return parts;
}

function combine(a: Part['matches'], b: Part['matches'], decisive: 'yes' | 'no'): Part['matches'] {
  if (a === decisive || b === decisive) return decisive;
  return a === 'maybe' ? a : b;
}

function termParts(device: Device, term: ZoneTerm, box: Box, context: PacketContext): readonly Part[] {
  const parts = plainParts(device, term, box, context);
  return term.negated === true ? parts.map((part) => ({ box: part.box, matches: opposite(part.matches) })) : parts;
}

function opposite(matches: Part['matches']): Part['matches'] {
  return matches === 'maybe' ? matches : matches === 'yes' ? 'no' : 'yes';
}

function plainParts(device: Device, term: ZoneTerm, box: Box, context: PacketContext): readonly Part[] {
  if ('terms' in term) return termsParts(device, term, box, context);
  if ('protocol' in term) return protocolParts(term.protocol, box);
  if (!('filter' in term)) return [{ box, matches: 'maybe' }];
  const list = device.filters.find(({ name }) => name === term.filter);
  if (list === undefined) return [{ box, matches: 'maybe' }];
  return decideList(device, list, box, context).map((fate) => ({
    box: fate.box,
    matches: fate.outcome === 'pass' ? 'yes' : fate.outcome === 'drop' ? 'no' : 'maybe',
  }));
}

/** Ports and protocols of the names that `match protocol` takes, as far as IKE, ESP and AH are concerned. */
const PROTOCOLS: ReadonlyMap<string, readonly (readonly [protocol: number, port?: number])[]> = new Map([
  ['isakmp', [[17, 500]]],
  ['ipsec-msft', [[17, 4500]]],
  ['non500-isakmp', [[17, 4500]]],
  ['udp', [[17]]],
  ['tcp', [[6]]],
  ['icmp', [[1]]],
  ['esp', [[50]]],
  ['ah', [[51]]],
  ['gre', [[47]]],
]);

/** Protocols that are surely not IKE, ESP or AH: they are told by ports of their own. */
const OTHERS = new Set(
  'bgp bootpc bootps cifs citrix dhcp dns ftp ftps h323 http https icmp6 imap imaps kerberos l2tp ldap ldaps ms-sql mysql netbios-ns nfs nntp ntp pop3 pop3s pptp radius rtsp sip sip-tls skinny smtp snmp snmptrap socks sqlnet ssh sunrpc syslog tacacs telnet tftp vdolive x11'.split(
    ' ',
  ),
);

function protocolParts(name: string, box: Box): readonly Part[] {
  const known = PROTOCOLS.get(name);
  if (known === undefined) return [{ box, matches: OTHERS.has(name) ? 'no' : 'maybe' }];
  const services = known.map(([protocol, port]): Service => {
    const destinationPorts = port === undefined ? ANY_PORT : { lo: port, hi: port };
    return { protocol: { lo: protocol, hi: protocol }, sourcePorts: ANY_PORT, destinationPorts };
  });
  const match: Match = { services };
  const cut = cutLine({ action: 'match', matches: [match], conditional: false, of: name }, box, budget());
  if (cut === undefined) return [{ box, matches: 'maybe' }];
  return [
    ...cut.taken.map((taken): Part => ({ box: taken, matches: 'yes' })),
    ...cut.rest.map((rest): Part => ({ box: rest, matches: 'no' })),
  ];
}
