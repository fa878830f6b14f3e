import type { Ask, Device, Finding } from '../../src/rule/index.ts';
import { defineRule } from '../../src/rule/index.ts';
import { headerOf, named, negotiating } from '../shared/entities.ts';
import { findingsOf, pairMessage } from '../shared/from-reason.ts';
import { oncePerPlace } from '../shared/grouping.ts';
import { natOnPath } from '../shared/nat-view.ts';

/** Without UDP encapsulation ESP has no ports, and a NAPT has nothing to tell its clients apart by. */
export const rule = defineRule({
  meta: {
    id: 'nat/esp-without-udp-encapsulation',
    summary: 'NAT traversal is switched off although a NAPT is on the path',
    severity: 'error',
    scope: ['device', 'pair'],
    formats: ['ios'],
    tags: ['nat', 'nat-t'],
    references: ['RFC 3947, section 3', 'RFC 3948, section 2', 'Cisco IOS, IPsec NAT Transparency'],
    messages: {
      off: {
        text: 'NAT traversal is switched off for the whole device: ESP of {gateway} leaves without a UDP header and a NAPT drops it {when}',
        help: 'crypto ipsec nat-transparency udp-encapsulation',
      },
      pair: pairMessage('Switch NAT traversal on at both ends: crypto ipsec nat-transparency udp-encapsulation'),
    },
  },
  device: (device, ask) => oncePerPlace(check(device, ask)),
  pair: (pair) => findingsOf('nat/esp-without-udp-encapsulation', pair),
});

function* check(device: Device, ask: Ask): Iterable<Finding<'off'>> {
  const { ios } = device;
  if (ios === undefined || ios.natTraversal) return;
  for (const gateway of negotiating(device)) {
    const nat = natOnPath(ask, device, gateway);
    if (nat === undefined || nat.kind === 'static') continue;
    yield {
      message: 'off',
      data: { gateway: named(gateway), when: nat.when },
      at: ios.at.natTraversal ?? headerOf(ios),
      related: [{ at: headerOf(gateway), message: `${gateway.name} needs it` }, ...nat.related],
      subject: gateway.id,
      likelihood: nat.likelihood,
    };
  }
}
