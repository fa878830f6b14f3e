import type { Device, Gateway } from '../../src/rule/index.ts';
import { defineRule } from '../../src/rule/index.ts';
import { covers } from '../shared/addresses.ts';
import { headerOf, negotiating } from '../shared/entities.ts';
import { addressesOf, devicesByAddress } from '../shared/fleet-addresses.ts';

/** A tunnel has two ends: one that only one of them knows of never comes up. */
export const rule = defineRule({
  meta: {
    id: 'reference/one-sided',
    summary: 'a device points at a peer that does not point back',
    severity: 'error',
    scope: ['fleet'],
    formats: ['ios', 'swanctl', 'ipsec.conf'],
    tags: ['reference', 'fleet'],
    references: ['RFC 7296, section 2.21.2', 'docs/pairing.md'],
    messages: {
      alone: {
        text: '{gateway} dials {peer}, which is {other}, and {other} has no connection for {addresses}: its answer is "no proposal chosen"',
        help: 'Add the peer at {other} (set peer ADDRESS, remote_addrs = ADDRESS, right=ADDRESS), or correct the address here',
      },
    },
  },
  *fleet(fleet) {
    const known = devicesByAddress(fleet);
    for (const device of fleet.devices) {
      const mine = knownAddresses(device);
      if (mine === undefined) continue;
      for (const gateway of negotiating(device)) {
        const [peer] = gateway.remote;
        if (peer?.kind !== 'address' || gateway.remote.length > 1) continue;
        const others = known.get(peer.value) ?? [];
        const [other] = others;
        if (other === undefined || others.length > 1 || other === device || !mayJudge(other)) continue;
        if (other.gateways.some((back) => mayMean(back, mine))) continue;
        const [first] = other.gateways;
        yield {
          message: 'alone',
          data: { gateway: gateway.name, peer: peer.value, other: other.name, addresses: [...mine].slice(0, 2).join(' or ') },
          at: peer.origin,
          related: first === undefined ? [] : [{ at: headerOf(first), message: `${other.name} knows other peers only` }],
          subject: gateway.id,
          device: device.name,
          peer: other.name,
        };
      }
    }
  },
});

/** Every address that a peer may see; undefined where one is leased or stands behind a NAT that nobody declared. */
function knownAddresses(device: Device): ReadonlySet<string> | undefined {
  if (device.interfaces.some(({ addressing }) => addressing === 'dhcp' || addressing === 'negotiated')) return undefined;
  if (device.declared?.nat !== undefined && device.declared.nat.kind !== 'none' && device.declared.nat.public === undefined) return undefined;
  const addresses = new Set(addressesOf(device));
  return addresses.size === 0 ? undefined : addresses;
}

function mayJudge({ whole, gaps, gateways }: Device): boolean {
  return whole && gaps.length === 0 && gateways.length > 0;
}

/** Whether a connection of the other end may be meant for one of these addresses: only literal ones can be told not to. */
function mayMean({ remote }: Gateway, addresses: ReadonlySet<string>): boolean {
  if (remote.length === 0) return true;
  return remote.some(({ kind, value }) => {
    if (kind === 'address') return addresses.has(value);
    if (kind === 'subnet' || kind === 'range') return [...addresses].some((address) => covers(value, address));
    return true;
  });
}
