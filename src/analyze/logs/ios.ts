import type { LogPattern } from './pattern.ts';

/** What IOS and IOS-XE show in syslog, `debug crypto isakmp|ikev2|ipsec` and `show crypto isakmp sa` where a negotiation ends. */
export const IOS_LOG: readonly LogPattern[] = (
  [
    {
      side: 'both',
      text: 'MM_NO_STATE',
      means: 'Main mode got no further than its first two messages.',
      look: 'UDP 500 at the filters of both sides, then the isakmp policies.',
      endings: [
        { reason: 'blocked', detail: ['filter-ike', 'filter-source-port', 'nat-inbound', 'port-stolen'], exchange: ['main'] },
        { reason: 'ike-proposal', exchange: ['main'] },
        { reason: 'no-ike-config', exchange: ['main'] },
      ],
      rules: ['filter/ike-blocked', 'filter/source-port-pinned', 'proposal/no-common-ike'],
    },
    {
      side: 'both',
      text: 'MM_KEY_EXCH',
      means: 'Main mode stopped at its fifth message: UDP 4500 does not get through, or the pre-shared keys differ.',
      look: 'UDP 4500 at the filter of the responder, then the keys.',
      endings: [
        { reason: 'blocked', detail: ['filter-nat-t', 'nat-half-forward', 'filter-source-port'], exchange: ['main'] },
        { reason: 'auth', exchange: ['main'] },
      ],
      rules: ['filter/nat-t-blocked', 'nat/half-forwarded-port', 'auth/psk-mismatch'],
    },
    {
      side: 'both',
      text: 'AG_NO_STATE',
      means: 'Aggressive mode got no answer.',
      look: 'UDP 500 at the filters, the identity and its key on the responder, `crypto isakmp aggressive-mode disable`.',
      endings: [
        { reason: 'blocked', exchange: ['aggressive'] },
        { reason: 'psk-unusable', exchange: ['aggressive'] },
        { reason: 'aggressive-psk-refused' },
      ],
      rules: ['filter/ike-blocked', 'auth/aggressive-psk-refused', 'auth/psk-not-found'],
    },
    {
      side: 'responder',
      text: 'Unable to initiate or respond to Aggressive Mode while disabled',
      means: '`crypto isakmp aggressive-mode disable` refuses the exchange.',
      look: 'That line on this side; better, IKEv2 on both.',
      endings: [{ reason: 'aggressive-psk-refused' }],
      rules: ['auth/aggressive-psk-refused'],
    },
    {
      side: 'responder',
      text: 'atts are not acceptable',
      means: 'A policy or transform set of the peer was compared and differs; the lines above name the attribute.',
      look: '`crypto isakmp policy` (phase 1) or the transform sets (phase 2) of both sides, with their defaults.',
      endings: [{ reason: 'ike-proposal' }, { reason: 'child-proposal' }],
      rules: ['proposal/no-common-ike', 'proposal/no-common-child', 'proposal/defaults-in-use'],
    },
    {
      side: 'responder',
      text: 'no offers accepted',
      means: 'No isakmp policy of the peer equals one of this router, or there is no key for the peer.',
      look: '`crypto isakmp policy` of both sides with their defaults; then `crypto isakmp key`.',
      endings: [
        { reason: 'ike-proposal', exchange: ['main', 'aggressive'] },
        { reason: 'psk-unusable', exchange: ['main', 'aggressive'] },
      ],
      rules: ['proposal/no-common-ike', 'auth/psk-not-found'],
    },
    {
      side: 'both',
      text: 'No pre-shared key with',
      means: 'There is no key for the address of the peer as it is seen, after the NAT.',
      look: '`crypto isakmp key … address` and the keyrings on this side.',
      endings: [{ reason: 'psk-unusable' }],
      rules: ['auth/psk-not-found', 'nat/main-mode-psk-dynamic-peer'],
    },
    {
      side: 'both',
      text: 'failed its sanity check or is malformed',
      means: 'A message cannot be decrypted: the pre-shared keys differ.',
      look: 'The keys of both sides, upper and lower case, trailing blanks.',
      endings: [{ reason: 'auth', detail: ['psk-differs', 'dynamic-psk'], exchange: ['main'] }],
      rules: ['auth/psk-mismatch'],
    },
    {
      side: 'responder',
      text: 'proxy identities not supported',
      means: 'No line of the crypto ACL is the mirror of what the peer proposes, nor contains it.',
      look: 'The crypto ACLs of both sides: each must be the mirror of the other.',
      endings: [{ reason: 'ts', exchange: ['main', 'aggressive'] }],
      rules: ['selector/not-mirrored', 'selector/route-based-against-policy-based'],
    },
    {
      side: 'responder',
      text: 'phase 2 SA policy not acceptable',
      means: 'Transform set, PFS or crypto ACL of the peer has no counterpart here.',
      look: 'The crypto map entry for this peer: transform set, `set pfs`, ACL.',
      endings: [
        { reason: 'child-proposal', exchange: ['main', 'aggressive'] },
        { reason: 'ts', exchange: ['main', 'aggressive'] },
      ],
      rules: ['proposal/no-common-child', 'proposal/pfs-mismatch', 'selector/not-mirrored'],
    },
    {
      side: 'initiator',
      text: 'NO_PROPOSAL_CHOSEN',
      means: 'The peer has no common proposal, or no configuration for these addresses and this version.',
      look: 'The log of the peer.',
      endings: [{ reason: 'ike-proposal' }, { reason: 'child-proposal' }, { reason: 'no-ike-config' }],
      rules: ['proposal/no-common-ike', 'proposal/no-common-child', 'proposal/version-mismatch'],
    },
    {
      side: 'responder',
      text: 'IKEv2 profile not found',
      means:
        'No IKEv2 profile matches the identity that the peer sent (its private address, if it is behind a NAT and sends its address).',
      look: '`match identity remote` on this side against `identity local` of the peer.',
      endings: [{ reason: 'peer-config', exchange: ['ikev2'] }],
      rules: ['auth/identity-mismatch', 'nat/private-identity'],
    },
    {
      side: 'both',
      text: 'AUTHENTICATION_FAILED',
      means: 'A key or signature does not verify, or the identity is not the one that is required.',
      look: 'The keyrings of both sides, then the identities.',
      endings: [
        { reason: 'auth', exchange: ['ikev2'] },
        { reason: 'peer-config', exchange: ['ikev2'] },
      ],
      rules: ['auth/psk-mismatch', 'auth/identity-mismatch'],
    },
    {
      side: 'both',
      text: 'RECVD_PKT_INV_SPI',
      means:
        'ESP arrives for an SA that this side does not have: the tunnel is half open, the initiator refused what the responder installed.',
      look: 'The identity that the initiator requires.',
      endings: [{ reason: 'peer-config', detail: ['identity'], exchange: ['ikev2'] }],
      rules: ['auth/identity-mismatch'],
    },
    {
      side: 'initiator',
      text: 'TS_UNACCEPTABLE',
      means: 'The responder carries none of the networks that were proposed.',
      look: 'The crypto ACLs or traffic selectors of both sides.',
      endings: [{ reason: 'ts', exchange: ['ikev2'] }],
      rules: ['selector/not-mirrored'],
    },
  ] satisfies readonly Omit<LogPattern, 'platform'>[]
).map((pattern): LogPattern => ({ platform: 'ios', ...pattern }));
