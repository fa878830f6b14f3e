import { defineRule } from '../../src/rule/index.ts';
import { findingsOf, pairMessage, undecidedOf } from '../shared/from-reason.ts';

/** The rest: the negotiation ends for a reason that has no rule of its own, or cannot be decided. */
export const rule = defineRule({
  meta: {
    id: 'pair/negotiation-fails',
    summary: 'the negotiation ends for another reason: no virtual address, childless IKE, the kernel',
    severity: 'error',
    scope: ['pair'],
    formats: ['ios', 'swanctl', 'ipsec.conf'],
    tags: ['pair'],
    references: ['RFC 7296, section 2.19', 'RFC 6023'],
    messages: { pair: pairMessage('Change the setting that is shown; ipsec-lint pair shows the exchange message by message') },
  },
  *pair(pair) {
    yield* undecidedOf(pair);
    yield* findingsOf('pair/negotiation-fails', pair);
  },
});
