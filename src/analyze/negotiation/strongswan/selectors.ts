import type { Child, TrafficSelector } from '../../../model/types.ts';
import type { End, Range, Refusal } from '../implementation.ts';
import { addressRange, contained, intersect, isHost, rangeOf, sameRange, withAddress } from '../ranges.ts';
import { refuse } from '../refusals.ts';

const cache = new WeakMap<TrafficSelector, Range | undefined>();

/** A network selector as a range; undefined for a dynamic or unreadable one. */
function configuredRange(selector: TrafficSelector): Range | undefined {
  if (cache.has(selector)) return cache.get(selector);
  const addresses = selector.kind === 'network' ? addressRange(selector.network) : undefined;
  const { protocol, portFrom, portTo, origin } = selector;
  const range = addresses === undefined ? undefined : { ...addresses, protocol, portFrom, portTo, origin };
  cache.set(selector, range);
  return range;
}

/** Addresses that `dynamic` stands for at one end; empty: nothing (pools, but no address was given). Undefined: not known. */
export function dynamicHosts(end: End, which: 'local' | 'remote'): readonly Range[] | undefined {
  const mine = end.side === 'initiator' ? 'local' : 'remote';
  if (which === mine && end.virtualAddress === 'given') return end.virtualRange === undefined ? undefined : [end.virtualRange];
  if (which === 'remote' && (end.gateway?.pools.length ?? 0) > 0) return [];
  const address = which === 'local' ? end.ownAddress : end.peerAddress;
  const range =
    address === undefined ? undefined : rangeOf(address, { kind: 'derived', from: [], how: 'the address of the IKE SA' });
  return range === undefined ? undefined : [range];
}

/** How the selectors of a child are worked out. */
export interface Narrowing {
  readonly end: End;
  readonly child: Child;
  readonly which: 'local' | 'remote';
  /** What `dynamic` stands for. */
  readonly hosts: readonly Range[];
  /** What the peer sent; absent for a proposal of one's own. */
  readonly supplied?: readonly Range[];
}

/** Selectors of a child with dynamic ones filled in, narrowed to what the peer sent (child_cfg.c). */
export function trafficSelectors({ child, which, hosts, supplied }: Narrowing): readonly Range[] {
  const configured = which === 'local' ? child.localTs : child.remoteTs;
  const forced = child.mode === 'transport' && supplied === undefined;
  const derived = configured.flatMap((selector) => derive(selector, hosts, forced));
  if (supplied === undefined) return withoutContained(derived);
  const common = derived.flatMap((own) =>
    supplied.flatMap((theirs) => {
      const range = intersect(own, theirs);
      return range === undefined ? [] : [range];
    }),
  );
  return withoutContained(common);
}

function derive(selector: TrafficSelector, hosts: readonly Range[], forced: boolean): readonly Range[] {
  if (selector.kind === 'dynamic') {
    const { protocol, portFrom, portTo, origin } = selector;
    return hosts.map((host) => ({ ...host, protocol, portFrom, portTo, origin }));
  }
  const range = configuredRange(selector);
  if (range === undefined) return [];
  if (!forced || hosts.length === 0) return [range];
  return hosts
    .filter((host) => contained({ ...host, protocol: range.protocol, portFrom: range.portFrom, portTo: range.portTo }, range))
    .map((host) => withAddress(range, host));
}

function withoutContained(ranges: readonly Range[]): readonly Range[] {
  return ranges.filter(
    (range, i) => !ranges.some((other, j) => i !== j && contained(range, other) && (!sameRange(range, other) || j < i)),
  );
}

/** Weight of an equal selector against one that only overlaps (peer_cfg.c). */
const EQUAL = 5;

/** The child that fits what the peer sent best, the first on ties. */
export function bestChild(
  end: End,
  own: readonly Range[],
  peer: readonly Range[],
  hosts: Hosts,
  label: string | undefined,
): Child | undefined {
  let best: Child | undefined;
  let most = 0;
  for (const child of end.gateway?.children ?? []) {
    if (child.label !== label) continue;
    const local = score({ end, child, which: 'local', hosts: hosts.local }, own);
    const remote = score({ end, child, which: 'remote', hosts: hosts.remote }, peer);
    if (local > 0 && remote > 0 && local + remote > most) {
      best = child;
      most = local + remote;
    }
  }
  return best;
}

/** What `dynamic` stands for at both ends. */
export interface Hosts {
  readonly local: readonly Range[];
  readonly remote: readonly Range[];
}

function score(narrowing: Narrowing, supplied: readonly Range[]): number {
  const configured = trafficSelectors(narrowing);
  let sum = 0;
  for (const [i, theirs] of supplied.entries()) {
    const weight = supplied.length - i;
    for (const own of configured) {
      if (sameRange(own, theirs)) sum += weight * EQUAL;
      else if (intersect(own, theirs) !== undefined) sum += weight;
    }
  }
  return sum;
}

/** Both ends' hosts, or the question that stands in the way. */
export function hostsOf(end: End): Hosts | Refusal {
  const local = dynamicHosts(end, 'local');
  const remote = dynamicHosts(end, 'remote');
  if (local !== undefined && remote !== undefined) return { local, remote };
  const unknown = local === undefined ? end.device.name : end.other.name;
  if (!usesDynamic(end, local === undefined ? 'local' : 'remote')) return { local: local ?? [], remote: remote ?? [] };
  return refuse({
    reason: 'ts',
    detail: 'selectors',
    explanation: `The selectors follow the address of ${unknown}, which is not known.`,
    question: `Which address does ${unknown} have?`,
  });
}

function usesDynamic(end: End, which: 'local' | 'remote'): boolean {
  const children = end.child === undefined ? (end.gateway?.children ?? []) : [end.child];
  return children.some((child) => (which === 'local' ? child.localTs : child.remoteTs).some(({ kind }) => kind !== 'network'));
}

/**
 * Transport mode behind a NAT: every selector that is the same single host is taken for the address that the IKE SA has
 * (RFC 7296, 2.23.1); others are dropped.
 */
export function substituteHosts(ranges: readonly Range[], address: string | undefined): readonly Range[] {
  const [first] = ranges;
  const target = address === undefined ? undefined : addressRange(address);
  if (first === undefined || target === undefined) return ranges;
  return ranges
    .filter((range) => isHost(range) && range.from === first.from && range.family === first.family)
    .map((range) => withAddress(range, target));
}
