import type { Device, Gateway, IsakmpProfile, Secret } from '../../../model/types.ts';
import type { Evidence } from '../../verdict.ts';
import type { End, Refusal, WireIdentity } from '../implementation.ts';
import { addressRange, sameAddress } from '../ranges.ts';
import { evidence, headerOf, present, refuse } from './wording.ts';

/** IKEv1 keys of one keyring, or of the global list. */
interface KeyList {
  readonly hosts: ReadonlyMap<string, Secret>;
  /** The longest prefix first; any is a prefix of no bits. */
  readonly networks: readonly { readonly network: string; readonly secret: Secret }[];
  readonly names: ReadonlyMap<string, Secret>;
}

interface Keys {
  readonly global: KeyList;
  readonly keyrings: ReadonlyMap<string, KeyList>;
}

const KEYS = new WeakMap<Device, Keys>();

function keysOf(device: Device): Keys {
  let known = KEYS.get(device);
  if (known === undefined) {
    known = collectKeys(device);
    KEYS.set(device, known);
  }
  return known;
}

/** IKEv1 pre-shared keys of a device: not those of IKEv2 keyrings and profiles, not passwords of aggressive-mode peers. */
export function ikev1Keys(device: Device): readonly Secret[] {
  const elsewhere = new Set<string>();
  for (const profile of device.ios?.ikev2Profiles ?? []) {
    for (const id of [profile.localKey, profile.remoteKey]) if (id !== undefined) elsewhere.add(id);
  }
  for (const peer of device.ios?.isakmpPeers ?? []) if (peer.password !== undefined) elsewhere.add(peer.password);
  const ikev2 = new Set(device.ios?.ikev2Keyrings.map(({ name }) => name));
  const isIkev2 = (secret: Secret): boolean =>
    secret.peerLabel !== undefined ||
    (secret.keyring !== undefined &&
      ikev2.has(secret.keyring) &&
      !device.ios?.keyrings.some(({ name }) => name === secret.keyring));
  return device.secrets.filter((secret) => secret.kind === 'psk' && !elsewhere.has(secret.id) && !isIkev2(secret));
}

function collectKeys(device: Device): Keys {
  const keyrings = new Map<string, Secret[]>();
  const global: Secret[] = [];
  for (const secret of ikev1Keys(device)) {
    if (secret.keyring === undefined) global.push(secret);
    else keyrings.set(secret.keyring, [...(keyrings.get(secret.keyring) ?? []), secret]);
  }
  return { global: keyList(global), keyrings: new Map([...keyrings].map(([name, list]) => [name, keyList(list)])) };
}

function keyList(secrets: readonly Secret[]): KeyList {
  const hosts = new Map<string, Secret>();
  const names = new Map<string, Secret>();
  const networks: { network: string; secret: Secret }[] = [];
  for (const secret of secrets) {
    if (secret.owners.length === 0) networks.push({ network: '0.0.0.0/0', secret });
    for (const owner of secret.owners) {
      if (owner.type === 'ipv4' || owner.type === 'ipv6') putFirst(hosts, owner.value, secret);
      else if (owner.type === 'any') networks.push({ network: '0.0.0.0/0', secret });
      else if (owner.type.endsWith('-subnet') || owner.type.endsWith('-range')) networks.push({ network: owner.value, secret });
      else putFirst(names, owner.value.toLowerCase(), secret);
    }
  }
  return { hosts, names, networks: networks.toSorted((a, b) => bitsOf(b.network) - bitsOf(a.network)) };
}

function putFirst(map: Map<string, Secret>, key: string, secret: Secret): void {
  if (!map.has(key)) map.set(key, secret);
}

function bitsOf(network: string): number {
  const slash = network.indexOf('/');
  return slash === -1 ? 32 : Number(network.slice(slash + 1));
}

/** A key and how well it fits: bits of the address that decide. */
interface Found {
  readonly secret: Secret;
  readonly bits: number;
}

function keyForAddress(list: KeyList, address: string, end: End): Found | undefined {
  const host = list.hosts.get(address);
  if (host !== undefined) return { secret: host, bits: 129 };
  for (const [name, secret] of list.names) {
    const answer = end.resolve(name);
    if ('addresses' in answer && answer.addresses.some((one) => sameAddress(one, address))) return { secret, bits: 129 };
  }
  const range = addressRange(address);
  const network = list.networks.find(({ network: text }) => {
    const outer = addressRange(text);
    if (text === '0.0.0.0/0') return true;
    return (
      range !== undefined &&
      outer !== undefined &&
      range.family === outer.family &&
      range.from >= outer.from &&
      range.to <= outer.to
    );
  });
  return network === undefined ? undefined : { secret: network.secret, bits: bitsOf(network.network) };
}

/** The lists that are searched: those of the profile where one is known, else every keyring that fits, then the global list. */
function searched(end: End, profile: IsakmpProfile | undefined): readonly KeyList[] {
  const { global, keyrings } = keysOf(end.device);
  if (profile !== undefined) {
    const names = profile.keyrings.length === 0 ? ['default'] : profile.keyrings;
    return present(names.map((name) => (name === 'default' ? global : keyrings.get(name))));
  }
  const fitting = (end.device.ios?.keyrings ?? []).filter(
    ({ localAddress, vrf }) => isLocal(end, localAddress) && isFrontVrf(end, vrf),
  );
  return [...present(fitting.map(({ name }) => keyrings.get(name))), global];
}

/** A keyring of a front VRF serves the configurations in it. */
function isFrontVrf(end: End, vrf: string | undefined): boolean {
  const gateway = end.gateway ?? end.candidates[0];
  return vrf === undefined || gateway === undefined || gateway.vrf === vrf;
}

function isLocal(end: End, localAddress: string | undefined): boolean {
  if (localAddress === undefined || end.ownAddress === undefined) return true;
  if (addressRange(localAddress) !== undefined) return sameAddress(localAddress, end.ownAddress);
  const at = end.device.interfaces.find(({ name }) => name === localAddress);
  return at === undefined || at.addresses.length === 0 || at.addresses.some(({ address }) => address === end.ownAddress);
}

/** The isakmp profile that a configuration is bound to. */
export function boundProfile(device: Device, gateway: Gateway | undefined): IsakmpProfile | undefined {
  const name = gateway?.isakmpProfile;
  return name === undefined ? undefined : device.ios?.isakmpProfiles.find((profile) => profile.name === name);
}

/** Main mode: the key for the peer's address, the most specific one (ios.md 14.3). */
export function keyByAddress(end: End): Secret | undefined {
  const { peerAddress } = end;
  if (peerAddress === undefined) return wildcardKey(end);
  const profile = end.side === 'initiator' ? boundProfile(end.device, end.gateway) : undefined;
  let best: Found | undefined;
  for (const list of searched(end, profile)) {
    const found = keyForAddress(list, peerAddress, end);
    if (found !== undefined && (best === undefined || found.bits > best.bits)) best = found;
  }
  return best?.secret ?? keyOfDialledName(end, profile);
}

/** Where nobody knows the peer's address, a key for every peer is the one that fits. */
function wildcardKey(end: End): Secret | undefined {
  const profile = end.side === 'initiator' ? boundProfile(end.device, end.gateway) : undefined;
  for (const { networks } of searched(end, profile)) {
    const open = networks.find(({ network }) => bitsOf(network) === 0);
    if (open !== undefined) return open.secret;
  }
  return keyOfDialledName(end, profile);
}

/** `set peer host H` and a key under the same name. */
function keyOfDialledName(end: End, profile: IsakmpProfile | undefined): Secret | undefined {
  if (end.side !== 'initiator') return undefined;
  const names = end.gateway?.remote.filter(({ kind }) => kind === 'name').map(({ value }) => value.toLowerCase()) ?? [];
  for (const list of searched(end, profile)) for (const name of names) if (list.names.has(name)) return list.names.get(name);
  return undefined;
}

/** Aggressive mode, responder: the key for the identity of message 1. */
export function keyByIdentity(end: End, identity: WireIdentity): Secret | undefined {
  const wanted = identity.value.toLowerCase();
  if (identity.type === 'key-id') return groupKey(end.device, identity.value) ?? keyByAddress(end);
  for (const list of searched(end, undefined)) {
    const found =
      identity.type === 'ipv4' || identity.type === 'ipv6' ? keyForAddress(list, wanted, end)?.secret : list.names.get(wanted);
    if (found !== undefined) return found;
  }
  return keyByAddress(end);
}

function groupKey(device: Device, name: string): Secret | undefined {
  const group = device.ios?.clientGroups.find((candidate) => candidate.name === name);
  return group?.key === undefined ? undefined : secretById(device, group.key);
}

/** A secret by its id. */
export function secretById(device: Device, id: string | undefined): Secret | undefined {
  return id === undefined ? undefined : device.secrets.find((secret) => secret.id === id);
}

/** No key fits: the keys that there are, or the configuration itself. */
export function noKey(end: End, subject: string): Refusal {
  const keys = ikev1Keys(end.device);
  const shown = present([...keys.slice(-3).map((secret) => keyEvidence(end, secret)), headerOf(end)]);
  if (end.peerAddress === undefined && end.side === 'responder' && keys.length > 0) {
    return {
      ...refuse('undecided', 'no-psk', `${end.device.name} has keys for certain addresses only.`, shown),
      question: `Which address does ${end.other.name} have, seen from ${end.device.name}?`,
    };
  }
  const dynamic =
    end.side === 'responder' && (end.gateway?.remote.some(({ kind }) => kind === 'any' || kind === 'dynamic') ?? false);
  const explanation = `${end.device.name} has no pre-shared key for ${subject}.`;
  return refuse('psk-unusable', dynamic ? 'dynamic-psk' : 'no-psk', explanation, shown);
}

/** Where a key stands, without the key. */
export function keyEvidence(end: End, secret: Secret): Evidence {
  const owners = secret.owners.map(({ type, value }) => (type === 'any' ? 'any peer' : value)).join(', ');
  return evidence(end.side, { kind: 'written', ...secret.header }, `key for ${owners === '' ? 'any peer' : owners}`);
}

/** Whether two keys are the same; undecided when one of them cannot be read. */
export function compareKeys(end: End, own: Secret, theirs: Secret | undefined): true | Refusal {
  // In aggressive mode the responder speaks first with a proof: the initiator then compares.
  if (theirs === undefined && end.exchange === 'aggressive' && end.side === 'responder') return true;
  if (theirs === undefined)
    return refuse('auth', 'credentials', `${end.other.name} does not use a pre-shared key.`, present([headerOf(end)]));
  if (own.number !== undefined && own.number === theirs.number) return true;
  const otherSide = end.side === 'initiator' ? 'responder' : 'initiator';
  const places = [keyEvidence(end, own), evidence(otherSide, { kind: 'written', ...theirs.header }, `key of ${end.other.name}`)];
  if (own.number === undefined || theirs.number === undefined) {
    const question = `Is the key of ${end.device.name} equal to the key of ${end.other.name}? One of them cannot be read.`;
    return { ...refuse('undecided', 'psk-differs', 'A pre-shared key cannot be compared.', places), question };
  }
  const explanation = `The pre-shared keys of ${end.device.name} and ${end.other.name} differ.`;
  return { ...refuse('auth', 'psk-differs', explanation, places), ...(end.exchange === 'main' ? { silent: true } : {}) };
}
