import { defineRule } from '../../src/rule/index.ts';
import { headerOf, running } from '../shared/entities.ts';

/** Keys that are typed in never change, and a counter that starts again with the same key gives the traffic away. */
export const rule = defineRule({
  meta: {
    id: 'crypto/manual-keying',
    summary: 'keys of ESP or AH are typed in instead of negotiated',
    severity: 'error',
    scope: ['device'],
    formats: ['ios'],
    tags: ['crypto'],
    references: ['RFC 8221, section 3', 'RFC 4303, section 3.3.3'],
    messages: {
      manual: {
        text: '{gateway} has manual keys: they are never renewed, there is no protection against replay, and a reload repeats counters',
        help: 'crypto map NAME SEQ ipsec-isakmp, with IKEv2',
      },
    },
  },
  *device(device) {
    for (const gateway of running(device)) {
      if (gateway.kind !== 'manual') continue;
      yield { message: 'manual', data: { gateway: gateway.name }, at: headerOf(gateway), subject: gateway.id };
    }
  },
});
