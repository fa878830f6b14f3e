import { pairRule } from '../shared/pair-rule.ts';

/** IPsec is up at both ends, and GRE throws the packets away. */
export const rule = pairRule({
  id: 'selector/tunnel-key-mismatch',
  summary: 'the two ends of a GRE tunnel have different tunnel keys',
  tags: ['selector', 'gre'],
  references: ['RFC 2890, section 2.1', 'Cisco IOS Interface Command Reference, tunnel key'],
  formats: ['ios'],
  help: 'Set the same tunnel key at both ends, or none at either',
});
