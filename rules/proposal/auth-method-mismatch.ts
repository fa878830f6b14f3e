import { pairRule } from '../shared/pair-rule.ts';

/** What one end proves itself with, the other end has to accept, in each direction. */
export const rule = pairRule({
  id: 'proposal/auth-method-mismatch',
  summary: 'the two ends authenticate by different methods',
  tags: ['proposal', 'authentication'],
  references: ['RFC 2409, section 5', 'RFC 7296, section 2.15'],
  help: 'Let each end accept what the other one does: auth of remote here, auth of local there',
});
