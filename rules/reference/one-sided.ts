import type { Device, Gateway } from '../../src/rule/index.ts';
import { defineRule } from '../../src/rule/index.ts';
import { headerOf, named } from '../shared/entities.ts';

/** So many connections of the other end are shown. */
const SHOWN = 3;

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
  *fleet(fleet, ask) {
    for (const device of fleet.devices) {
      const answered = new Set<Gateway>();
      const peers = ask.namedPeers(device);
      for (const { gateway, outcome } of peers) if (outcome === 'mutual') answered.add(gateway);
      for (const { gateway, origin, text, outcome, devices } of peers) {
        if (outcome !== 'one-sided' || answered.has(gateway) || gateway.rejected !== undefined) continue;
        answered.add(gateway);
        const other = devices.length === 1 ? fleet.device(devices[0] ?? '') : undefined;
        if (other === undefined || !mayJudge(other)) continue;
        const known = other.gateways.slice(0, SHOWN);
        yield {
          message: 'alone',
          data: { gateway: named(gateway), peer: text, other: other.name, addresses: device.name },
          at: origin,
          related: known.map((one) => ({
            at: one.remote[0]?.origin ?? headerOf(one),
            message: `${other.name} knows other peers only`,
          })),
          subject: gateway.id,
          device: device.name,
          peer: other.name,
        };
      }
    }
  },
});

/** Whether everything that the other end has is in the text, with addresses that can be compared. */
function mayJudge({ whole, gaps, gateways }: Device): boolean {
  return whole && gaps.length === 0 && gateways.length > 0 && gateways.every(isLiteral);
}

/** A name may stand for any address, and what is refused may have been meant. */
function isLiteral({ rejected, remote }: Gateway): boolean {
  return rejected === undefined && remote.every(({ kind }) => kind === 'address' || kind === 'subnet' || kind === 'range');
}
