import type { Ask, Device, Finding } from '../../src/rule/index.ts';
import { defineRule } from '../../src/rule/index.ts';
import { wildcardText } from '../shared/addresses.ts';
import { headerOf, named, negotiating } from '../shared/entities.ts';
import { findingsOf, pairMessage } from '../shared/from-reason.ts';
import { oncePerPlace } from '../shared/grouping.ts';

/** The first line of the NAT list that matches decides; an exemption below it is never asked. */
export const rule = defineRule({
  meta: {
    id: 'nat/exemption-shadowed',
    summary: 'the deny that exempts tunnel traffic from NAT stands after the permit that takes it',
    severity: 'error',
    scope: ['device', 'pair'],
    formats: ['ios'],
    tags: ['nat', 'exemption'],
    references: ['Cisco IOS, NAT order of operation (document 6209)', 'Cisco document 14144, NAT exemption for IPsec traffic'],
    messages: {
      translated: {
        text: 'this exemption comes too late: {witness} is taken by an earlier permit of {list}, translated, and leaves in the clear instead of entering {gateway}',
        help: 'Move it to the top: ip access-list extended {list}, 5 {line}',
      },
      pair: pairMessage('Move the deny above the permit in the list of the NAT statement'),
    },
  },
  device: (device, ask) => oncePerPlace(check(device, ask)),
  pair: (pair) => findingsOf('nat/exemption-shadowed', pair),
});

function* check(device: Device, ask: Ask): Iterable<Finding<'translated'>> {
  for (const gateway of negotiating(device)) {
    for (const { kind, rule: statement, permit, deny, selector, witness } of ask.translatedTraffic(device, gateway)) {
      if (kind !== 'shadowed') continue;
      const { local, remote } = selector;
      yield {
        message: 'translated',
        data: {
          gateway: named(gateway),
          witness,
          list: statement.list ?? statement.routeMap ?? 'LIST',
          line: `deny ip ${wildcardText(local.network)} ${wildcardText(remote.network)}`,
        },
        at: deny ?? headerOf(statement),
        related: [
          { at: permit, message: 'this line selects the packet for translation' },
          { at: selector.origin, message: `the crypto ACL of ${gateway.name} wants it untranslated` },
        ],
        subject: gateway.id,
      };
    }
  }
}
