import { pairRule } from '../shared/pair-rule.ts';

/** strongSwan compares modes in IKEv1 and negotiates them in IKEv2; what IOS accepts depends on who asks. */
export const rule = pairRule({
  id: 'proposal/mode-mismatch',
  summary: 'one end wants tunnel mode and the other transport mode',
  tags: ['proposal', 'mode'],
  references: [
    'RFC 7296, section 1.3.1',
    'Cisco IOS Security Command Reference, mode (IPSec)',
    'strongSwan, libcharon/sa/ikev1/tasks/quick_mode.c',
  ],
  help: 'Set the same mode at both ends: mode tunnel (IOS), mode = tunnel (swanctl.conf), type=tunnel (ipsec.conf)',
});
