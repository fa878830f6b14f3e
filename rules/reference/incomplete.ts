import { noticeRule } from '../shared/notice-rule.ts';

/** An entry that lacks what it needs is kept by IOS and does nothing. */
export const rule = noticeRule({
  meta: {
    id: 'reference/incomplete',
    summary: 'a crypto map entry or profile that lacks a peer, an access list or a transform set',
    severity: 'warning',
    formats: ['ios'],
    tags: ['reference'],
    references: ['Cisco IOS Security Command Reference, crypto map'],
  },
  kinds: ['incomplete'],
  help: 'Add what is missing, or remove the entry',
});
