import { pairRule } from '../shared/pair-rule.ts';

/** Two ends that wait for each other wait for ever. */
export const rule = pairRule({
  id: 'nat/responder-only-both-sides',
  summary: 'neither end can start the tunnel',
  tags: ['nat', 'roles'],
  references: ['RFC 7296, section 1.2'],
  help: 'Give one end the address of the other: set peer ADDRESS, or remote_addrs = ADDRESS with start_action = start',
});
