import type { Child } from '../../../model/types.ts';
import type { Detail } from '../../verdict.ts';
import type { Agreement, ChildAnswer, ChildRequest, End, Offer, Range, Refusal } from '../implementation.ts';
import { isRefusal } from '../implementation.ts';
import { addressRange, contained, isHost, rangeOf, rangeText, withAddress } from '../ranges.ts';
import { gatewayPlace, place, questionAbout, refuse } from '../refusals.ts';
import { encapsulates } from '../run.ts';
import { mistakeFirst } from '../suspect.ts';
import { askedAddresses } from './lookup.ts';
import { configuredChild, type Obstacle, quickOffers, select, withoutKe } from './proposals.ts';
import { bestChild, type Hosts, hostsOf, substituteHosts, trafficSelectors } from './selectors.ts';

type Mode = ChildRequest['mode'];

/** Mode as it is asked for on the wire. */
function wireMode(child: Child): Mode {
  if (child.mode === 'transport' || child.mode === 'transport-proxy') return 'transport';
  return child.mode === 'beet' ? 'beet' : 'tunnel';
}

/** What the initiator asks for. IKEv1: the first selector of each side only. */
export function childRequest(end: End, keStripped: boolean): ChildRequest | Refusal {
  const { child } = end;
  if (child === undefined) return refuse({ reason: 'ts', explanation: 'There is no child to negotiate.' });
  const known = hostsOf(end);
  if (isRefusal(known)) return known;
  const hosts = end.version === 2 ? { ...known, local: askedHosts(end) ?? known.local } : known;
  const own = trafficSelectors({ end, child, which: 'local', hosts: hosts.local });
  const peer = trafficSelectors({ end, child, which: 'remote', hosts: hosts.remote });
  if (end.version === 1 && (own.length === 0 || peer.length === 0)) return nothingToPropose(end, child);
  const configured = configuredChild(end.device, child);
  const offers = end.version === 1 ? quickOffers(configured, end.ike?.ke) : keStripped ? withoutKe(configured) : configured;
  const mode = wireMode(child);
  return {
    offers,
    initiatorTs: end.version === 1 ? own.slice(0, 1) : own,
    responderTs: end.version === 1 ? peer.slice(0, 1) : peer,
    mode: end.version === 1 && mode === 'beet' ? 'tunnel' : mode,
    keStripped,
    ...(end.version === 2 && child.label !== undefined ? { label: child.label } : {}),
    ...(mode === 'transport' && encapsulates(end)
      ? { originalAddresses: { initiator: end.ownAddress, responder: end.peerAddress } }
      : {}),
  };
}

/** IKEv2: while a virtual address is asked for, the own dynamic selectors are any address of its family. */
function askedHosts(end: End): readonly Range[] | undefined {
  const asked = askedAddresses(end.gateway);
  const origin = end.gateway?.virtualAddresses[0]?.origin;
  if (asked.length === 0 || origin === undefined || end.virtualAddress === 'given') return undefined;
  const anywhere = new Map(asked.map((value) => [value.includes(':') || value === '%any6' ? '::/0' : '0.0.0.0/0', origin]));
  return [...anywhere].map(([text, origin]) => rangeOf(text, origin)).filter((range) => range !== undefined);
}

function nothingToPropose(end: End, child: Child): Refusal {
  return refuse({
    reason: 'ts',
    detail: 'mode',
    explanation: `In transport mode only the addresses of both ends can be protected, and the selectors of ${child.name} do not contain them.`,
    evidence: [place(end, child.at.mode, `mode = ${child.mode}`), place(end, child.localTs[0]?.origin, 'local selectors')],
  });
}

/** The responder: finds a child by selectors, then agrees on a proposal, narrows, and settles the mode. */
export function childRespond(end: End, request: ChildRequest): ChildAnswer | Refusal {
  const hosts = hostsOf(end);
  if (isRefusal(hosts)) return hosts;
  const answer = respondWith(end, request, hosts);
  return isRefusal(answer) && answer.reason === 'ts' && end.peerUnseen ? (otherCandidate(end, request, hosts) ?? answer) : answer;
}

function respondWith(end: End, request: ChildRequest, hosts: Hosts): ChildAnswer | Refusal {
  return end.version === 1 ? quickRespond(end, request, hosts) : ikev2Respond(end, request, hosts);
}

/**
 * Several connections fit a peer whose certificate was not given, and the first has no child for it: the certificate is taken for one
 * that leads to a connection that has.
 */
function otherCandidate(end: End, request: ChildRequest, hosts: Hosts): ChildAnswer | undefined {
  const first = end.gateway;
  for (const gateway of end.candidates) {
    if (gateway === first) continue;
    end.gateway = gateway;
    const answer = respondWith(end, request, hosts);
    if (isRefusal(answer)) continue;
    end.assumptions.add(`the certificate of ${end.other.name} is one for connection ${gateway.name} of ${end.device.name}`);
    return answer;
  }
  end.gateway = first;
  return undefined;
}

function quickRespond(end: End, request: ChildRequest, hosts: Hosts): ChildAnswer | Refusal {
  const received = quickSelectors(end, request);
  const child = bestChild(end, received.own, received.peer, hosts, undefined);
  const own =
    child === undefined ? [] : trafficSelectors({ end, child, which: 'local', hosts: hosts.local, supplied: received.own });
  const peer =
    child === undefined ? [] : trafficSelectors({ end, child, which: 'remote', hosts: hosts.remote, supplied: received.peer });
  if (child === undefined || own.length === 0 || peer.length === 0) return noSelectors(end, request, received.own, received.peer);
  if (acceptedMode(child) !== request.mode) return wrongMode(end, child, request.mode);
  const agreement = agree(end, child, configuredChild(end.device, child), request.offers);
  if (isRefusal(agreement)) return agreement;
  return { child, agreement, initiatorTs: peer.slice(0, 1), responderTs: own.slice(0, 1), mode: request.mode };
}

/** IKEv1 compares modes as configured: BEET, pass and drop never equal what comes on the wire. */
function acceptedMode(child: Child): Mode | undefined {
  if (child.mode === 'tunnel') return 'tunnel';
  return child.mode === 'transport' || child.mode === 'transport-proxy' ? 'transport' : undefined;
}

/** Transport mode with UDP encapsulation: the selectors become the addresses that the IKE SA has here. */
function quickSelectors(end: End, request: ChildRequest): { readonly own: readonly Range[]; readonly peer: readonly Range[] } {
  const own = request.responderTs;
  const peer = request.initiatorTs;
  if (request.mode !== 'transport' || !encapsulates(end)) return { own, peer };
  return { own: own.map((range) => at(range, end.ownAddress)), peer: peer.map((range) => at(range, end.peerAddress)) };
}

function at(range: Range, address: string | undefined): Range {
  const target = address === undefined ? undefined : addressRange(address);
  return target === undefined ? range : withAddress(range, target);
}

function ikev2Respond(end: End, request: ChildRequest, hosts: Hosts): ChildAnswer | Refusal {
  const transport = request.mode === 'transport';
  const own = transport && end.nat.here ? substituteHosts(request.responderTs, end.ownAddress) : request.responderTs;
  const peer = transport && end.nat.there ? substituteHosts(request.initiatorTs, end.peerAddress) : request.initiatorTs;
  const substituted = bestChild(end, own, peer, hosts, request.label);
  const usable = own === request.responderTs && peer === request.initiatorTs ? substituted : onlyTransport(substituted);
  const child = usable ?? bestChild(end, request.responderTs, request.initiatorTs, hosts, request.label);
  if (child === undefined) return noSelectors(end, request, request.responderTs, request.initiatorTs);
  const configured = configuredChild(end.device, child);
  const agreement = agree(end, child, request.keStripped ? withoutKe(configured) : configured, request.offers);
  if (isRefusal(agreement)) return agreement;
  const responderTs = trafficSelectors({ end, child, which: 'local', hosts: hosts.local, supplied: own });
  const initiatorTs = trafficSelectors({ end, child, which: 'remote', hosts: hosts.remote, supplied: peer });
  if (responderTs.length === 0 || initiatorTs.length === 0) return noSelectors(end, request, own, peer);
  return { child, agreement, initiatorTs, responderTs, mode: settledMode(end, child, request.mode, initiatorTs, responderTs) };
}

/** Selectors that were substituted for a NAT only count for a child in transport mode. */
function onlyTransport(child: Child | undefined): Child | undefined {
  return child !== undefined && wireMode(child) === 'transport' ? child : undefined;
}

/** Transport and BEET need one host on each side and the same mode here; otherwise the responder falls back to a tunnel. */
function settledMode(end: End, child: Child, asked: Mode, peer: readonly Range[], own: readonly Range[]): Mode {
  if (asked === 'tunnel' || wireMode(child) !== asked) return 'tunnel';
  if (asked === 'beet' && !end.peer.strongswanId) return 'tunnel';
  if (child.mode === 'transport-proxy') return 'transport';
  const hosts = [...peer, ...own].every(isHost);
  return hosts ? asked : 'tunnel';
}

function agree(end: End, child: Child, configured: readonly Offer[], received: readonly Offer[]): Agreement | Refusal {
  const { charon } = end.device;
  const result = select(configured, received, {
    preferReceived: charon?.preferConfiguredProposals === false,
    skipPrivate: !end.peer.strongswanId && charon?.acceptPrivateAlgorithms !== true,
  });
  return typeof result === 'string' ? noChildProposal(end, child, configured, received, result) : result;
}

function noChildProposal(
  end: End,
  child: Child,
  configured: readonly Offer[],
  received: readonly Offer[],
  obstacle: Obstacle,
): Refusal {
  const details: Readonly<Record<Obstacle, Detail>> = {
    protocol: 'protocol',
    encryption: 'algorithms',
    integrity: 'algorithms',
    prf: 'algorithms',
    esn: 'algorithms',
    ke: 'pfs',
    nothing: received.length === 0 ? 'algorithms' : 'protocol',
  };
  const [offered] = received;
  const [accepted] = configured;
  const list = (offers: readonly Offer[]): string =>
    [...new Set(offers.map((offer) => `${offer.protocol} ${offer.name}`))].join(', ') || 'nothing';
  return refuse({
    reason: 'child-proposal',
    detail: details[obstacle],
    explanation: `No proposal for ${child.name} is acceptable to both ends: ${list(received)} is offered, ${list(configured)} is accepted.`,
    evidence: mistakeFirst(
      {
        offers: received,
        place:
          offered === undefined ? undefined : { side: 'initiator', origin: offered.origin, message: `offers ${list(received)}` },
      },
      {
        offers: configured,
        place:
          place(end, accepted?.origin ?? child.at.name, `accepts ${list(configured)}`) ?? gatewayPlace(end, 'accepts nothing'),
      },
    ),
  });
}

function noSelectors(end: End, request: ChildRequest, own: readonly Range[], peer: readonly Range[]): Refusal {
  const { gateway } = end;
  const child = gateway?.children[0];
  const dynamic =
    request.mode === 'tunnel' && encapsulates(end) && child?.remoteTs.some(({ kind }) => kind === 'dynamic') === true;
  const texts = (ranges: readonly Range[]): string => ranges.map(rangeText).join(', ') || 'nothing';
  return refuse({
    reason: 'ts',
    detail: dynamic ? 'dynamic-selectors-nat' : 'selectors',
    explanation: `No child of ${gateway?.name ?? end.device.name} covers ${texts(own)} here and ${texts(peer)} at the peer.`,
    evidence: [
      mismatch(end, child, own, peer) ?? gatewayPlace(end, 'has no child for it'),
      selectorPlace(request.initiatorTs[0], `proposes ${texts(request.initiatorTs)} to ${texts(request.responderTs)}`),
    ],
    question: questionAbout(end.device, 'a child for these selectors'),
  });
}

function selectorPlace(range: Range | undefined, message: string): Refusal['evidence'][number] | undefined {
  return range === undefined || range.origin.kind === 'derived'
    ? undefined
    : { side: 'initiator', origin: range.origin, message };
}

function mismatch(end: End, child: Child | undefined, own: readonly Range[], peer: readonly Range[]): ReturnType<typeof place> {
  if (child === undefined) return undefined;
  const hosts = hostsOf(end);
  if (isRefusal(hosts)) return place(end, child.localTs[0]?.origin, 'selectors');
  const local = trafficSelectors({ end, child, which: 'local', hosts: hosts.local, supplied: own });
  const shown = (which: 'local' | 'remote', list: readonly Range[]): string =>
    `${which} ${list.map(rangeText).join(', ') || 'nothing'}`;
  if (local.length === 0) {
    const range = trafficSelectors({ end, child, which: 'local', hosts: hosts.local });
    return place(end, child.localTs[0]?.origin, shown('local', range));
  }
  if (trafficSelectors({ end, child, which: 'remote', hosts: hosts.remote, supplied: peer }).length > 0) return undefined;
  const range = trafficSelectors({ end, child, which: 'remote', hosts: hosts.remote });
  return place(end, child.remoteTs[0]?.origin, shown('remote', range));
}

function wrongMode(end: End, child: Child, asked: Mode): Refusal {
  const other = end.side === 'responder' ? end.other.gateways : [];
  const theirs = other.flatMap((gateway) => gateway.children).find((candidate) => wireMode(candidate) === asked);
  return refuse({
    reason: 'ts',
    detail: 'mode',
    explanation: `${end.other.name} asks for ${asked} mode, but ${child.name} of ${end.device.name} has mode ${child.mode}; IKEv1 wants them to be equal.`,
    evidence: [
      place(end, child.at.mode, `mode = ${child.mode}`),
      theirs?.at.mode === undefined ? undefined : { side: 'initiator', origin: theirs.at.mode, message: `mode = ${theirs.mode}` },
    ],
  });
}

/** The initiator checks what came back: a mode that it can take, and selectors inside its own. */
export function childAccept(end: End, request: ChildRequest, answer: ChildAnswer): true | Refusal {
  const { child } = end;
  if (child === undefined) return true;
  if (answer.mode !== 'tunnel' && answer.mode !== request.mode) return wrongMode(end, child, answer.mode);
  if (end.version === 1) return quickAccept(end, request, answer);
  const hosts = hostsOf(end);
  if (isRefusal(hosts)) return hosts;
  const transport = answer.mode === 'transport';
  const own = transport && end.nat.here ? substituteHosts(answer.initiatorTs, end.ownAddress) : answer.initiatorTs;
  const peer = transport && end.nat.there ? substituteHosts(answer.responderTs, end.peerAddress) : answer.responderTs;
  const local = trafficSelectors({ end, child, which: 'local', hosts: hosts.local, supplied: own });
  const remote = trafficSelectors({ end, child, which: 'remote', hosts: hosts.remote, supplied: peer });
  return local.length > 0 && remote.length > 0 ? true : invalidAnswer(end, child, answer);
}

function quickAccept(end: End, request: ChildRequest, answer: ChildAnswer): true | Refusal {
  const substitute = request.mode === 'transport' && encapsulates(end);
  const own = substitute ? answer.initiatorTs.map((range) => at(range, end.ownAddress)) : answer.initiatorTs;
  const peer = substitute ? answer.responderTs.map((range) => at(range, end.peerAddress)) : answer.responderTs;
  const fits = (ranges: readonly Range[], asked: readonly Range[]): boolean =>
    ranges.every((range) => asked.some((one) => contained(range, one)));
  return fits(own, request.initiatorTs) && fits(peer, request.responderTs)
    ? true
    : invalidAnswer(end, end.child ?? answer.child, answer);
}

function invalidAnswer(end: End, child: Child, answer: ChildAnswer): Refusal {
  return refuse({
    reason: 'ts',
    detail: 'selectors',
    explanation: `${end.other.name} narrows to ${answer.initiatorTs.map(rangeText).join(', ')} and ${answer.responderTs.map(rangeText).join(', ')}, which ${child.name} of ${end.device.name} does not cover.`,
    evidence: [place(end, child.localTs[0]?.origin, 'selectors'), place(end, child.at.mode, `mode = ${child.mode}`)],
  });
}

/** What the kernel refuses: AH with UDP encapsulation, and what userland ESP cannot do. */
export function install(end: End, answer: ChildAnswer, mode: Mode, encapsulated: boolean): true | Refusal {
  const { protocol } = answer.agreement;
  const child = end.side === 'initiator' ? (end.child ?? answer.child) : answer.child;
  if (protocol === 'ah' && encapsulated) {
    return refuse({
      reason: 'ah-nat',
      explanation:
        'AH was agreed on, but it cannot pass a NAT: it covers the addresses, and there is no UDP encapsulation for it.',
      evidence: [place(end, ahOrigin(end, child), 'AH'), gatewayPlace(end, 'UDP encapsulation is needed here')],
    });
  }
  if (end.version === 1 && end.side === 'initiator' && child.mode === 'drop') {
    return refuse({
      reason: 'kernel',
      explanation: `Child ${child.name} drops packets: no SA can be installed for it.`,
      evidence: [place(end, child.at.mode, 'mode = drop')],
    });
  }
  if (end.device.charon?.userlandEsp === true && (protocol === 'ah' || mode !== 'tunnel')) {
    return refuse({
      reason: 'kernel',
      explanation: 'The userland ESP of this host (kernel-libipsec) does ESP in tunnel mode only.',
      evidence: [
        place(end, end.device.charon.at.userlandEsp, 'kernel-libipsec'),
        place(end, child.at.mode, `mode = ${child.mode}`),
      ],
    });
  }
  return true;
}

function ahOrigin(end: End, child: Child): ReturnType<typeof configuredChild>[number]['origin'] | undefined {
  return configuredChild(end.device, child).find((offer) => offer.protocol === 'ah')?.origin;
}
