import type { Child, Device, Gateway, SelectorPair, TrafficSelector } from '../../../model/types.ts';
import { UNKNOWN_ADDRESS } from '../../path/address.ts';
import { findInterface } from '../../path/endpoint.ts';
import type { ChildRequest, End, Range, Refusal } from '../implementation.ts';
import { addressRange, contained, intersect, rangeText, sameRange, within } from '../ranges.ts';
import { FEW } from './transform-sets.ts';
import { evidence, present, refuse } from './wording.ts';

/** One line of a crypto ACL, or what a tunnel interface asks for, as ranges. */
export interface ProxyPair {
  readonly permit: boolean;
  readonly local: Range;
  readonly remote: Range;
}

const FIXED = new WeakMap<Child, readonly ProxyPair[]>();

/** The lines of a long access list are read once; they name no address of the moment. */
export function proxiesOf(end: End, child: Child): readonly ProxyPair[] {
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

/** Lines of one access list that are negotiated; IOS has no such bound, but nobody waits for more. */
const MOST_LINES = 1000;

/**
 * The SA pairs that an initiator asks for: one for each permit line of a crypto ACL that packets can reach, or what a tunnel protects
 * towards the peer that it dials.
 */
export function requestedPairs(end: End, child: Child): readonly ProxyPair[] {
  const pairs = proxiesOf(end, child);
  if (child.pairs === undefined) {
    const peer = end.peerAddress === undefined ? undefined : addressRange(end.peerAddress);
    const toPeer = pairs.find(({ remote }) => peer !== undefined && peer.from === remote.from && peer.to === remote.to);
    return toPeer === undefined ? pairs.slice(0, 1) : [toPeer];
  }
  const lines = pairs.slice(0, MOST_LINES);
  if (lines.length < pairs.length)
    end.assumptions.add(`lines behind the first ${MOST_LINES} of ${child.name} come up as those before`);
  const asked = lines.filter((line, at) => line.permit && !lines.slice(0, at).some((earlier) => covers(earlier, line)));
  if (asked.length < 2) return asked;
  const here = asked.filter(({ remote }) => !isConnectedElsewhere(end, remote));
  return here.length === 0 ? asked : here;
}

/** Packets to a network of another interface never meet the map of this one: two maps may share an access list. */
function isConnectedElsewhere({ device, gateway }: End, remote: Range): boolean {
  const carrier = gateway?.interface;
  if (carrier === undefined) return false;
  return device.interfaces.some(
    ({ name, addresses }) =>
      name !== carrier && addresses.some(({ address, prefixLength }) => isWithinNetwork(remote, `${address}/${prefixLength}`)),
  );
}

function isWithinNetwork(inner: Range, network: string): boolean {
  const outer = addressRange(network);
  return outer !== undefined && within(inner, outer);
}

function covers(earlier: ProxyPair, line: ProxyPair): boolean {
  return contained(line.local, earlier.local) && contained(line.remote, earlier.remote);
}

/** What has to be known before a child can be said to select nothing that fits. */
export function selectorQuestion(end: End, child: Child): string | undefined {
  const isUnknown = [...child.localTs, ...child.remoteTs].some(({ kind }) => kind === 'unknown');
  return isUnknown ? `Which traffic does ${child.name} of ${end.device.name} protect?` : undefined;
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

export function isPeerToPeer(end: End, local: Range, remote: Range): boolean {
  if (local.from !== local.to || remote.from !== remote.to) return false;
  const own = end.ownAddress === undefined ? undefined : addressRange(end.ownAddress);
  const peer = end.peerAddress === undefined ? undefined : addressRange(end.peerAddress);
  return own?.from === local.from && (peer === undefined || peer.from === remote.from);
}

export function isGre(device: Device, gateway: Gateway | undefined): boolean {
  const mode = tunnelOf(device, gateway)?.mode;
  return mode === 'gre' || mode === 'mgre';
}

function tunnelOf(device: Device, gateway: Gateway | undefined) {
  return findInterface(device, gateway?.name ?? '')?.tunnel ?? findInterface(device, gateway?.interface ?? '')?.tunnel;
}

export interface Selectors {
  readonly initiatorTs: readonly Range[];
  readonly responderTs: readonly Range[];
}

export function acceptSelectors(end: End, gateway: Gateway, child: Child, request: ChildRequest): Selectors | Refusal {
  const own = proxiesOf(end, child);
  if (gateway.kind === 'virtual-template' && !clonesFor(end.device, gateway, request))
    return noSelectorMatch(end, child, own, request, 'route-based');
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

/** A template takes what its tunnel mode is for: GRE (the two hosts and protocol 47), or IP; with `mode auto` either (ios.md 5). */
function clonesFor(device: Device, gateway: Gateway, { initiatorTs }: ChildRequest): boolean {
  const profile = device.ios?.ikev2Profiles.find(({ name }) => name === gateway.ikev2Profile);
  if (profile?.virtualTemplateAuto === true) return true;
  const mode = tunnelOf(device, gateway)?.mode ?? 'other';
  if (mode === 'other') return true;
  const GRE = 47;
  return initiatorTs.every(({ protocol }) => protocol === GRE) === !mode.startsWith('ipsec');
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
  const nearest = nearestLine(own, request);
  const places = present([
    asked === undefined ? undefined : evidence('initiator', asked.origin, `asks for ${theirs}`),
    nearest === undefined
      ? evidence('responder', { kind: 'written', ...child.header }, `${child.name} selects nothing`)
      : evidence('responder', nearest.local.origin, `protects ${rangeText(nearest.local)} to ${rangeText(nearest.remote)}`),
  ]);
  const question = selectorQuestion(end, child);
  if (question !== undefined)
    return { ...refuse('undecided', detail, `Whether ${child.name} protects ${theirs} is not known.`, places), question };
  const disjoint = detail === 'selectors' && narrowed(own, request) === undefined;
  const explanation = `${end.device.name} does not protect ${theirs} with ${child.name}.`;
  return refuse('ts', disjoint ? 'disjoint-selectors' : detail, explanation, places);
}

/** The line that has most in common with what is asked for: probably the one that was meant. */
function nearestLine(own: readonly ProxyPair[], { initiatorTs, responderTs }: ChildRequest): ProxyPair | undefined {
  const [theirs] = initiatorTs;
  const [ours] = responderTs;
  let best: ProxyPair | undefined;
  let most = -1;
  for (const line of own) {
    const score = theirs === undefined || ours === undefined ? 0 : likeness(line.local, ours) + likeness(line.remote, theirs);
    if (score > most) [best, most] = [line, score];
  }
  return best;
}

/** Bits in which two ranges begin alike; more when they are the same. */
function likeness(a: Range, b: Range): number {
  if (a.family !== b.family) return 0;
  const bits = a.family === 4 ? 32 : 128;
  const differing = (BigInt(a.from) ^ BigInt(b.from)).toString(2);
  const alike = differing === '0' ? bits : bits - differing.length;
  return alike + (sameRange(a, b) ? 1 : 0);
}
