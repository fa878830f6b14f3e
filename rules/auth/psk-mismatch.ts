import { pairRule } from '../shared/pair-rule.ts';

/** Keys are compared in memory and never shown. */
export const rule = pairRule({
  id: 'auth/psk-mismatch',
  summary: 'the two ends hold different pre-shared keys',
  tags: ['authentication', 'psk'],
  references: ['RFC 7296, section 2.15', 'RFC 2409, section 5.4'],
  help: 'Type the same key at both ends; mind trailing blanks and quotes',
});
