import type { Provenance } from '../../../model/provenance.ts';
import { isPlaceholder } from '../../../model/strongswan/address.ts';
import type { AuthRound, Gateway, Secret } from '../../../model/types.ts';
import { addressIdentity, identityText } from '../identities.ts';
import type { Credentials, End, Phase1Method, Refusal, WireIdentity } from '../implementation.ts';
import { compareKeys, keyPlace } from '../keys.ts';
import { gatewayPlace, place, questionAbout, refuse } from '../refusals.ts';
import { ownCertificate, sendsCertificate, subjectIdentity, verifySignature } from './certificates.ts';
import { unfulfilled } from './constraints.ts';
import { matchIdentity, NO_MATCH } from './identities.ts';
import { preSharedKey } from './keys.ts';
import { type AuthClass, authClass, firstRound } from './lookup.ts';
import { addressCandidates, configuredIdentity, peerCandidates } from './peers.ts';

/** The IKEv1 method that the rounds of a connection amount to; undefined: none that IKEv1 has (phase1.c). */
export function phase1Method(gateway: Gateway, initiator: boolean): Phase1Method | undefined {
  const [own1, own2] = classes(gateway, 'local');
  const [peer1, peer2] = classes(gateway, 'remote');
  const [i1, i2, r1, r2] = initiator ? [own1, own2, peer1, peer2] : [peer1, peer2, own1, own2];
  if (i1 === r1 && (i1 === 'pubkey' || i1 === 'psk')) {
    if (i2 === 'any' && r2 === 'any') return i1;
    if (i2 === 'xauth') return `xauth-init-${i1}`;
    if (r2 === 'xauth') return `xauth-resp-${i1}`;
    return undefined;
  }
  if (i2 !== 'any' || r2 !== 'any') return undefined;
  if (i1 === 'xauth' && r1 === 'pubkey') return 'hybrid-init-pubkey';
  return undefined;
}

function classes(gateway: Gateway, which: 'local' | 'remote'): readonly [AuthClass, AuthClass] {
  const rounds = which === 'local' ? gateway.localAuth : gateway.remoteAuth;
  const [first, second] = rounds;
  return [authClass(first, which), second === undefined ? 'any' : authClass(second, which)];
}

/** The identity that an end sends: configured, its certificate's subject, its address. */
export function ownIdentity(end: End, gateway: Gateway): WireIdentity {
  const round = firstRound(gateway, 'local');
  const origin = round?.at.method ?? { kind: 'written' as const, ...gateway.header };
  if (round?.identity !== undefined && round.identity.type !== 'any') return round.identity;
  const named = round?.certificates.length ? ownCertificate(end.device, round) : undefined;
  if (named !== undefined && round?.identity === undefined) return subjectIdentity(named);
  return addressIdentity(end.ownAddress ?? '', origin);
}

/**
 * Main mode: the key is needed before the peer's identity is known. The responder walks the connections that fit the addresses and
 * takes the first key that any of them leads to; then both try the two addresses.
 */
export function mainModeKey(end: End): { readonly key?: Secret } | Refusal {
  const method = end.ike?.authentication ?? 'psk';
  if (!method.endsWith('psk')) return {};
  const key = end.side === 'initiator' ? initiatorKey(end) : responderKey(end);
  const found = key ?? addressKey(end);
  return found === undefined ? noKey(end, undefined) : { key: found };
}

function initiatorKey(end: End): Secret | undefined {
  const { gateway } = end;
  if (gateway === undefined) return undefined;
  return preSharedKey(end.device, configuredIdentity(end, gateway, 'local'), requiredOrAny(end, gateway));
}

function requiredOrAny(
  end: End,
  gateway: Gateway,
): { readonly type: 'any'; readonly value: '' } | NonNullable<ReturnType<typeof configuredIdentity>> {
  return configuredIdentity(end, gateway, 'remote') ?? { type: 'any', value: '' };
}

function responderKey(end: End): Secret | undefined {
  for (const gateway of addressCandidates(end)) {
    const own = configuredIdentity(end, gateway, 'local');
    if (own === undefined) continue;
    const key = preSharedKey(end.device, own, requiredOrAny(end, gateway));
    if (key !== undefined) return key;
  }
  return undefined;
}

function addressKey(end: End): Secret | undefined {
  const origin: Provenance = { kind: 'derived', from: [], how: 'its address' };
  const own = end.ownAddress === undefined ? undefined : addressIdentity(end.ownAddress, origin);
  const peer = end.peerAddress === undefined ? undefined : addressIdentity(end.peerAddress, origin);
  return own === undefined && peer === undefined ? undefined : preSharedKey(end.device, own, peer);
}

/** No key is found for the peer. */
export function noKey(end: End, peer: WireIdentity | undefined): Refusal {
  const whom = peer === undefined ? (end.peerAddress ?? end.other.name) : identityText(peer);
  const dynamic =
    end.exchange === 'main' && end.side === 'responder' && end.device.secrets.some((secret) => secret.kind === 'psk');
  const [secret] = end.device.secrets.filter((one) => one.kind === 'psk');
  return refuse({
    reason: 'psk-unusable',
    detail: dynamic ? 'dynamic-psk' : 'no-psk',
    explanation: dynamic
      ? `In main mode ${end.device.name} has to find the pre-shared key by address, and none of its keys is stored for ${whom}.`
      : `${end.device.name} has no pre-shared key for ${whom}.`,
    evidence: [keyPlace(end, secret), gatewayPlace(end, `looks for a key for ${whom}`)],
    question: unreadableOwner(end) ?? questionAbout(end.device, `the pre-shared key for ${whom}`),
    silent: end.version === 2 && end.side === 'initiator',
  });
}

/** A key whose owner is a placeholder may be the one that is looked for. */
function unreadableOwner(end: End): string | undefined {
  const owner = end.device.secrets
    .flatMap((secret) => (secret.kind === 'psk' ? secret.owners : []))
    .find(({ value }) => isPlaceholder(value));
  return owner === undefined ? undefined : `What does ${owner.value} stand for in ${end.device.name}?`;
}

/** What an end sends of itself in phase 1. */
export function phase1Credentials(end: End): Credentials | Refusal {
  const { gateway } = end;
  if (gateway === undefined) return noKey(end, end.peerIdentity);
  const round = firstRound(gateway, 'local');
  const identity = ownIdentity(end, gateway);
  const origin = round?.at.method ?? { kind: 'written' as const, ...gateway.header };
  const method = end.ike?.authentication ?? phase1Method(gateway, end.side === 'initiator') ?? 'psk';
  if (method.startsWith('hybrid') && end.side === 'initiator') return { identity, method: 'xauth', origin };
  if (!method.endsWith('psk')) return signed(end, round, { identity, method: 'pubkey', origin });
  if (end.exchange === 'main') return { identity, method: 'psk', origin, ...(end.key === undefined ? {} : { key: end.key }) };
  if (end.side === 'initiator') return { identity, method: 'psk', origin };
  const key = preSharedKey(end.device, identity, end.peerIdentity) ?? addressKey(end);
  if (key === undefined) return noKey(end, end.peerIdentity);
  end.key = key;
  return { identity, method: 'psk', origin, key };
}

/** Credentials that sign, with the certificate where it is known. */
export function signed(end: End, round: AuthRound | undefined, credentials: Credentials): Credentials {
  const certificate = ownCertificate(end.device, round);
  const chain = end.device.certificates.filter(({ role }) => role === 'authority');
  return {
    ...credentials,
    ...(round?.detail === undefined ? {} : { detail: round.detail }),
    ...(certificate === undefined ? {} : { certificate }),
    certificateSent: sendsCertificate(end),
    chain,
  };
}

/** What an end makes of the other's identity and proof. */
export function verifyPhase1(end: End, peer: Credentials): { readonly gateway: Gateway } | Refusal {
  return end.side === 'initiator' ? verifyResponder(end, peer) : verifyInitiator(end, peer);
}

function verifyInitiator(end: End, peer: Credentials): { readonly gateway: Gateway } | Refusal {
  if (end.exchange === 'main' && peer.key !== undefined) {
    const same = compareKeys(end, end.key, peer.key);
    if (same !== true) return same;
  }
  const found = peerCandidates(end, undefined, peer.identity);
  if (found.length === 0) return noConfig(end, peer);
  const method = end.ike?.authentication;
  const aggressive = end.exchange === 'aggressive';
  const fitting = found.filter((gateway) => phase1Method(gateway, false) === method && gateway.aggressive === aggressive);
  if (fitting.length === 0) return noMethod(end, found, method);
  end.candidates = fitting;
  let refusal: Refusal | undefined;
  for (const gateway of fitting) {
    const round = firstRound(gateway, 'remote');
    const signs = peer.method === 'pubkey' && !skipsAuth(method);
    const verified = unfulfilled(end, round) ?? (signs ? verifySignature(end, peer, round) : true);
    if (verified === true) return { gateway };
    refusal ??= verified;
  }
  return refusal ?? noConfig(end, peer);
}

/** Hybrid authentication: only the responder signs. */
function skipsAuth(method: Phase1Method | undefined): boolean {
  return method === 'hybrid-init-pubkey';
}

function noConfig(end: End, peer: Credentials): Refusal {
  const gateway = end.gateway ?? end.candidates[0];
  const required = gateway === undefined ? undefined : firstRound(gateway, 'remote');
  return refuse({
    reason: 'peer-config',
    detail: 'identity',
    explanation: `${end.device.name} has no connection for the identity ${identityText(peer.identity)} that ${end.other.name} sends.`,
    evidence: [
      place(end, required?.identity?.origin, `expects ${identityText(required?.identity)}`) ??
        gatewayPlace(end, 'no connection fits'),
      { side: 'initiator', origin: peer.identity.origin, message: `sends ${identityText(peer.identity)}` },
    ],
    question: questionAbout(end.device, `a connection for ${identityText(peer.identity)}`),
  });
}

function noMethod(end: End, found: readonly Gateway[], method: Phase1Method | undefined): Refusal {
  const [first] = found;
  const aggressive = end.exchange === 'aggressive';
  const modeDiffers = first !== undefined && phase1Method(first, false) === method;
  const mode = aggressive ? 'aggressive mode' : 'main mode';
  return refuse({
    reason: 'peer-config',
    detail: modeDiffers ? 'exchange-mode' : 'auth-method',
    explanation: modeDiffers
      ? `Connection ${first.name} of ${end.device.name} does not accept ${mode}.`
      : `No connection of ${end.device.name} for this peer allows authentication by ${method ?? 'this method'}.`,
    evidence: [
      modeDiffers
        ? place(end, first.at.aggressive, `aggressive = ${first.aggressive ? 'yes' : 'no'}`)
        : place(end, first?.remoteAuth[0]?.at.method ?? first?.localAuth[0]?.at.method, 'authentication demanded here'),
      gatewayPlace(end, 'the connection for this peer'),
    ],
  });
}

function verifyResponder(end: End, peer: Credentials): { readonly gateway: Gateway } | Refusal {
  const { gateway } = end;
  if (gateway === undefined) return noConfig(end, peer);
  const required = configuredIdentity(end, gateway, 'remote');
  if (required !== undefined && matchIdentity(peer.identity, required, end.device.charon?.rdnMatching) === NO_MATCH) {
    return wrongResponder(end, gateway, peer);
  }
  const demanded = unfulfilled(end, firstRound(gateway, 'remote'));
  if (peer.method === 'pubkey') {
    const verified = demanded ?? verifySignature(end, peer, firstRound(gateway, 'remote'));
    return verified === true ? { gateway } : verified;
  }
  const key = end.exchange === 'main' ? end.key : aggressiveKey(end, gateway, peer);
  if (key === undefined) return noKey(end, peer.identity);
  const same = compareKeys(end, key, peer.key);
  return same === true ? (demanded ?? { gateway }) : same;
}

function aggressiveKey(end: End, gateway: Gateway, peer: Credentials): Secret | undefined {
  return (
    preSharedKey(end.device, configuredIdentity(end, gateway, 'local') ?? ownIdentity(end, gateway), peer.identity) ??
    addressKey(end)
  );
}

/** The responder is not the one that the initiator demands. */
export function wrongResponder(end: End, gateway: Gateway, peer: Credentials): Refusal {
  const round = firstRound(gateway, 'remote');
  return refuse({
    reason: end.version === 2 ? 'auth' : 'peer-config',
    detail: 'identity',
    explanation: `${end.device.name} demands the identity ${identityText(configuredIdentity(end, gateway, 'remote'))}, but ${end.other.name} is ${identityText(peer.identity)}.`,
    evidence: [
      place(
        end,
        round?.identity?.origin ?? round?.certificates[0]?.origin,
        `demands ${identityText(configuredIdentity(end, gateway, 'remote'))}`,
      ),
      { side: 'responder', origin: peer.identity.origin, message: `sends ${identityText(peer.identity)}` },
    ],
  });
}
