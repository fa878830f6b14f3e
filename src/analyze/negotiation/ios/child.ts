import type { Child, Gateway } from '../../../model/types.ts';
import type { ChildAnswer, ChildRequest, End, Refusal } from '../implementation.ts';
import { rangeText, sameRange } from '../ranges.ts';
import { ezvpnTransforms, isEzvpnClient } from './ezvpn.ts';
import { acceptSelectors, isGre, isPeerToPeer, type ProxyPair, requestedPairs, selectorQuestion } from './proxies.ts';
import { takes } from './respond.ts';
import { acceptTransform, offerOf, pfsGroup, transformSets } from './transform-sets.ts';
import { evidence, headerOf, present, refuse } from './wording.ts';

/** What a configuration asks for: its first permit line, its transform sets in order, PFS in IKEv1. */
export function childRequest(end: End, keStripped: boolean): ChildRequest | Refusal {
  const { child, device } = end;
  if (child === undefined) return refuse('cannot-initiate', 'no-such-child', `${device.name} has nothing to protect.`, []);
  const [first] = requestedPairs(end, child);
  return first === undefined ? noSelectors(end, child) : requestFor(end, child, first, keStripped);
}

/** The other permit lines of a crypto ACL: each is an SA pair of its own. */
export function furtherRequests(end: End): readonly ChildRequest[] {
  const { child } = end;
  if (child === undefined) return [];
  const [, ...others] = requestedPairs(end, child);
  return others.map((pair) => requestFor(end, child, pair, false));
}

function requestFor(end: End, child: Child, pair: ProxyPair, keStripped: boolean): ChildRequest {
  const { device, gateway } = end;
  const sets = transformSets(device, child);
  const ke = keStripped ? [] : pfsGroup(child);
  const transport =
    !isEzvpnClient(end) && sets[0]?.mode?.startsWith('transport') === true && isPeerToPeer(end, pair.local, pair.remote);
  const natted = end.nat.here || end.nat.there;
  return {
    offers: isEzvpnClient(end) ? ezvpnTransforms(end) : sets.map((set) => offerOf(set, ke)),
    initiatorTs: [pair.local],
    responderTs: [pair.remote],
    mode: transport || (sets[0]?.mode?.startsWith('transport') === true && isGre(device, gateway)) ? 'transport' : 'tunnel',
    ...(transport && natted ? { originalAddresses: { initiator: end.ownAddress, responder: end.peerAddress } } : {}),
    keStripped,
  };
}

function noSelectors(end: End, child: Child): Refusal {
  const places = present([headerOf(end)]);
  const question = selectorQuestion(end, child);
  if (question === undefined)
    return refuse('ts', 'selectors', `${end.device.name} selects no traffic for ${child.name}.`, places);
  return { ...refuse('undecided', 'selectors', `The traffic of ${child.name} is not known.`, places), question };
}

/** A configuration of the responder that the request was held against, and how that ended. */
type Attempt = ChildAnswer | Refusal;

/** Every entry for this peer in order: the first that takes selectors, transform, mode and PFS. */
export function childRespond(end: End, request: ChildRequest): ChildAnswer | Refusal {
  let refusal: Refusal | undefined;
  for (const gateway of end.candidates) {
    if (end.peerAddress !== undefined && !takes(end, gateway)) {
      refusal ??= otherPeer(end, gateway, end.peerAddress);
      continue;
    }
    for (const child of gateway.children) {
      const outcome = attempt(end, gateway, child, request);
      if (!('refused' in outcome)) {
        end.gateway = gateway;
        return outcome;
      }
      if (refusal === undefined || rank(outcome) > rank(refusal)) refusal = outcome;
    }
  }
  return refusal ?? refuse('ts', 'selectors', `${end.device.name} has no entry for ${end.other.name}.`, present([headerOf(end)]));
}

/* Phase 1 asks for a policy and a key only: whom an entry is for counts when the entry is looked for. */
function otherPeer(end: End, gateway: Gateway, sender: string): Refusal {
  const places = gateway.remote.map(({ origin, value }) => evidence(end.side, origin, `is for ${value}`));
  const text = `${end.device.name} has no entry for the peer ${sender}.`;
  return refuse('ts', 'selectors', text, present([...places.slice(0, 3), headerOf({ ...end, gateway })]));
}

/** How far an attempt came: the failure of the entry that fits best is the one to tell. */
function rank({ reason, detail }: Refusal): number {
  if (reason !== 'ts') return detail === 'algorithms' || detail === 'protocol' ? 3 : 4;
  return detail === 'route-based' ? 0 : detail === 'disjoint-selectors' ? 1 : 2;
}

function attempt(end: End, gateway: Gateway, child: Child, request: ChildRequest): Attempt {
  const selectors = acceptSelectors(end, gateway, child, request);
  if ('refused' in selectors) return selectors;
  const agreement = acceptTransform(end, child, request);
  if ('refused' in agreement) return agreement;
  const { initiatorTs, responderTs } = selectors;
  return { child, agreement: agreement.found, initiatorTs, responderTs, mode: agreement.mode };
}

/** Initiator: IKEv1 wants its own proposal back, IKEv2 a part of it. */
export function childAccept(end: End, request: ChildRequest, answer: ChildAnswer): true | Refusal {
  if (end.version === 2) return true;
  const same =
    request.initiatorTs.every((ts) => answer.initiatorTs.some((other) => sameRange(ts, other))) &&
    request.responderTs.every((ts) => answer.responderTs.some((other) => sameRange(ts, other)));
  if (same) return true;
  const [asked] = request.responderTs;
  const [given] = answer.responderTs;
  const places = present([
    asked === undefined ? undefined : evidence('initiator', asked.origin, `asks for ${rangeText(asked)}`),
    given === undefined ? undefined : evidence('responder', given.origin, `answers ${rangeText(given)}`),
  ]);
  return refuse('ts', 'selectors', `${end.device.name} does not take other selectors than it asked for.`, places);
}

/** AH cannot be encapsulated in UDP: across a NAT its check fails (RFC 3947, 7; RFC 4302). */
export function install(end: End, answer: ChildAnswer, encapsulated: boolean): true | Refusal {
  const usesAh = answer.agreement.protocol === 'ah' || (answer.agreement.bundledAh?.length ?? 0) > 0;
  if (!usesAh || !encapsulated) return true;
  const places = (['initiator', 'responder'] as const).flatMap((side) => ahEvidence(end, side));
  return refuse('ah-nat', undefined, 'AH covers the IP addresses, which the NAT rewrites, and cannot be put into UDP.', places);
}

function ahEvidence(end: End, side: 'initiator' | 'responder') {
  const device = end.side === side ? end.device : end.other;
  const used =
    end.side === side ? new Set(end.child?.proposals ?? end.gateway?.children.flatMap(({ proposals }) => proposals)) : undefined;
  const sets = device.childProposals.filter(
    ({ id, ah, protocol }) => (ah.length > 0 || protocol === 'ah') && (used?.has(id) ?? true),
  );
  return sets.slice(0, 1).map((set) => evidence(side, { kind: 'written', ...set.header }, `${set.name} uses AH`));
}
