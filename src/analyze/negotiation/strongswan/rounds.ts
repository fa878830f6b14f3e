import type { AuthRound, Device, Gateway } from '../../../model/types.ts';
import type { Credentials, End, Refusal } from '../implementation.ts';
import { gatewayPlace, place, refuse } from '../refusals.ts';
import { verifySignature } from './certificates.ts';
import { unfulfilled } from './constraints.ts';
import { matchIdentity, NO_MATCH } from './identities.ts';
import { authClass } from './lookup.ts';

/*
 * Several rounds of authentication in IKEv2 (RFC 4739, ike_auth.c). An end announces a further round only if the peer supports it and
 * if what it has done so far does not comply with that round already.
 */

/** The local rounds that an end does: one that an earlier one complies with is left out. */
export function localRounds(end: End, gateway: Gateway): readonly (AuthRound | undefined)[] {
  const [first, ...others] = gateway.localAuth;
  if (!end.peer.severalRounds || end.device.charon?.multipleAuthentication === false) return [first];
  const done: (AuthRound | undefined)[] = [first];
  for (const round of others) if (!done.some((earlier) => complies(end.device, earlier, round))) done.push(round);
  return done;
}

function complies(device: Device, done: AuthRound | undefined, round: AuthRound): boolean {
  if (done === undefined || authClass(done, 'local') !== authClass(round, 'local')) return false;
  if (round.method === 'eap' && round.detail !== 'eap' && done.detail !== round.detail) return false;
  if (round.certificates.length > 0 && done.certificates[0]?.value !== round.certificates[0]?.value) return false;
  if (round.eapId !== undefined && round.eapId !== done.eapId) return false;
  if (round.identity === undefined || round.identity.type === 'any') return true;
  return done.identity !== undefined && matchIdentity(done.identity, round.identity, device.charon?.rdnMatching) !== NO_MATCH;
}

/** Connections that demand exactly so many rounds. */
export function withRounds(gateways: readonly Gateway[], count: number): readonly Gateway[] {
  return gateways.filter(({ remoteAuth }) => Math.max(remoteAuth.length, 1) === count);
}

/** The peer does fewer or more rounds than any connection for it demands. */
export function wrongRounds(end: End, gateway: Gateway | undefined, peer: Credentials, done: number): Refusal {
  const demanded = Math.max(gateway?.remoteAuth.length ?? 1, 1);
  return refuse({
    reason: 'peer-config',
    detail: 'auth-method',
    explanation: `${end.other.name} authenticates in ${rounds(done)}, and ${end.device.name} expects ${rounds(demanded)}.`,
    evidence: [
      place(end, gateway?.remoteAuth.at(-1)?.at.method, `expects ${rounds(demanded)}`) ??
        gatewayPlace(end, `expects ${rounds(demanded)}`),
      { side: end.side === 'initiator' ? 'responder' : 'initiator', origin: peer.origin, message: rounds(done) },
    ],
  });
}

function rounds(count: number): string {
  return count === 1 ? 'one round' : `${count} rounds`;
}

/** What is made of the proof of a further round, whose key was verified by `verifyKey`. */
export function furtherFits(
  end: End,
  gateways: readonly Gateway[],
  peer: Credentials,
  index: number,
): { readonly gateway: Gateway } | Refusal | undefined {
  let refusal: Refusal | undefined;
  for (const gateway of gateways) {
    const round = gateway.remoteAuth[index];
    const expected = authClass(round, 'remote');
    if (expected !== 'any' && expected !== peer.method) continue;
    if (
      round?.identity !== undefined &&
      matchIdentity(peer.identity, round.identity, end.device.charon?.rdnMatching) === NO_MATCH
    )
      continue;
    const verified = unfulfilled(end, round) ?? (peer.method === 'pubkey' ? verifySignature(end, peer, round) : true);
    if (verified === true) return { gateway };
    refusal ??= verified;
  }
  return refusal;
}

/** What a further round was made with is not what any connection demands in it. */
export function wrongFurther(end: End, gateway: Gateway | undefined, peer: Credentials, index: number): Refusal {
  const round = gateway?.remoteAuth[index];
  return refuse({
    reason: end.side === 'initiator' ? 'auth' : 'peer-config',
    detail: 'auth-method',
    explanation: `${end.other.name} authenticates by ${peer.method} in round ${index + 1}, and ${end.device.name} demands ${round?.detail ?? round?.method ?? 'another one'}.`,
    evidence: [
      place(end, round?.at.method, `demands ${round?.detail ?? round?.method ?? ''}`) ??
        gatewayPlace(end, 'demands another round'),
      { side: end.side === 'initiator' ? 'responder' : 'initiator', origin: peer.origin, message: `by ${peer.method}` },
    ],
  });
}

/** An EAP round, by the first connection that demands one here. */
export function eapRound(gateways: readonly Gateway[], index: number): Gateway | undefined {
  return gateways.find(({ remoteAuth }) => remoteAuth[index]?.method === 'eap' && remoteAuth[index]?.detail !== 'eap');
}
