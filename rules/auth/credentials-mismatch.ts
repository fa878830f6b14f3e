import { pairRule } from '../shared/pair-rule.ts';

/** The exchange reaches authentication, and the proof does not hold. */
export const rule = pairRule({
  id: 'auth/credentials-mismatch',
  summary: 'a certificate, an EAP or an XAuth secret does not verify',
  tags: ['authentication', 'certificates'],
  references: ['RFC 7296, section 2.15', 'RFC 4945'],
  formats: ['swanctl'],
  help: 'Give both ends certificates of an authority that the other one trusts, or equal EAP and XAuth secrets',
});
