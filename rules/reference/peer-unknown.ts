import { defineRule } from '../../src/rule/index.ts';
import { headerOf, negotiating } from '../shared/entities.ts';
import { devicesByAddress } from '../shared/fleet-addresses.ts';

/** In a fleet where peers are known, one that is not is a typing error or somebody else's device. */
export const rule = defineRule({
  meta: {
    id: 'reference/peer-unknown',
    summary: 'a peer address that no device of the fleet has',
    severity: 'info',
    scope: ['fleet'],
    formats: ['ios', 'swanctl', 'ipsec.conf'],
    tags: ['reference', 'fleet'],
    references: ['docs/pairing.md'],
    messages: {
      unknown: {
        text: '{gateway} dials {peer}, an address that no device of this run has: the pair was not played out',
        help: 'Add the configuration of the peer to the run, or declare its address in topology.devices',
      },
    },
  },
  *fleet(fleet) {
    if (fleet.devices.length < 2) return;
    const known = devicesByAddress(fleet);
    for (const device of fleet.devices) {
      for (const gateway of negotiating(device)) {
        const literal = gateway.remote.filter(({ kind }) => kind === 'address');
        const [peer] = literal;
        if (peer === undefined || literal.length < gateway.remote.length || literal.some(({ value }) => known.has(value))) continue;
        yield {
          message: 'unknown',
          data: { gateway: gateway.name, peer: peer.value },
          at: peer.origin ?? headerOf(gateway),
          subject: gateway.id,
          device: device.name,
        };
      }
    }
  },
});
