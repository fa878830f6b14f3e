import { defineRule } from '../../src/rule/index.ts';
import { headerOf, negotiating } from '../shared/entities.ts';

/** IKEv1 still works, gets no new algorithms and has flaws that IKEv2 does not. */
export const rule = defineRule({
  meta: {
    id: 'crypto/ikev1',
    summary: 'IKEv1, which the IETF has made historic',
    severity: 'info',
    scope: ['device'],
    formats: ['ios', 'swanctl', 'ipsec.conf'],
    tags: ['crypto', 'ikev1'],
    references: ['RFC 9395'],
    messages: {
      old: {
        text: '{gateway}{more} uses IKEv1, which is historic (RFC 9395): no new algorithms, and keys and identities that depend on each other',
        help: '{fix}',
      },
    },
  },
  *device(device) {
    const [first, ...rest] = negotiating(device).filter(({ version }) => version === 1);
    if (first === undefined) return;
    yield {
      message: 'old',
      data: {
        gateway: first.name,
        more: rest.length === 0 ? '' : ` (like ${rest.length} more)`,
        fix: device.platform === 'ios' ? 'crypto ikev2 profile NAME, and set ikev2-profile NAME in the crypto map or ipsec profile' : 'version = 2 (ipsec.conf: keyexchange=ikev2), at both ends',
      },
      at: first.at.version ?? headerOf(first),
      related: rest.slice(0, 5).map((gateway) => ({ at: headerOf(gateway), message: gateway.name })),
    };
  },
});
