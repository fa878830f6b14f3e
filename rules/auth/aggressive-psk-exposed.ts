import type { Device, Finding } from '../../src/rule/index.ts';
import { defineRule } from '../../src/rule/index.ts';
import { headerOf, mayUsePsk, named, negotiating } from '../shared/entities.ts';
import { oncePerPlace } from '../shared/grouping.ts';

/** In aggressive mode the responder sends a hash over the key to whoever asks, and the identity is in the clear. */
export const rule = defineRule({
  meta: {
    id: 'auth/aggressive-psk-exposed',
    summary: 'aggressive mode with a pre-shared key: the key can be attacked offline',
    severity: 'warning',
    scope: ['device'],
    formats: ['ios', 'swanctl', 'ipsec.conf'],
    tags: ['authentication', 'ikev1', 'psk'],
    references: ['RFC 2409, section 5.4', 'CVE-2002-1623', 'CERT VU#886601'],
    messages: {
      exposed: {
        text: '{gateway} uses aggressive mode with a pre-shared key: one exchange gives anybody a hash to try keys against, and the identity goes in the clear',
        help: '{fix}',
      },
    },
  },
  device: (device) => oncePerPlace(check(device)),
});

function* check(device: Device): Iterable<Finding<'exposed'>> {
  const ios = device.ios;
  const fix =
    ios === undefined
      ? 'version = 2 with the same identities (ipsec.conf: keyexchange=ikev2); the name of a peer then chooses its key, too'
      : 'An IKEv2 profile with identity local fqdn NAME; until then a random key of 32 bytes';
  for (const peer of ios?.isakmpPeers ?? []) {
    if (peer.password === undefined) continue;
    yield {
      message: 'exposed',
      data: { gateway: `the peer ${peer.peer}`, fix },
      at: peer.at.password ?? headerOf(peer),
      subject: peer.id,
    };
  }
  const told = (ios?.isakmpPeers ?? []).map(({ peer }) => peer);
  for (const gateway of negotiating(device)) {
    if (gateway.version !== 1 || !gateway.aggressive || gateway.remote.some(({ value }) => told.includes(value))) continue;
    const easy = gateway.kind === 'ezvpn-client' || gateway.kind === 'ezvpn-server';
    if (!easy && !mayUsePsk(device, gateway)) continue;
    yield {
      message: 'exposed',
      data: { gateway: named(gateway), fix },
      at: gateway.at.aggressive ?? headerOf(gateway),
      subject: gateway.id,
    };
  }
}
