import type { Provenance } from '../../model/provenance.ts';
import type { AddressMatch, Device, NatKind, NatRule } from '../../model/types.ts';
import type { Because } from '../outlook.ts';
import { parseIpv4 } from '../packets/index.ts';
import { boundsOf, canonicalAddress, familyOf } from './address.ts';
import { findInterface } from './endpoint.ts';

/** A device of the fleet that translates the address of another one. */
export interface Translation {
  readonly kind: NatKind;
  readonly router: Device;
  /** Undefined when the configurations do not tell it. */
  readonly public: string | undefined;
  /** `udp/500`, `udp/4500`, `esp`, `ah`: what a `forward` lets in. */
  readonly ports: readonly string[];
  readonly because: readonly Because[];
}

/** What the fleet's own NAT statements do with addresses, found by inner and by outer address. */
export interface Translations {
  /** The translation of an inner address by another device than its owner. */
  of(address: string, owner: Device): Translation | undefined;
  /** Inner addresses that packets to an outer address are sent on to. */
  innerOf(address: string): readonly string[];
}

interface Entry {
  readonly router: Device;
  readonly rule: NatRule;
}

/** Reads the NAT statements of all devices. */
export function findTranslations(devices: readonly Device[]): Translations {
  const byLocal = new Map<string, Entry[]>();
  const byGlobal = new Map<string, string[]>();
  const overloading: Device[] = [];
  for (const router of devices) {
    for (const rule of router.natRules) {
      if (rule.kind === 'dynamic' && rule.rewrites === 'source') overloading.push(router);
      if (!isForward(rule) || rule.local === undefined) continue;
      push(byLocal, canonicalAddress(rule.local), { router, rule });
      const global = globalOf(router, rule);
      if (global !== undefined) push(byGlobal, global, canonicalAddress(rule.local));
    }
  }
  let inside: ReturnType<typeof insideNetworks> | undefined;
  const insideOf = (address: string): readonly Device[] => {
    inside ??= insideNetworks([...new Set(overloading)]);
    return inside.holding(address);
  };
  return {
    of: (address, owner) =>
      forwarding(
        (byLocal.get(address) ?? []).filter((entry) => entry.router !== owner),
        address,
      ) ?? overload(insideOf(address), address, owner),
    innerOf: (address) => byGlobal.get(address) ?? [],
  };
}

function push<K, V>(map: Map<K, V[]>, key: K, value: V): void {
  const list = map.get(key);
  if (list === undefined) map.set(key, [value]);
  else list.push(value);
}

function isForward(rule: NatRule): boolean {
  if (rule.kind === 'static' || rule.kind === 'static-esp') return true;
  return rule.kind === 'static-port' && rule.protocol !== 'tcp' && (rule.localPort === 500 || rule.localPort === 4500);
}

/** The outer address of a rule: written, or the address of the interface or of the router as the topology declares it. */
function globalOf(router: Device, rule: NatRule): string | undefined {
  if (rule.global !== undefined && familyOf(rule.global) !== undefined) return canonicalAddress(rule.global);
  const at = rule.interface === undefined ? undefined : findInterface(router, rule.interface)?.addresses[0]?.address;
  const address = at ?? router.declared?.addresses?.[0];
  return address === undefined ? undefined : canonicalAddress(address);
}

function forwarding(entries: readonly Entry[], address: string): Translation | undefined {
  const [first] = entries;
  if (first === undefined) return undefined;
  const own = entries.filter(({ router }) => router === first.router);
  const because = own.map(({ rule, router }) => ({
    at: ruleOrigin(rule),
    message: `${router.name} translates ${address}`,
  }));
  const outer = globalOf(first.router, first.rule);
  if (own.some(({ rule }) => rule.kind === 'static'))
    return { kind: 'static', router: first.router, public: outer, ports: [], because };
  const ports = own.flatMap(({ rule }) => (rule.kind === 'static-esp' ? ['esp'] : [`udp/${rule.globalPort ?? rule.localPort}`]));
  return { kind: 'forward', router: first.router, public: outer, ports, because };
}

function ruleOrigin(rule: NatRule): Provenance {
  return { kind: 'written', ...rule.header };
}

/** Routers by the networks of their inside interfaces. */
function insideNetworks(routers: readonly Device[]): { holding(address: string): readonly Device[] } {
  const networks = new Map<string, Device[]>();
  const lengths = new Set<number>();
  for (const router of routers) {
    for (const at of router.interfaces) {
      if (at.nat !== 'inside') continue;
      for (const { address, prefixLength } of at.addresses) {
        const bounds = boundsOf(`${address}/${prefixLength}`);
        if (bounds === undefined || bounds.family !== 4) continue;
        lengths.add(prefixLength);
        push(networks, `${bounds.from}/${prefixLength}`, router);
      }
    }
  }
  return {
    holding(address) {
      if (familyOf(address) !== 4) return [];
      return [...lengths].flatMap((length) => {
        const bounds = boundsOf(`${address}/${length}`);
        return (bounds === undefined ? undefined : networks.get(`${bounds.from}/${length}`)) ?? [];
      });
    },
  };
}

/** The first router that has the address on its inside and overloads it. */
function overload(routers: readonly Device[], address: string, owner: Device): Translation | undefined {
  for (const router of routers) {
    if (router === owner) continue;
    const rule = router.natRules.find((candidate) => candidate.kind === 'dynamic' && selects(router, candidate, address));
    if (rule === undefined) continue;
    const because = [{ at: ruleOrigin(rule), message: `${router.name} translates ${address}` }];
    return { kind: 'napt', router, public: globalOf(router, rule) ?? poolOf(router, rule), ports: [], because };
  }
  return undefined;
}

function poolOf(router: Device, rule: NatRule): string | undefined {
  return router.natPools.find((pool) => pool.name === rule.pool)?.from;
}

/** Whether the rule's list permits packets from the address to anywhere, looking at sources only. */
function selects(router: Device, rule: NatRule, address: string): boolean {
  const names = rule.list === undefined ? routeMapLists(router, rule.routeMap) : [rule.list];
  const value = parseIpv4(address);
  if (value === undefined) return false;
  return names.some((name) => {
    const list = router.filters.find((filter) => filter.name === name);
    const line = list?.lines.find(({ source, destination }) => 'any' in destination && holds(source, value));
    return line?.action.do === 'permit';
  });
}

function routeMapLists(router: Device, name: string | undefined): readonly string[] {
  const map = router.routeMaps.find((candidate) => candidate.name === name);
  return map?.clauses.filter((clause) => clause.action === 'permit').flatMap((clause) => clause.filters) ?? [];
}

function holds(match: AddressMatch, value: number): boolean {
  if ('any' in match) return true;
  if ('v4' in match) return ((match.v4[0] ^ value) & ~match.v4[1]) === 0;
  if ('v4range' in match) return value >= match.v4range[0] && value <= match.v4range[1];
  return 'oneOf' in match && match.oneOf.some((one) => holds(one, value));
}
