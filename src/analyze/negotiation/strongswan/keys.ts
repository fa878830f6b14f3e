import type { Device, Secret, SecretFields } from '../../../model/types.ts';
import type { IdentityLike } from '../identities.ts';
import { matchIdentity, NO_MATCH } from './identities.ts';

type Kind = SecretFields['kind'];

const ANY: IdentityLike = { type: 'any', value: '' };
const kept = new WeakMap<Device, Map<string, readonly Secret[]>>();

/** Secrets of some kinds in the order in which the daemon tries them: the one loaded last comes first. */
function secretsOf(device: Device, kinds: readonly Kind[]): readonly Secret[] {
  const byKinds = kept.get(device) ?? new Map<string, readonly Secret[]>();
  kept.set(device, byKinds);
  const key = kinds.join();
  const known = byKinds.get(key);
  if (known !== undefined) return known;
  const found = device.secrets.filter((secret) => kinds.includes(secret.kind)).toReversed();
  byKinds.set(key, found);
  return found;
}

/** How well an identity fits the owners of a secret; a secret without owners is anybody's. */
function ownerMatch(secret: Secret, id: IdentityLike | undefined): number {
  if (id === undefined) return NO_MATCH;
  const owners: readonly IdentityLike[] = secret.owners.length === 0 ? [ANY] : secret.owners;
  return owners.reduce((best, owner) => Math.max(best, matchIdentity(id, owner)), NO_MATCH);
}

/** Every secret that one of both identities owns, the best first: by the peer, then by the own identity. */
export function sharedSecrets(
  device: Device,
  kinds: readonly Kind[],
  own: IdentityLike | undefined,
  peer: IdentityLike | undefined,
): readonly Secret[] {
  return secretsOf(device, kinds)
    .map((secret) => ({ secret, own: ownerMatch(secret, own), peer: ownerMatch(secret, peer) }))
    .filter((entry) => entry.own !== NO_MATCH || entry.peer !== NO_MATCH || (own === undefined && peer === undefined))
    .sort((a, b) => b.peer - a.peer || b.own - a.own)
    .map(({ secret }) => secret);
}

/** The pre-shared key that is used for a pair of identities. */
export function preSharedKey(device: Device, own: IdentityLike | undefined, peer: IdentityLike | undefined): Secret | undefined {
  return sharedSecrets(device, ['psk'], own, peer)[0];
}
