import type { AuthRound, Gateway } from '../../../model/types.ts';
import { addressIdentity, identityText } from '../identities.ts';
import type { AuthRequest, AuthResponse, Credentials, EapDemand, End, Refusal, WireIdentity } from '../implementation.ts';
import { isRefusal } from '../implementation.ts';
import { sameSecret } from '../keys.ts';
import { gatewayPlace, place, questionAbout, refuse } from '../refusals.ts';
import { hasPrivateKey, noPrivateKey, verifySignature } from './certificates.ts';
import { childRequest } from './child.ts';
import { unfulfilled } from './constraints.ts';
import { hasWildcards, matchIdentity, NO_MATCH } from './identities.ts';
import { preSharedKey, sharedSecrets } from './keys.ts';
import { askedAddresses, authClass, firstRound, isSix } from './lookup.ts';
import { configuredIdentity, peerCandidates } from './peers.ts';
import { noKey, ownIdentity, signed, wrongResponder } from './phase1.ts';
import { allows } from './proposals.ts';
import { eapRound, furtherFits, localRounds, withRounds, wrongFurther, wrongRounds } from './rounds.ts';
import { acceptsUser, demandOf, eapUser, namesEapType } from './users.ts';

/** What the initiator sends in IKE_AUTH. Without a key of its own it sends nothing. */
export function authRequest(end: End): AuthRequest | Refusal {
  const { gateway } = end;
  if (gateway === undefined) return noKey(end, undefined);
  const identity = ownIdentity(end, gateway);
  const required = configuredIdentity(end, gateway, 'remote');
  const origin = firstRound(gateway, 'remote')?.identity?.origin;
  const loose = firstRound(gateway, 'remote')?.identity?.loose === true;
  const expected =
    required === undefined || hasWildcards(required) || origin === undefined || loose ? undefined : { ...required, origin };
  const credentials = ownCredentials(end, gateway, identity, expected);
  if (isRefusal(credentials)) return credentials;
  const sent = {
    credentials: expected === undefined ? credentials : { ...credentials, expected },
    asks: askedAddresses(gateway),
  };
  if (end.child === undefined) return sent;
  const child = childRequest(end, true);
  return isRefusal(child) ? child : { ...sent, child };
}

function ownCredentials(
  end: End,
  gateway: Gateway,
  identity: WireIdentity,
  peer: WireIdentity | undefined,
): Credentials | Refusal {
  const [round, ...others] = localRounds(end, gateway);
  const further = others.length === 0 ? {} : { further: others.length };
  return roundCredentials(end, gateway, round, { identity, peer, ppk: hasPpk(end, gateway), ...further });
}

/** What an end proves of itself in one round. */
function roundCredentials(
  end: End,
  gateway: Gateway,
  round: AuthRound | undefined,
  known: Pick<Credentials, 'identity' | 'ppk' | 'further'> & { readonly peer: WireIdentity | undefined },
): Credentials | Refusal {
  const { peer, ...rest } = known;
  const { identity } = known;
  const origin = round?.at.method ?? { kind: 'written' as const, ...gateway.header };
  const method = authClass(round, 'local');
  const base = { ...rest, origin };
  if (method === 'psk') {
    const key = preSharedKey(end.device, identity, peer ?? { type: 'any', value: '' });
    return key === undefined ? noKey(end, peer) : { ...base, method: 'psk', key };
  }
  if (method === 'eap')
    return {
      ...base,
      method: 'eap',
      user: eapUser(round, identity),
      ...(round?.detail === undefined ? {} : { detail: round.detail }),
    };
  if (method === 'xauth') return unusableMethod(end, gateway, round);
  return hasPrivateKey(end, round) ? signed(end, round, { ...base, method: 'pubkey' }) : noPrivateKey(end, gateway);
}

/** What an end proves of itself in a further round (RFC 4739). */
export function furtherRound(end: End, index: number): Credentials | Refusal | undefined {
  const { gateway } = end;
  if (gateway === undefined) return undefined;
  const round = localRounds(end, gateway)[index];
  if (round === undefined) return undefined;
  const origin = round.at.method ?? { kind: 'written' as const, ...gateway.header };
  const configured = round.identity?.type === 'any' ? undefined : round.identity;
  const identity = configured ?? addressIdentity(end.ownAddress ?? '', origin);
  return roundCredentials(end, gateway, round, { identity, peer: end.peerIdentity });
}

/** The peer's further round: its proof, then a connection that demands such a round and, after the last one, no other. */
export function furtherVerify(
  end: End,
  peer: Credentials,
  index: number,
): { readonly gateway: Gateway; readonly eap?: EapDemand } | Refusal {
  const { gateway } = end;
  const last = (peer.further ?? 0) === 0;
  if (peer.method === 'psk') {
    const verified = verifyKey(end, peer, end.ownIdentity);
    if (verified !== true) return verified;
  }
  const possible = gateway === undefined ? [] : [gateway, ...end.candidates.filter((other) => other !== gateway)];
  if (end.side === 'initiator') {
    if (gateway !== undefined && gateway.remoteAuth.length <= index) return { gateway };
    return furtherFits(end, possible, peer, index) ?? wrongFurther(end, gateway, peer, index);
  }
  if (peer.method === 'eap') {
    const offering = eapRound(possible, index);
    if (offering === undefined) return eapRefused(end, gateway, gateway?.remoteAuth[index], peer);
    return { gateway: offering, eap: demandOf(offering, offering.remoteAuth[index]) };
  }
  const counted = last ? withRounds(possible, index + 1) : possible.filter(({ remoteAuth }) => remoteAuth.length > index);
  if (counted.length === 0) return wrongRounds(end, gateway, peer, index + 1);
  return furtherFits(end, counted, peer, index) ?? wrongFurther(end, counted[0], peer, index);
}

/** A post-quantum key is at hand: the initiator has to name it, the responder looks it up. */
function hasPpk(end: End, gateway: Gateway): boolean {
  return (end.side === 'responder' || gateway.ppkId !== undefined) && end.device.secrets.some(({ kind }) => kind === 'ppk');
}

/** One end insists on a post-quantum key, and not both have one. */
function ppkMissing(end: End, gateway: Gateway, peer: Credentials): Refusal | undefined {
  if (gateway.ppkRequired !== true || (peer.ppk === true && end.device.secrets.some(({ kind }) => kind === 'ppk')))
    return undefined;
  return refuse({
    reason: 'auth',
    detail: 'credentials',
    explanation: `${end.device.name} demands a post-quantum pre-shared key, which is not used by both ends.`,
    evidence: [place(end, gateway.at.ppkRequired, 'ppk_required = yes')],
  });
}

function unusableMethod(end: End, gateway: Gateway, round: AuthRound | undefined): Refusal {
  return refuse({
    reason: 'auth',
    detail: 'auth-method',
    explanation: `Connection ${gateway.name} of ${end.device.name} authenticates by XAuth, which IKEv2 does not have.`,
    evidence: [place(end, round?.at.method, 'XAuth')],
    silent: true,
  });
}

/** The responder's part of IKE_AUTH: configuration by identities, the peer's proof, then its own. */
export function authRespond(end: End, request: AuthRequest): AuthResponse | Refusal {
  const { credentials } = request;
  const unreadable = unreadableIdr(end, credentials.expected) ?? unreadablePorts(end, request);
  if (unreadable !== undefined) return unreadable;
  const all = peerCandidates(end, credentials.expected, credentials.identity);
  const candidates = all.filter((gateway) => end.ike === undefined || allows(end.device, gateway, end.ike));
  if (candidates.length === 0) return noPeerConfig(end, credentials);
  end.candidates = candidates;
  const chosen =
    credentials.method === 'eap' ? eapCandidate(end, candidates, credentials) : provenCandidate(end, candidates, credentials);
  if (isRefusal(chosen)) return chosen;
  const keyless = ppkMissing(end, chosen.gateway, credentials);
  if (keyless !== undefined) return keyless;
  const own = responderCredentials(end, chosen.gateway, credentials);
  if (isRefusal(own)) return own;
  const eap = credentials.method === 'eap' ? demandOf(chosen.gateway, firstRound(chosen.gateway, 'remote')) : undefined;
  return { gateway: chosen.gateway, credentials: own, ...(eap === undefined ? {} : { eap }) };
}

/** A range of addresses takes 8 or 32 bytes; as text behind the prefix it has others, and the message is not read (id_payload.c, verify). */
function unreadableIdr(end: End, expected: WireIdentity | undefined): Refusal | undefined {
  if (expected?.type !== 'other' || !/^ipv[46]range:/.test(expected.value)) return undefined;
  return refuse({
    reason: 'auth',
    detail: 'identity',
    explanation: `${end.other.name} asks for ${identityText(expected)}, which is sent as text: ${end.device.name} cannot read the message.`,
    evidence: [{ side: 'initiator', origin: expected.origin, message: 'no range, but text with the type of one' }],
  });
}

/** Ports that end before they begin are no selector, unless they are opaque (RFC 7296, 3.13.1): the whole message is not read. */
function unreadablePorts(end: End, { child }: AuthRequest): Refusal | undefined {
  const sent = [...(child?.initiatorTs ?? []), ...(child?.responderTs ?? [])];
  const wrong = sent.find(({ portFrom, portTo }) => portFrom > portTo && !(portFrom === 65535 && portTo === 0));
  if (wrong === undefined) return undefined;
  return refuse({
    reason: 'auth',
    detail: 'selectors',
    explanation: `${end.other.name} proposes ports ${wrong.portFrom} to ${wrong.portTo}: ${end.device.name} cannot read the message.`,
    evidence: [{ side: 'initiator', origin: wrong.origin, message: `ports ${wrong.portFrom} to ${wrong.portTo}` }],
  });
}

function noPeerConfig(end: End, peer: Credentials): Refusal {
  const gateway = end.gateway ?? end.candidates[0];
  const remote = gateway === undefined ? undefined : firstRound(gateway, 'remote')?.identity;
  const local = gateway === undefined ? undefined : firstRound(gateway, 'local')?.identity;
  const wrongOwn = peer.expected !== undefined && peerCandidates(end, undefined, peer.identity).length > 0;
  const asked = identityText(peer.expected);
  return refuse({
    reason: 'peer-config',
    detail: 'identity',
    explanation: wrongOwn
      ? `${end.other.name} asks for the identity ${asked}, which no connection of ${end.device.name} for it has.`
      : `${end.device.name} has no connection for the identity ${identityText(peer.identity)} that ${end.other.name} sends.`,
    evidence: wrongOwn
      ? [
          place(end, local?.origin, `is ${identityText(local)}`) ?? gatewayPlace(end, 'has another identity'),
          otherPlace(peer.expected, `demands ${asked}`),
        ]
      : [
          place(end, remote?.origin, `expects ${identityText(remote)}`) ?? gatewayPlace(end, 'no connection fits'),
          otherPlace(peer.identity, `sends ${identityText(peer.identity)}`),
        ],
    question: questionAbout(end.device, `a connection for ${identityText(peer.identity)}`),
  });
}

function otherPlace(identity: WireIdentity | undefined, message: string): Refusal['evidence'][number] | undefined {
  return identity === undefined ? undefined : { side: 'initiator', origin: identity.origin, message };
}

function eapCandidate(end: End, candidates: readonly Gateway[], peer: Credentials): { readonly gateway: Gateway } | Refusal {
  const offering = candidates.filter((candidate) => {
    const round = firstRound(candidate, 'remote');
    return round?.method === 'eap' && round.detail !== undefined && round.detail !== 'eap';
  });
  const gateway =
    (isSix(end.device) ? offering.find((candidate) => acceptsUser(candidate, peer.user)) : undefined) ?? offering[0];
  if (gateway !== undefined) return { gateway };
  const [first] = candidates;
  return eapRefused(end, first, first === undefined ? undefined : firstRound(first, 'remote'), peer);
}

function eapRefused(end: End, gateway: Gateway | undefined, round: AuthRound | undefined, peer: Credentials): Refusal {
  return refuse({
    reason: 'auth',
    detail: 'auth-method',
    explanation: `${end.other.name} wants to authenticate by EAP, which ${end.device.name} does not offer.`,
    evidence: [
      place(end, round?.at.method ?? gateway?.remoteAuth[0]?.at.method, `expects ${round?.detail ?? 'another method'}`),
      { side: 'initiator', origin: peer.origin, message: 'EAP' },
    ],
  });
}

/** Verifies the peer's proof first, then finds the first candidate that allows how it was made. */
function provenCandidate(end: End, candidates: readonly Gateway[], peer: Credentials): { readonly gateway: Gateway } | Refusal {
  if (peer.method === 'psk') {
    const verified = verifyKey(end, peer, peer.expected);
    if (verified !== true) return verified;
  }
  let refusal: Refusal | undefined;
  let tooFew: Refusal | undefined;
  for (const gateway of candidates) {
    const round = firstRound(gateway, 'remote');
    const expected = authClass(round, 'remote');
    if (expected !== 'any' && expected !== peer.method) continue;
    if (gateway.remoteAuth.length > 1 && (peer.further ?? 0) === 0) {
      tooFew ??= wrongRounds(end, gateway, peer, 1);
      continue;
    }
    const verified = unfulfilled(end, round) ?? (peer.method === 'psk' ? true : verifySignature(end, peer, round));
    if (verified === true) return { gateway };
    refusal ??= verified;
  }
  return refusal ?? tooFew ?? methodRefused(end, candidates, peer);
}

function methodRefused(end: End, candidates: readonly Gateway[], peer: Credentials): Refusal {
  const round = candidates[0] === undefined ? undefined : firstRound(candidates[0], 'remote');
  const demandsUser = round?.eapId !== undefined || (round?.groups.length ?? 0) > 0 || namesEapType(round?.detail);
  return refuse({
    reason: demandsUser ? 'auth' : 'peer-config',
    detail: 'auth-method',
    explanation: `${end.other.name} authenticates by ${peer.method}, but ${end.device.name} demands ${round?.detail ?? round?.method ?? 'another method'}.`,
    evidence: [
      place(end, round?.at.method, `demands ${round?.detail ?? round?.method ?? ''}`),
      {
        side: end.side === 'initiator' ? 'responder' : 'initiator',
        origin: peer.origin,
        message: `authenticates by ${peer.method}`,
      },
    ],
  });
}

/** All keys for the two identities are tried; an unreadable one may be the right one. */
function verifyKey(end: End, peer: Credentials, own: WireIdentity | undefined): true | Refusal {
  const keys = sharedSecrets(end.device, ['psk'], own ?? { type: 'any', value: '' }, peer.identity);
  if (keys.length === 0) return noKey(end, peer.identity);
  const results = keys.map((key) => sameSecret(key, peer.key));
  if (results.includes(true)) return true;
  const unknown = results.includes(undefined);
  return refuse({
    reason: 'auth',
    detail: 'psk-differs',
    explanation: unknown
      ? 'Whether both ends have the same pre-shared key cannot be told, because a key is not readable.'
      : 'The two ends use different pre-shared keys for each other.',
    evidence: [
      ...keys.slice(0, 1).map((key) => place(end, key.at.number ?? { kind: 'written', ...key.header }, keyName(key.number))),
      peer.key === undefined
        ? undefined
        : {
            side: end.side === 'initiator' ? 'responder' : 'initiator',
            origin: peer.key.at.number ?? { kind: 'written', ...peer.key.header },
            message: keyName(peer.key.number),
          },
    ],
    question: unknown ? `Is the pre-shared key of ${end.device.name} the same as that of ${end.other.name}?` : undefined,
  });
}

function keyName(number: number | undefined): string {
  return number === undefined ? 'a key that cannot be read' : `secret#${number}`;
}

/** An IDr that was asked for is used where nothing else is configured. */
function responderCredentials(end: End, gateway: Gateway, peer: Credentials): Credentials | Refusal {
  const configured = configuredIdentity(end, gateway, 'local');
  const own = configured === undefined || hasWildcards(configured) ? undefined : ownIdentity(end, gateway);
  const asked = peer.expected;
  if (asked !== undefined && configured !== undefined && matchIdentity(asked, configured) === NO_MATCH)
    return noPeerConfig(end, peer);
  if (gateway.localAuth.some(({ method }) => method === 'xauth'))
    return unusableMethod(end, gateway, firstRound(gateway, 'local'));
  const round = firstRound(gateway, 'local');
  const origin = round?.at.method ?? { kind: 'written' as const, ...gateway.header };
  const identity =
    asked !== undefined
      ? { ...asked, origin: round?.identity?.origin ?? origin }
      : (own ?? addressIdentity(end.ownAddress ?? '', origin));
  return ownCredentials(end, gateway, identity, peer.identity);
}

/** The initiator checks the responder's proof, then whether it is the one that it demands, by the method that it demands. */
export function verifyIkev2Responder(end: End, peer: Credentials): { readonly gateway: Gateway } | Refusal {
  const { gateway } = end;
  if (gateway === undefined) return noKey(end, peer.identity);
  const round = firstRound(gateway, 'remote');
  const proven =
    peer.method === 'psk'
      ? verifyKey(end, peer, end.ownIdentity)
      : peer.method === 'eap'
        ? true
        : verifySignature(end, peer, round);
  if (proven !== true) return proven;
  const expected = authClass(round, 'remote');
  if (expected !== 'any' && expected !== peer.method) return { ...methodRefused(end, [gateway], peer), reason: 'auth' };
  const demanded = unfulfilled(end, round) ?? ppkMissing(end, gateway, peer);
  if (demanded !== undefined) return demanded;
  const required = configuredIdentity(end, gateway, 'remote');
  if (required !== undefined && matchIdentity(peer.identity, required, end.device.charon?.rdnMatching) === NO_MATCH) {
    return wrongResponder(end, gateway, peer);
  }
  // It looks after the first answer, and does not wait for the rounds that the responder announces.
  if (gateway.remoteAuth.length > 1) return wrongRounds(end, gateway, peer, 1);
  return { gateway };
}
