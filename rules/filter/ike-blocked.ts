import { defineRule } from '../../src/rule/index.ts';
import { blockedInPair, blockedPackets } from '../shared/blocked-packets.ts';
import { pairMessage } from '../shared/from-reason.ts';

/** Without its first message nothing of IKE happens. */
export const rule = defineRule({
  meta: {
    id: 'filter/ike-blocked',
    summary: 'UDP 500 from a peer is dropped by the own filter',
    severity: 'error',
    scope: ['device', 'pair'],
    formats: ['ios', 'iptables', 'nft'],
    tags: ['filter', 'ike'],
    references: ['RFC 7296, section 2', 'RFC 2408, section 2.5.1'],
    offers: 'fix',
    messages: {
      blocked: {
        text: '{filter} drops {witness}: {because}. {gateway} needs it, for {why}',
        help: '{fix}',
      },
      pair: pairMessage('Permit UDP 500 from the peer in the filter that is shown'),
    },
  },
  device: (device, ask) => blockedPackets('filter/ike-blocked', device, ask),
  pair: (pair, ask) => blockedInPair('filter/ike-blocked', pair, ask),
});
