import type { Provenance } from '../../model/provenance.ts';
import type { Device, Gateway, Identity } from '../../model/types.ts';
import { isPrivate, isWithin } from '../path/address.ts';
import type { Directory } from '../path/directory.ts';
import { outsidesOf, ownAddresses } from '../path/endpoint.ts';
import { type Dialled, type Remotes, remotesOf } from '../path/remotes.ts';

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

/** Finds the pairs of a fleet by hash joins: addresses, names, identities. Nothing is compared with everything. */
export function createPairing(directory: Directory): Pairing {
  const join = new Join(directory);
  for (const end of join.ends()) linkEnd(join, end);
  return {
    neighbours: (device) => neighboursOf(join.end(device)),
    dials: (from, to) => join.end(from).edge(join.end(to))?.gateways ?? [],
    accepting: (device, peer) => accepting(join, join.end(device), join.end(peer)),
    named: (device) => namedPeers(join, join.end(device)),
  };
}

/** A device as an end of pairs. */
class End {
  readonly device: Device;
  /** Its place in the fleet. */
  readonly order: number;
  readonly remotes: Remotes;
  /** Addresses that others see it with. */
  readonly seen: readonly string[];
  /** Whether it dials an address that nobody in the fleet has; undefined until asked. */
  dialsStranger: boolean | undefined;
  /** Ends that dial it or that it dials, each once. */
  readonly near: End[] = [];
  readonly #edges: Edge[] = [];
  #edgesByEnd: Map<End, Edge> | undefined;

  constructor(device: Device, order: number, remotes: Remotes, seen: readonly string[]) {
    this.device = device;
    this.order = order;
    this.remotes = remotes;
    this.seen = seen;
  }

  /** How it dials another one. */
  edge(to: End): Edge | undefined {
    return this.#edgesByEnd === undefined ? this.#edges.find((edge) => edge.to === to) : this.#edgesByEnd.get(to);
  }

  /** Notes that a gateway dials another one. */
  dial(to: End, gateway: Gateway): void {
    const known = this.edge(to);
    if (known !== undefined) {
      if (!known.gateways.includes(gateway)) known.gateways.push(gateway);
      return;
    }
    const edge = { to, gateways: [gateway] };
    this.#edges.push(edge);
    if (this.#edges.length > FEW) {
      this.#edgesByEnd ??= new Map(this.#edges.map((one) => [one.to, one]));
      this.#edgesByEnd.set(to, edge);
    }
    if (to.edge(this) !== undefined) return;
    this.near.push(to);
    to.near.push(this);
  }
}

/** Gateways of one end that dial another one, in file order. */
interface Edge {
  readonly to: End;
  readonly gateways: Gateway[];
}

/* Most devices dial one or two others; a table pays for those that dial many. */
const FEW = 16;

/** What the joins look up, built when first needed. */
class Join {
  readonly directory: Directory;
  readonly #ends = new Map<Device, End>();
  #identities: ReadonlyMap<string, readonly Device[]> | undefined;

  constructor(directory: Directory) {
    this.directory = directory;
    // One visit to each device asks all there is to ask: in a large fleet every visit has to fetch its gateways from memory.
    for (const device of directory.devices) this.end(device);
  }

  ends(): Iterable<End> {
    return this.#ends.values();
  }

  /** A device as an end; one that is not of the fleet has no links. */
  end(device: Device): End {
    let end = this.#ends.get(device);
    if (end === undefined) {
      end = new End(device, this.#ends.size, remotesOf(device), seenAddresses(this.directory, device));
      this.#ends.set(device, end);
    }
    return end;
  }

  /** Devices that prove themselves with an identity. */
  identified(identity: Identity): readonly Device[] {
    this.#identities ??= identityIndex(this.directory.devices);
    return this.#identities.get(keyOf(identity)) ?? [];
  }

  dialsStranger(end: End): boolean {
    end.dialsStranger ??= [...end.remotes.addresses.keys()].some((address) => this.directory.owners(address).length === 0);
    return end.dialsStranger;
  }
}

function linkEnd(join: Join, from: End): void {
  for (const { gateway, spec } of from.remotes.dialled) {
    for (const to of candidates(join, from, gateway, spec)) if (accepts(join, to, from)) from.dial(to, gateway);
  }
}

function neighboursOf({ near }: End): readonly Device[] {
  return [...near].sort((a, b) => a.order - b.order).map(({ device }) => device);
}

function namedPeers(join: Join, end: End): readonly NamedPeer[] {
  return end.remotes.dialled.map(({ gateway, spec }) => {
    const found = candidates(join, end, gateway, spec);
    const mutual = found.filter((peer) => accepts(join, peer, end));
    const outcome = found.length === 0 ? 'unknown' : mutual.length === 0 ? 'one-sided' : 'mutual';
    const devices = (mutual.length > 0 ? mutual : found).map(({ device }) => device.name);
    return { gateway, text: spec.value, origin: spec.origin, outcome, devices };
  });
}

function push<K, V>(map: Map<K, V[]>, key: K, value: V): void {
  const list = map.get(key);
  if (list === undefined) map.set(key, [value]);
  else list.push(value);
}

/** Ends that a named peer can be: at the address, under the name, or, where nobody has the address, by the identity required. */
function candidates(join: Join, end: End, gateway: Gateway, spec: Dialled['spec']): readonly End[] {
  const { directory } = join;
  const found = spec.kind === 'address' ? directory.owners(spec.value) : named(directory, end.device, spec.value);
  const peers = found.length === 0 ? byIdentity(join, gateway) : found;
  return peers.filter((peer) => peer !== end.device).map((peer) => join.end(peer));
}

function named(directory: Directory, device: Device, name: string): readonly Device[] {
  const written = device.hosts.find((host) => host.name.toLowerCase() === name.toLowerCase());
  if (written === undefined) return directory.named(name);
  return written.addresses.flatMap((address) => directory.owners(address));
}

function byIdentity(join: Join, gateway: Gateway): readonly Device[] {
  const wanted = gateway.remoteAuth.flatMap((round) => [
    ...(round.identity === undefined ? [] : [round.identity]),
    ...round.alternatives,
  ]);
  const found = new Set<Device>();
  for (const identity of wanted) {
    for (const peer of join.identified(identity)) if (mayBeTranslated(join, peer)) found.add(peer);
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

function accepts(join: Join, end: End, peer: End): boolean {
  const { addresses, names, networks, any } = end.remotes;
  if (any.length > 0) return true;
  if (peer.seen.some((address) => addresses.has(address) || networks.some(({ network }) => isWithin(address, network))))
    return true;
  if (names.size > 0 && [...names.keys()].some((name) => namesPeer(join, end, peer, name))) return true;
  for (const address of ownAddresses(peer.device).all) if (addresses.has(address)) return true;
  return mayBeTranslated(join, peer.device) && join.dialsStranger(end);
}

function namesPeer(join: Join, end: End, peer: End, name: string): boolean {
  const found = named(join.directory, end.device, name);
  return found.length === 0 || found.includes(peer.device);
}

function accepting(join: Join, end: End, peer: End): readonly Gateway[] {
  const { addresses, names, networks, any } = end.remotes;
  const exact = peer.seen.flatMap((address) => addresses.get(address) ?? []).map(({ gateway }) => gateway);
  const byName = [...names].flatMap(([name, gateways]) => (namesPeer(join, end, peer, name) ? gateways : []));
  const near = networks.filter(({ network }) => peer.seen.some((address) => isWithin(address, network)));
  return [...new Set([...exact, ...byName, ...near.map(({ gateway }) => gateway), ...any])];
}
