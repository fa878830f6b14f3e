import { defineRule } from '../../src/rule/index.ts';
import { weakTransforms } from '../shared/strength.ts';

/** Broken means: not to be used by the documents that say what to implement. */
export const rule = defineRule({
  meta: {
    id: 'crypto/broken-algorithm',
    summary: 'an algorithm that is broken: DES, MD5, groups 1 and 22',
    severity: 'warning',
    scope: ['device'],
    formats: ['ios', 'swanctl', 'ipsec.conf'],
    tags: ['crypto', 'strength'],
    references: ['RFC 8247, sections 2.1 to 2.4', 'RFC 8221, sections 5 and 6'],
    messages: {
      weak: {
        text: 'the {proposal} offers {algorithms}; {reason}',
        help: 'aes 256, sha256, group 14 or better (aes256-sha256-modp2048 or aes256gcm16-prfsha256-ecp256)',
      },
    },
  },
  device: (device) => weakTransforms(device, 'broken'),
});
