import { parseIdentification as parseIdentity } from '../../../model/strongswan/identification.ts';
import type { Gateway, Secret } from '../../../model/types.ts';
import { type IdentityLike, identityText } from '../identities.ts';
import type { Credentials, EapDemand, End, Refusal, WireIdentity } from '../implementation.ts';
import { sameSecret } from '../keys.ts';
import { gatewayPlace, place, questionAbout, refuse } from '../refusals.ts';
import { sharedSecrets } from './keys.ts';
import { firstRound } from './lookup.ts';
import { ownIdentity } from './phase1.ts';

/** Another server decides, or nothing is checked. */
const ELSEWHERE = new Set([
  'eap-radius',
  'eap-dynamic',
  'eap-tnc',
  'eap-sim',
  'eap-aka',
  'eap-sim-pcsc',
  'eap-simaka-sql',
  'xauth-pam',
  'xauth-eap',
  'xauth-radius',
]);
/** Methods in which certificates prove the client. */
const BY_CERTIFICATE = new Set(['eap-tls']);

/** What an EAP server of this connection begins with. */
export function demandOf(gateway: Gateway): EapDemand {
  const round = firstRound(gateway, 'remote');
  const origin = round?.at.method ?? { kind: 'written' as const, ...gateway.header };
  const asksIdentity = round?.eapId === '%any' || round?.eapId === '%identity';
  const fixed = round?.eapId !== undefined && !asksIdentity ? parseIdentity(round.eapId, round.at.eapId ?? origin) : undefined;
  return { method: methodName(round?.detail), asksIdentity, origin, ...(fixed === undefined ? {} : { fixedIdentity: fixed }) };
}

/** `eap-md5:...` without constraints. */
function methodName(detail: string | undefined): string {
  return (detail ?? 'eap').split(':')[0] ?? 'eap';
}

/** The client's answer: a method that it knows and a key for the identity that it uses. */
export function eapAnswer(end: End, demand: EapDemand): Credentials | Refusal {
  const { gateway } = end;
  const round =
    gateway === undefined
      ? undefined
      : (gateway.localAuth.find(({ method }) => method === 'eap') ?? firstRound(gateway, 'local'));
  if (gateway === undefined) return noUserKey(end, undefined, 'EAP');
  const own = methodName(round?.detail);
  const origin = round?.at.method ?? demand.origin;
  if (own !== 'eap' && own !== demand.method && !ELSEWHERE.has(demand.method)) return wrongMethod(end, own, demand, origin);
  const identity = ownIdentity(end, gateway);
  const named =
    round?.eapId === undefined || round.eapId === '%any' ? identity : parseIdentity(round.eapId, round.at.eapId ?? origin);
  const user = demand.asksIdentity ? named : identity;
  const base: Credentials = { identity, method: 'eap', detail: demand.method, user: user ?? identity, origin };
  if (BY_CERTIFICATE.has(demand.method) || ELSEWHERE.has(demand.method)) return base;
  const key = userKey(end, user ?? identity, end.peerIdentity);
  return key === undefined ? noUserKey(end, user, 'EAP') : { ...base, userKey: key };
}

function wrongMethod(end: End, own: string, demand: EapDemand, origin: Credentials['origin']): Refusal {
  return refuse({
    reason: 'auth',
    detail: 'auth-method',
    explanation: `${end.other.name} begins with ${demand.method}, but ${end.device.name} only does ${own}.`,
    evidence: [place(end, origin, own), { side: 'responder', origin: demand.origin, message: demand.method }],
  });
}

function userKey(end: End, user: IdentityLike, server: IdentityLike | undefined): Secret | undefined {
  return userKeys(end, user, server)[0];
}

function userKeys(end: End, user: IdentityLike, server: IdentityLike | undefined): readonly Secret[] {
  return end.side === 'initiator'
    ? sharedSecrets(end.device, ['eap', 'xauth', 'ntlm'], user, server)
    : sharedSecrets(end.device, ['eap', 'xauth', 'ntlm'], server, user);
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

/** The server's check of the client's answer. */
export function eapVerify(end: End, demand: EapDemand, answer: Credentials): true | Refusal {
  if (ELSEWHERE.has(demand.method) || BY_CERTIFICATE.has(demand.method)) {
    end.assumptions.add(`the ${demand.method} credentials of ${end.other.name} are accepted`);
    return true;
  }
  const user: WireIdentity = demand.asksIdentity ? (answer.user ?? answer.identity) : (demand.fixedIdentity ?? answer.identity);
  const [key] = userKeys(end, user, end.ownIdentity);
  if (key === undefined) return noUserKey(end, user, 'EAP');
  return compareUserKeys(end, [key], answer, 'EAP');
}

function compareUserKeys(end: End, keys: readonly Secret[], answer: Credentials, what: string): true | Refusal {
  const results = keys.map((key) => sameSecret(key, answer.userKey));
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
  const user = round?.xauthId === undefined ? identity : parseIdentity(round.xauthId, round.at.xauthId ?? origin);
  const key = xauthKeys(end, user, end.peerIdentity)[0];
  return key === undefined ? noUserKey(end, user, 'XAuth') : { identity, method: 'xauth', user, userKey: key, origin };
}

function xauthKeys(end: End, own: IdentityLike | undefined, peer: IdentityLike | undefined): readonly Secret[] {
  return sharedSecrets(end.device, ['eap', 'xauth'], own, peer);
}

/** The server's check: any secret of the user will do. */
export function xauthVerify(end: End, client: Credentials): true | Refusal {
  const round = end.gateway?.remoteAuth.find(({ method }) => method === 'xauth');
  const backend = round?.detail ?? 'xauth';
  if (backend === 'xauth-noauth') return true;
  if (ELSEWHERE.has(backend)) {
    end.assumptions.add(`the XAuth credentials of ${end.other.name} are accepted`);
    return true;
  }
  const user = client.user ?? client.identity;
  const keys = xauthKeys(end, end.ownIdentity, user);
  if (keys.length === 0) return noUserKey(end, user, 'XAuth');
  return compareUserKeys(end, keys, client, 'XAuth');
}
