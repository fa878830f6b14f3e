import { defineRule } from '../../src/rule/index.ts';
import { headerOf, named, running } from '../shared/entities.ts';
import { natOnPath } from '../shared/nat-view.ts';

/** NAT traversal is a part of IKE: what does not negotiate by IKE between two peers has none. */
export const rule = defineRule({
  meta: {
    id: 'nat/unsupported-with-nat',
    summary: 'manual keys or GETVPN on a path with a NAT',
    severity: 'error',
    scope: ['device'],
    formats: ['ios'],
    tags: ['nat'],
    references: ['RFC 3948, section 1', 'RFC 6407'],
    messages: {
      manual: {
        text: '{gateway} has manual keys, so nobody negotiates UDP encapsulation: ESP is lost at the NAT {when}',
        help: 'crypto map NAME SEQ ipsec-isakmp, with IKEv2',
      },
      gdoi: {
        text: '{gateway} is GETVPN, which keeps the inner addresses as outer ones: a NAT makes them useless {when}',
        help: 'Use DMVPN or a tunnel of its own where a NAT is on the path',
      },
    },
  },
  *device(device, ask) {
    for (const gateway of running(device)) {
      if (gateway.kind !== 'manual' && gateway.kind !== 'gdoi') continue;
      const nat = natOnPath(ask, device, gateway);
      if (nat === undefined) continue;
      const common = {
        data: { gateway: named(gateway), when: nat.when },
        at: headerOf(gateway),
        related: nat.related,
        subject: gateway.id,
        likelihood: nat.likelihood,
      };
      if (gateway.kind === 'manual') yield { message: 'manual', ...common };
      else yield { message: 'gdoi', ...common, severity: 'warning' };
    }
  },
});
