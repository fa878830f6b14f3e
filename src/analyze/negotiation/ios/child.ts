import { ALGORITHMS } from '../../../model/algorithms/index.ts';
import type { Provenance } from '../../../model/provenance.ts';
import type { Child, ChildProposal, Device, Gateway, SelectorPair, TrafficSelector, Transform } from '../../../model/types.ts';
import { UNKNOWN_ADDRESS } from '../../path/address.ts';
import { findInterface } from '../../path/endpoint.ts';
import type { Agreement, ChildAnswer, ChildRequest, End, Offer, Range, Refusal } from '../implementation.ts';
import { addressRange, contained, intersect, rangeText, sameRange } from '../ranges.ts';
import { common } from './proposals.ts';
import type { Difference } from './wording.ts';
import { differenceEvidence, evidence, headerOf, namesOf, present, refuse } from './wording.ts';

/** Devices with more transform sets than this get an index of them. */
const FEW = 8;
const PROPOSALS = new WeakMap<Device, ReadonlyMap<string, ChildProposal>>();

/** The transform sets of a child that exist. */
export function transformSets(device: Device, child: Child): readonly ChildProposal[] {
  const all = device.childProposals;
  if (all.length <= FEW) return present(child.proposals.map((id) => all.find((set) => set.id === id)));
  const byId = proposalsById(device);
  return present(child.proposals.map((id) => byId.get(id)));
}

function proposalsById(device: Device): ReadonlyMap<string, ChildProposal> {
  let known = PROPOSALS.get(device);
  if (known === undefined) {
    known = new Map(device.childProposals.map((proposal) => [proposal.id, proposal]));
    PROPOSALS.set(device, known);
  }
  return known;
}

function offerOf(set: ChildProposal, ke: readonly Transform[]): Offer {
  const isAh = set.protocol === 'ah';
  return {
    protocol: set.protocol,
    encryption: set.encryption,
    integrity: isAh && set.integrity.length === 0 ? set.ah : set.integrity,
    prf: [],
    ke,
    esn: set.esn.length > 0 ? set.esn : [noEsn(set)],
    ...(isAh || set.ah.length === 0 ? {} : { bundledAh: set.ah }),
    origin: set.encryption[0]?.origin ?? set.ah[0]?.origin ?? set.integrity[0]?.origin ?? { kind: 'written', ...set.header },
    get name() {
      return setText(set);
    },
    proposal: set.id,
  };
}

/** Sequence numbers of 32 bits, unless a set says `esn`. */
function noEsn(set: ChildProposal): Transform {
  return { type: 'esn', id: 0, keyBits: 0, name: 'noesn', origin: { kind: 'written', ...set.header } };
}

function setText(set: ChildProposal): string {
  const parts = [set.ah, set.encryption, set.integrity].filter((list) => list.length > 0).map(namesOf);
  return `${set.name}: ${[...new Set(parts)].join(' ')}`;
}

/** The group of `set pfs` as a transform. */
function pfsGroup(child: Child): readonly Transform[] {
  if (child.pfs === undefined) return [];
  const name = ALGORITHMS.find(({ type, id }) => type === 'ke' && id === child.pfs)?.name ?? `group ${child.pfs}`;
  return [{ type: 'ke', id: child.pfs, keyBits: 0, name, origin: child.at.pfs ?? { kind: 'written', ...child.header } }];
}

/** One line of a crypto ACL, or what a tunnel interface asks for, as ranges. */
interface ProxyPair {
  readonly permit: boolean;
  readonly local: Range;
  readonly remote: Range;
}

const FIXED = new WeakMap<Child, readonly ProxyPair[]>();

/** The lines of a long access list are read once; they name no address of the moment. */
function proxiesOf(end: End, child: Child): readonly ProxyPair[] {
  if (child.pairs === undefined || child.pairs.length <= FEW) return makeProxies(end, child);
  const known = FIXED.get(child);
  if (known !== undefined) return known;
  const made = makeProxies(end, child);
  FIXED.set(child, made);
  return made;
}

function makeProxies(end: End, child: Child): readonly ProxyPair[] {
  if (child.pairs !== undefined) return child.pairs.flatMap((pair) => proxy(end, pair.action === 'permit', pair));
  return child.localTs.flatMap((local) => child.remoteTs.flatMap((remote) => proxy(end, true, { local, remote })));
}

function proxy(end: End, permit: boolean, pair: Pick<SelectorPair, 'local' | 'remote'>): readonly ProxyPair[] {
  const local = selectorRange(pair.local, end.ownAddress);
  const remote = selectorRange(pair.remote, end.peerAddress);
  return local === undefined || remote === undefined ? [] : [{ permit, local, remote }];
}

/** `dynamic` stands for the end's own address. */
function selectorRange(selector: TrafficSelector, address: string | undefined): Range | undefined {
  const text = selector.kind === 'dynamic' ? (address ?? UNKNOWN_ADDRESS[4]) : selector.network;
  const range = text === undefined || selector.kind === 'unknown' ? undefined : addressRange(text);
  if (range === undefined) return undefined;
  const { family, from, to } = range;
  const { protocol, portFrom, portTo, origin } = selector;
  return { family, from, to, protocol, portFrom, portTo, origin };
}

function isPeerToPeer(end: End, local: Range, remote: Range): boolean {
  if (local.from !== local.to || remote.from !== remote.to) return false;
  const own = end.ownAddress === undefined ? undefined : addressRange(end.ownAddress);
  const peer = end.peerAddress === undefined ? undefined : addressRange(end.peerAddress);
  return own?.from === local.from && (peer === undefined || peer.from === remote.from);
}

/** What a configuration asks for: its first permit line, its transform sets in order, PFS in IKEv1. */
export function childRequest(end: End, keStripped: boolean): ChildRequest | Refusal {
  const { child, device, gateway } = end;
  if (child === undefined) return refuse('cannot-initiate', 'no-such-child', `${device.name} has nothing to protect.`, []);
  const sets = transformSets(device, child);
  const pair = proxiesOf(end, child).find(({ permit }) => permit);
  if (pair === undefined) return noSelectors(end, child);
  const ke = keStripped ? [] : pfsGroup(child);
  const transport = sets[0]?.mode?.startsWith('transport') === true && isPeerToPeer(end, pair.local, pair.remote);
  const natted = end.nat.here || end.nat.there;
  return {
    offers: sets.map((set) => offerOf(set, ke)),
    initiatorTs: [pair.local],
    responderTs: [pair.remote],
    mode: transport || (sets[0]?.mode?.startsWith('transport') === true && isGre(device, gateway)) ? 'transport' : 'tunnel',
    ...(transport && natted ? { originalAddresses: { initiator: end.ownAddress, responder: end.peerAddress } } : {}),
    keStripped,
  };
}

function noSelectors(end: End, child: Child): Refusal {
  const unknown = [...child.localTs, ...child.remoteTs].find(({ kind }) => kind === 'unknown');
  const places = present([headerOf(end)]);
  if (unknown === undefined) return refuse('ts', 'selectors', `${end.device.name} selects no traffic for ${child.name}.`, places);
  return {
    ...refuse('undecided', 'selectors', `The traffic of ${child.name} is not known.`, places),
    question: `Which traffic does ${child.name} of ${end.device.name} protect?`,
  };
}

function isGre(device: Device, gateway: Gateway | undefined): boolean {
  const mode = tunnelOf(device, gateway)?.mode;
  return mode === 'gre' || mode === 'mgre';
}

function tunnelOf(device: Device, gateway: Gateway | undefined) {
  return findInterface(device, gateway?.name ?? '')?.tunnel ?? findInterface(device, gateway?.interface ?? '')?.tunnel;
}

/** A configuration of the responder that the request was held against, and how that ended. */
type Attempt = ChildAnswer | Refusal;

/** Every entry for this peer in order: the first that takes selectors, transform, mode and PFS. */
export function childRespond(end: End, request: ChildRequest): ChildAnswer | Refusal {
  let refusal: Refusal | undefined;
  for (const gateway of end.candidates) {
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

/** How far an attempt came: the failure of the entry that fits best is the one to tell. */
function rank({ reason, detail }: Refusal): number {
  if (reason === 'ts') return detail === 'route-based' ? 0 : 1;
  return detail === 'algorithms' || detail === 'protocol' ? 2 : 3;
}

function attempt(end: End, gateway: Gateway, child: Child, request: ChildRequest): Attempt {
  const selectors = acceptSelectors(end, gateway, child, request);
  if ('refused' in selectors) return selectors;
  const agreement = acceptTransform(end, child, request);
  if ('refused' in agreement) return agreement;
  const { initiatorTs, responderTs } = selectors;
  return { child, agreement: agreement.found, initiatorTs, responderTs, mode: agreement.mode };
}

interface Selectors {
  readonly initiatorTs: readonly Range[];
  readonly responderTs: readonly Range[];
}

function acceptSelectors(end: End, gateway: Gateway, child: Child, request: ChildRequest): Selectors | Refusal {
  const own = proxiesOf(end, child);
  if (child.acceptsAny === true || gateway.kind === 'virtual-template') return request;
  if (isGre(end.device, gateway)) return acceptGre(end, gateway, child, own, request);
  if (gateway.kind === 'tunnel') {
    const equal = own.some(
      (pair) =>
        pair.permit &&
        request.responderTs.some((ts) => contained(pair.local, ts)) &&
        request.initiatorTs.some((ts) => contained(pair.remote, ts)),
    );
    return (equal ? narrowed(own, request) : undefined) ?? noSelectorMatch(end, child, own, request, 'route-based');
  }
  if (own.length === 0 && child.pairs === undefined) return request;
  const found = end.version === 1 ? subset(own, request) : narrowed(own, request);
  return found ?? noSelectorMatch(end, child, own, request, isRouteBased(request) ? 'route-based' : 'selectors');
}

function isRouteBased({ initiatorTs, responderTs }: ChildRequest): boolean {
  const isAll = (range: Range): boolean => BigInt(range.from) === 0n && BigInt(range.to) >= 0xffffffffn && range.protocol === 0;
  return [...initiatorTs, ...responderTs].every(isAll);
}

/** GRE between the two ends: the addresses follow the packets' own where a NAT rewrites them in transport mode. */
function acceptGre(
  end: End,
  gateway: Gateway,
  child: Child,
  own: readonly ProxyPair[],
  request: ChildRequest,
): Selectors | Refusal {
  const [initiatorTs] = request.initiatorTs;
  const [responderTs] = request.responderTs;
  const GRE = 47;
  if (initiatorTs?.protocol !== GRE || responderTs?.protocol !== GRE)
    return noSelectorMatch(end, child, own, request, 'route-based');
  const unknown = addressRange(UNKNOWN_ADDRESS[4])?.from;
  if (initiatorTs.from === unknown || responderTs.from === unknown) return request;
  const follows = gateway.kind === 'mgre-tunnel' || (request.mode === 'transport' && (end.nat.here || end.nat.there));
  if (follows || own.length === 0) return request;
  return subset(own, request) ?? noSelectorMatch(end, child, own, request, 'selectors');
}

/** IKEv1: what is offered equals a permit line, or is a part of one (ios.md 14.7). */
function subset(own: readonly ProxyPair[], request: ChildRequest): Selectors | undefined {
  const [initiatorTs] = request.initiatorTs;
  const [responderTs] = request.responderTs;
  if (initiatorTs === undefined || responderTs === undefined) return undefined;
  const line = own.find((pair) => contained(responderTs, pair.local) && contained(initiatorTs, pair.remote));
  return line?.permit === true ? { initiatorTs: [initiatorTs], responderTs: [responderTs] } : undefined;
}

/** IKEv2: the first permit line that has something in common with what is offered (RFC 7296, 2.9). */
function narrowed(own: readonly ProxyPair[], request: ChildRequest): Selectors | undefined {
  for (const pair of own) {
    if (!pair.permit) continue;
    const responderTs = present(request.responderTs.map((ts) => intersect(ts, pair.local)));
    const initiatorTs = present(request.initiatorTs.map((ts) => intersect(ts, pair.remote)));
    if (responderTs.length > 0 && initiatorTs.length > 0) return { initiatorTs, responderTs };
  }
  return undefined;
}

function noSelectorMatch(
  end: End,
  child: Child,
  own: readonly ProxyPair[],
  request: ChildRequest,
  detail: 'selectors' | 'route-based',
): Refusal {
  const theirs = `${request.initiatorTs.map(rangeText).join(', ')} to ${request.responderTs.map(rangeText).join(', ')}`;
  const [asked] = request.responderTs;
  const nearest = own.find(({ remote }) => request.initiatorTs.some((ts) => intersect(ts, remote) !== undefined)) ?? own[0];
  const places = present([
    asked === undefined ? undefined : evidence('initiator', asked.origin, `asks for ${theirs}`),
    nearest === undefined
      ? evidence('responder', { kind: 'written', ...child.header }, `${child.name} selects nothing`)
      : evidence('responder', nearest.local.origin, `protects ${rangeText(nearest.local)} to ${rangeText(nearest.remote)}`),
  ]);
  return refuse('ts', detail, `${end.device.name} does not protect ${theirs} with ${child.name}.`, places);
}

/** The first offer that some local transform set equals, with a mode that both take. */
function acceptTransform(
  end: End,
  child: Child,
  request: ChildRequest,
): { readonly found: Agreement; readonly mode: ChildAnswer['mode'] } | Refusal {
  const sets = transformSets(end.device, child);
  let near: Refusal | undefined;
  for (const [position, offer] of request.offers.entries()) {
    for (const set of sets) {
      const own = offerOf(set, []);
      if (differences(offer, own).length > 0) continue;
      const mode = acceptMode(request, set);
      const pfs = request.keStripped ? undefined : refusedPfs(end, child, offer);
      if (mode !== undefined && pfs === undefined) return { found: agreementOf(offer, own, position), mode };
      near ??= mode === undefined ? modeRefusal(end, request, offer, set) : pfs;
    }
  }
  return near ?? noCommonTransform(end, child, request.offers, sets);
}

function agreementOf(offer: Offer, own: Offer, position: number): Agreement {
  const [encryption] = common(offer.encryption, own.encryption);
  const [integrity] = common(offer.integrity, own.integrity);
  const [esn] = offer.esn;
  const [ke] = offer.ke;
  return {
    protocol: offer.protocol,
    ...(encryption === undefined ? {} : { encryption }),
    ...(integrity === undefined ? {} : { integrity }),
    ...(esn === undefined ? {} : { esn }),
    ...(ke === undefined ? {} : { ke }),
    ...(own.bundledAh === undefined ? {} : { bundledAh: own.bundledAh }),
    offer: position,
  };
}

/** ios.md 14.7: transport takes transport and tunnel, tunnel takes tunnel only, `require` takes transport only. */
function acceptMode(request: ChildRequest, set: ChildProposal): ChildAnswer['mode'] | undefined {
  if (request.mode === 'beet') return undefined;
  if (request.mode === 'tunnel') return set.mode === 'transport-require' ? undefined : 'tunnel';
  return set.mode?.startsWith('transport') === true ? 'transport' : undefined;
}

function modeRefusal(end: End, request: ChildRequest, offer: Offer, set: ChildProposal): Refusal {
  const own = evidence(
    'responder',
    set.at.mode ?? { kind: 'written', ...set.header },
    `${set.name}: mode ${set.mode ?? 'tunnel'}`,
  );
  const theirs = evidence('initiator', offeredMode(end, offer) ?? offer.origin, `${offer.name}: asks for ${request.mode} mode`);
  const strict = set.mode === 'transport-require';
  const explanation = `${end.other.name} asks for ${request.mode} mode, ${end.device.name} takes ${strict ? 'transport' : 'tunnel'} mode only.`;
  return refuse('child-proposal', 'mode', explanation, strict ? [own, theirs] : [theirs, own]);
}

function offeredMode(end: End, offer: Offer) {
  return end.other.childProposals.find(({ id }) => id === offer.proposal)?.at.mode;
}

function differences(offer: Offer, own: Offer): readonly Difference[] {
  const out: Difference[] = [];
  const add = (what: string, a: readonly Transform[], b: readonly Transform[]): void => {
    if (a.length === 0 && b.length === 0) return;
    if (common(a, b).length > 0) return;
    out.push({
      what,
      initiator: { transforms: a, origin: a[0]?.origin ?? offer.origin },
      responder: { transforms: b, origin: b[0]?.origin ?? own.origin },
    });
  };
  if (offer.protocol !== own.protocol) {
    out.push({
      what: 'protocol',
      initiator: { transforms: [...offer.encryption, ...offer.integrity], origin: offer.origin },
      responder: { transforms: [...own.encryption, ...own.integrity], origin: own.origin },
    });
    return out;
  }
  add('encryption', offer.encryption, own.encryption);
  add('integrity', offer.integrity, own.integrity);
  add('AH', offer.bundledAh ?? [], own.bundledAh ?? []);
  if (offer.esn.length > 0) add('ESN', offer.esn, own.esn);
  return out;
}

function noCommonTransform(end: End, child: Child, offers: readonly Offer[], sets: readonly ChildProposal[]): Refusal {
  let nearest: readonly Difference[] | undefined;
  for (const offer of offers) {
    for (const set of sets) {
      const found = differences(offer, offerOf(set, []));
      if (nearest === undefined || found.length < nearest.length) nearest = found;
    }
  }
  if (nearest === undefined) {
    const place = evidence(end.side, missingSet(end.device, child), `${child.name} has no transform set`);
    return refuse('child-proposal', 'algorithms', 'One end has no transform set to compare.', [place]);
  }
  const what = nearest.map(({ what: name }) => name).join(', ');
  const places = [
    ...nearest.flatMap(differenceEvidence),
    ...offers.slice(0, 1).map((offer) => evidence('initiator', offer.origin, `offers ${offer.name}`)),
    ...sets.slice(0, 1).map((set) => evidence('responder', { kind: 'written', ...set.header }, `accepts ${setText(set)}`)),
  ];
  const detail = nearest.some(({ what: name }) => name === 'protocol') ? 'protocol' : 'algorithms';
  return refuse(
    'child-proposal',
    detail,
    `No transform set of ${end.device.name} equals an offered one: ${what} differ.`,
    places,
  );
}

/** A responder with `set pfs` wants exactly that group; one without takes any (ios.md 14.7). */
function refusedPfs(end: End, child: Child, offer: Offer): Refusal | undefined {
  const [own] = pfsGroup(child);
  if (own === undefined || offer.ke.some(({ id }) => id === own.id)) return undefined;
  const [offered] = offer.ke;
  const header = end.other.gateways.find(({ version, remote }) => version === end.version && remote.length > 0);
  const theirs =
    offered === undefined
      ? present([header === undefined ? undefined : evidence('initiator', missingPfs(end, header), 'proposes no PFS')])
      : [evidence('initiator', offered.origin, `PFS ${offered.name}`)];
  const explanation = `${end.device.name} demands PFS with ${own.name}; ${end.other.name} proposes ${offered?.name ?? 'none'}.`;
  return refuse('child-proposal', 'pfs', explanation, [...theirs, evidence('responder', own.origin, `PFS ${own.name}`)]);
}

/** Where the initiator would write PFS: the child that dials this end. */
function missingPfs(end: End, fallback: Gateway) {
  const dialling = end.other.gateways.find(({ remote }) => remote.some(({ value }) => value === end.ownAddress)) ?? fallback;
  return { kind: 'written', ...(dialling.children[0]?.header ?? dialling.header) } as const;
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

/** Where a transform set is named that does not exist; the header of the child where none is named. */
export function missingSet(device: Device, child: Child): Provenance {
  const known = new Set(device.childProposals.map(({ id }) => id));
  const missing = child.proposals.find((id) => !known.has(id));
  const name = missing?.slice('crypto ipsec transform-set '.length);
  const { source, start } = child.header;
  const after = device.references.filter(
    (one) => one.kind === 'transform-set' && one.name === name && one.span.source === source,
  );
  const reference = after.find(({ span }) => span.start >= start) ?? after[0];
  return { kind: 'written', ...(reference?.span ?? child.header) };
}
