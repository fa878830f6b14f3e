import type { Gateway } from '../../src/rule/index.ts';
import { defineRule } from '../../src/rule/index.ts';
import { named } from '../shared/entities.ts';

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
  *fleet(fleet, ask) {
    if (fleet.devices.length < 2) return;
    for (const device of fleet.devices) {
      const found = new Set<Gateway>();
      const peers = ask.namedPeers(device);
      for (const { gateway, outcome } of peers) if (outcome !== 'unknown') found.add(gateway);
      for (const { gateway, origin, text, outcome } of peers) {
        if (outcome !== 'unknown' || found.has(gateway)) continue;
        found.add(gateway);
        yield {
          message: 'unknown',
          data: { gateway: named(gateway), peer: text },
          at: origin,
          subject: gateway.id,
          device: device.name,
        };
      }
    }
  },
});
