import { pairRule } from '../shared/pair-rule.ts';

/** The answer looks like a mismatch of proposals, for it is the same notification. */
export const rule = pairRule({
  id: 'pair/no-configuration',
  summary: 'the responder has no configuration for this peer',
  tags: ['pair'],
  references: ['RFC 7296, section 2.21.2'],
  help: 'Give the responder a connection for the address, the identity and the method of this peer',
});
