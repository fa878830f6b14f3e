import { defineRule } from '../../src/rule/index.ts';
import { named, negotiating } from '../shared/entities.ts';

/** Asking for an address where both ends have networks makes the peer refuse, or changes what is carried. */
export const rule = defineRule({
  meta: {
    id: 'selector/virtual-ip-in-site-to-site',
    summary: 'a virtual address is asked for where both ends have fixed networks',
    severity: 'warning',
    scope: ['device'],
    formats: ['swanctl', 'ipsec.conf'],
    tags: ['selector'],
    references: ['RFC 7296, section 2.19', 'strongSwan, swanctl.conf(5), vips'],
    messages: {
      both: {
        text: '{gateway} asks for a virtual address and also carries the own network {network}: a gateway that gives no addresses refuses, and one that does gives an address that nothing uses',
        help: 'Remove vips (ipsec.conf: leftsourceip) between two networks; or remove the own network and keep the address',
      },
    },
  },
  *device(device) {
    if (device.platform !== 'strongswan') return;
    for (const gateway of negotiating(device)) {
      const [virtual] = gateway.virtualAddresses;
      const selectors = gateway.children.flatMap(({ localTs }) => localTs);
      const own = selectors.find(({ kind, network }) => kind === 'network' && !/\/(32|128|0)$/.test(network));
      if (virtual === undefined || own === undefined || selectors.some(({ kind }) => kind === 'dynamic')) continue;
      const related = [{ at: own.origin, message: 'the own network' }];
      const data = { gateway: named(gateway), network: own.network };
      yield { message: 'both', data, at: virtual.origin, related, subject: gateway.id };
    }
  },
});
