import { pairRule } from '../shared/pair-rule.ts';

/** IKE comes up and the tunnel does not. */
export const rule = pairRule({
  id: 'proposal/no-common-child',
  summary: 'the two ends share no ESP or AH proposal',
  tags: ['proposal', 'interoperability'],
  references: ['RFC 7296, section 3.3', 'RFC 2409, section 5.5'],
  help: 'Make one transform set or ESP proposal equal at both ends',
});
