import type { AuthRound } from '../../../model/types.ts';
import type { End, Refusal } from '../implementation.ts';
import { place, refuse } from '../refusals.ts';
import { configuresPlugin } from './lookup.ts';

/** Demands of a round that only an EAP or XAuth user, or a certificate with attributes, could fulfil. */
export function unfulfilled(end: End, round: AuthRound | undefined): Refusal | undefined {
  if (round === undefined || round.method === 'eap' || round.method === 'xauth') return undefined;
  const byAttributes = round.method !== 'psk' && configuresPlugin(end.device, 'acert');
  const [group] = [
    ...(byAttributes ? [] : round.groups),
    ...(round.method === 'psk' ? [...round.authorities, ...round.certificates] : []),
  ];
  if (byAttributes && round.groups.length > 0)
    end.assumptions.add(`${end.other.name} has an attribute certificate for the group`);
  const user = end.version === 2 ? (round.eapId ?? round.xauthId) : round.method === 'psk' ? undefined : round.eapId;
  if (user === undefined && group === undefined) return undefined;
  const origin = user === undefined ? group?.origin : (round.at.eapId ?? round.at.xauthId);
  return refuse({
    reason: end.version === 1 && (end.side === 'initiator' || end.exchange === 'aggressive') ? 'peer-config' : 'auth',
    detail: 'credentials',
    explanation: `${end.device.name} demands an EAP or XAuth identity, a group or a certificate of its peer, which authentication by ${round.method} does not give.`,
    evidence: [place(end, origin, 'demanded here')],
  });
}
