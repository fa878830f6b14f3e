import { defineRule } from '../../src/rule/index.ts';
import { blockedInPair, blockedPackets } from '../shared/blocked-packets.ts';
import { pairMessage } from '../shared/from-reason.ts';

/** The exchange begins on 500 and stops when it moves to 4500. */
export const rule = defineRule({
  meta: {
    id: 'filter/nat-t-blocked',
    summary: 'UDP 4500 is dropped while a NAT, a dynamic peer or MOBIKE needs it',
    severity: 'error',
    scope: ['device', 'pair'],
    formats: ['ios', 'iptables', 'nft'],
    tags: ['filter', 'nat-t'],
    references: ['RFC 3947, section 4', 'RFC 7296, section 2.23', 'RFC 4555, section 3.3'],
    offers: 'fix',
    messages: {
      blocked: {
        text: '{filter} drops {witness}: {because}. {gateway} needs it, for {why}',
        help: '{fix}',
      },
      pair: pairMessage('Permit UDP 4500 in the filter that is shown'),
    },
  },
  device: (device, ask) => blockedPackets('filter/nat-t-blocked', device, ask),
  pair: (pair, ask) => blockedInPair('filter/nat-t-blocked', pair, ask),
});
