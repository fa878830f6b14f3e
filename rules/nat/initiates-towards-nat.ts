import { pairRule } from '../shared/pair-rule.ts';

/** Nothing comes in through a NAT that has seen nothing go out. */
export const rule = pairRule({
  id: 'nat/initiates-towards-nat',
  summary: 'the only end that can start cannot reach the other one',
  tags: ['nat', 'roles'],
  references: ['RFC 3715, section 2.1 h', 'RFC 3947, section 4'],
  help: 'Let the end behind the NAT start (start_action = start, set peer), or forward UDP 500 and 4500 to it',
});
