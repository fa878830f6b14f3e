import type {
  AuthMethod,
  AuthRound,
  Device,
  Gateway,
  Identity,
  Ikev2KeyringPeer,
  Ikev2Profile,
  Secret,
} from '../../../model/types.ts';
import type { AuthRequest, AuthResponse, Credentials, End, Refusal, WireIdentity } from '../implementation.ts';
import { isRefusal } from '../implementation.ts';
import { addressRange, sameAddress, within } from '../ranges.ts';
import { noTrustpoint, wrongIdentity } from './auth1.ts';
import { childRequest } from './child.ts';
import {
  addressIdentity,
  distinguishedName,
  identityText,
  isSignature,
  matchesAny,
  matchesIdentity,
  writtenIdentity,
} from './identity.ts';
import { compareKeys, secretById } from './keys.ts';
import { evidence, headerOf, present, refuse } from './wording.ts';

/** The IKEv2 profile that a configuration is bound to. */
export function profileOf(device: Device, gateway: Gateway | undefined): Ikev2Profile | undefined {
  const name = gateway?.ikev2Profile;
  return name === undefined ? undefined : device.ios?.ikev2Profiles.find((profile) => profile.name === name);
}

/** IDi, the method and what is asked for. */
export function authRequest(end: End): AuthRequest | Refusal {
  const profile = profileOf(end.device, end.gateway);
  if (profile === undefined) return noProfile(end);
  const own = ownCredentials(end, profile, undefined);
  if (isRefusal(own)) return own;
  const child = childRequest(end, true);
  if (isRefusal(child)) return child;
  return { credentials: own, child, asks: end.gateway?.virtualAddresses.map(({ value }) => value) ?? [] };
}

function noProfile(end: End): Refusal {
  const explanation = `${end.device.name} names no IKEv2 profile that exists.`;
  return refuse('peer-config', 'no-config', explanation, present([headerOf(end)]));
}

function ownCredentials(end: End, profile: Ikev2Profile, peer: WireIdentity | undefined): Credentials | Refusal {
  const method = profile.localAuth ?? 'unknown';
  const identity = ownIdentity(end, profile, method);
  if (method !== 'psk') {
    if (isSignature(method)) return certificate(end, profile, identity);
    return { identity, method, origin: identity.origin };
  }
  const key = secretById(end.device, profile.localKey) ?? keyringKey(end, profile, peer, 'local');
  if (key === undefined) return noKeyringKey(end, profile, peer);
  return { identity, method, key, origin: identity.origin };
}

function certificate(end: End, profile: Ikev2Profile, identity: WireIdentity): Credentials | Refusal {
  const name = profile.trustpoints[0]?.value ?? end.device.ios?.trustpoints[0]?.name;
  if (name === undefined) return noTrustpoint(end);
  end.assumptions.add(`the certificate of ${end.device.name} (trustpoint ${name}) is valid and trusted by ${end.other.name}`);
  return { identity, method: 'pubkey', certificateSent: true, origin: identity.origin };
}

/** `identity local`, else the address with a key and the DN with a certificate. */
function ownIdentity(end: End, profile: Ikev2Profile, method: AuthMethod): WireIdentity {
  const origin = profile.at.identityLocalValue ?? profile.at.identityLocal ?? { kind: 'written', ...profile.header };
  const type = profile.identityLocal ?? (isSignature(method) ? 'dn' : 'address');
  if (type === 'dn') return distinguishedName(end, profile.trustpoints[0]?.value, origin);
  if (profile.identityLocalValue === undefined) return addressIdentity(end, origin);
  return writtenIdentity(type, profile.identityLocalValue, origin);
}

/** Keyring peer: the initiator searches by the peer's name and address, the responder by identity first (ios.md 14.8). */
function keyringKey(
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
  if (address === undefined) return undefined;
  const host = index.byHost.get(String(address.from));
  return host ?? index.networks.find((peer) => isInNetwork(peer, address));
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

function noKeyringKey(end: End, profile: Ikev2Profile, peer: WireIdentity | undefined): Refusal {
  const who = peer === undefined ? (end.peerAddress ?? end.other.name) : identityText(peer);
  const keyring = end.device.ios?.ikev2Keyrings.find(({ name }) => name === profile.keyring);
  const origin = keyring === undefined ? profile.at.keyring : ({ kind: 'written', ...keyring.header } as const);
  const explanation = `${end.device.name} finds no key for ${who}${keyring === undefined ? '' : ` in keyring ${keyring.name}`}.`;
  const place = origin === undefined ? undefined : evidence(end.side, origin, `no peer for ${who}`);
  return refuse('psk-unusable', 'no-psk', explanation, present([place, headerOf(end)]));
}

/** Responder: the profile by identity, the method, the key, then the configuration that the profile is bound to. */
export function authRespond(end: End, request: AuthRequest): AuthResponse | Refusal {
  const peer = request.credentials;
  const profiles = (end.device.ios?.ikev2Profiles ?? []).filter((profile) => !profile.shutdown && isLocal(end, profile));
  const profile = profiles.find((candidate) => matchesAny(end, candidate.matches, peer));
  if (profile === undefined) return wrongIdentity(end, peer.identity, patternsOf(end, profiles));
  const verified = verifyPeer(end, profile, peer);
  if (verified !== true) return verified;
  const gateways = boundTo(end, profile);
  const [gateway] = gateways;
  if (gateway === undefined) return unbound(end, profile, peer);
  const own = ownCredentials(end, profile, peer.identity);
  if (isRefusal(own)) return own;
  end.candidates = gateways;
  return { gateway, credentials: own, ...(peer.method === 'eap' ? { eap: eapOf(profile) } : {}) };
}

function eapOf(profile: Ikev2Profile) {
  const origin = profile.at.remoteAuth ?? { kind: 'written' as const, ...profile.header };
  return { method: 'eap-radius', asksIdentity: true, origin };
}

function isLocal(end: End, profile: Ikev2Profile): boolean {
  const { localMatch } = profile;
  if (localMatch === undefined || end.ownAddress === undefined) return true;
  if (addressRange(localMatch) !== undefined) return sameAddress(localMatch, end.ownAddress);
  const at = end.device.interfaces.find(({ name }) => name === localMatch);
  return (
    at === undefined ||
    at.addresses.length === 0 ||
    at.addresses.some(({ address }) => sameAddress(address, end.ownAddress ?? ''))
  );
}

/** Lines that the identity was compared with: of the profiles of this peer's configurations first. */
function patternsOf(end: End, profiles: readonly Ikev2Profile[]): readonly Identity[] {
  const names = new Set(end.candidates.map(({ ikev2Profile }) => ikev2Profile));
  const near = profiles.filter(({ name }) => names.has(name));
  return (near.length > 0 ? near : profiles).flatMap(({ matches }) => matches);
}

/** Configurations that use the profile, those for this peer first. */
function boundTo(end: End, profile: Ikev2Profile): readonly Gateway[] {
  const uses = (gateway: Gateway): boolean => gateway.ikev2Profile === profile.name;
  const near = end.candidates.filter(uses);
  if (near.length > 0) return near;
  return end.device.gateways.filter((gateway) => uses(gateway) && gateway.kind === 'virtual-template');
}

function unbound(end: End, profile: Ikev2Profile, peer: Credentials): Refusal {
  const explanation = `The profile ${profile.name} takes ${identityText(peer.identity)}, but no configuration for ${end.other.name} uses it.`;
  const place = evidence(end.side, { kind: 'written', ...profile.header }, `profile ${profile.name}`);
  return refuse('peer-config', 'no-config', explanation, present([place, headerOf(end)]));
}

function verifyPeer(end: End, profile: Ikev2Profile, peer: Credentials): true | Refusal {
  if (!accepts(profile.remoteAuth, peer.method)) return wrongMethod(end, profile, peer);
  if (peer.method !== 'psk') {
    if (isSignature(peer.method))
      end.assumptions.add(`the certificate of ${end.other.name} is valid and trusted by ${end.device.name}`);
    return true;
  }
  const key = secretById(end.device, profile.remoteKey) ?? keyringKey(end, profile, peer.identity, 'remote');
  return key === undefined ? noKeyringKey(end, profile, peer.identity) : compareKeys(end, key, peer.key);
}

function accepts(methods: readonly AuthMethod[], method: AuthMethod): boolean {
  return methods.some((own) => own === 'any' || own === method || (isSignature(own) && isSignature(method)));
}

function wrongMethod(end: End, profile: Ikev2Profile, peer: Credentials): Refusal {
  const otherSide = end.side === 'initiator' ? 'responder' : 'initiator';
  const round: AuthRound | undefined = end.other.gateways
    .flatMap(({ localAuth }) => localAuth)
    .find(({ method }) => method === peer.method);
  const explanation = `${end.other.name} authenticates by ${peer.method}; ${end.device.name} requires ${profile.remoteAuth.join(' or ')}.`;
  const own = evidence(
    end.side,
    profile.at.remoteAuth ?? { kind: 'written', ...profile.header },
    `authentication remote ${profile.remoteAuth.join(', ')}`,
  );
  const other = evidence(otherSide, round?.at.method ?? peer.origin, `authenticates by ${peer.method}`);
  return refuse('peer-config', 'auth-method', explanation, [own, other]);
}

/** Initiator: the responder has to be the one its own profile expects. When not, the responder already holds the SA. */
export function verifyResponder(end: End, peer: Credentials): { readonly gateway: Gateway } | Refusal {
  const { gateway } = end;
  const profile = profileOf(end.device, gateway);
  if (gateway === undefined || profile === undefined) return noProfile(end);
  if (!matchesAny(end, profile.matches, peer)) return { ...wrongIdentity(end, peer.identity, profile.matches), late: true };
  const verified = verifyPeer(end, profile, peer);
  return verified === true ? { gateway } : { ...verified, late: true };
}
