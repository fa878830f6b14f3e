import { pairRule } from '../shared/pair-rule.ts';

/** Silence has many causes; those that have a rule of their own are reported there. */
export const rule = pairRule({
  id: 'pair/no-answer',
  summary: 'a message of the exchange gets no answer',
  tags: ['pair'],
  references: ['RFC 7296, section 2.4'],
  help: 'Open the way of the message that is lost, at the line that is shown',
});
