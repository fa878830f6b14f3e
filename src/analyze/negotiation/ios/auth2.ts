import type { AuthMethod, AuthRound, Device, Gateway, Identity, Ikev2Profile } from '../../../model/types.ts';
import type { AuthRequest, AuthResponse, Credentials, End, Refusal, WireIdentity } from '../implementation.ts';
import { isRefusal } from '../implementation.ts';
import { addressRange, sameAddress } from '../ranges.ts';
import { noTrustpoint, usableTrustpoints, wrongIdentity } from './auth1.ts';
import { childRequest } from './child.ts';
import { addressIdentity, distinguishedName, identityText, isSignature, matchesAny, writtenIdentity } from './identity.ts';
import { keyringKey, noKeyringKey } from './keyring.ts';
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
  const name = profile.trustpoints[0]?.value ?? usableTrustpoints(end.device)[0]?.name;
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
  const { localMatch, fvrf } = profile;
  if (fvrf !== undefined && fvrf !== 'any' && end.candidates.every(({ vrf }) => vrf !== fvrf)) return false;
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
