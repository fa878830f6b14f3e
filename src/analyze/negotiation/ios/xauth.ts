import type { Credentials, End, Refusal } from '../implementation.ts';
import { headerOf, present, refuse } from './wording.ts';

/** The user name and password of an Easy VPN client. */
export function xauthAnswer(end: End): Credentials | Refusal {
  const round = end.gateway?.localAuth.find(({ method }) => method === 'xauth');
  if (round === undefined) {
    return refuse('auth', 'credentials', `${end.device.name} is asked for a user name and has none.`, present([headerOf(end)]));
  }
  const name = round.xauthId ?? round.identity?.value ?? '';
  const key = end.device.secrets.find(({ kind, owners }) => kind === 'xauth' || owners.some(({ value }) => value === name));
  const identity = { type: 'key-id', value: name, origin: round.at.xauthId ?? { kind: 'written', ...round.header } } as const;
  return { identity, user: identity, method: 'xauth', ...(key === undefined ? {} : { userKey: key }), origin: identity.origin };
}
