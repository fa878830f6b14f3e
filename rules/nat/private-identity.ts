import type { Ask, AuthRound, Device, Finding, Gateway, Provenance } from '../../src/rule/index.ts';
import { defineRule } from '../../src/rule/index.ts';
import { isPrivate, ownAddress, publicPeer } from '../shared/addresses.ts';
import { headerOf, named, negotiating, whereFrom } from '../shared/entities.ts';
import { comesUp } from '../shared/from-reason.ts';
import { oncePerPlace } from '../shared/grouping.ts';
import { natHere } from '../shared/nat-view.ts';

/** An address as identity is the one before the NAT; the peer sees another one and usually expects that. */
export const rule = defineRule({
  meta: {
    id: 'nat/private-identity',
    summary: 'the IKE identity is, or defaults to, a private address towards a public peer',
    severity: 'warning',
    scope: ['device'],
    formats: ['ios', 'swanctl', 'ipsec.conf'],
    tags: ['nat', 'identity'],
    references: ['RFC 3715, section 2.1 c', 'RFC 7296, section 3.5', 'RFC 4945, section 3.1.1'],
    messages: {
      identity: {
        text: '{gateway} calls itself {address}{from}: {peer} sees another address {when}, and refuses unless it expects this private one',
        help: '{fix}',
      },
    },
  },
  device: (device, ask) => oncePerPlace(check(device, ask)),
});

function* check(device: Device, ask: Ask): Iterable<Finding<'identity'>> {
  for (const gateway of negotiating(device)) {
    const peer = publicPeer(gateway);
    const nat = natHere(ask, device, gateway);
    if (peer === undefined || nat === undefined || comesUp(ask, device, gateway)) continue;
    for (const round of gateway.localAuth.slice(0, 1)) {
      const identity = identityOf(device, gateway, round);
      if (identity === undefined || !isPrivate(identity.address)) continue;
      yield {
        message: 'identity',
        data: {
          gateway: named(gateway),
          address: identity.address,
          from: identity.from,
          peer: peer.value,
          when: nat.when,
          fix: fixFor(device, gateway),
        },
        at: identity.at,
        related: [{ at: peer.origin, message: 'the peer is in the Internet' }, ...nat.related],
        subject: gateway.id,
        likelihood: nat.likelihood,
      };
    }
  }
}

/** What is sent as identity when it is an address: a written one, or the own address where nothing else is set. */
function identityOf(
  device: Device,
  gateway: Gateway,
  { identity, method, certificates, header }: AuthRound,
): { readonly address: string; readonly at: Provenance; readonly from: string } | undefined {
  if (identity !== undefined) {
    if (identity.type !== 'ipv4' && identity.type !== 'ipv6') return undefined;
    return { address: identity.value, at: identity.origin, from: whereFrom(identity.origin) };
  }
  if (method !== 'psk' || certificates.length > 0) return undefined;
  const own = ownAddress(device, gateway);
  if (own === undefined) return undefined;
  const from =
    device.platform === 'ios' ? ' (no identity is set: IOS sends its address)' : ' (no id is set: strongSwan sends its address)';
  return { address: own.address, at: header === undefined ? headerOf(gateway) : headerOf({ header }), from };
}

function fixFor(device: Device, { version }: Gateway): string {
  if (device.platform !== 'ios')
    return 'Give both ends a name: local { id = branch.example.net } here, remote { id = branch.example.net } there';
  return version === 2
    ? 'identity local fqdn branch.example.net in the ikev2 profile, and match identity remote fqdn branch.example.net at the peer'
    : 'self-identity fqdn in a crypto isakmp profile; main mode with a pre-shared key needs an address, so prefer IKEv2';
}
