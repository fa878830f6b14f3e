import type { Provenance } from '../../model/provenance.ts';
import type { Device, NatRule } from '../../model/types.ts';
import type { Datagram, Delivered, Lost, Passage } from '../negotiation/path.ts';
import type { FilterDecision } from '../outlook.ts';
import type { Detail, Evidence, Side } from '../verdict.ts';
import { UNKNOWN_ADDRESS } from './address.ts';
import type { Crossing, CrossingDecision } from './crossing.ts';
import { findInterface } from './endpoint.ts';
import type { PacketOutside } from './router-filters.ts';
import { routerCrossings } from './router-filters.ts';
import type { Site } from './site.ts';
import { describeNat } from './site.ts';

const UDP = 17;

/** The two ends. */
export type Sites = Readonly<Record<Side, Site>>;

/** The other end. */
export function otherSide(side: Side): Side {
  return side === 'initiator' ? 'responder' : 'initiator';
}

/** True when the datagram goes back the way that the one it answers came. */
function goesBack(datagram: Datagram): boolean {
  const { answers } = datagram;
  return answers !== undefined && answers.destinationPort === datagram.sourcePort && fits(datagram, answers);
}

function fits(datagram: Datagram, answers: Datagram): boolean {
  return datagram.destinationPort === 'translated' || datagram.destinationPort === answers.sourcePort;
}

/** What becomes of a datagram: the sender's filter, both NATs, routers on the way, the receiver's filter and its own NAT. */
export function sendDatagram(sites: Sites, datagram: Datagram, decide: CrossingDecision): Passage {
  const side = datagram.from;
  const sender = sites[side];
  const receiver = sites[otherSide(side)];
  const back = goesBack(datagram);
  const out = decide(crossingAt(sender, 'out', datagram, sender.own, back));
  if (out.outcome !== 'pass') return filtered(out, side, datagram);
  const sourcePort = sender.nat === 'none' || sender.nat === 'static' || back ? datagram.sourcePort : 'translated';
  const sourceAddress = sender.nat === 'none' ? (datagram.sourceAddress ?? sender.own ?? sender.public) : sender.public;
  const seenSource = isDummy(sourceAddress) ? undefined : sourceAddress;
  const arrival = enter(receiver, otherSide(side), datagram, back);
  if (typeof arrival !== 'number') return arrival;
  if (sender.router !== undefined || receiver.router !== undefined) {
    const outside: PacketOutside = {
      protocol: UDP,
      source: seenSource,
      sourcePort,
      destination: datagram.destinationAddress,
      destinationPort: datagram.destinationPort,
      established: back,
    };
    for (const { side: at, crossing } of routerCrossings(sender, side, receiver, outside)) {
      const decision = decide(crossing);
      if (decision.outcome !== 'pass') return filtered(decision, at, datagram);
    }
  }
  const destinationAddress = receiver.own ?? datagram.destinationAddress;
  const crossing: Crossing = {
    ...crossingAt(receiver, 'in', datagram, destinationAddress, back),
    source: seenSource,
    sourcePort,
    destinationPort: arrival,
  };
  const decision = decide(crossing);
  if (decision.outcome !== 'pass')
    return pinned(crossing, datagram, decision, decide) ?? filtered(decision, otherSide(side), datagram);
  const thief = portThief(receiver, arrival);
  if (thief !== undefined) return stolen(thief, otherSide(side), arrival, receiver.device);
  const delivered: Delivered = {
    delivered: true,
    sourceAddress,
    sourcePort,
    destinationAddress,
    destinationPort: arrival,
    because: decision.at === undefined ? '' : decision.because,
  };
  return delivered;
}

/** A stand-in for an address that nobody can know. */
export function isDummy(address: string): boolean {
  return address === UNKNOWN_ADDRESS[4] || address === UNKNOWN_ADDRESS[6];
}

function crossingAt(
  site: Site,
  direction: 'in' | 'out',
  datagram: Datagram,
  own: string | undefined,
  established: boolean,
): Crossing {
  return {
    device: site.device,
    interface: site.interface,
    direction,
    protocol: UDP,
    source: direction === 'out' ? (datagram.sourceAddress ?? own) : undefined,
    sourcePort: datagram.sourcePort,
    destination: direction === 'out' ? datagram.destinationAddress : own,
    destinationPort: datagram.destinationPort,
    established,
  };
}

/** Passes the NAT in front of the receiver: the port that the receiver sees. */
function enter(receiver: Site, side: Side, datagram: Datagram, back: boolean): number | Lost {
  if (back) return datagram.answers?.sourcePort ?? datagram.sourcePort;
  const port = datagram.destinationPort;
  if (port === 'translated') return lostAtNat(receiver, side, 'nat-inbound', 'no mapping of the NAT leads to it');
  if (receiver.nat === 'none' || receiver.nat === 'static') return port;
  const wanted = `udp/${port}`;
  if (receiver.nat === 'forward' && receiver.ports.has(wanted)) return port;
  const half = receiver.nat === 'forward' && (receiver.ports.has('udp/500') || receiver.ports.has('udp/4500'));
  return half
    ? lostAtNat(receiver, side, 'nat-half-forward', `the NAT in front of ${receiver.device.name} does not forward ${wanted}`)
    : lostAtNat(receiver, side, 'nat-inbound', `nothing comes in through ${describeNat(receiver.nat)} unasked`);
}

function lostAtNat(receiver: Site, side: Side, detail: Detail, because: string): Lost {
  const evidence = receiver.because.map(({ at, message }) => ({ side, origin: at, message }));
  return { delivered: false, detail, because, evidence };
}

/** What a filter that does not let a message through makes of it. */
function filtered(decision: FilterDecision, side: Side, datagram: Datagram): Lost {
  const evidence: readonly Evidence[] =
    decision.at === undefined ? [] : [{ side, origin: decision.at, message: decision.because }];
  const lost: Lost = {
    delivered: false,
    detail: datagram.destinationPort === 4500 || datagram.sourcePort === 4500 ? 'filter-nat-t' : 'filter-ike',
    because: `${decision.witness}: ${decision.because}`,
    evidence,
  };
  return decision.outcome === 'unknown' ? { ...lost, unknown: decision.question ?? decision.because } : lost;
}

/** A line lets the packet in from the port that it was sent from, and not from the one that the NAT chose. */
function pinned(crossing: Crossing, datagram: Datagram, decision: FilterDecision, decide: CrossingDecision): Lost | undefined {
  if (crossing.sourcePort !== 'translated') return undefined;
  const untranslated = decide({ ...crossing, sourcePort: datagram.sourcePort });
  if (untranslated.outcome !== 'pass' || untranslated.at === undefined) return undefined;
  const side = otherSide(datagram.from);
  const lost = filtered(decision, side, datagram);
  const message = `admits only source port ${datagram.sourcePort}, which the NAT rewrites`;
  return { ...lost, detail: 'filter-source-port', evidence: [{ side, origin: untranslated.at, message }, ...lost.evidence] };
}

/** A static translation of this very port of the address that the router's own IKE uses (IOS). */
function portThief(site: Site, port: number): NatRule | undefined {
  if (site.device.platform !== 'ios') return undefined;
  return stealersOf(site.device).find(
    (rule) => (rule.kind === 'static' || rule.globalPort === port) && isOwnAddress(site, rule.global, rule.interface),
  );
}

function isStealer(rule: NatRule): boolean {
  if (rule.rewrites === 'destination' || rule.routeMap !== undefined) return false;
  return rule.kind === 'static' || (rule.kind === 'static-port' && rule.protocol === 'udp');
}

const STEALERS = new WeakMap<Device, readonly NatRule[]>();

function stealersOf(device: Device): readonly NatRule[] {
  const FEW = 4;
  if (device.natRules.length <= FEW) return device.natRules.filter(isStealer);
  let known = STEALERS.get(device);
  if (known === undefined) {
    known = device.natRules.filter(isStealer);
    STEALERS.set(device, known);
  }
  return known;
}

function isOwnAddress(site: Site, global: string | undefined, name: string | undefined): boolean {
  if (name !== undefined) return name === site.interface;
  if (global === undefined) return false;
  return global === site.own && findInterface(site.device, site.interface ?? '') !== undefined;
}

function stolen(rule: NatRule, side: Side, port: number, device: Device): Lost {
  const origin: Provenance = { kind: 'written', ...rule.header };
  const message = `sends UDP ${port} of ${device.name} on to ${rule.local ?? 'an inside host'}`;
  return { delivered: false, detail: 'port-stolen', because: message, evidence: [{ side, origin, message }] };
}
