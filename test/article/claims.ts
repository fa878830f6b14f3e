import { edits, IOS_AGGRESSIVE, IOS_IKEV2, STRONGSWAN, type Tree } from './base.ts';

/** What a failing case must show: the rule, and a piece of the line that its finding stands at. */
export interface Expected {
  readonly rule: string;
  readonly path: string;
  /** Text of the line of the finding. */
  readonly line: string;
}

/** One claim on one vendor: what shows the mistake, and the remedy. */
export interface Claim {
  readonly id: string;
  readonly vendor: 'ios' | 'strongswan';
  readonly claim: string;
  readonly fails: Tree;
  readonly expected: readonly Expected[];
  readonly passes: Tree;
}

const HQ = 'hq/hq.cfg';
const BRANCH = 'branch/branch.cfg';
const HQ_SWAN = 'hq/swanctl.conf';
const BRANCH_SWAN = 'branch/swanctl.conf';
const HQ_RULES = 'hq/rules.v4';
const ESP = 'crypto ipsec transform-set T esp-aes 256 esp-sha256-hmac';
const AH = 'crypto ipsec transform-set T ah-sha256-hmac';
const PERMIT_4500 = ' permit udp any host 203.0.113.1 eq non500-isakmp\n';
const ACCEPT_4500 = '-A INPUT -i eth0 -p udp -m udp --dport 4500 -j ACCEPT\n';
const WITHOUT_4500 = edits(IOS_IKEV2, [HQ, PERMIT_4500, '']);
const PINNED = edits(
  IOS_IKEV2,
  [HQ, ' permit udp any host 203.0.113.1 eq isakmp\n', ' permit udp any eq isakmp host 203.0.113.1 eq isakmp\n'],
  [HQ, PERMIT_4500, ' permit udp any eq non500-isakmp host 203.0.113.1 eq non500-isakmp\n'],
);
const SWAN_WITHOUT_4500 = edits(STRONGSWAN, [HQ_RULES, ACCEPT_4500, '']);
const SWAN_PINNED = edits(
  STRONGSWAN,
  [HQ_RULES, '--dport 500 ', '--sport 500 --dport 500 '],
  [HQ_RULES, '--dport 4500 ', '--sport 4500 --dport 4500 '],
);
const NAT_T_OFF = edits(IOS_AGGRESSIVE, [
  HQ,
  'crypto isakmp keepalive',
  'no crypto ipsec nat-transparency udp-encapsulation\ncrypto isakmp keepalive',
]);
const TRANSPORT = edits(
  IOS_IKEV2,
  [HQ, ' mode tunnel', ' mode transport require'],
  [BRANCH, ' mode tunnel', ' mode transport require'],
);
const SWAN_TRANSPORT = edits(STRONGSWAN, [BRANCH_SWAN, 'mode = tunnel', 'mode = transport']);
const TWO_DYNAMIC_PEERS = edits(
  STRONGSWAN,
  [HQ_SWAN, 'version = 2', 'version = 1'],
  [BRANCH_SWAN, 'version = 2', 'version = 1'],
  [
    HQ_SWAN,
    'connections {\n',
    `connections {
  office2 {
    version = 1
    local_addrs = 203.0.113.1
    remote_addrs = %any
    proposals = aes256-sha256-modp2048
    dpd_delay = 30s
    local {
      auth = psk
      id = hq.example.net
    }
    remote {
      auth = psk
      id = office2.example.net
    }
    children {
      net2 {
        esp_proposals = aes256-sha256-modp2048
        local_ts = 192.168.1.0/24
        remote_ts = 192.168.20.0/24
      }
    }
  }
`,
  ],
  [
    HQ_SWAN,
    'secrets {\n',
    'secrets {\n  ike-2 {\n    id = office2.example.net\n    secret = 0sQ29ycmVjdEhvcnNlQmF0dGVyeVN0YXBsZTEyMzQ1Njc=\n  }\n',
  ],
);
const SWAN_AGGRESSIVE = edits(
  STRONGSWAN,
  [HQ_SWAN, 'version = 2', 'version = 1\n    aggressive = yes'],
  [BRANCH_SWAN, 'version = 2', 'version = 1\n    aggressive = yes'],
  ['hq/strongswan.conf', 'keep_alive = 20s', 'keep_alive = 20s\n  i_dont_care_about_security_and_use_aggressive_mode_psk = yes'],
);
const MAIN_MODE = edits(IOS_AGGRESSIVE, [
  BRANCH,
  'crypto isakmp peer address 203.0.113.1\n set aggressive-mode password fvPYCuqXZ0NtzUsGkCSq4gewCsLOEjfha6PCevxqzOs\n set aggressive-mode client-endpoint fqdn office1.example.net\n',
  'crypto isakmp key fvPYCuqXZ0NtzUsGkCSq4gewCsLOEjfha6PCevxqzOs address 203.0.113.1\n',
]);
const WEAK = edits(
  IOS_AGGRESSIVE,
  [HQ, ' encr aes 256\n hash sha256\n', ' encr 3des\n hash sha\n'],
  [HQ, ' group 14\ncrypto', ' group 2\ncrypto'],
  [HQ, 'key fvPYCuqXZ0NtzUsGkCSq4gewCsLOEjfha6PCevxqzOs', 'key cisco'],
  [HQ, ESP, 'crypto ipsec transform-set T esp-3des esp-sha-hmac'],
  [HQ, ' set pfs group14\n', ''],
  [BRANCH, ' encr aes 256\n hash sha256\n', ' encr 3des\n hash sha\n'],
  [BRANCH, ' group 14\ncrypto', ' group 2\ncrypto'],
  [BRANCH, 'password fvPYCuqXZ0NtzUsGkCSq4gewCsLOEjfha6PCevxqzOs', 'password cisco'],
  [BRANCH, ESP, 'crypto ipsec transform-set T esp-3des esp-sha-hmac'],
  [BRANCH, ' set pfs group14\n', ''],
);

/** The twenty claims of the article, on both vendors where the claim has something that can be configured there. */
export const CLAIMS: readonly Claim[] = [
  {
    id: 'S1',
    vendor: 'ios',
    claim: 'AH authenticates the IP header, so NAT makes verification fail',
    fails: edits(IOS_IKEV2, [HQ, ESP, AH], [BRANCH, ESP, AH]),
    expected: [{ rule: 'nat/ah-across-nat', path: BRANCH, line: AH }],
    passes: IOS_IKEV2,
  },
  {
    id: 'S1',
    vendor: 'strongswan',
    claim: 'AH authenticates the IP header, so NAT makes verification fail',
    fails: edits(
      STRONGSWAN,
      [HQ_SWAN, 'esp_proposals = aes256-sha256-modp2048', 'ah_proposals = sha256-modp2048'],
      [BRANCH_SWAN, 'esp_proposals = aes256-sha256-modp2048', 'ah_proposals = sha256-modp2048'],
    ),
    expected: [{ rule: 'nat/ah-across-nat', path: BRANCH_SWAN, line: 'ah_proposals' }],
    passes: STRONGSWAN,
  },
  {
    id: 'S2',
    vendor: 'ios',
    claim: 'NAPT cannot read the ports that ESP encrypts',
    fails: NAT_T_OFF,
    expected: [{ rule: 'nat/esp-without-udp-encapsulation', path: HQ, line: 'no crypto ipsec nat-transparency' }],
    passes: IOS_AGGRESSIVE,
  },
  {
    id: 'S2',
    vendor: 'strongswan',
    claim: 'NAPT cannot read the ports that ESP encrypts',
    fails: edits(STRONGSWAN, ['hq/strongswan.conf', 'keep_alive = 20s', 'port_nat_t = 0']),
    expected: [{ rule: 'nat/pinned-ike-port', path: 'hq/strongswan.conf', line: 'port_nat_t' }],
    passes: STRONGSWAN,
  },
  {
    id: 'S3',
    vendor: 'ios',
    claim: 'IKE with a fixed source port cannot be translated',
    fails: edits(IOS_IKEV2, [
      HQ,
      ' permit udp any host 203.0.113.1 eq isakmp\n',
      ' permit udp any eq isakmp host 203.0.113.1 eq isakmp\n',
    ]),
    expected: [{ rule: 'filter/source-port-pinned', path: HQ, line: 'permit udp any eq isakmp host' }],
    passes: IOS_IKEV2,
  },
  {
    id: 'S3',
    vendor: 'strongswan',
    claim: 'IKE with a fixed port cannot float',
    fails: edits(STRONGSWAN, [BRANCH_SWAN, 'remote_addrs = 203.0.113.1', 'remote_addrs = 203.0.113.1\n    local_port = 1500']),
    expected: [{ rule: 'nat/pinned-ike-port', path: BRANCH_SWAN, line: 'local_port' }],
    passes: STRONGSWAN,
  },
  {
    id: 'S4',
    vendor: 'ios',
    claim: 'NAT-T moves IKE to UDP 4500',
    fails: WITHOUT_4500,
    expected: [{ rule: 'filter/nat-t-blocked', path: HQ, line: 'ip access-list extended OUTSIDE-IN' }],
    passes: IOS_IKEV2,
  },
  {
    id: 'S4',
    vendor: 'strongswan',
    claim: 'NAT-T moves IKE to UDP 4500',
    fails: SWAN_WITHOUT_4500,
    expected: [{ rule: 'filter/nat-t-blocked', path: HQ_RULES, line: ':INPUT DROP' }],
    passes: STRONGSWAN,
  },
  {
    id: 'S5',
    vendor: 'ios',
    claim: 'IKE decides on UDP encapsulation by itself, if both ends offer it',
    fails: edits(IOS_AGGRESSIVE, [
      BRANCH,
      'crypto isakmp keepalive',
      'no crypto ipsec nat-transparency udp-encapsulation\ncrypto isakmp keepalive',
    ]),
    expected: [{ rule: 'nat/esp-without-udp-encapsulation', path: BRANCH, line: 'no crypto ipsec nat-transparency' }],
    passes: IOS_AGGRESSIVE,
  },
  {
    id: 'S6',
    vendor: 'ios',
    claim: 'after detection the exchange moves from 500 to 4500',
    fails: edits(IOS_AGGRESSIVE, [HQ, PERMIT_4500, ' deny udp any any eq non500-isakmp\n']),
    expected: [{ rule: 'filter/nat-t-blocked', path: HQ, line: 'deny udp any any eq non500-isakmp' }],
    passes: IOS_AGGRESSIVE,
  },
  {
    id: 'S6',
    vendor: 'strongswan',
    claim: 'after detection the exchange moves from 500 to 4500',
    fails: edits(STRONGSWAN, [HQ_RULES, '--dport 4500 -j ACCEPT', '--dport 4500 -j DROP']),
    expected: [{ rule: 'filter/nat-t-blocked', path: HQ_RULES, line: '--dport 4500 -j DROP' }],
    passes: STRONGSWAN,
  },
  {
    id: 'S7',
    vendor: 'ios',
    claim: 'phase 2 chooses the encapsulation mode',
    fails: edits(IOS_AGGRESSIVE, [HQ, ' mode tunnel', ' mode transport require']),
    expected: [{ rule: 'proposal/mode-mismatch', path: HQ, line: 'mode transport require' }],
    passes: IOS_AGGRESSIVE,
  },
  {
    id: 'S7',
    vendor: 'strongswan',
    claim: 'transport mode does not carry networks',
    fails: SWAN_TRANSPORT,
    expected: [{ rule: 'nat/transport-mode', path: BRANCH_SWAN, line: 'mode = transport' }],
    passes: STRONGSWAN,
  },
  {
    id: 'S8',
    vendor: 'ios',
    claim: 'the vendor id of messages 1 and 2 announces NAT-T',
    fails: NAT_T_OFF,
    expected: [{ rule: 'nat/esp-without-udp-encapsulation', path: HQ, line: 'no crypto ipsec nat-transparency' }],
    passes: IOS_AGGRESSIVE,
  },
  {
    id: 'S10',
    vendor: 'strongswan',
    claim: 'IKEv2 with MOBIKE moves to 4500 without any NAT',
    fails: edits(SWAN_WITHOUT_4500, [
      'ipsec-lint.config.json',
      '"nat":{"kind":"napt","public":"198.51.100.7"}',
      '"nat":{"kind":"none"}',
    ]),
    expected: [{ rule: 'filter/nat-t-blocked', path: HQ_RULES, line: ':INPUT DROP' }],
    passes: edits(
      SWAN_WITHOUT_4500,
      ['ipsec-lint.config.json', '"nat":{"kind":"napt","public":"198.51.100.7"}', '"nat":{"kind":"none"}'],
      [BRANCH_SWAN, 'version = 2', 'version = 2\n    mobike = no'],
      [HQ_SWAN, 'version = 2', 'version = 2\n    mobike = no'],
    ),
  },
  {
    id: 'S11',
    vendor: 'ios',
    claim: 'the source port may be rewritten: ACLs must accept any',
    fails: PINNED,
    expected: [{ rule: 'filter/source-port-pinned', path: HQ, line: 'permit udp any eq isakmp host' }],
    passes: IOS_IKEV2,
  },
  {
    id: 'S11',
    vendor: 'strongswan',
    claim: 'the source port may be rewritten: filters must accept any',
    fails: SWAN_PINNED,
    expected: [{ rule: 'filter/source-port-pinned', path: HQ_RULES, line: '--sport 500 --dport 500' }],
    passes: STRONGSWAN,
  },
  {
    id: 'S11 read literally',
    vendor: 'ios',
    claim: 'any destination port is more than was meant',
    fails: edits(IOS_IKEV2, [HQ, ' permit udp any host 203.0.113.1 eq isakmp\n', ' permit udp any host 203.0.113.1\n']),
    expected: [{ rule: 'filter/destination-port-opened-too-wide', path: HQ, line: 'permit udp any host 203.0.113.1' }],
    passes: IOS_IKEV2,
  },
  {
    id: 'S12',
    vendor: 'ios',
    claim: 'UDP-encapsulated transport mode is a value of its own, which networks cannot have',
    fails: TRANSPORT,
    expected: [{ rule: 'proposal/mode-mismatch', path: HQ, line: 'mode transport require' }],
    passes: IOS_IKEV2,
  },
  {
    id: 'S13',
    vendor: 'strongswan',
    claim: 'NAT-OA repairs checksums in transport mode, for one client behind a NAT',
    fails: edits(
      SWAN_TRANSPORT,
      [BRANCH_SWAN, '        local_ts = 192.168.10.0/24\n        remote_ts = 192.168.1.0/24\n', ''],
      [
        HQ_SWAN,
        '        mode = tunnel\n        local_ts = 192.168.1.0/24\n        remote_ts = 192.168.10.0/24\n',
        '        mode = transport\n',
      ],
    ),
    expected: [{ rule: 'nat/transport-mode', path: BRANCH_SWAN, line: 'mode = transport' }],
    passes: STRONGSWAN,
  },
  {
    id: 'S14',
    vendor: 'ios',
    claim: 'stable behind NAT, if keepalives are sent',
    fails: edits(IOS_AGGRESSIVE, [BRANCH, 'crypto isakmp nat keepalive 20\n', '']),
    expected: [{ rule: 'nat/no-keepalive', path: BRANCH, line: 'crypto map M' }],
    passes: IOS_AGGRESSIVE,
  },
  {
    id: 'S14',
    vendor: 'strongswan',
    claim: 'stable behind NAT, if keepalives are sent',
    fails: edits(STRONGSWAN, ['branch/strongswan.conf', 'keep_alive = 20s', 'keep_alive = 0']),
    expected: [{ rule: 'nat/no-keepalive', path: 'branch/strongswan.conf', line: 'keep_alive = 0' }],
    passes: STRONGSWAN,
  },
  {
    id: 'S15',
    vendor: 'strongswan',
    claim: 'the dynamic side must be the initiator',
    fails: edits(
      STRONGSWAN,
      [BRANCH_SWAN, 'remote_addrs = 203.0.113.1', 'remote_addrs = %any'],
      [BRANCH_SWAN, '        start_action = start\n', ''],
    ),
    expected: [{ rule: 'nat/responder-only-both-sides', path: BRANCH_SWAN, line: '' }],
    passes: STRONGSWAN,
  },
  {
    id: 'S16',
    vendor: 'ios',
    claim: 'main mode with a pre-shared key finds the key by address, so not for a dynamic peer',
    fails: MAIN_MODE,
    expected: [{ rule: 'nat/main-mode-psk-dynamic-peer', path: HQ, line: 'hostname office1.example.net' }],
    passes: IOS_IKEV2,
  },
  {
    id: 'S16',
    vendor: 'strongswan',
    claim: 'main mode with a pre-shared key finds the key by address, so not for two dynamic peers',
    fails: TWO_DYNAMIC_PEERS,
    expected: [{ rule: 'nat/main-mode-psk-dynamic-peer', path: HQ_SWAN, line: '' }],
    passes: STRONGSWAN,
  },
  {
    id: 'S17',
    vendor: 'ios',
    claim: 'aggressive mode with a name works for a dynamic address, at a price',
    fails: IOS_AGGRESSIVE,
    expected: [{ rule: 'auth/aggressive-psk-exposed', path: BRANCH, line: 'aggressive-mode' }],
    passes: IOS_IKEV2,
  },
  {
    id: 'S17',
    vendor: 'strongswan',
    claim: 'aggressive mode with a name works for a dynamic address, at a price',
    fails: SWAN_AGGRESSIVE,
    expected: [{ rule: 'auth/aggressive-psk-exposed', path: BRANCH_SWAN, line: 'aggressive = yes' }],
    passes: STRONGSWAN,
  },
  {
    id: 'S18',
    vendor: 'ios',
    claim: 'IKEv1 is the norm for dynamic addresses: no longer',
    fails: IOS_AGGRESSIVE,
    expected: [{ rule: 'crypto/ikev1', path: BRANCH, line: '' }],
    passes: IOS_IKEV2,
  },
  {
    id: 'S19',
    vendor: 'ios',
    claim: 'the sample values of the article',
    fails: WEAK,
    expected: [
      { rule: 'crypto/weak-algorithm', path: HQ, line: 'encr 3des' },
      { rule: 'crypto/weak-algorithm', path: HQ, line: 'group 2' },
      { rule: 'auth/weak-psk', path: HQ, line: 'crypto isakmp key' },
      { rule: 'crypto/no-pfs', path: HQ, line: '' },
    ],
    passes: IOS_IKEV2,
  },
  {
    id: 'S20',
    vendor: 'ios',
    claim: 'the first aggressive message carries the name that the head office has a key for',
    fails: edits(IOS_AGGRESSIVE, [HQ, 'hostname office1.example.net', 'hostname office2.example.net']),
    expected: [{ rule: 'auth/psk-not-found', path: HQ, line: '' }],
    passes: IOS_AGGRESSIVE,
  },
  {
    id: 'S20',
    vendor: 'strongswan',
    claim: 'the name that is sent is the name that is expected',
    fails: edits(STRONGSWAN, [
      HQ_SWAN,
      '    remote {\n      auth = psk\n      id = office1.example.net',
      '    remote {\n      auth = psk\n      id = office2.example.net',
    ]),
    expected: [{ rule: 'auth/identity-mismatch', path: HQ_SWAN, line: 'id = office2.example.net' }],
    passes: STRONGSWAN,
  },
];
