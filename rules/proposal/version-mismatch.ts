import { pairRule } from '../shared/pair-rule.ts';

/** IKEv1 and IKEv2 share a port and nothing else. */
export const rule = pairRule({
  id: 'proposal/version-mismatch',
  summary: 'one end speaks IKEv1 and the other IKEv2',
  tags: ['proposal', 'version'],
  references: ['RFC 7296, section 2.5'],
  help: 'Use IKEv2 at both ends: version = 2, keyexchange=ikev2, or a crypto ikev2 profile in the crypto map',
});
