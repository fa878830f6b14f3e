import type { Device, Finding, Gateway, Outcome, Secret } from '../../src/rule/index.ts';
import { defineRule } from '../../src/rule/index.ts';
import { headerOf, named, negotiating, peerIsOpen } from '../shared/entities.ts';
import { findingsOf, pairMessage } from '../shared/from-reason.ts';
import { isMainModePsk, isOwnedByAll, keyOfConnection, pskSecrets } from '../shared/psk.ts';

/** In main mode the key is needed to decrypt the message that says who the peer is: only its address can choose it. */
export const rule = defineRule({
  meta: {
    id: 'nat/main-mode-psk-dynamic-peer',
    summary: 'main mode with pre-shared keys for peers that no address tells apart',
    severity: 'error',
    scope: ['device', 'pair'],
    formats: ['ios', 'swanctl', 'ipsec.conf'],
    tags: ['ikev1', 'psk', 'dynamic-peer'],
    references: ['RFC 2409, section 5.4', 'RFC 3947, section 8', 'strongSwan, libcharon/sa/ikev1/phase1.c'],
    messages: {
      second: {
        text:
          '{gateway} can never authenticate: in main mode the responder takes the key of {first}, the first connection that any ' +
          'address matches, and the two keys differ',
        help: 'Set version = 2 (ipsec.conf: keyexchange=ikev2) at both ends, or use certificates, or give both peers one key',
      },
      keys: {
        text:
          'two different keys are stored for any address ({first} and this one): main mode has only the address of a peer to choose ' +
          'by, so peers with this key cannot authenticate',
        help: 'Use IKEv2 with identities (crypto ikev2 keyring, peer, identity fqdn NAME), certificates, or aggressive mode with hostname keys',
      },
      name: {
        text:
          'peers of {gateway} have no fixed address, and the only keys stand under host names: main mode cannot find them before ' +
          'it knows the name, and aggressive mode is disabled',
        help: 'Use IKEv2 with identity fqdn NAME, or certificates (authentication rsa-sig)',
      },
      pair: pairMessage(
        'Use IKEv2 with identities, or certificates; main mode with a pre-shared key needs a peer at a known address',
      ),
    },
  },
  device: (device) => (device.platform === 'ios' ? iosKeys(device) : strongswanConnections(device)),
  pair: (pair) => findingsOf('nat/main-mode-psk-dynamic-peer', pair),
});

type Found = Outcome<'second' | 'keys' | 'name'>;

function* strongswanConnections(device: Device): Iterable<Found> {
  const open = negotiating(device).filter((gateway) => peerIsOpen(gateway) && isMainModePsk(device, gateway));
  const firstAt = new Map<string, { readonly gateway: Gateway; readonly key: Secret }>();
  for (const gateway of open) {
    const key = keyOfConnection(device, gateway);
    if (key === undefined) continue;
    const where = gateway.local.map(({ value }) => value).join(' ');
    const first = firstAt.get(where) ?? firstAt.get('');
    if (first === undefined) firstAt.set(where, { gateway, key });
    else if (first.key.number === undefined || key.number === undefined) {
      if (first.key !== key) yield { undecided: 'a pre-shared key is not in the text', subject: gateway.id };
    } else if (first.key.number !== key.number) yield secondConnection(gateway, key, first.gateway, first.key);
  }
}

function secondConnection(gateway: Gateway, key: Secret, first: Gateway, firstKey: Secret): Finding<'second'> {
  return {
    message: 'second',
    data: { gateway: named(gateway), first: first.name },
    at: headerOf(gateway),
    related: [
      { at: headerOf(first), message: `${first.name} comes first` },
      { at: headerOf(firstKey), message: `its key, secret#${firstKey.number}` },
      { at: headerOf(key), message: `the key of ${gateway.name}, secret#${key.number}` },
    ],
    subject: gateway.id,
  };
}

function* iosKeys(device: Device): Iterable<Found> {
  const open = negotiating(device).filter((gateway) => peerIsOpen(gateway) && isMainModePsk(device, gateway));
  const [gateway] = open;
  if (gateway === undefined) return;
  const keys = pskSecrets(device).filter(({ peerLabel, side }) => peerLabel === undefined && side === undefined);
  const wild = keys.filter(isOwnedByAll);
  for (const [index, key] of wild.entries()) {
    const first = wild.slice(0, index).find((other) => other.vrf === key.vrf && other.localAddress === key.localAddress);
    if (first === undefined || first.number === key.number) continue;
    if (first.number === undefined || key.number === undefined) {
      yield { undecided: 'a pre-shared key is not in the text', subject: gateway.id };
      continue;
    }
    const related = [{ at: headerOf(first), message: `found first, secret#${first.number}` }];
    yield { message: 'keys', data: { first: `secret#${first.number}` }, at: headerOf(key), related, subject: key.id };
  }
  const aggressiveOff = device.ios?.aggressiveModeDisabled === true;
  if (device.whole && aggressiveOff && keys.length > 0 && keys.every(isUnderUnknownName(device))) {
    const related = keys.slice(0, 3).map((key) => ({ at: headerOf(key), message: 'a key under a host name' }));
    yield { message: 'name', data: { gateway: named(gateway) }, at: headerOf(gateway), related, subject: gateway.id };
  }
}

/** Whether a key can be found by a name only, and nothing on the device tells the address of that name. */
function isUnderUnknownName({ hosts }: Device): (key: Secret) => boolean {
  const known = new Set(hosts.map(({ name }) => name.toLowerCase()));
  return ({ owners }) =>
    owners.length > 0 && owners.every(({ type, value }) => type === 'fqdn' && !known.has(value.toLowerCase()));
}
