import { pairRule } from '../shared/pair-rule.ts';

/** One end proposes everything, the other accepts two networks only. */
export const rule = pairRule({
  id: 'selector/route-based-against-policy-based',
  summary: 'a route-based end faces narrow selectors',
  tags: ['selector', 'interoperability'],
  references: ['RFC 7296, section 2.9'],
  formats: ['ios'],
  help: 'Use 0.0.0.0/0 at both ends and route into the tunnel, or the same narrow selectors at both ends',
});
