import type { Device, Notice } from '../../src/rule/index.ts';
import { noticeRule } from '../shared/notice-rule.ts';

/** An entry that lacks what it needs is kept by IOS and does nothing. Profiles are told by `auth/incomplete-profile`. */
export const rule = noticeRule({
  meta: {
    id: 'reference/incomplete',
    summary: 'a crypto map entry or ipsec profile that lacks a peer, an access list or a transform set',
    severity: 'warning',
    formats: ['ios'],
    tags: ['reference'],
    references: ['Cisco IOS Security Command Reference, crypto map'],
  },
  kinds: ['incomplete'],
  except: isProfile,
  help: 'Add what is missing, or remove the entry',
});

function isProfile({ origin }: Notice, { ios }: Device): boolean {
  if (ios === undefined || !('start' in origin)) return false;
  const profiles = [...ios.isakmpProfiles, ...ios.ikev2Profiles];
  return profiles.some(
    ({ header }) => header.source === origin.source && header.start <= origin.start && origin.start < header.end,
  );
}
