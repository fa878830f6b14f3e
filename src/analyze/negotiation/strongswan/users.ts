import type { Provenance } from '../../../model/provenance.ts';
import { parseIdentification } from '../../../model/strongswan/identification.ts';
import type { AuthRound, Gateway, Secret } from '../../../model/types.ts';
import { type IdentityLike, identityText } from '../identities.ts';
import type { Credentials, EapDemand, End, Refusal, WireIdentity } from '../implementation.ts';
import { sameSecret } from '../keys.ts';
import { gatewayPlace, place, questionAbout, refuse } from '../refusals.ts';
import { matchIdentity, NO_MATCH } from './identities.ts';
import { sharedSecrets } from './keys.ts';
import { configuresPlugin, firstRound, isSix } from './lookup.ts';
import { ownIdentity } from './phase1.ts';

/** Secrets of users: charon keeps EAP and XAuth passwords in one list. */
const USER_SECRETS = ['eap', 'xauth'] as const;
/** Methods that another server decides, where one is configured. */
const ELSEWHERE = new Set([
  'eap-radius',
  'eap-tnc',
  'eap-sim',
  'eap-aka',
  'eap-sim-pcsc',
  'eap-simaka-sql',
  'xauth-eap',
  'xauth-pam',
]);
/** Methods in which certificates prove both ends. */
const BY_CERTIFICATE = new Set(['eap-tls', 'eap-ttls', 'eap-peap']);
/** Methods in which a password proves the client, and that need nothing but strongSwan itself. */
const BY_PASSWORD = new Set(['eap-md5', 'eap-mschapv2', 'xauth', 'xauth-generic']);
/** Every method that a client knows by name; an unknown name restricts nothing. */
const KNOWN = new Set([...ELSEWHERE, ...BY_CERTIFICATE, ...BY_PASSWORD, 'eap-gtc', 'eap-dynamic', 'eap-identity']);

/** True for a method that names a type; an unknown name is no more than `eap`. */
export function namesEapType(detail: string | undefined): boolean {
  return detail !== undefined && detail !== 'eap' && KNOWN.has(methodName(detail));
}

/** What an EAP server of this connection begins with. */
export function demandOf(gateway: Gateway, round: AuthRound | undefined): EapDemand {
  const origin = round?.at.method ?? { kind: 'written' as const, ...gateway.header };
  const asksIdentity = round?.eapId === '%any' || round?.eapId === '%identity';
  const fixed =
    round?.eapId !== undefined && !asksIdentity ? parseIdentification(round.eapId, round.at.eapId ?? origin) : undefined;
  return { method: methodName(round?.detail), asksIdentity, origin, ...(fixed === undefined ? {} : { fixedIdentity: fixed }) };
}

/** `eap-md5:...` without constraints. */
function methodName(detail: string | undefined): string {
  const name = (detail ?? 'eap').split(':')[0] ?? 'eap';
  return BY_NUMBER.get(name) ?? name;
}

/** EAP types by their IANA number, as charon takes them, too. */
const BY_NUMBER: ReadonlyMap<string, string> = new Map([
  ['eap-1', 'eap-identity'],
  ['eap-4', 'eap-md5'],
  ['eap-6', 'eap-gtc'],
  ['eap-13', 'eap-tls'],
  ['eap-18', 'eap-sim'],
  ['eap-21', 'eap-ttls'],
  ['eap-23', 'eap-aka'],
  ['eap-25', 'eap-peap'],
  ['eap-26', 'eap-mschapv2'],
]);

/**
 * The client's answer: a method that it knows and a key for the identity that it uses. That is its `eap_id` only if the server asks
 * for an identity; otherwise it is the IKE identity.
 */
export function eapAnswer(end: End, demand: EapDemand): Credentials | Refusal {
  const { gateway } = end;
  const round = gateway?.localAuth.find(({ method }) => method === 'eap');
  if (gateway === undefined) return noUserKey(end, undefined, 'EAP');
  const own = methodName(round?.detail);
  const origin = round?.at.method ?? demand.origin;
  if (KNOWN.has(own) && own !== demand.method && demand.method !== 'eap-dynamic') return wrongMethod(end, own, demand, origin);
  const identity = ownIdentity(end, gateway);
  const user = demand.asksIdentity ? namedUser(round?.eapId, round?.at.eapId ?? origin, identity) : identity;
  const base: Credentials = { identity, method: 'eap', detail: demand.method, user, origin };
  if (!BY_PASSWORD.has(demand.method)) return base;
  const key = userKeys(end, demand.method, user, end.peerIdentity)[0];
  return key === undefined ? noUserKey(end, user, 'EAP') : { ...base, userKey: key };
}

/** The identity that a client gives when it is asked for one: its `eap_id`, else its IKE identity. */
export function eapUser(round: AuthRound | undefined, identity: WireIdentity): WireIdentity {
  return namedUser(round?.eapId, round?.at.eapId ?? identity.origin, identity);
}

/** From 6.0.2 on the EAP identity chooses among the connections. */
export function acceptsUser(gateway: Gateway, user: WireIdentity | undefined): boolean {
  const wanted = firstRound(gateway, 'remote')?.eapId;
  if (wanted === undefined || user === undefined) return true;
  return matchIdentity(user, parseIdentification(wanted.replace('%identity', '%any'), user.origin)) !== NO_MATCH;
}

function namedUser(text: string | undefined, origin: Provenance, otherwise: WireIdentity): WireIdentity {
  const named = text === undefined ? undefined : parseIdentification(text, origin);
  return named === undefined || named.type === 'any' ? otherwise : named;
}

/** A server whose release was not told has a connection for this method, which a later release would switch to. */
function switchesByRelease(end: End, method: string): boolean {
  const { release, gateways } = end.other;
  if (release.basis !== 'assumed' || end.other.platform !== 'strongswan' || isSix(end.other)) return false;
  return gateways.some((gateway) => methodName(firstRound(gateway, 'remote')?.detail) === method);
}

function wrongMethod(end: End, own: string, demand: EapDemand, origin: Credentials['origin']): Refusal {
  return refuse({
    reason: 'auth',
    detail: 'auth-method',
    explanation: `${end.other.name} begins with ${demand.method}, but ${end.device.name} only does ${own}.`,
    evidence: [place(end, origin, own), { side: 'responder', origin: demand.origin, message: demand.method }],
    question: switchesByRelease(end, own)
      ? `Which release of strongSwan runs ${end.other.name}? From 6.0.2 on the EAP identity chooses the connection.`
      : undefined,
  });
}

/** MSCHAPv2 takes a stored hash of the password before any password (eap_mschapv2.c, get_nt_hash). */
function userKeys(end: End, method: string, user: IdentityLike, server: IdentityLike | undefined): readonly Secret[] {
  const [first, second] = end.side === 'initiator' ? [user, server] : [server, user];
  const hashes = method === 'eap-mschapv2' ? sharedSecrets(end.device, ['ntlm'], first, second) : [];
  return [...hashes, ...sharedSecrets(end.device, USER_SECRETS, first, second)];
}

/** A hash and a password can only be compared where the hash has not the 16 bytes of one. */
function sameUserKey(a: Secret, b: Secret | undefined): boolean | undefined {
  if (b === undefined || (a.kind === 'ntlm') === (b.kind === 'ntlm')) return sameSecret(a, b);
  const hash = a.kind === 'ntlm' ? a : b;
  return hash.lengthClass === 'under-8' || hash.lengthClass === '8-to-15' ? false : undefined;
}

function noUserKey(end: End, user: IdentityLike | undefined, what: string): Refusal {
  return refuse({
    reason: 'auth',
    detail: 'credentials',
    explanation: `${end.device.name} has no ${what} secret for ${identityText(user)}.`,
    evidence: [gatewayPlace(end, `needs a secret for ${identityText(user)}`)],
    question: questionAbout(end.device, `the ${what} secret for ${identityText(user)}`),
  });
}

/** The server's check of the client's answer. A fixed `eap_id` has to be the identity that the client used. */
export function eapVerify(end: End, demand: EapDemand, answer: Credentials): true | Refusal {
  const user = answer.user ?? answer.identity;
  if (BY_PASSWORD.has(demand.method)) {
    const [key] = userKeys(end, demand.method, user, end.ownIdentity);
    if (key === undefined) return noUserKey(end, user, 'EAP');
    const same = compareUserKeys(end, [key], answer, 'EAP');
    if (same !== true) return same;
  } else if (!decidedElsewhere(end, demand.method)) {
    return cannotServe(end, demand);
  }
  return switchTo(end, user, (gateway) => gateway.remoteAuth.find(({ method }) => method === 'eap')?.eapId);
}

/** Of the connections that fit so far, the first that accepts this user is used from here on. */
function switchTo(end: End, user: WireIdentity, wanted: (gateway: Gateway) => string | undefined): true | Refusal {
  const origin = user.origin;
  const accepts = (gateway: Gateway): boolean => {
    const text = wanted(gateway);
    return text === undefined || matchIdentity(user, parseIdentification(text.replace('%identity', '%any'), origin)) !== NO_MATCH;
  };
  const { gateway } = end;
  if (gateway === undefined || accepts(gateway)) return true;
  const other = end.candidates.find((candidate) => candidate !== gateway && sameRounds(candidate, gateway) && accepts(candidate));
  if (other === undefined) {
    const round = gateway.remoteAuth.find(({ eapId, xauthId }) => (eapId ?? xauthId) === wanted(gateway));
    const place = round?.at.eapId ?? round?.at.xauthId ?? origin;
    return requiredUser(end, user, parseIdentification(wanted(gateway) ?? '', place));
  }
  end.gateway = other;
  return true;
}

function sameRounds(a: Gateway, b: Gateway): boolean {
  return a.remoteAuth.length === b.remoteAuth.length && a.remoteAuth.every(({ method }, i) => method === b.remoteAuth[i]?.method);
}

/** A RADIUS server, a SIM or certificates decide, where something speaks of them: an assumption. */
function decidedElsewhere(end: End, method: string): boolean {
  const named = end.gateway?.localAuth.some(({ certificates }) => certificates.length > 0) === true;
  const decided = (BY_CERTIFICATE.has(method) && named) || configuresPlugin(end.device, method);
  if (!decided) return false;
  end.assumptions.add(`the ${method} credentials of ${end.other.name} are accepted`);
  return true;
}

function cannotServe(end: End, demand: EapDemand): Refusal {
  return refuse({
    reason: 'auth',
    detail: 'auth-method',
    explanation: `${end.device.name} demands ${demand.method}, and nothing is configured that it could check it with.`,
    evidence: [place(end, demand.origin, demand.method)],
  });
}

function compareUserKeys(end: End, keys: readonly Secret[], answer: Credentials, what: string): true | Refusal {
  const results = keys.map((key) => sameUserKey(key, answer.userKey));
  if (results.includes(true)) return true;
  const unknown = results.includes(undefined);
  const [key] = keys;
  const other = end.side === 'initiator' ? 'responder' : 'initiator';
  return refuse({
    reason: 'auth',
    detail: 'credentials',
    explanation: unknown
      ? `Whether the ${what} passwords are the same cannot be told.`
      : `The ${what} password of ${identityText(answer.user)} is not the one that ${end.device.name} has.`,
    evidence: [
      key === undefined ? undefined : place(end, key.at.number ?? { kind: 'written', ...key.header }, `${what} secret`),
      answer.userKey === undefined
        ? undefined
        : {
            side: other,
            origin: answer.userKey.at.number ?? { kind: 'written', ...answer.userKey.header },
            message: `${what} secret`,
          },
    ],
    question: unknown ? `Is the ${what} password the same at both ends?` : undefined,
  });
}

/** The client's answer to an XAuth request. */
export function xauthAnswer(end: End): Credentials | Refusal {
  const { gateway } = end;
  if (gateway === undefined) return noUserKey(end, undefined, 'XAuth');
  const round = gateway.localAuth.find(({ method }) => method === 'xauth');
  const identity = ownIdentity(end, gateway);
  const origin = round?.at.method ?? { kind: 'written' as const, ...gateway.header };
  const user = namedUser(round?.xauthId, round?.at.xauthId ?? origin, identity);
  if (!BY_PASSWORD.has(backendOf(round))) return noBackend(end, round);
  const key = sharedSecrets(end.device, USER_SECRETS, user, end.peerIdentity)[0];
  return key === undefined ? noUserKey(end, user, 'XAuth') : { identity, method: 'xauth', user, userKey: key, origin };
}

function backendOf(round: AuthRound | undefined): string {
  return round?.detail?.startsWith('xauth-') === true ? round.detail : 'xauth';
}

function noBackend(end: End, round: AuthRound | undefined): Refusal {
  return refuse({
    reason: 'auth',
    detail: 'auth-method',
    explanation: `The XAuth backend ${backendOf(round)} of ${end.device.name} cannot do this.`,
    evidence: [place(end, round?.at.method, backendOf(round))],
  });
}

/** The server's check: any secret of the user will do. */
export function xauthVerify(end: End, client: Credentials): true | Refusal {
  const round = end.gateway?.remoteAuth.find(({ method }) => method === 'xauth');
  const backend = backendOf(round);
  if (backend === 'xauth-noauth' || decidedElsewhere(end, backend)) return true;
  if (!BY_PASSWORD.has(backend)) return noBackend(end, round);
  const user = client.user ?? client.identity;
  const keys = sharedSecrets(end.device, USER_SECRETS, end.ownIdentity, user);
  if (keys.length === 0) return noUserKey(end, user, 'XAuth');
  const same = compareUserKeys(end, keys, client, 'XAuth');
  if (same !== true) return same;
  return switchTo(end, user, (gateway) => gateway.remoteAuth.find(({ method }) => method === 'xauth')?.xauthId);
}

/** A user that the server insists on. */
function requiredUser(end: End, user: WireIdentity, required: WireIdentity): true | Refusal {
  if (matchIdentity(user, required) !== NO_MATCH) return true;
  return refuse({
    reason: 'auth',
    detail: 'identity',
    explanation: `${end.device.name} demands the user ${identityText(required)}, but ${identityText(user)} was used.`,
    evidence: [place(end, required.origin, `demands ${identityText(required)}`)],
  });
}
