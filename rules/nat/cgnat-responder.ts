import { defineRule } from '../../src/rule/index.ts';
import { isCarrierGrade, ownAddress } from '../shared/addresses.ts';
import { canStart, headerOf, named, negotiating } from '../shared/entities.ts';

/** Nobody outside can reach a host behind a carrier-grade NAT, for its user cannot forward a port there. */
export const rule = defineRule({
  meta: {
    id: 'nat/cgnat-responder',
    summary: 'a tunnel that only answers, on an address of a carrier-grade NAT',
    severity: 'warning',
    scope: ['device'],
    formats: ['ios', 'swanctl', 'ipsec.conf'],
    tags: ['nat', 'roles'],
    references: ['RFC 6598', 'RFC 6888'],
    messages: {
      waits: {
        text: '{gateway} waits for its peer on {address}, an address of a carrier-grade NAT (100.64.0.0/10): no packet of a peer ever arrives there',
        help: 'Let this end start: set the address of the peer, and give the peer a public address',
      },
    },
  },
  *device(device) {
    for (const gateway of negotiating(device)) {
      if (canStart(gateway)) continue;
      const own = ownAddress(device, gateway);
      if (own === undefined || !isCarrierGrade(own.address)) continue;
      const likelihood = device.declared?.nat === undefined ? 'likely' : 'certain';
      const related = [{ at: headerOf(gateway), message: `${gateway.name} only answers` }];
      yield {
        message: 'waits',
        data: { gateway: named(gateway), address: own.address },
        at: own.at,
        related,
        subject: gateway.id,
        likelihood,
      };
    }
  },
});
