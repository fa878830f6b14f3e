import { pairRule } from '../shared/pair-rule.ts';

/** One attribute without a common value is enough to be refused. */
export const rule = pairRule({
  id: 'proposal/no-common-ike',
  summary: 'the two ends share no IKE proposal',
  tags: ['proposal', 'interoperability'],
  references: ['RFC 7296, section 2.7', 'RFC 2409, appendix A'],
  help: 'Make one proposal equal in every attribute at both ends; a value that is not written is the default of the platform',
});
