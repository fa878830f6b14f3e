import type { Gateway } from '../../../model/types.ts';
import type { IdentityLike } from '../identities.ts';
import type { End } from '../implementation.ts';
import { ikeScore } from './addresses.ts';
import { matchIdentity, NO_MATCH, requiredIdentity } from './identities.ts';
import { connections, firstRound } from './lookup.ts';

const ANYTHING = 1;

interface Scored {
  readonly gateway: Gateway;
  readonly ike: number;
  readonly peer: number;
}

/** Connections that fit the addresses and the version, best first, file order on ties. */
export function addressCandidates(end: End): readonly Gateway[] {
  return sorted(
    connections(end.device).flatMap((gateway) => {
      const ike = ikeScore(end, gateway);
      return ike === 0 ? [] : [{ gateway, ike, peer: 0 }];
    }),
  );
}

/** Connections that fit addresses, version and both identities (an absent one fits), best first. */
export function peerCandidates(end: End, own: IdentityLike | undefined, peer: IdentityLike | undefined): readonly Gateway[] {
  return sorted(
    connections(end.device).flatMap((gateway) => {
      const ike = ikeScore(end, gateway);
      if (ike === 0) return [];
      const ownMatch = identityScore(end, gateway, 'local', own);
      const peerMatch = identityScore(end, gateway, 'remote', peer);
      return ownMatch === NO_MATCH || peerMatch === NO_MATCH ? [] : [{ gateway, ike, peer: ownMatch + peerMatch }];
    }),
  );
}

/** A later connection goes before an earlier one only if it is better in one respect and no worse in the other. */
function sorted(entries: readonly Scored[]): readonly Gateway[] {
  const list: Scored[] = [];
  for (const entry of entries) {
    const at = list.findIndex(
      (other) => (entry.ike > other.ike && entry.peer >= other.peer) || (entry.ike >= other.ike && entry.peer > other.peer),
    );
    if (at < 0) list.push(entry);
    else list.splice(at, 0, entry);
  }
  return list.map(({ gateway }) => gateway);
}

/** Only the first round counts. The local identity is compared both ways, as the peer may ask for a pattern. */
function identityScore(end: End, gateway: Gateway, which: 'local' | 'remote', id: IdentityLike | undefined): number {
  if (id === undefined) return ANYTHING;
  const required = configuredIdentity(end, gateway, which);
  if (required === undefined) return ANYTHING;
  const rdns = end.device.charon?.rdnMatching ?? 'strict';
  const match = matchIdentity(id, required, rdns);
  return match === NO_MATCH ? matchIdentity(required, id, rdns) : match;
}

/** Identity that a connection is stored with; a local certificate stands for its subject. */
export function configuredIdentity(end: End, gateway: Gateway, which: 'local' | 'remote'): IdentityLike | undefined {
  return requiredIdentity(end.device, firstRound(gateway, which));
}
