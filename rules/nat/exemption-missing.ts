import type { Ask, Device, Finding } from '../../src/rule/index.ts';
import { defineRule } from '../../src/rule/index.ts';
import { wildcardText } from '../shared/addresses.ts';
import { headerOf, named, negotiating } from '../shared/entities.ts';
import { findingsOf, pairMessage } from '../shared/from-reason.ts';
import { oncePerPlace } from '../shared/grouping.ts';

/** NAT from inside to outside comes before the crypto map: what is translated no longer matches it and leaves in the clear. */
export const rule = defineRule({
  meta: {
    id: 'nat/exemption-missing',
    summary: 'traffic of a crypto ACL is translated before the crypto map sees it',
    severity: 'error',
    scope: ['device', 'pair'],
    formats: ['ios'],
    tags: ['nat', 'exemption'],
    references: ['Cisco IOS, NAT order of operation (document 6209)', 'Cisco document 14144, NAT exemption for IPsec traffic'],
    messages: {
      translated: {
        text: '{witness} is meant for {gateway}, but this NAT translates it first: it no longer matches the crypto ACL and leaves in the clear',
        help: 'ip access-list extended {list}, before its permit: {line}',
      },
      pair: pairMessage('Exempt the traffic of the tunnel from NAT: a deny before the permit in the list of the NAT statement'),
    },
  },
  device: (device, ask) => oncePerPlace(check(device, ask)),
  pair: (pair) => findingsOf('nat/exemption-missing', pair),
});

function* check(device: Device, ask: Ask): Iterable<Finding<'translated'>> {
  for (const gateway of negotiating(device)) {
    for (const { kind, rule: statement, permit, selector, witness } of ask.translatedTraffic(device, gateway)) {
      if (kind !== 'missing') continue;
      const { local, remote } = selector;
      yield {
        message: 'translated',
        data: {
          gateway: named(gateway),
          witness,
          list: statement.list ?? statement.routeMap ?? 'LIST',
          line: `deny ip ${wildcardText(local.network)} ${wildcardText(remote.network)}`,
        },
        at: headerOf(statement),
        related: [
          { at: permit, message: 'this line selects the packet for translation' },
          { at: selector.origin, message: `the crypto ACL of ${gateway.name} wants it untranslated` },
        ],
        subject: gateway.id,
      };
    }
  }
}
