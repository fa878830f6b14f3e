import type { Device, Gateway, Identity, IsakmpPeer, IsakmpProfile, Secret, Trustpoint } from '../../../model/types.ts';
import type { Credentials, End, Refusal, WireIdentity } from '../implementation.ts';
import { sameAddress } from '../ranges.ts';
import {
  addressIdentity,
  distinguishedName,
  hostIdentity,
  identityText,
  isSignature,
  matchesAny,
  writtenIdentity,
} from './identity.ts';
import { boundProfile, compareKeys, keyByAddress, keyByIdentity, noKey, secretById } from './keys.ts';
import { evidence, headerOf, present, refuse } from './wording.ts';

/** `crypto isakmp peer` with both lines for aggressive mode that applies to a gateway. */
export function aggressivePeer(end: Pick<End, 'device' | 'resolve'>, gateway: Gateway | undefined): IsakmpPeer | undefined {
  const peers = end.device.ios?.isakmpPeers ?? [];
  return peers.find(
    (peer) =>
      peer.endpoint !== undefined && peer.password !== undefined && gateway?.remote.some(({ value }) => names(end, peer, value)),
  );
}

function names(end: Pick<End, 'resolve'>, peer: IsakmpPeer, remote: string): boolean {
  if (peer.peer === remote || sameAddress(peer.peer, remote)) return true;
  const answer = end.resolve(peer.peer);
  return 'addresses' in answer && answer.addresses.some((address) => sameAddress(address, remote));
}

/** The pre-shared key of main mode, at both ends. */
export function mainModeKey(end: End): { readonly key?: Secret } | Refusal {
  if (!usesKey(end)) return {};
  const key = keyByAddress(end);
  return key === undefined ? noKey(end, subjectOf(end)) : { key };
}

/** The peer as a message names it. */
export function subjectOf(end: End): string {
  return end.peerAddress === undefined ? end.other.name : `${end.peerAddress} (${end.other.name})`;
}

/** True when the agreed method is a pre-shared key, with or without XAuth. */
export function usesKey(end: End): boolean {
  return end.ike?.authentication?.includes('psk') ?? true;
}

/** What this end sends to prove itself. */
export function credentials(end: End): Credentials | Refusal {
  const peer = end.exchange === 'aggressive' && end.side === 'initiator' ? aggressivePeer(end, end.gateway) : undefined;
  const profile = boundProfile(end.device, end.gateway);
  const identity = peer?.endpoint === undefined ? ownIdentity(end, profile) : endpointOf(peer, peer.endpoint);
  const group = clientGroup(end);
  if (!usesKey(end) || (end.ike === undefined && offersOnlySignatures(end)))
    return certificateCredentials(end, identity, profile);
  const key = group?.key ?? secretById(end.device, peer?.password) ?? end.key ?? keyByAddress(end);
  if (key === undefined) return noKey(end, subjectOf(end));
  end.key = key;
  return { identity: group?.identity ?? identity, method: 'psk', key, origin: identity.origin };
}

function endpointOf(peer: IsakmpPeer, endpoint: string): WireIdentity {
  return writtenIdentity(peer.endpointType, endpoint, peer.at.endpoint ?? { kind: 'written', ...peer.header });
}

function offersOnlySignatures(end: End): boolean {
  const rounds = end.gateway?.localAuth ?? [];
  return rounds.length > 0 && rounds.every(({ method }) => isSignature(method));
}

/** Easy VPN: the group is identity and key. */
function clientGroup(end: End): { readonly identity: WireIdentity; readonly key: Secret | undefined } | undefined {
  if (end.gateway?.kind !== 'ezvpn-client') return undefined;
  const identity = end.gateway.localAuth.find((round) => round.identity !== undefined)?.identity;
  if (identity === undefined) return undefined;
  const key = end.device.secrets.find(
    (secret) => secret.kind === 'group-key' || secret.owners.some(({ value }) => value === identity.value),
  );
  return { identity: { type: 'key-id', value: identity.value, origin: identity.origin }, key };
}

function ownIdentity(end: End, profile: IsakmpProfile | undefined): WireIdentity {
  const { ios } = end.device;
  const header = {
    kind: 'written',
    ...(end.gateway ?? end.device.gateways[0] ?? { header: { source: 0, start: 0, end: 0 } }).header,
  } as const;
  const self = profile?.selfIdentity;
  if (profile !== undefined && self !== undefined) {
    const origin = profile.at.selfIdentity ?? { kind: 'written', ...profile.header };
    if (self === 'address') return addressIdentity(end, origin);
    if (profile.selfIdentityValue === undefined) return hostIdentity(end.device, origin);
    return writtenIdentity(self, profile.selfIdentityValue, origin);
  }
  const origin = ios?.at.isakmpIdentity ?? header;
  if (ios?.isakmpIdentity === 'hostname') return hostIdentity(end.device, origin);
  if (ios?.isakmpIdentity === 'dn') return distinguishedName(end, profile?.trustpoint, origin);
  return addressIdentity(end, origin);
}

/** Certificates are assumed to be there and good where a trustpoint is configured. */
function certificateCredentials(end: End, identity: WireIdentity, profile: IsakmpProfile | undefined): Credentials | Refusal {
  const trustpoints = usableTrustpoints(end.device);
  const trustpoint = trustpoints.find(({ name }) => name === profile?.trustpoint) ?? trustpoints[0];
  if (trustpoint === undefined) return noTrustpoint(end);
  end.assumptions.add(
    `the certificate of ${end.device.name} (trustpoint ${trustpoint.name}) is valid and trusted by ${end.other.name}`,
  );
  return { identity, method: 'pubkey', certificateSent: true, origin: identity.origin };
}

/** Trustpoints that can prove something to a peer: those that IOS makes for its own web server cannot. */
export function usableTrustpoints(device: Device): readonly Trustpoint[] {
  return (device.ios?.trustpoints ?? []).filter(
    ({ name, enrollment }) => !name.startsWith('TP-self-signed') && enrollment?.startsWith('selfsigned') !== true,
  );
}

/** Signatures are agreed on and there is nothing to sign with. */
export function noTrustpoint(end: End): Refusal {
  const explanation = `${end.device.name} is to authenticate by certificate and has no trustpoint.`;
  const method = end.ike?.authentication === undefined ? undefined : policyMethod(end);
  return refuse('auth', 'certificate', explanation, present([method, headerOf(end)]));
}

function policyMethod(end: End) {
  const policy = end.device.ikeProposals.find(
    ({ authentication }) => authentication !== undefined && isSignature(authentication),
  );
  const origin = policy?.at.authentication;
  return origin === undefined ? undefined : evidence(end.side, origin, `authentication ${policy?.authentication}`);
}

/** Checks the peer of an IKEv1 exchange: its key, then the profile that its identity selects. */
export function verifyIkev1(end: End, peer: Credentials): { readonly gateway: Gateway } | Refusal {
  if (usesKey(end)) {
    const key = end.exchange === 'aggressive' && end.side === 'responder' ? keyByIdentity(end, peer.identity) : end.key;
    if (key === undefined) return noKey(end, identityText(peer.identity));
    end.key = key;
    const same = compareKeys(end, key, peer.key);
    if (same !== true) return same;
  } else if (peer.method === 'psk') {
    return refuse('auth', 'auth-method', `${end.other.name} does not prove itself by certificate.`, present([headerOf(end)]));
  }
  return end.side === 'initiator' ? acceptedByInitiator(end, peer) : selectByProfile(end, peer);
}

function acceptedByInitiator(end: End, peer: Credentials): { readonly gateway: Gateway } | Refusal {
  const { gateway } = end;
  if (gateway === undefined) return refuse('peer-config', 'no-config', 'No configuration is left.', []);
  const profile = boundProfile(end.device, gateway);
  if (profile === undefined || profile.matches.length === 0 || matchesAny(end, profile.matches, peer)) return { gateway };
  return wrongIdentity(end, peer.identity, profile.matches);
}

/** Of the entries for this peer, those whose profile takes its identity. */
function selectByProfile(end: End, peer: Credentials): { readonly gateway: Gateway } | Refusal {
  const fitting: Gateway[] = [];
  const patterns: Identity[] = [];
  for (const gateway of end.candidates) {
    const profile = boundProfile(end.device, gateway);
    if (gateway.isakmpProfile !== undefined && profile === undefined) continue;
    if (profile === undefined || matchesAny(end, profile.matches, peer)) fitting.push(gateway);
    else patterns.push(...profile.matches);
  }
  const [gateway] = fitting;
  if (gateway === undefined) return wrongIdentity(end, peer.identity, patterns);
  end.candidates = fitting;
  return { gateway };
}

/** The identity that came is not one that is taken: both lines. */
export function wrongIdentity(end: End, identity: WireIdentity, patterns: readonly Identity[]): Refusal {
  const otherSide = end.side === 'initiator' ? 'responder' : 'initiator';
  const wanted = nearest(patterns, identity);
  const sent = evidence(otherSide, identity.origin, `${end.other.name} sends ${identityText(identity)}`);
  const required = present([wanted]).map((pattern) =>
    evidence(end.side, pattern.origin, `${end.device.name} requires ${pattern.type} ${pattern.value}`),
  );
  // Who sends its address in IKEv1 has left a setting of the whole device alone: what was written decides.
  const places = end.version === 1 && identity.origin.kind === 'default' ? [...required, sent] : [sent, ...required];
  const explanation = `${end.device.name} has no profile for ${identityText(identity)}.`;
  return refuse('peer-config', 'identity', explanation, [...places, ...present([headerOf(end)])]);
}

/** The pattern that shares most with the identity: probably the one that was meant. */
function nearest(patterns: readonly Identity[], identity: WireIdentity): Identity | undefined {
  let best: Identity | undefined;
  let most = -1;
  for (const pattern of patterns) {
    const score = (pattern.type === identity.type ? 1000 : 0) + sharedEnds(pattern.value, identity.value);
    if (score > most) [best, most] = [pattern, score];
  }
  return best;
}

function sharedEnds(a: string, b: string): number {
  const shorter = Math.min(a.length, b.length);
  let front = 0;
  while (front < shorter && a[front] === b[front]) front++;
  return front;
}
