import type { Device, Finding } from '../../src/rule/index.ts';
import { defineRule } from '../../src/rule/index.ts';
import { headerOf, negotiating } from '../shared/entities.ts';
import { findingsOf, pairMessage } from '../shared/from-reason.ts';
import { oncePerPlace } from '../shared/grouping.ts';

/** A quick mode carries one network on each side; the others of the list are not negotiated. */
export const rule = defineRule({
  meta: {
    id: 'selector/ikev1-multiple-subnets',
    summary: 'several networks on one side of an IKEv1 child: only the first is negotiated',
    severity: 'warning',
    scope: ['device', 'pair'],
    formats: ['swanctl', 'ipsec.conf'],
    tags: ['selector', 'ikev1'],
    references: ['RFC 2409, section 5.5', 'strongSwan, swanctl.conf(5), local_ts'],
    messages: {
      several: {
        text: '{child} is IKEv1 and lists {count} networks on {side}: only {first} is negotiated, the others are never carried',
        help: 'One child (ipsec.conf: one conn) for each pair of networks, or IKEv2',
      },
      pair: pairMessage('One child (ipsec.conf: one conn) for each pair of networks, or IKEv2 at both ends'),
    },
  },
  device: (device) => oncePerPlace(check(device)),
  pair: (pair) => findingsOf('selector/ikev1-multiple-subnets', pair),
});

function* check(device: Device): Iterable<Finding<'several'>> {
  if (device.platform !== 'strongswan') return;
  for (const gateway of negotiating(device)) {
    if (gateway.version !== 1) continue;
    for (const child of gateway.children) {
      for (const [side, selectors] of [
        ['this side', child.localTs],
        ['the other side', child.remoteTs],
      ] as const) {
        const [first, second] = selectors;
        if (first === undefined || second === undefined) continue;
        yield {
          message: 'several',
          data: { child: child.name, count: selectors.length, side, first: first.network || 'the own address' },
          at: second.origin,
          related: [{ at: gateway.at.version ?? headerOf(gateway), message: 'IKEv1' }],
          subject: child.id,
        };
      }
    }
  }
}
