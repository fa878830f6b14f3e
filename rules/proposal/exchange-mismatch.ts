import { pairRule } from '../shared/pair-rule.ts';

/** A strongSwan responder accepts exactly the mode that it is configured for. */
export const rule = pairRule({
  id: 'proposal/exchange-mismatch',
  summary: 'one end uses main mode and the other insists on aggressive mode',
  tags: ['proposal', 'ikev1'],
  references: ['RFC 2409, section 5'],
  formats: ['swanctl', 'ipsec.conf'],
  help: 'Use main mode at both ends (aggressive = no), or better IKEv2',
});
