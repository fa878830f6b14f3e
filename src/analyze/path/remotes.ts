import type { Provenance } from '../../model/provenance.ts';
import type { AddressSpec, Device, Gateway } from '../../model/types.ts';
import { canonicalAddress, familyOf } from './address.ts';
import { findInterface } from './endpoint.ts';

/** A peer address as a gateway names it. */
export interface RemoteAddress {
  readonly address: string;
  readonly gateway: Gateway;
  readonly origin: Provenance;
}

/** A peer that a gateway dials: an address or a host name, as written. */
export interface Dialled {
  readonly gateway: Gateway;
  readonly spec: AddressSpec & { readonly kind: 'address' | 'name' };
}

/** Whom a device's gateways speak to. */
export interface Remotes {
  /** In file order. */
  readonly dialled: readonly Dialled[];
  /** By canonical address. */
  readonly addresses: ReadonlyMap<string, readonly RemoteAddress[]>;
  /** By lower-case host name. */
  readonly names: ReadonlyMap<string, readonly Gateway[]>;
  /** Networks and ranges that peers are accepted from. */
  readonly networks: readonly { readonly network: string; readonly gateway: Gateway }[];
  /** Gateways that accept any address. */
  readonly any: readonly Gateway[];
}

/** The peers of a gateway, in order: `set peer`, `remote_addrs`, `right`, NHRP servers for a multipoint tunnel. */
export function peersOfGateway(device: Device, gateway: Gateway): readonly AddressSpec[] {
  if (gateway.kind !== 'mgre-tunnel') return gateway.remote;
  const written = gateway.remote.filter((spec) => spec.kind === 'address' || spec.kind === 'name');
  if (written.length > 0) return gateway.remote;
  const tunnel = findInterface(device, gateway.interface ?? gateway.name)?.tunnel ?? tunnelNamed(device, gateway);
  if (tunnel === undefined) return gateway.remote;
  const servers = new Map<string, AddressSpec>();
  for (const server of tunnel.nhs) {
    const map = tunnel.nhrpMaps.find(({ tunnelAddress }) => tunnelAddress === server.tunnelAddress);
    const nbma = server.nbma ?? map?.nbma;
    if (nbma !== undefined) servers.set(nbma, specOf(nbma, server.nbma === undefined && map ? map.origin : server.origin));
  }
  return servers.size === 0 ? gateway.remote : [...servers.values()];
}

function tunnelNamed(device: Device, gateway: Gateway) {
  return findInterface(device, gateway.name)?.tunnel;
}

function specOf(text: string, origin: Provenance): AddressSpec {
  const family = familyOf(text);
  return family === undefined ? { kind: 'name', value: text, origin } : { kind: 'address', value: text, family, origin };
}

const REMOTES = new WeakMap<Device, Remotes>();

/** Peers of all gateways of a device that exist at run time. */
export function remotesOf(device: Device): Remotes {
  let known = REMOTES.get(device);
  if (known === undefined) {
    known = collectRemotes(device);
    REMOTES.set(device, known);
  }
  return known;
}

function collectRemotes(device: Device): Remotes {
  const addresses = new Map<string, RemoteAddress[]>();
  const names = new Map<string, Gateway[]>();
  const networks: { network: string; gateway: Gateway }[] = [];
  const any: Gateway[] = [];
  const dialled: Dialled[] = [];
  for (const gateway of device.gateways) {
    if (!negotiates(gateway)) continue;
    const peers = peersOfGateway(device, gateway);
    if (peers.length === 0 || gateway.kind === 'mgre-tunnel') any.push(gateway);
    for (const spec of peers) {
      if (isDialled(spec)) dialled.push({ gateway, spec });
      if (spec.kind === 'address') {
        const address = canonicalAddress(spec.value);
        append(addresses, address, { address, gateway, origin: spec.origin });
      } else if (spec.kind === 'name') append(names, spec.value.toLowerCase(), gateway);
      else if (spec.kind === 'subnet' || spec.kind === 'range') networks.push({ network: spec.value, gateway });
      else if (!any.includes(gateway)) any.push(gateway);
    }
  }
  return { dialled: dialled.slice(), addresses, names, networks, any };
}

function isDialled(spec: AddressSpec): spec is Dialled['spec'] {
  return spec.kind === 'address' || spec.kind === 'name';
}

/** Whether a gateway takes part in IKE between two devices: not manual keying, not a group key server. */
export function negotiates(gateway: Gateway): boolean {
  return gateway.kind !== 'manual' && gateway.kind !== 'gdoi';
}

function append<K, V>(map: Map<K, V[]>, key: K, value: V): void {
  const list = map.get(key);
  if (list === undefined) map.set(key, [value]);
  else list.push(value);
}
