import { noticeRule } from '../shared/notice-rule.ts';

/** What is accepted and has no effect is believed to be in force. */
export const rule = noticeRule({
  meta: {
    id: 'syntax/silently-ignored',
    summary: 'a setting that strongSwan accepts and ignores',
    severity: 'warning',
    formats: ['swanctl', 'ipsec.conf'],
    tags: ['syntax'],
    offers: 'fix',
    references: ['strongSwan, ipsec.conf(5)', 'strongSwan, src/starter/keywords.txt', 'strongSwan, libstrongswan/settings'],
  },
  kinds: ['ignored'],
  help: 'Remove the setting, or write the one that takes effect',
});
