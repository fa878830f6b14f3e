import type { Provenance } from '../provenance.ts';
import type { AddressSpec, Child, Gateway, GatewayKind, TrafficSelector } from '../types.ts';
import { interfaceSpec, peerSpec } from './addresses.ts';
import { type Draft, derived, standing } from './draft.ts';
import { type GatewayPlan, makeChild, makeGateway } from './gateway.ts';
import { interfaceName } from './interface-names.ts';
import type { InterfaceDraft } from './interfaces.ts';
import type { ProtectionFields } from './ipsec.ts';
import { mapSelectors, named } from './map-gateways.ts';
import type { Parts } from './parts.ts';
import { everything, greHost } from './selectors.ts';
import type { TunnelBuilder } from './tunnels.ts';
import { familyOf } from './values.ts';

/** Gateways of tunnel interfaces with `tunnel protection`. */
export function tunnelGateways(parts: Parts): Gateway[] {
  const made: Gateway[] = [];
  for (const carrier of parts.interfaces.drafts()) {
    const { tunnel } = carrier;
    if (tunnel?.entity.fields.protection === undefined) continue;
    if (tunnel.entity.fields.virtualTemplate === true) made.push(...templateGateways(parts, carrier, tunnel));
    else made.push(tunnelGateway(parts, carrier, tunnel));
  }
  return made;
}

function tunnelGateway(parts: Parts, carrier: InterfaceDraft, tunnel: TunnelBuilder): Gateway {
  const { name } = carrier.entity.fields;
  const { fields } = tunnel.entity;
  const header = standing(carrier.entity.header);
  const multipoint = fields.mode === 'mgre';
  const local = localOf(parts, carrier, tunnel);
  const remote = multipoint ? nhrpPeers(tunnel, header) : destinationOf(parts, name, tunnel, header);
  const stuck = cannotStart(carrier, tunnel, remote, multipoint, parts);
  const plan = commonPlan(parts, carrier, tunnel, multipoint ? 'mgre-tunnel' : 'tunnel', name, name);
  return makeGateway(parts, {
    ...plan,
    local: [local],
    remote,
    ...(stuck === undefined ? {} : { cannotInitiate: stuck }),
    children: [tunnelChild(parts, carrier, tunnel, name, local, remote)],
  });
}

/** One gateway for each profile that clones the template. */
function templateGateways(parts: Parts, carrier: InterfaceDraft, tunnel: TunnelBuilder): Gateway[] {
  const { name } = carrier.entity.fields;
  const number = Number(/[0-9]+$/.exec(name)?.[0] ?? -1);
  const header = standing(carrier.entity.header);
  const found: { readonly ikev2Profile?: Bound; readonly isakmpProfile?: Bound }[] = [];
  for (const { entity } of parts.ikev2Profiles.drafts()) {
    const origin = entity.at.name;
    if (entity.fields.virtualTemplate === number && origin !== undefined)
      found.push({ ikev2Profile: { value: entity.fields.name, origin } });
  }
  for (const { entity } of parts.isakmpProfiles.drafts()) {
    const origin = entity.at.name;
    if (entity.fields.virtualTemplate === number && origin !== undefined)
      found.push({ isakmpProfile: { value: entity.fields.name, origin } });
  }
  const own = commonPlan(parts, carrier, tunnel, 'virtual-template', name, name);
  if (found.length === 0 && !parts.whole) found.push({});
  const any: AddressSpec = { kind: 'any', value: '', origin: header };
  const local = tunnel.entity.fields.source === undefined ? any : localOf(parts, carrier, tunnel);
  const waits = { value: 'a virtual template waits for its peers', origin: header };
  return found.map((bound, index) => {
    const id = index === 0 ? name : `${name} (${index + 1})`;
    const child = tunnelChild(parts, carrier, tunnel, id, local, [any]);
    return makeGateway(parts, { ...own, id, ...bound, local: [local], remote: [any], cannotInitiate: waits, children: [child] });
  });
}

interface Bound {
  readonly value: string;
  readonly origin: Provenance;
}

function commonPlan(
  parts: Parts,
  carrier: InterfaceDraft,
  tunnel: TunnelBuilder,
  kind: GatewayKind,
  id: string,
  name: string,
): GatewayPlan {
  const { fields, at } = tunnel.entity;
  const profile = fields.protection === undefined ? undefined : parts.ipsec.profileNamed(fields.protection);
  const ikev2 =
    named(fields.protectionIkev2Profile, at.protectionIkev2Profile) ?? inheritedName(profile, 'ikev2Profile', at.protection);
  const isakmp =
    named(fields.protectionIsakmpProfile, at.protectionIsakmpProfile) ?? inheritedName(profile, 'isakmpProfile', at.protection);
  const ikev2OrDefault = isakmp === undefined && ikev2 === undefined ? smartDefault(parts, tunnel) : ikev2;
  const outer = outerInterface(parts, tunnel);
  const vrf = fields.vrf !== undefined && at.vrf?.kind === 'written' ? { value: fields.vrf, origin: at.vrf } : undefined;
  const header = standing(carrier.entity.header);
  return {
    id,
    name,
    kind,
    header: carrier.entity.header,
    local: [],
    remote: [],
    interface: outer ?? { value: carrier.entity.fields.name, origin: carrier.entity.at.name ?? header },
    ...(vrf === undefined ? {} : { vrf }),
    ...(isakmp === undefined ? {} : { isakmpProfile: isakmp }),
    ...(ikev2OrDefault === undefined ? {} : { ikev2Profile: ikev2OrDefault }),
    children: [],
  };
}

/** IKEv2 smart defaults: the IPsec profile `default` uses the IKEv2 profile `default`, if there is one. */
function smartDefault(parts: Parts, tunnel: TunnelBuilder): Bound | undefined {
  const { fields, at } = tunnel.entity;
  const profile = parts.ikev2Profiles.get('default')?.entity;
  if (fields.protection !== 'default' || profile?.at.name === undefined) return undefined;
  const how = 'the IPsec profile default uses the IKEv2 profile default';
  return { value: 'default', origin: derived(how, profile.at.name, ...(at.protection === undefined ? [] : [at.protection])) };
}

/** A name that stands in the IPsec profile of a tunnel. */
function inheritedName(
  profile: Draft<ProtectionFields> | undefined,
  key: 'ikev2Profile' | 'isakmpProfile',
  via: Provenance | undefined,
): Bound | undefined {
  const value = profile?.fields[key];
  const origin = profile?.at[key];
  if (value === undefined || origin?.kind !== 'written') return undefined;
  return {
    value,
    origin: {
      ...origin,
      kind: 'inherited',
      via: via !== undefined && 'start' in via ? [{ source: via.source, start: via.start, end: via.end }] : [],
    },
  };
}

/** The interface that the outer packets leave from: the tunnel source, or the interface that has its address. */
function outerInterface(parts: Parts, tunnel: TunnelBuilder): Bound | undefined {
  const { source } = tunnel.entity.fields;
  const at = tunnel.entity.at.source;
  if (source === undefined || source === 'dynamic' || at === undefined) return undefined;
  if (familyOf(source) === undefined) return { value: source, origin: at };
  const owner = parts.interfaces.ownerOf(source)?.entity;
  return owner?.at.name === undefined ? undefined : { value: owner.fields.name, origin: owner.at.name };
}

function localOf(parts: Parts, carrier: InterfaceDraft, tunnel: TunnelBuilder): AddressSpec {
  const { source } = tunnel.entity.fields;
  const origin = tunnel.entity.at.source ?? standing(carrier.entity.header);
  if (source === undefined) return { kind: 'unknown', value: '', origin };
  if (source === 'dynamic') {
    const [chosen] = parts.flexvpn.sourcesOf(carrier.entity.fields.name);
    if (chosen === undefined) return { kind: 'dynamic', value: '', origin };
    return interfaceSpec(parts.interfaces, interfaceName(chosen.value), chosen.origin);
  }
  const family = familyOf(source);
  if (family !== undefined) return { kind: 'address', value: source, family, origin };
  return interfaceSpec(parts.interfaces, source, origin, tunnel.entity.fields.mode === 'ipsec-ipv6' ? 6 : 4);
}

function destinationOf(parts: Parts, name: string, tunnel: TunnelBuilder, header: Provenance): AddressSpec[] {
  const { fields, at } = tunnel.entity;
  const dialled = fields.destination === 'dynamic' ? parts.flexvpn.peersOf(name) : [];
  if (dialled.length > 0) return dialled.map(({ value, origin }) => peerSpec(value, origin));
  return fields.destination === undefined ? [] : [peerSpec(fields.destination, at.destination ?? header)];
}

/** Peers that NHRP is told of; anybody on a hub. */
function nhrpPeers(tunnel: TunnelBuilder, header: Provenance): AddressSpec[] {
  const peers = new Map<string, AddressSpec>();
  for (const { nbma, origin } of tunnel.servers) if (nbma !== undefined) peers.set(nbma, peerSpec(nbma, origin));
  for (const { nbma, origin } of tunnel.maps) if (!peers.has(nbma)) peers.set(nbma, peerSpec(nbma, origin));
  return peers.size === 0 ? [{ kind: 'any', value: '', origin: header }] : [...peers.values()];
}

function cannotStart(
  carrier: InterfaceDraft,
  tunnel: TunnelBuilder,
  remote: readonly AddressSpec[],
  multipoint: boolean,
  parts: Parts,
): Bound | undefined {
  const header = standing(carrier.entity.header);
  const { name, shutdown } = carrier.entity.fields;
  if (shutdown) return { value: `${name} is shut down`, origin: carrier.entity.at.shutdown ?? header };
  const profile =
    tunnel.entity.fields.protection === undefined ? undefined : parts.ipsec.profileNamed(tunnel.entity.fields.protection);
  if (profile?.fields.responderOnly === true)
    return { value: 'the IPsec profile only responds', origin: profile.at.responderOnly ?? header };
  if (multipoint && remote.every(({ kind }) => kind === 'any'))
    return { value: 'a hub learns its peers when they register', origin: header };
  if (remote.length === 0) return { value: 'no tunnel destination', origin: header };
  return remote.every(({ kind }) => kind === 'any')
    ? { value: 'the tunnel destination is dynamic', origin: remote[0]?.origin ?? header }
    : undefined;
}

function tunnelChild(
  parts: Parts,
  carrier: InterfaceDraft,
  tunnel: TunnelBuilder,
  id: string,
  local: AddressSpec,
  remote: readonly AddressSpec[],
): Child {
  const { fields, at } = tunnel.entity;
  const header = carrier.entity.header;
  const profile = fields.protection === undefined ? undefined : parts.ipsec.profileNamed(fields.protection);
  const filter = named(fields.protectionAcl, at.protectionAcl);
  return makeChild(parts, {
    id: `${id} child`,
    name: carrier.entity.fields.name,
    header,
    protection: profile ?? { id, header, fields: { proposals: [], lifetime: parts.settings.fields.saLifetime }, at: {} },
    startAction: fields.virtualTemplate === true ? 'none' : fields.mode.startsWith('ipsec') ? 'start' : 'trap',
    ...(filter === undefined ? {} : { filter }),
    selectors:
      filter === undefined ? tunnelSelectors(tunnel, local, remote, standing(header)) : mapSelectors(parts, filter, header),
  });
}

function tunnelSelectors(
  tunnel: TunnelBuilder,
  local: AddressSpec,
  remote: readonly AddressSpec[],
  header: Provenance,
): Pick<Child, 'localTs' | 'remoteTs' | 'acceptsAny'> {
  const { fields, at } = tunnel.entity;
  if (fields.virtualTemplate === true) {
    const all = everything(header);
    return { localTs: [all], remoteTs: [all], acceptsAny: true };
  }
  if (fields.mode !== 'gre' && fields.mode !== 'mgre') {
    const all = everything(at.mode ?? header, fields.mode === 'ipsec-ipv6' ? 6 : 4);
    return { localTs: [all], remoteTs: [all] };
  }
  const own = familyOf(local.value) === undefined ? undefined : local.value;
  const peers = remote.filter(({ kind }) => kind === 'address');
  const origin = (spec: AddressSpec | undefined) => derived('GRE between the ends of the tunnel', spec?.origin ?? header);
  const remoteTs: TrafficSelector[] = peers.map((spec) => greHost(spec.value, origin(spec)));
  return {
    localTs: [greHost(own, origin(local))],
    remoteTs: remoteTs.length === 0 ? [greHost(undefined, origin(remote[0]))] : remoteTs,
  };
}
