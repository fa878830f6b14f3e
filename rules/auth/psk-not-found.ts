import type { Device, Finding, Gateway, Outcome, Provenance, Secret } from '../../src/rule/index.ts';
import { defineRule } from '../../src/rule/index.ts';
import { covers } from '../shared/addresses.ts';
import { canStart, headerOf, listed, named, negotiating } from '../shared/entities.ts';
import { findingsOf, isToldByPair, pairMessage } from '../shared/from-reason.ts';
import { isMainModePsk, isOwnedByAll, keyOfConnection, pskSecrets } from '../shared/psk.ts';

/** A key that is stored under something that this peer is not called is no key for it. */
export const rule = defineRule({
  meta: {
    id: 'auth/psk-not-found',
    summary: 'no pre-shared key would be found for a peer',
    severity: 'error',
    scope: ['device', 'pair'],
    formats: ['ios', 'swanctl', 'ipsec.conf'],
    tags: ['authentication', 'psk'],
    references: [
      'RFC 2409, section 5.4',
      'strongSwan, ipsec.secrets(5)',
      'Cisco IOS Security Command Reference, crypto isakmp key',
    ],
    messages: {
      none: {
        text: 'no pre-shared key is stored for {peer}, the peer of {gateway}: {known}',
        help: '{fix}',
      },
      pair: pairMessage('Store the key under the address or identity that this peer is known by when the key is needed'),
    },
  },
  *device(device, ask) {
    const isTold = (gateway: Gateway): boolean => isToldByPair('auth/psk-not-found', ask, device, gateway);
    if (device.platform === 'ios') {
      yield* iosKeys(device, isTold);
      yield* keyringKeys(device, isTold);
    } else yield* strongswanKeys(device, isTold);
  },
  pair: (pair) => findingsOf('auth/psk-not-found', pair),
});

type Found = Outcome<'none'>;
type IsTold = (gateway: Gateway) => boolean;

function* iosKeys(device: Device, isTold: IsTold): Iterable<Found> {
  for (const gateway of negotiating(device)) {
    if (!isMainModePsk(device, gateway) || gateway.remote.some(({ kind }) => kind !== 'address') || isTold(gateway)) continue;
    const keys = keysFor(device, gateway);
    const missing = gateway.remote.filter(({ value }) => !keys.some((key) => fits(key, value)));
    const [peer] = missing;
    if (
      peer === undefined ||
      missing.length < gateway.remote.length ||
      keys.some(({ owners }) => owners.some(({ type }) => type === 'fqdn'))
    ) {
      continue;
    }
    if (!device.whole) {
      yield { undecided: 'the text is a part of a configuration: the keys may stand elsewhere', subject: gateway.id };
      continue;
    }
    yield none(gateway, peer.value, keys, `crypto isakmp key KEY address ${peer.value}`);
  }
}

function keysFor(device: Device, { isakmpProfile, vrf }: Gateway): readonly Secret[] {
  const keys = pskSecrets(device).filter(({ side, peerLabel }) => side === undefined && peerLabel === undefined);
  const keyrings = device.ios?.isakmpProfiles.find(({ name }) => name === isakmpProfile)?.keyrings;
  if (keyrings === undefined || keyrings.length === 0) return keys;
  return keys.filter(
    (key) => keyrings.includes(key.keyring ?? 'default') && (key.vrf === undefined || vrf === undefined || key.vrf === vrf),
  );
}

function fits(key: Secret, address: string): boolean {
  return isOwnedByAll(key) || key.owners.some(({ value }) => value === address || covers(value, address));
}

/** IKEv2 of IOS: who dials looks its key up by the address of the peer, and by a host name that resolves to it. */
function* keyringKeys(device: Device, isTold: IsTold): Iterable<Found> {
  for (const gateway of negotiating(device)) {
    const profile = device.ios?.ikev2Profiles.find(({ name }) => name === gateway.ikev2Profile);
    const keyring = device.ios?.ikev2Keyrings.find(({ name }) => name === profile?.keyring);
    if (profile?.localAuth !== 'psk' || profile.localKey !== undefined || keyring === undefined || !canStart(gateway)) continue;
    if (gateway.remote.length === 0 || gateway.remote.some(({ kind }) => kind !== 'address') || isTold(gateway)) continue;
    const has = (address: string): boolean =>
      keyring.peers.some((peer) => peer.hostname !== undefined || (peer.address !== undefined && covers(peer.address, address)));
    const [peer] = gateway.remote;
    if (peer === undefined || gateway.remote.some(({ value }) => has(value))) continue;
    const known = keyring.peers.map(({ address, label }) => address?.replace(/\/(?:32|128)$/, '') ?? `peer ${label}`);
    yield {
      message: 'none',
      data: {
        peer: peer.value,
        gateway: named(gateway),
        known:
          known.length === 0 ? `keyring ${keyring.name} is empty` : `keyring ${keyring.name} has ${listed(known.slice(0, 4))}`,
        fix: `crypto ikev2 keyring ${keyring.name}, peer NAME, address ${peer.value}, pre-shared-key KEY`,
      },
      at: peer.origin,
      related: keyring.peers
        .slice(0, 3)
        .map((one) => ({ at: one.at.address ?? headerOf(one), message: 'a key for somebody else' })),
      subject: gateway.id,
    };
  }
}

function* strongswanKeys(device: Device, isTold: IsTold): Iterable<Found> {
  const known = pskSecrets(device);
  for (const gateway of negotiating(device)) {
    const mine = gateway.localAuth[0];
    if (mine?.method !== 'psk' || !canStart(gateway) || isTold(gateway)) continue;
    if (known.length === 0 || device.gaps.length > 0) {
      yield { undecided: 'no file with secrets is among the inputs', subject: gateway.id };
      continue;
    }
    if (gateway.remote.some(({ kind }) => kind === 'unknown')) {
      yield { undecided: 'the address of the peer is a placeholder', subject: gateway.id };
      continue;
    }
    if (keyOfConnection(device, gateway) !== undefined || known.some(hasUnknownOwner)) continue;
    if (gateway.remote.some(({ kind, value }) => kind !== 'address' && isOrNone(gateway, value))) continue;
    const addresses = [...gateway.remote, ...gateway.local].map(({ value }) => value);
    if (known.some((key) => addresses.some((address) => fits(key, address)))) continue;
    const identity = gateway.remoteAuth[0]?.identity;
    const peer = identity?.value ?? gateway.remote[0]?.value ?? 'the peer';
    const fix = `secrets { ike-1 { id = ${peer}  secret = KEY } } (ipsec.secrets: ${peer} : PSK "KEY")`;
    yield none(gateway, peer, known, fix, identity?.origin);
  }
}

/** A peer that is known by a host name only may have any address that a key is stored under. */
function isOrNone({ remoteAuth }: Gateway, name: string): boolean {
  const identity = remoteAuth[0]?.identity;
  return identity === undefined || identity.value === name;
}

function hasUnknownOwner({ owners }: Secret): boolean {
  return owners.some(({ type }) => type === 'other' || type === 'fqdn-domain' || type === 'regex');
}

function none(gateway: Gateway, peer: string, keys: readonly Secret[], fix: string, called?: Provenance): Finding<'none'> {
  const owners = keys.flatMap((key) => key.owners.map(({ value }) => value.replace(/\/32$/, '')));
  return {
    message: 'none',
    data: {
      peer,
      gateway: named(gateway),
      known:
        owners.length === 0
          ? 'there are no keys at all'
          : `the keys are stored for ${[...new Set(owners)].slice(0, 4).join(', ')}`,
      fix,
    },
    at: called ?? gateway.remote[0]?.origin ?? headerOf(gateway),
    related: keys.slice(0, 3).map((key) => ({ at: key.owners[0]?.origin ?? headerOf(key), message: 'a key for somebody else' })),
    subject: gateway.id,
  };
}
