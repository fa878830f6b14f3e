import type { Span } from '../../text/source.ts';
import type { Provenance } from '../provenance.ts';
import type { AddressSpec, Child, Gateway, GatewayKind } from '../types.ts';
import { interfaceSpec, peerSpec } from './addresses.ts';
import { type Draft, standing } from './draft.ts';
import { type GatewayPlan, makeChild, makeGateway } from './gateway.ts';
import type { Gdoi } from './gdoi.ts';
import type { ProtectionFields } from './ipsec.ts';
import type { MapEntry, Named } from './maps.ts';
import type { Parts } from './parts.ts';
import { everything } from './selectors.ts';

/** Where a crypto map is in force. */
interface Carrier {
  readonly name: string | undefined;
  readonly local: AddressSpec;
  readonly origin: Provenance;
  /** Where the name of the interface stands. */
  readonly nameAt: Provenance;
  readonly vrf?: Named;
  readonly down: boolean;
}

/** Gateways of crypto maps, in the order of interfaces and sequence numbers. */
export function mapGateways(parts: Parts, gdoi: Gdoi): Gateway[] {
  const made: Gateway[] = [];
  for (const map of parts.maps.names) {
    const carriers = carriersOf(parts, map);
    for (const [index, carrier] of carriers.entries()) {
      const suffix = index === 0 ? '' : ` on ${carrier.name ?? index}`;
      for (const entry of parts.maps.entries(map)) made.push(...entryGateways(parts, gdoi, map, entry, carrier, suffix));
    }
  }
  return made;
}

function carriersOf(parts: Parts, map: string): Carrier[] {
  const local = parts.maps.settings(map).localAddress;
  const found: Carrier[] = [];
  for (const { entity } of parts.interfaces.drafts()) {
    const { fields, at } = entity;
    const six = fields.cryptoMap6 === map;
    if (fields.cryptoMap !== map && !six) continue;
    const origin = (six ? at.cryptoMap6 : at.cryptoMap) ?? standing(entity.header);
    const redundant = fields.cryptoMapRedundancy !== undefined;
    const spec = interfaceSpec(parts.interfaces, local?.value ?? fields.name, local?.origin ?? origin, six ? 6 : 4, redundant);
    const vrf =
      fields.vrf !== undefined && at.vrf !== undefined && at.vrf.kind === 'written'
        ? { value: fields.vrf, origin: at.vrf }
        : undefined;
    found.push({
      name: fields.name,
      local: spec,
      origin,
      nameAt: at.name ?? origin,
      down: fields.shutdown,
      ...(vrf === undefined ? {} : { vrf }),
    });
    if (local !== undefined) break;
  }
  if (found.length > 0 || parts.whole) return found;
  const header = parts.maps.entries(map)[0]?.entity.header;
  if (header === undefined) return [];
  return [
    {
      name: undefined,
      local: { kind: 'unknown', value: '', origin: standing(header) },
      origin: standing(header),
      nameAt: standing(header),
      down: false,
    },
  ];
}

function entryGateways(parts: Parts, gdoi: Gdoi, map: string, entry: MapEntry, carrier: Carrier, suffix: string): Gateway[] {
  const name = `crypto map ${map} ${entry.sequence}`;
  if (entry.dynamic === undefined) return [staticGateway(parts, gdoi, entry, carrier, name, suffix)];
  return parts.maps.dynamicEntries(entry.dynamic.value).map((inner) => {
    const id = `${name} dynamic ${inner.map} ${inner.sequence}${suffix}`;
    const remote = inner.peers.map(({ value, origin }) => peerSpec(value, origin));
    const open: AddressSpec = { kind: 'any', value: '', origin: standing(inner.entity.header) };
    const waits = { value: 'a dynamic map entry waits for its peers', origin: standing(entry.entity.header) };
    const plan = planOf(parts, map, entry, inner, carrier, { id, name, kind: 'dynamic-map', header: entry.entity.header });
    return makeGateway(parts, {
      ...plan,
      remote: remote.length === 0 ? [open] : remote,
      cannotInitiate: waits,
      children: [mapChild(parts, inner, name, id, 'none')],
    });
  });
}

function staticGateway(parts: Parts, gdoi: Gdoi, entry: MapEntry, carrier: Carrier, name: string, suffix: string): Gateway {
  const id = `${name}${suffix}`;
  const kind = kindOf(entry);
  const { header } = entry.entity;
  const plan = planOf(parts, entry.map, entry, entry, carrier, { id, name, kind, header });
  const servers = entry.entity.fields.group === undefined ? [] : gdoi.serversOf(entry.entity.fields.group);
  const remote = kind === 'gdoi' ? servers.map(({ value, origin }) => peerSpec(value, origin)) : plan.remote;
  const missing = missingOf(parts, entry);
  if (missing !== undefined) {
    const message = `${name} is incomplete and has no effect: no ${missing}`;
    parts.build.notices.push({ kind: 'incomplete', message, origin: standing(header) });
    return makeGateway(parts, {
      ...plan,
      remote,
      rejected: { message, origin: standing(header), wholeFile: false },
      children: [mapChild(parts, entry, name, id, 'trap')],
    });
  }
  const down = carrier.down ? { cannotInitiate: { value: `${carrier.name} is shut down`, origin: carrier.origin } } : {};
  return makeGateway(parts, { ...plan, remote, ...down, children: [mapChild(parts, entry, name, id, 'trap')] });
}

function kindOf(entry: MapEntry): GatewayKind {
  if (entry.kind === 'ipsec-manual') return 'manual';
  return entry.kind === 'gdoi' ? 'gdoi' : 'crypto-map';
}

/** What an entry cannot do without (reference, section 4). */
function missingOf(parts: Parts, { kind, entity: { fields }, peers }: MapEntry): string | undefined {
  if (kind === 'gdoi') return fields.group === undefined ? 'group' : undefined;
  const missing = [
    ...(peers.length === 0 ? ['peer (set peer)'] : []),
    ...(fields.filter === undefined ? ['access list (match address)'] : []),
    ...(fields.proposals.length === 0 && parts.ipsec.withoutSets.length === 0 ? ['transform set (set transform-set)'] : []),
  ];
  return missing.length === 0 ? undefined : missing.join(', no ');
}

function planOf(
  parts: Parts,
  map: string,
  entry: MapEntry,
  inner: MapEntry,
  carrier: Carrier,
  head: { readonly id: string; readonly name: string; readonly kind: GatewayKind; readonly header: Span },
): GatewayPlan {
  const { fields, at } = inner.entity;
  const profile = named(fields.isakmpProfile, at.isakmpProfile) ?? parts.maps.settings(map).isakmpProfile;
  const ikev2 = named(fields.ikev2Profile, at.ikev2Profile);
  const users = parts.maps.settings(map).clientAuthentication;
  const header = standing(entry.entity.header);
  return {
    ...head,
    local: [carrier.local],
    remote: inner.peers.map(({ value, origin }) => peerSpec(value, origin)),
    ...(carrier.name === undefined ? {} : { interface: { value: carrier.name, origin: carrier.nameAt } }),
    ...(carrier.vrf === undefined ? {} : { vrf: carrier.vrf }),
    ...(profile === undefined ? {} : { isakmpProfile: profile }),
    ...(ikev2 === undefined ? {} : { ikev2Profile: ikev2 }),
    ...(users === undefined ? {} : { clientAuthentication: users }),
    mapName: { value: map, origin: header },
    sequence: entry.sequence,
    children: [],
  };
}

/** A name with its origin, where both are there. */
export function named(
  value: string | undefined,
  origin: Provenance | undefined,
): { readonly value: string; readonly origin: Provenance } | undefined {
  return value === undefined || origin === undefined ? undefined : { value, origin };
}

function mapChild(parts: Parts, entry: MapEntry, name: string, id: string, startAction: 'none' | 'trap'): Child {
  const { fields, at, header } = entry.entity;
  const filter = named(fields.filter, at.filter);
  const accessIn = named(fields.accessIn, at.accessIn);
  return makeChild(parts, {
    id: `${id} child`,
    name,
    header,
    protection: asProtection(entry.entity),
    startAction,
    ...(filter === undefined ? {} : { filter }),
    ...(accessIn === undefined ? {} : { accessIn }),
    selectors: mapSelectors(parts, filter, header),
  });
}

function asProtection(entity: MapEntry['entity']): Draft<ProtectionFields> {
  return { id: entity.id, header: entity.header, fields: entity.fields, at: entity.at };
}

/** Selectors of an access list; without one, everything is taken. */
export function mapSelectors(
  parts: Parts,
  filter: { readonly value: string; readonly origin: Provenance } | undefined,
  header: Span,
): Pick<Child, 'localTs' | 'remoteTs' | 'pairs' | 'acceptsAny'> {
  if (filter === undefined) {
    const all = everything(standing(header));
    return { localTs: [all], remoteTs: [all], acceptsAny: true };
  }
  const known = parts.selectors(filter.value);
  if (known !== undefined) return known;
  const unknown = { kind: 'unknown', network: '', protocol: 0, portFrom: 0, portTo: 65535, origin: filter.origin } as const;
  return { localTs: [unknown], remoteTs: [unknown] };
}
