import type { Provenance } from '../../model/provenance.ts';
import type { Device, Filter, Gateway, NatRule, RouteMapClause, SelectorPair } from '../../model/types.ts';
import type { Fate } from '../filter/fate.ts';
import { decideList } from '../filter/list.ts';
import type { Because } from '../outlook.ts';
import type { Box } from '../packets/index.ts';
import { boxes, describePacket, parseAddresses, witnessOf } from '../packets/index.ts';
import { boundsOf } from './address.ts';
import { findInterface } from './endpoint.ts';

/** Traffic of a tunnel that the router's own NAT translates before the crypto map sees it (IOS: NAT comes before crypto). */
export interface TranslatedTraffic {
  /** `missing`: nothing exempts it; `shadowed`: a deny that would stands below the permit that takes it. */
  readonly kind: 'missing' | 'shadowed';
  /** The NAT statement. */
  readonly rule: NatRule;
  /** The line of the list that selects the traffic for translation. */
  readonly permit: Provenance;
  /** The deny that comes too late. */
  readonly deny?: Provenance;
  /** The line of the crypto ACL. */
  readonly selector: SelectorPair;
  /** A packet that is translated: `udp 10.1.0.5:54321 -> 10.2.0.5:33434`. */
  readonly witness: string;
  readonly because: readonly Because[];
}

const KNOWN = new WeakMap<Gateway, readonly TranslatedTraffic[]>();

/** All such traffic of a crypto map entry, one item for each line of its access list and NAT statement; empty for tunnels. */
export function translatedTraffic(device: Device, gateway: Gateway): readonly TranslatedTraffic[] {
  let known = KNOWN.get(gateway);
  if (known === undefined) {
    known = [...find(device, gateway)];
    KNOWN.set(gateway, known);
  }
  return known;
}

function* find(device: Device, gateway: Gateway): Generator<TranslatedTraffic> {
  if (device.platform !== 'ios' || (gateway.kind !== 'crypto-map' && gateway.kind !== 'dynamic-map')) return;
  if (findInterface(device, gateway.interface ?? '')?.nat !== 'outside') return;
  const rules = device.natRules.filter((rule) => isOutbound(rule, gateway.interface));
  if (rules.length === 0) return;
  for (const { pairs } of gateway.children) {
    for (const selector of pairs ?? []) {
      if (selector.action !== 'permit' || !comesFromInside(device, selector.local.network)) continue;
      // Whatever the source is rewritten to, this line still takes it: the tunnel carries the translated traffic.
      if (selector.local.network === '0.0.0.0/0') continue;
      for (const box of boxesOf(selector)) {
        for (const rule of rules) {
          const found = translated(device, gateway, rule, selector, box);
          if (found !== undefined) yield found;
        }
      }
    }
  }
}

function isOutbound(rule: NatRule, outside: string | undefined): boolean {
  if (rule.kind !== 'dynamic' || rule.rewrites !== 'source') return false;
  return rule.interface === undefined || rule.interface === outside;
}

/** False when the network is connected to interfaces that are not `ip nat inside`. */
function comesFromInside(device: Device, network: string): boolean {
  const bounds = boundsOf(network);
  if (bounds === undefined) return false;
  const connected = device.interfaces.filter((at) =>
    at.addresses.some(({ address, prefixLength }) => {
      const own = boundsOf(`${address}/${prefixLength}`);
      return own !== undefined && own.family === bounds.family && own.from <= bounds.to && own.to >= bounds.from;
    }),
  );
  return connected.length === 0 || connected.some(({ nat }) => nat === 'inside');
}

const ALL_PORTS = 65535;

function boxesOf({ local, remote }: SelectorPair): readonly Box[] {
  const source = parseAddresses(local.network);
  const destination = parseAddresses(remote.network);
  if (source === undefined || destination === undefined) return [];
  return boxes({
    source,
    destination,
    ...(local.protocol === 0 ? {} : { protocol: local.protocol }),
    ...(local.portTo - local.portFrom === ALL_PORTS ? {} : { sourcePort: { lo: local.portFrom, hi: local.portTo } }),
    ...(remote.portTo - remote.portFrom === ALL_PORTS ? {} : { destinationPort: { lo: remote.portFrom, hi: remote.portTo } }),
  });
}

interface Taken {
  readonly fate: Fate;
  readonly filter: Filter;
}

function translated(
  device: Device,
  gateway: Gateway,
  rule: NatRule,
  selector: SelectorPair,
  box: Box,
): TranslatedTraffic | undefined {
  const taken = rule.list === undefined ? takenByRouteMap(device, gateway, rule, box) : takenByList(device, rule.list, box);
  if (taken?.fate.at === undefined) return undefined;
  const { fate, filter } = taken;
  const permit = taken.fate.at;
  const deny = laterDeny(device, filter, permit, fate.box);
  const witness = describePacket(witnessOf(fate.box));
  const nat: Because = {
    at: { kind: 'written', ...rule.header },
    message: `translates ${witness} before the crypto map sees it`,
  };
  const select: Because = { at: permit, message: `selects ${witness} for translation` };
  const exempt: readonly Because[] =
    deny === undefined ? [] : [{ at: deny, message: 'comes after the line that takes the traffic' }];
  const acl: Because = { at: selector.origin, message: 'the tunnel is to carry it' };
  return {
    kind: deny === undefined ? 'missing' : 'shadowed',
    rule,
    permit,
    ...(deny === undefined ? {} : { deny }),
    selector,
    witness,
    because: [...exempt, nat, select, acl],
  };
}

const INNER = { direction: 'out', established: false, outside: undefined, decrypted: false } as const;

function takenByList(device: Device, name: string, box: Box): Taken | undefined {
  const filter = device.filters.find((candidate) => candidate.name === name);
  if (filter === undefined) return undefined;
  const fate = decideList(device, filter, box, INNER).find(({ outcome, at }) => outcome === 'pass' && at !== undefined);
  return fate === undefined ? undefined : { fate, filter };
}

/** The first clause that matches decides; a deny clause exempts. */
function takenByRouteMap(device: Device, gateway: Gateway, rule: NatRule, box: Box): Taken | undefined {
  const map = device.routeMaps.find(({ name }) => name === rule.routeMap);
  let open: readonly Box[] = [box];
  for (const clause of map?.clauses ?? []) {
    if (clause.matchInterface !== undefined && clause.matchInterface !== gateway.interface) continue;
    if (clause.filters.length === 0) return undefined;
    const { taken, rest } = matchClause(device, clause, open);
    const [first] = taken;
    if (clause.action === 'permit' && first !== undefined) return first;
    open = rest;
    if (open.length === 0) return undefined;
  }
  return undefined;
}

function matchClause(
  device: Device,
  clause: RouteMapClause,
  open: readonly Box[],
): { readonly taken: readonly Taken[]; readonly rest: readonly Box[] } {
  const taken: Taken[] = [];
  let rest = open;
  for (const name of clause.filters) {
    const filter = device.filters.find((candidate) => candidate.name === name);
    if (filter === undefined) continue;
    const next: Box[] = [];
    for (const box of rest) {
      for (const fate of decideList(device, filter, box, INNER)) {
        if (fate.outcome === 'pass' && fate.at !== undefined) taken.push({ fate, filter });
        else if (fate.outcome === 'drop') next.push(fate.box);
      }
    }
    rest = next;
  }
  return { taken, rest };
}

/** A deny below the permit that would take packets of the box. */
function laterDeny(device: Device, filter: Filter, permit: Provenance, box: Box): Provenance | undefined {
  const at = filter.lines.findIndex(({ origin }) => origin === permit);
  if (at === -1) return undefined;
  const below = new Set(filter.lines.slice(at + 1).map(({ origin }) => origin));
  const rest: Filter = { ...filter, lines: filter.lines.slice(at + 1) };
  const fate = decideList(device, rest, box, INNER).find(
    ({ outcome, at: origin }) => outcome === 'drop' && origin !== undefined && below.has(origin),
  );
  return fate?.at;
}
