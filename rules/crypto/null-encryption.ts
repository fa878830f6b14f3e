import { defineRule } from '../../src/rule/index.ts';
import { childProposalsOf, running } from '../shared/entities.ts';

/** ESP without encryption: authentic, readable by all; sometimes exactly what is wanted. */
export const rule = defineRule({
  meta: {
    id: 'crypto/null-encryption',
    summary: 'ESP with NULL encryption: authentic, not confidential',
    severity: 'info',
    scope: ['device'],
    formats: ['ios', 'swanctl', 'ipsec.conf'],
    tags: ['crypto'],
    references: ['RFC 2410', 'RFC 8221, section 5'],
    messages: {
      readable: {
        text: '{name} does not encrypt: whoever is on the path can read what the tunnel carries, but not change it',
        help: 'if it is to be secret, use AES-GCM; if integrity is all that is wanted, leave it: it crosses NAT, which AH does not',
      },
    },
  },
  *device(device) {
    const seen = new Set<string>();
    for (const { children } of running(device)) {
      for (const { id, name, encryption, integrity, ah } of children.flatMap((child) => childProposalsOf(device, child))) {
        const transform = encryption.find((candidate) => candidate.name === 'null' || candidate.name.endsWith('-gmac'));
        if (transform === undefined || seen.has(id) || (transform.name === 'null' && integrity.length + ah.length === 0))
          continue;
        seen.add(id);
        yield { message: 'readable', data: { name }, at: transform.origin, subject: id };
      }
    }
  },
});
