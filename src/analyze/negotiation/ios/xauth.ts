import type { Gateway } from '../../../model/types.ts';
import type { Evidence } from '../../verdict.ts';
import type { Credentials, End, Refusal } from '../implementation.ts';
import { isEzvpnClient } from './ezvpn.ts';
import { evidence, headerOf, present, refuse } from './wording.ts';

/** Whether IOS asks the peers of a gateway for a user. */
export function hasUsers({ clientAuthentication }: Gateway): boolean {
  return clientAuthentication !== undefined;
}

/**
 * `client authentication list` of a map or a profile asks every peer, routers of site-to-site tunnels too, unless `no-xauth` stands at
 * the key (Cisco IOS Security Command Reference, crypto isakmp key).
 */
export function asksUser(end: End): Evidence | undefined {
  const { gateway, key, side } = end;
  const list = gateway?.clientAuthentication;
  if (gateway === undefined || list === undefined || key?.noXauth === true) return undefined;
  const origin = gateway.at.clientAuthentication ?? { kind: 'written', ...gateway.header };
  return evidence(side, origin, `asks every peer for a user of ${list}`);
}

/** The user name and password of an Easy VPN client. */
export function xauthAnswer(end: End): Credentials | Refusal {
  const round = end.gateway?.localAuth.find(({ method }) => method === 'xauth');
  if (round === undefined && isEzvpnClient(end)) {
    end.assumptions.add(`somebody types the user name and the password that ${end.device.name} is asked for`);
    return { identity: typed(end), method: 'xauth', origin: typed(end).origin };
  }
  if (round === undefined) {
    return refuse('auth', 'credentials', `${end.device.name} is asked for a user name and has none.`, present([headerOf(end)]));
  }
  const name = round.xauthId ?? round.identity?.value ?? '';
  const key = end.device.secrets.find(({ kind, owners }) => kind === 'xauth' || owners.some(({ value }) => value === name));
  const identity = { type: 'key-id', value: name, origin: round.at.xauthId ?? { kind: 'written', ...round.header } } as const;
  return { identity, user: identity, method: 'xauth', ...(key === undefined ? {} : { userKey: key }), origin: identity.origin };
}

function typed({ gateway }: End) {
  const header = gateway?.header ?? { source: 0, start: 0, end: 0 };
  return { type: 'key-id', value: '', origin: { kind: 'written', ...header } } as const;
}
