import type { Child, Device, Finding, Gateway, TrafficSelector } from '../../src/rule/index.ts';
import { defineRule } from '../../src/rule/index.ts';
import { covers, overlap } from '../shared/addresses.ts';
import { negotiating } from '../shared/entities.ts';
import { oncePerPlace } from '../shared/grouping.ts';

/** Selectors compared with each other on one device; beyond this many only equal ones are told apart elsewhere. */
const LIMIT = 200;

/** A packet goes into one tunnel: where two claim it the first one wins, and the order is not always what it seems. */
export const rule = defineRule({
  meta: {
    id: 'selector/overlap',
    summary: 'two tunnels claim the same remote network, or a tunnel leads to its own network',
    severity: 'warning',
    scope: ['device'],
    formats: ['ios', 'swanctl', 'ipsec.conf'],
    tags: ['selector'],
    references: ['RFC 4301, section 4.4.1', 'RFC 3715, section 2.1 e'],
    messages: {
      claim: {
        text: '{second} and {first} lead to different peers and both claim packets from {local} to {remote}: the first that matches takes them all',
        help: 'Narrow one of the two, or let both be entries of one crypto map in the order that is meant',
      },
      own: {
        text: '{child} carries {local} to {remote}, which overlap: hosts of that network are looked for at home and never sent into the tunnel',
        help: 'Renumber one of the two networks, or translate it before the tunnel',
      },
    },
  },
  device: (device) => oncePerPlace(check(device)),
});

type Networks = Pick<Claim, 'local' | 'remote'>;

interface Claim {
  readonly gateway: Gateway;
  /** Lines of the crypto ACL before this one that leave packets out. */
  readonly denied: readonly Networks[];
  readonly local: TrafficSelector;
  readonly remote: TrafficSelector;
}

function* check(device: Device): Iterable<Finding<'claim' | 'own'>> {
  const claims: Claim[] = [];
  for (const gateway of negotiating(device)) {
    for (const child of gateway.children) {
      if (child.mode === 'pass' || child.mode === 'drop') continue;
      for (const { local, remote, denied } of selectorPairs(child)) {
        if (!isNetwork(local) || !isNetwork(remote)) continue;
        claims.push({ gateway, denied, local, remote });
        if (isSpecific(local) && isSpecific(remote)) {
          if (overlap(local.network, remote.network) && !isHostPair(local, remote)) yield ownNetwork(child, local, remote);
        }
      }
    }
  }
  if (claims.length > LIMIT) return;
  for (const second of claims) {
    if (!isSpecific(second.local) || !isSpecific(second.remote)) continue;
    const first = claims.find((one) => one === second || isRival(one, second));
    if (first !== undefined && first !== second) yield rival(first, second);
  }
}

function isNetwork({ kind, wildcard }: TrafficSelector): boolean {
  return kind === 'network' && wildcard === undefined;
}

/** A default route into a tunnel claims everything on purpose, unless it is tried before what is narrower. */
function isSpecific({ network }: TrafficSelector): boolean {
  return !network.endsWith('/0');
}

function isWithin(inner: TrafficSelector, outer: TrafficSelector): boolean {
  return isNetwork(outer) && outer.protocol === 0 && covers(outer.network, inner.network);
}

/** Entries of a crypto map are tried by number. */
function isTriedBefore(a: Gateway, b: Gateway): boolean {
  return a.mapName !== undefined && a.mapName === b.mapName && (a.sequence ?? 0) < (b.sequence ?? 0);
}

/** A network and a host that lies in it, as roadwarriors have them. */
function isHostPair({ network: a }: TrafficSelector, { network: b }: TrafficSelector): boolean {
  return a.endsWith('/32') || b.endsWith('/32') || a.endsWith('/128') || b.endsWith('/128') || (covers(a, b) && a !== b);
}

function ownNetwork(child: Child, local: TrafficSelector, remote: TrafficSelector): Finding<'own'> {
  return {
    message: 'own',
    data: { child: child.name, local: local.network, remote: remote.network },
    at: remote.origin,
    related: [{ at: local.origin, message: 'the own network' }],
    subject: child.id,
  };
}

function isRival(a: Claim, b: Claim): boolean {
  if (!(isSpecific(a.local) && isSpecific(a.remote)) && !isTriedBefore(a.gateway, b.gateway)) return false;
  if (a.gateway === b.gateway || a.gateway.interface !== b.gateway.interface || a.gateway.vrf !== b.gateway.vrf) return false;
  const [mine] = a.gateway.remote;
  const [theirs] = b.gateway.remote;
  if (mine?.kind !== 'address' || theirs?.kind !== 'address' || mine.value === theirs.value) return false;
  if (a.denied.some(({ local, remote }) => isWithin(b.local, local) && isWithin(b.remote, remote))) return false;
  if (a.remote.protocol !== b.remote.protocol || a.remote.portFrom !== b.remote.portFrom) return false;
  return overlap(a.local.network, b.local.network) && overlap(a.remote.network, b.remote.network);
}

function rival(first: Claim, second: Claim): Finding<'claim'> {
  return {
    message: 'claim',
    data: { second: second.gateway.name, first: first.gateway.name, local: second.local.network, remote: second.remote.network },
    at: second.remote.origin,
    related: [{ at: first.remote.origin, message: `${first.gateway.name} claims ${first.remote.network}` }],
    subject: second.gateway.id,
  };
}

function selectorPairs({ pairs, localTs, remoteTs }: Child): readonly Omit<Claim, 'gateway'>[] {
  if (pairs === undefined) return localTs.flatMap((local) => remoteTs.map((remote) => ({ local, remote, denied: [] })));
  const denied: Networks[] = [];
  return pairs.flatMap(({ action, local, remote }) => {
    if (action === 'permit') return [{ local, remote, denied: denied.slice() }];
    denied.push({ local, remote });
    return [];
  });
}
