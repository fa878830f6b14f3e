import { defineRule } from '../../src/rule/index.ts';
import { blockedInPair, blockedPackets } from '../shared/blocked-packets.ts';
import { pairMessage } from '../shared/from-reason.ts';

/** Only the destination port is fixed; a NAPT chooses the source port. */
export const rule = defineRule({
  meta: {
    id: 'filter/source-port-pinned',
    summary: 'IKE is admitted only from source port 500 or 4500, which a NAPT changes',
    severity: 'error',
    scope: ['device', 'pair'],
    formats: ['ios', 'iptables', 'nft'],
    tags: ['filter', 'nat'],
    references: ['RFC 3715, section 2.1 d', 'RFC 3947, section 4'],
    offers: 'fix',
    messages: {
      blocked: {
        text: 'this line admits IKE only from a fixed source port, so {witness} falls through: {because}. A NAPT chooses the source port, and {gateway} needs the packet, for {why}',
        help: '{fix}',
      },
      pair: pairMessage('Match the destination port only: permit udp any host ADDRESS eq isakmp'),
    },
  },
  device: (device, ask) => blockedPackets('filter/source-port-pinned', device, ask),
  pair: (pair, ask) => blockedInPair('filter/source-port-pinned', pair, ask),
});
