import type { Provenance } from '../../model/provenance.ts';
import type { AddressSpec, Device, Gateway, Identity } from '../../model/types.ts';
import { isPrivate, isWithin } from '../path/address.ts';
import type { Directory } from '../path/directory.ts';
import { outsidesOf, ownAddresses } from '../path/endpoint.ts';
import { negotiates, peersOfGateway, remotesOf } from '../path/remotes.ts';

/** A peer that a gateway names, and what became of the search for it. */
export interface NamedPeer {
  readonly gateway: Gateway;
  /** As written: an address or a host name. */
  readonly text: string;
  readonly origin: Provenance;
  /**
   * `mutual`: a device was found that takes this one; `one-sided`: the device is there and has no configuration for this one;
   * `unknown`: no device of the fleet is it.
   */
  readonly outcome: 'mutual' | 'one-sided' | 'unknown';
  /** Names of the devices found. */
  readonly devices: readonly string[];
}

/** Who speaks to whom in a fleet. */
export interface Pairing {
  /** Devices that are candidates of this one and it of them, in the order of the fleet. */
  neighbours(device: Device): readonly Device[];
  /** Gateways of the first device that dial the second, in file order. */
  dials(from: Device, to: Device): readonly Gateway[];
  /** Gateways of a device that would take the peer: by its address, then by network, then any. */
  accepting(device: Device, peer: Device): readonly Gateway[];
  /** Peers that a device names. */
  named(device: Device): readonly NamedPeer[];
}

interface Links {
  readonly dials: Map<Device, Map<Device, Gateway[]>>;
  readonly neighbours: Map<Device, Set<Device>>;
}

/** Finds the pairs of a fleet by hash joins: addresses, names, identities. Nothing is compared with everything. */
export function createPairing(directory: Directory): Pairing {
  const links: Links = { dials: new Map(), neighbours: new Map() };
  const join = new Join(directory);
  for (const device of directory.devices) linkDevice(join, links, device);
  const order = new Map(directory.devices.map((device, at) => [device, at]));
  return {
    neighbours: (device) => [...(links.neighbours.get(device) ?? [])].sort((a, b) => (order.get(a) ?? 0) - (order.get(b) ?? 0)),
    dials: (from, to) => links.dials.get(from)?.get(to) ?? [],
    accepting: (device, peer) => accepting(join, device, peer),
    named: (device) => namedPeers(join, device),
  };
}

/** What the joins look up, built when first needed. */
class Join {
  readonly directory: Directory;
  readonly #seen = new Map<Device, readonly string[]>();
  readonly #strangers = new Map<Device, boolean>();
  #identities: ReadonlyMap<string, readonly Device[]> | undefined;

  constructor(directory: Directory) {
    this.directory = directory;
  }

  /** Addresses that others see a device with. */
  addressesOf(device: Device): readonly string[] {
    let known = this.#seen.get(device);
    if (known === undefined) {
      known = seenAddresses(this.directory, device);
      this.#seen.set(device, known);
    }
    return known;
  }

  /** Devices that prove themselves with an identity. */
  identified(identity: Identity): readonly Device[] {
    this.#identities ??= identityIndex(this.directory.devices);
    return this.#identities.get(keyOf(identity)) ?? [];
  }

  /** Whether a device dials an address that nobody in the fleet has. */
  dialsStranger(device: Device): boolean {
    let known = this.#strangers.get(device);
    if (known === undefined) {
      known = [...remotesOf(device).addresses.keys()].some((address) => this.directory.owners(address).length === 0);
      this.#strangers.set(device, known);
    }
    return known;
  }
}

function linkDevice(join: Join, links: Links, device: Device): void {
  for (const gateway of device.gateways) {
    if (!negotiates(gateway)) continue;
    for (const spec of peersOfGateway(device, gateway)) {
      if (spec.kind !== 'address' && spec.kind !== 'name') continue;
      for (const peer of candidates(join, device, gateway, spec)) {
        if (accepts(join, peer, device)) link(links, device, peer, gateway);
      }
    }
  }
}

function namedPeers(join: Join, device: Device): readonly NamedPeer[] {
  const out: NamedPeer[] = [];
  for (const gateway of device.gateways) {
    if (!negotiates(gateway)) continue;
    for (const spec of peersOfGateway(device, gateway)) {
      if (spec.kind !== 'address' && spec.kind !== 'name') continue;
      const found = candidates(join, device, gateway, spec);
      const mutual = found.filter((peer) => accepts(join, peer, device));
      const outcome = found.length === 0 ? 'unknown' : mutual.length === 0 ? 'one-sided' : 'mutual';
      const devices = (mutual.length > 0 ? mutual : found).map(({ name }) => name);
      out.push({ gateway, text: spec.value, origin: spec.origin, outcome, devices });
    }
  }
  return out;
}

function link(links: Links, from: Device, to: Device, gateway: Gateway): void {
  let row = links.dials.get(from);
  if (row === undefined) {
    row = new Map();
    links.dials.set(from, row);
  }
  const gateways = row.get(to);
  if (gateways !== undefined) {
    if (!gateways.includes(gateway)) gateways.push(gateway);
    return;
  }
  row.set(to, [gateway]);
  add(links.neighbours, from, to);
  add(links.neighbours, to, from);
}

function push<K, V>(map: Map<K, V[]>, key: K, value: V): void {
  const list = map.get(key);
  if (list === undefined) map.set(key, [value]);
  else list.push(value);
}

function add<K, V>(map: Map<K, Set<V>>, key: K, value: V): void {
  const set = map.get(key);
  if (set === undefined) map.set(key, new Set([value]));
  else set.add(value);
}

/** Devices that a named peer can be: at the address, under the name, or, where nobody has the address, by the identity required. */
function candidates(join: Join, device: Device, gateway: Gateway, spec: AddressSpec): readonly Device[] {
  const { directory } = join;
  const found = spec.kind === 'address' ? directory.owners(spec.value) : named(directory, device, spec.value);
  if (found.length === 0) return byIdentity(join, device, gateway);
  return found.includes(device) ? found.filter((peer) => peer !== device) : found;
}

function named(directory: Directory, device: Device, name: string): readonly Device[] {
  const written = device.hosts.find((host) => host.name.toLowerCase() === name.toLowerCase());
  if (written === undefined) return directory.named(name);
  return written.addresses.flatMap((address) => directory.owners(address));
}

function byIdentity(join: Join, device: Device, gateway: Gateway): readonly Device[] {
  const wanted = gateway.remoteAuth.flatMap((round) => [
    ...(round.identity === undefined ? [] : [round.identity]),
    ...round.alternatives,
  ]);
  const found = new Set<Device>();
  for (const identity of wanted) {
    for (const peer of join.identified(identity)) if (peer !== device && mayBeTranslated(join, peer)) found.add(peer);
  }
  return [...found];
}

/** A device whose address is private or not known may be behind an address that nobody in the fleet has. */
function mayBeTranslated(join: Join, device: Device): boolean {
  if (join.directory.declaredNat(device)?.public !== undefined) return false;
  return outsidesOf(device).some(({ address }) => address === undefined || isPrivate(address));
}

function keyOf({ type, value }: Identity): string {
  return `${type} ${value.toLowerCase()}`;
}

function identityIndex(devices: readonly Device[]): ReadonlyMap<string, readonly Device[]> {
  const index = new Map<string, Device[]>();
  for (const device of devices) {
    const own = new Set<string>();
    for (const gateway of device.gateways) {
      for (const { identity } of gateway.localAuth) {
        if (identity !== undefined && !identity.type.startsWith('ip') && identity.type !== 'any') own.add(keyOf(identity));
      }
    }
    for (const key of own) push(index, key, device);
  }
  return index;
}

/** Addresses that a device is seen with: public ones of a NAT, its outside ones, its names' ones. */
function seenAddresses(directory: Directory, device: Device): readonly string[] {
  const outer = directory.outerOf(device);
  const translated = outer
    .filter(isPrivate)
    .map((address) => directory.translations.of(address, device)?.public)
    .filter((address) => address !== undefined);
  return translated.length === 0 ? outer : [...outer, ...translated];
}

function accepts(join: Join, device: Device, peer: Device): boolean {
  const { addresses, names, networks, any } = remotesOf(device);
  if (any.length > 0) return true;
  const seen = join.addressesOf(peer);
  if (seen.some((address) => addresses.has(address) || networks.some(({ network }) => isWithin(address, network)))) return true;
  if (names.size > 0 && [...names.keys()].some((name) => namesPeer(join, device, peer, name))) return true;
  for (const address of ownAddresses(peer).all) if (addresses.has(address)) return true;
  return mayBeTranslated(join, peer) && join.dialsStranger(device);
}

function namesPeer(join: Join, device: Device, peer: Device, name: string): boolean {
  const found = named(join.directory, device, name);
  return found.length === 0 || found.includes(peer);
}

function accepting(join: Join, device: Device, peer: Device): readonly Gateway[] {
  const { addresses, names, networks, any } = remotesOf(device);
  const seen = join.addressesOf(peer);
  const exact = seen.flatMap((address) => addresses.get(address) ?? []).map(({ gateway }) => gateway);
  const byName = [...names].flatMap(([name, gateways]) => (namesPeer(join, device, peer, name) ? gateways : []));
  const near = networks.filter(({ network }) => seen.some((address) => isWithin(address, network))).map(({ gateway }) => gateway);
  return [...new Set([...exact, ...byName, ...near, ...any])];
}
