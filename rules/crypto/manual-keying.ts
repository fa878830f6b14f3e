import { defineRule } from '../../src/rule/index.ts';
import { headerOf, running } from '../shared/entities.ts';

/** Keys that are typed in never change and cannot be agreed on behind a NAT. */
export const rule = defineRule({
  meta: {
    id: 'crypto/manual-keying',
    summary: 'ipsec-manual: keys without IKE',
    severity: 'error',
    scope: ['device'],
    formats: ['ios'],
    tags: ['crypto'],
    references: ['RFC 8221, section 3', 'RFC 3948, section 1'],
    messages: {
      manual: {
        text: '{name} has manual keys: they never change, anti-replay cannot work, and no NAT can be detected',
        help: 'crypto map … ipsec-isakmp with IKEv2',
      },
    },
  },
  *device(device) {
    for (const gateway of running(device)) {
      if (gateway.kind === 'manual')
        yield { message: 'manual', data: { name: gateway.name }, at: headerOf(gateway), subject: gateway.id };
    }
  },
});
