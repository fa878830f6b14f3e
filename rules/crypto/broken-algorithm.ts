import type { ChildProposal, Device, Finding } from '../../src/rule/index.ts';
import { defineRule } from '../../src/rule/index.ts';
import { ALGORITHM_MESSAGES, algorithmFindings } from '../shared/algorithm-rule.ts';
import { childProposalsOf, headerOf, running } from '../shared/entities.ts';

/** Algorithms that no longer protect anything, and encryption that anybody may alter. */
export const rule = defineRule({
  meta: {
    id: 'crypto/broken-algorithm',
    summary: 'DES, MD5, groups 1 and 22, or encryption without integrity',
    severity: 'warning',
    scope: ['device'],
    formats: ['ios', 'swanctl', 'ipsec.conf'],
    tags: ['crypto'],
    references: ['RFC 8221, section 5', 'RFC 8247, section 2', 'RFC 4303, section 1'],
    messages: {
      ...ALGORITHM_MESSAGES,
      unauthenticated: {
        text: '{what} encrypts without integrity: an attacker on the path can change what is inside',
        help: 'add an integrity algorithm, or use AES-GCM',
      },
    },
  },
  *device(device) {
    yield* algorithmFindings(device, 'broken');
    yield* unauthenticated(device);
  },
});

const AUTHENTICATES_ITSELF = /gcm|ccm|gmac|chacha/;

function* unauthenticated(device: Device): Iterable<Finding<'unauthenticated'>> {
  const seen = new Set<string>();
  for (const { children } of running(device)) {
    for (const proposal of children.flatMap((child) => childProposalsOf(device, child))) {
      if (seen.has(proposal.id) || !isUnauthenticated(proposal)) continue;
      seen.add(proposal.id);
      const at = proposal.encryption[0]?.origin ?? headerOf(proposal);
      yield { message: 'unauthenticated', data: { what: proposal.name }, at, subject: proposal.id };
    }
  }
}

function isUnauthenticated({ protocol, encryption, integrity, ah }: ChildProposal): boolean {
  return (
    protocol === 'esp' &&
    encryption.length > 0 &&
    integrity.length === 0 &&
    ah.length === 0 &&
    !encryption.every(({ name }) => AUTHENTICATES_ITSELF.test(name))
  );
}
