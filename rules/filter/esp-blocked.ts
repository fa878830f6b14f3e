import { defineRule } from '../../src/rule/index.ts';
import { blockedInPair, blockedPackets } from '../shared/blocked-packets.ts';
import { pairMessage } from '../shared/from-reason.ts';

/** IKE comes up and no packet of the tunnel arrives. */
export const rule = defineRule({
  meta: {
    id: 'filter/esp-blocked',
    summary: 'ESP or AH is dropped where nothing puts it into UDP',
    severity: 'error',
    scope: ['device', 'pair'],
    formats: ['ios', 'iptables', 'nft'],
    tags: ['filter', 'esp'],
    references: ['RFC 4303, section 2', 'RFC 3948, section 2'],
    offers: 'fix',
    messages: {
      blocked: {
        text: '{filter} drops {witness}: {because}. {gateway} comes up and then receives nothing, for {why}',
        help: '{fix}',
      },
      pair: pairMessage('Permit ESP (IP protocol 50) in the filter that is shown, or force UDP encapsulation with encap = yes'),
    },
  },
  device: (device, ask) => blockedPackets('filter/esp-blocked', device, ask),
  pair: (pair, ask) => blockedInPair('filter/esp-blocked', pair, ask),
});
