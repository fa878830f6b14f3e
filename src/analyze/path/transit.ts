import type { Datagram, Lost, Path, ProtectedFlow, Traffic } from '../negotiation/path.ts';
import type { Detail, PathHypothesis, Side } from '../verdict.ts';
import type { Crossing, CrossingDecision } from './crossing.ts';
import type { Sites } from './datagram.ts';
import { isDummy, otherSide, sendDatagram } from './datagram.ts';
import { ownAddresses } from './endpoint.ts';
import type { Site } from './site.ts';
import { describeNat } from './site.ts';

const ESP = 50;
const AH = 51;

/** The way between two places. */
export function createPath(initiator: Site, responder: Site, decide: CrossingDecision): Path {
  const sites = { initiator, responder };
  const flows = new Map<string, Traffic>();
  return {
    hypothesis: hypothesisOf(sites),
    ownAddress: { initiator: initiator.own, responder: responder.own },
    ownAddresses: { initiator: completeAddresses(initiator), responder: completeAddresses(responder) },
    behindNat: { initiator: initiator.nat !== 'none', responder: responder.nat !== 'none' },
    send: (datagram) => sendDatagram(sites, datagram, decide),
    traffic(flow) {
      const key = `${flow.protocol} ${flow.encapsulated} ${flow.sourcePort} ${flow.destinationPort}`;
      let known = flows.get(key);
      if (known === undefined) {
        known = protectedTraffic(sites, flow, decide);
        flows.set(key, known);
      }
      return known;
    },
  };
}

function hypothesisOf(sites: Sites): PathHypothesis {
  const ends: readonly Side[] = ['initiator', 'responder'];
  const bases = ends.map((side) => sites[side].basis);
  return {
    nat: ends.filter((side) => sites[side].nat !== 'none'),
    basis: bases.includes('assumed') ? 'assumed' : bases.includes('declared') ? 'declared' : 'inferred',
    because: ends.flatMap((side) => sites[side].because.map(({ at, message }) => ({ side, origin: at, message }))),
  };
}

function completeAddresses(site: Site): readonly string[] | undefined {
  const { list, complete } = ownAddresses(site.device);
  return complete ? list : undefined;
}

function protectedTraffic(sites: Sites, flow: ProtectedFlow, decide: CrossingDecision): Traffic {
  return flow.encapsulated ? encapsulatedTraffic(sites, flow, decide) : rawTraffic(sites, flow, decide);
}

/** UDP between the ports that IKE ended on: the mapping is there, the filters have let IKE through. */
function encapsulatedTraffic(sites: Sites, flow: ProtectedFlow, decide: CrossingDecision): Traffic {
  const out: Datagram = {
    from: 'initiator',
    sourcePort: flow.sourcePort,
    destinationAddress: sites.responder.public,
    destinationPort: flow.destinationPort,
  };
  const there = sendDatagram(sites, out, decide);
  if (!there.delivered) return trafficOf(there, 'filter-nat-t');
  const back: Datagram = {
    from: 'responder',
    sourcePort: flow.destinationPort,
    destinationAddress: there.sourceAddress,
    destinationPort: there.sourcePort,
    answers: out,
  };
  const here = sendDatagram(sites, back, decide);
  return here.delivered ? { traffic: 'passes', because: '', evidence: [] } : trafficOf(here, 'filter-nat-t');
}

function trafficOf(lost: Lost, detail: Detail): Traffic {
  const { because, evidence } = lost;
  return { traffic: lost.unknown === undefined ? 'blocked' : 'unknown', detail, because, evidence };
}

/** ESP or AH as IP protocols: NATs first, then the filters in both directions. */
function rawTraffic(sites: Sites, flow: ProtectedFlow, decide: CrossingDecision): Traffic {
  const name = flow.protocol;
  for (const side of ['initiator', 'responder'] as const) {
    const site = sites[side];
    if (site.nat === 'none' || (site.nat === 'static' && name === 'esp')) continue;
    const evidence = site.because.map(({ at, message }) => ({ side, origin: at, message }));
    const because = `${name.toUpperCase()} does not get through ${describeNat(site.nat)} without UDP encapsulation`;
    return { traffic: 'blocked', detail: 'no-encapsulation', because, evidence };
  }
  let unknown: Traffic | undefined;
  for (const from of ['initiator', 'responder'] as const) {
    for (const crossing of rawCrossings(sites, from, name === 'esp' ? ESP : AH)) {
      const decision = decide(crossing.at);
      if (decision.outcome === 'pass') continue;
      const evidence = decision.at === undefined ? [] : [{ side: crossing.side, origin: decision.at, message: decision.because }];
      const because = `${decision.witness}: ${decision.because}`;
      if (decision.outcome === 'drop') return { traffic: 'blocked', detail: 'filter-esp', because, evidence };
      unknown ??= { traffic: 'unknown', detail: 'filter-esp', because: decision.question ?? because, evidence };
    }
  }
  return unknown ?? { traffic: 'passes', because: '', evidence: [] };
}

function rawCrossings(sites: Sites, from: Side, protocol: number): readonly { readonly side: Side; readonly at: Crossing }[] {
  const to = otherSide(from);
  const sender = sites[from];
  const receiver = sites[to];
  // Both ends send ESP on their own account: connection tracking knows the flow once it has left here.
  const established = true;
  const seen = isDummy(sender.public) ? undefined : sender.public;
  const out: Crossing = {
    device: sender.device,
    interface: sender.interface,
    direction: 'out',
    protocol,
    source: sender.own,
    destination: receiver.public,
    established,
  };
  const arriving: Crossing = {
    device: receiver.device,
    interface: receiver.interface,
    direction: 'in',
    protocol,
    source: seen,
    destination: receiver.own,
    established,
  };
  return [
    { side: from, at: out },
    { side: to, at: arriving },
  ];
}
