import type { Device, Ikev2KeyringPeer, Ikev2Profile, Secret } from '../../../model/types.ts';
import type { Evidence } from '../../verdict.ts';
import type { End, Refusal, WireIdentity } from '../implementation.ts';
import { addressRange, sameAddress, within } from '../ranges.ts';
import { identityText, matchesIdentity } from './identity.ts';
import { evidence, headerOf, present, refuse } from './wording.ts';

/** Keyring peer: the initiator searches by the peer's name and address, the responder by identity first (ios.md 14.8). */
export function keyringKey(
  end: End,
  profile: Ikev2Profile,
  peer: WireIdentity | undefined,
  side: 'local' | 'remote',
): Secret | undefined {
  const keyring = end.device.ios?.ikev2Keyrings.find(({ name }) => name === profile.keyring);
  if (keyring === undefined) return undefined;
  const index = indexOf(end.device, keyring.name, keyring.peers);
  const found = (peer === undefined ? undefined : peerByIdentity(index, peer)) ?? peerByAddress(end, index);
  return found === undefined ? undefined : keyOfPeer(end.device, keyring.name, found, side);
}

interface KeyringIndex {
  readonly byIdentity: ReadonlyMap<string, Ikev2KeyringPeer>;
  readonly byHost: ReadonlyMap<string, Ikev2KeyringPeer>;
  /** Networks and patterns, the longest prefix first. */
  readonly networks: readonly Ikev2KeyringPeer[];
  readonly patterns: readonly Ikev2KeyringPeer[];
  readonly names: readonly Ikev2KeyringPeer[];
}

const KEYRINGS = new WeakMap<Device, Map<string, KeyringIndex>>();

function indexOf(device: Device, name: string, peers: readonly Ikev2KeyringPeer[]): KeyringIndex {
  let known = KEYRINGS.get(device);
  if (known === undefined) {
    known = new Map();
    KEYRINGS.set(device, known);
  }
  let index = known.get(name);
  if (index === undefined) {
    index = buildIndex(peers);
    known.set(name, index);
  }
  return index;
}

function buildIndex(peers: readonly Ikev2KeyringPeer[]): KeyringIndex {
  const byIdentity = new Map<string, Ikev2KeyringPeer>();
  const byHost = new Map<string, Ikev2KeyringPeer>();
  const networks: Ikev2KeyringPeer[] = [];
  for (const peer of peers) {
    const { identity, address } = peer;
    if (identity !== undefined) put(byIdentity, `${identity.type} ${identity.value.toLowerCase()}`, peer);
    if (address === undefined) continue;
    const range = addressRange(address);
    if (range !== undefined && range.from === range.to) put(byHost, String(range.from), peer);
    else networks.push(peer);
  }
  const bits = (peer: Ikev2KeyringPeer): number => Number(peer.address?.split('/')[1] ?? 0);
  return {
    byIdentity,
    byHost,
    networks: networks.toSorted((a, b) => bits(b) - bits(a)),
    patterns: peers.filter(({ identity }) => identity !== undefined && /domain|any|subnet/.test(identity.type)),
    names: peers.filter(({ hostname }) => hostname !== undefined),
  };
}

function put<K, V>(map: Map<K, V>, key: K, value: V): void {
  if (!map.has(key)) map.set(key, value);
}

function peerByIdentity(index: KeyringIndex, identity: WireIdentity): Ikev2KeyringPeer | undefined {
  const exact = index.byIdentity.get(`${identity.type} ${identity.value.toLowerCase()}`);
  return (
    exact ?? index.patterns.find((peer) => peer.identity !== undefined && matchesIdentity(peer.identity, identity, 2) === true)
  );
}

function peerByAddress(end: End, index: KeyringIndex): Ikev2KeyringPeer | undefined {
  const written =
    end.side === 'initiator' ? end.gateway?.remote.filter(({ kind }) => kind === 'name').map(({ value }) => value) : [];
  const named = index.names.find(({ hostname }) => hostname !== undefined && nameFits(end, hostname, written ?? []));
  if (named !== undefined) return named;
  const address = end.peerAddress === undefined ? undefined : addressRange(end.peerAddress);
  if (address === undefined) return index.networks.find(isEverybody);
  const host = index.byHost.get(String(address.from));
  return host ?? index.networks.find((peer) => isInNetwork(peer, address));
}

/** An address that is not known is in the network of all. */
function isEverybody({ address }: Ikev2KeyringPeer): boolean {
  return address === '0.0.0.0/0' || address === '::/0';
}

function isInNetwork(peer: Ikev2KeyringPeer, address: NonNullable<ReturnType<typeof addressRange>>): boolean {
  const network = peer.address === undefined ? undefined : addressRange(peer.address);
  return network !== undefined && within(address, network);
}

function nameFits(end: End, hostname: string, written: readonly string[]): boolean {
  if (written.some((name) => name.toLowerCase() === hostname.toLowerCase())) return true;
  const answer = end.resolve(hostname);
  const { peerAddress } = end;
  return peerAddress !== undefined && 'addresses' in answer && answer.addresses.some((one) => sameAddress(one, peerAddress));
}

const PEER_KEYS = new WeakMap<Device, ReadonlyMap<string, readonly Secret[]>>();

function keyOfPeer(device: Device, keyring: string, peer: Ikev2KeyringPeer, side: 'local' | 'remote'): Secret | undefined {
  const keys = secretsOfPeer(device, keyring, peer.label);
  return keys.find((secret) => secret.side === side) ?? keys.find((secret) => secret.side === undefined);
}

/** Devices with more secrets than this get an index of them. */
const FEW = 8;

function secretsOfPeer(device: Device, keyring: string, label: string): readonly Secret[] {
  if (device.secrets.length <= FEW) {
    return device.secrets.filter((secret) => secret.peerLabel === label && (secret.keyring ?? '') === keyring);
  }
  let known = PEER_KEYS.get(device);
  if (known === undefined) {
    const index = new Map<string, Secret[]>();
    for (const secret of device.secrets) {
      if (secret.peerLabel === undefined) continue;
      const key = `${secret.keyring ?? ''} ${secret.peerLabel}`;
      index.set(key, [...(index.get(key) ?? []), secret]);
    }
    known = index;
    PEER_KEYS.set(device, known);
  }
  return known.get(`${keyring} ${label}`) ?? [];
}

/** No peer of the keyring fits. */
export function noKeyringKey(end: End, profile: Ikev2Profile, peer: WireIdentity | undefined): Refusal {
  const who = peer === undefined ? (end.peerAddress ?? end.other.name) : identityText(peer);
  const keyring = end.device.ios?.ikev2Keyrings.find(({ name }) => name === profile.keyring);
  const origin = keyring === undefined ? profile.at.keyring : ({ kind: 'written', ...keyring.header } as const);
  const explanation = `${end.device.name} finds no key for ${who}${keyring === undefined ? '' : ` in keyring ${keyring.name}`}.`;
  const place = origin === undefined ? undefined : evidence(end.side, origin, `no peer for ${who}`);
  const others = keyring?.peers.slice(0, SHOWN_PEERS).map((other) => peerEvidence(end, other)) ?? [];
  return refuse('psk-unusable', 'no-psk', explanation, present([place, ...others, headerOf(end)]));
}

/* So many peers of a keyring are shown when none of them fits. */
const SHOWN_PEERS = 3;

function peerEvidence(end: End, peer: Ikev2KeyringPeer): Evidence {
  const { label, identity, address, hostname, at, header } = peer;
  const known = identity?.value ?? address ?? hostname ?? label;
  const origin = identity?.origin ?? at.address ?? at.hostname ?? { kind: 'written', ...header };
  return evidence(end.side, origin, `the peer ${label} of the keyring is ${known}`);
}
