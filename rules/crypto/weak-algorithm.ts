import { defineRule } from '../../src/rule/index.ts';
import { ALGORITHM_MESSAGES, algorithmFindings } from '../shared/algorithm-rule.ts';

/** Algorithms that still hold but are on their way out. */
export const rule = defineRule({
  meta: {
    id: 'crypto/weak-algorithm',
    summary: '3DES, SHA-1, or the groups 2, 5, 23 and 24',
    severity: 'warning',
    scope: ['device'],
    formats: ['ios', 'swanctl', 'ipsec.conf'],
    tags: ['crypto'],
    references: ['RFC 8221, sections 5 and 6', 'RFC 8247, sections 2.1, 2.3 and 2.4', 'NIST SP 800-57 part 1, table 2'],
    messages: ALGORITHM_MESSAGES,
  },
  device: (device) => algorithmFindings(device, 'weak'),
});
