import { defineRule } from '../../src/rule/index.ts';
import { blockedPackets } from '../shared/blocked-packets.ts';
import { findingsOf, pairMessage } from '../shared/from-reason.ts';

/** The first line that matches decides; what stands below it is never asked. */
export const rule = defineRule({
  meta: {
    id: 'filter/permit-shadowed',
    summary: 'a permit for IKE or ESP never matches, for a line above it drops the packet',
    severity: 'error',
    scope: ['device', 'pair'],
    formats: ['ios', 'iptables', 'nft'],
    tags: ['filter', 'order'],
    references: ['Cisco IOS, access lists: the first line that matches decides'],
    messages: {
      blocked: {
        text: 'this permit comes too late: {witness} is dropped before, {because}. {gateway} needs it, for {why}',
        help: '{fix}',
      },
      pair: pairMessage('Move the permit above the line that drops the packet'),
    },
  },
  device: (device, ask) => blockedPackets('filter/permit-shadowed', device, ask),
  pair: (pair) => findingsOf('filter/permit-shadowed', pair),
});
