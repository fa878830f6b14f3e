import { pairRule } from '../shared/pair-rule.ts';

/** An identity has a type and a value, and both have to be what the peer expects. */
export const rule = pairRule({
  id: 'auth/identity-mismatch',
  summary: 'the identity that one end sends is not the one that the other expects',
  tags: ['authentication', 'identity'],
  references: ['RFC 7296, section 3.5', 'RFC 2407, section 4.6.2'],
  help: 'Make the local identity of one end the expected remote identity of the other, in value and in type',
});
