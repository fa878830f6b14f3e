import { noticeRule } from '../shared/notice-rule.ts';

/** A statement that is not read cannot be judged: silence about it would look like approval. */
export const rule = noticeRule({
  meta: {
    id: 'syntax/not-understood',
    summary: 'a statement in a block of IPsec configuration that is not understood',
    severity: 'warning',
    formats: ['ios', 'swanctl', 'ipsec.conf', 'iptables', 'nft'],
    tags: ['syntax'],
    offers: 'suggestion',
    references: ['Cisco IOS command references', 'strongSwan, swanctl.conf(5) and ipsec.conf(5)'],
  },
  kinds: ['not-understood'],
  help: 'Correct the statement; if it is right, report it, for the checks of its block may be incomplete',
});
