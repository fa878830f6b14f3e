import type { Base } from './bases.ts';

/** Instead of a rule: no finding of a check, the verdict of `pair` shows the line. */
export const PLAYED = 'pair';

/** One edit of a pair. Kinds are named after the failures that people report, most frequent first. */
export interface Mutation {
  readonly kind: string;
  readonly base: Base;
  readonly path: string;
  readonly find: string;
  readonly replacement: string;
  /** How it must end from branch to head office (`ending`). */
  readonly ends: string;
  /** The rule whose finding must show the edited line. */
  readonly rule: string;
  /** Text of the line that a finding must show, where the edit takes its line away or moves what is wrong elsewhere. */
  readonly shows?: string;
}

type Row = readonly [kind: string, find: string, replacement: string, ends: string, rule: string, shows?: string];

function at(base: Base, path: string, ...rows: readonly Row[]): readonly Mutation[] {
  return rows.map(([kind, find, replacement, ends, rule, shows]) => ({
    ...{ kind, base, path, find, replacement, ends, rule },
    ...(shows === undefined ? {} : { shows }),
  }));
}

const KEY = 'fvPYCuqXZ0NtzUsGkCSq4gewCsLOEjfha6PCevxqzOs';
const OTHER = 'fvPYCuqXZ0NtzUsGkCSq4gewCsLOEjfha6PCevxqzoS';

const IKE = 'proposal/no-common-ike';
const CHILD = 'proposal/no-common-child';
const TS = 'selector/not-mirrored';
const ONE_SIDED = 'reference/one-sided';

const IOS_FILTERS: readonly Row[] = [
  [
    'UDP 500 filtered',
    ' permit udp host 198.51.100.7 host 203.0.113.1 eq isakmp\n',
    '',
    'blocked',
    'filter/ike-blocked',
    'OUTSIDE-IN',
  ],
];

/** Every edit after which the pair must not work. */
export const BREAKING: readonly Mutation[] = [
  ...at(
    'ios-ikev1',
    'hq/r.cfg',
    ['IKE encryption differs', ' encr aes 256', ' encr aes 128', 'ike-proposal', IKE],
    ['IKE hash differs', ' hash sha256', ' hash sha512', 'ike-proposal', IKE],
    ['IKE group differs', ' group 14\n', ' group 19\n', 'ike-proposal', IKE],
    ['IKE value not set, default differs', ' group 14\n', '', 'ike-proposal', IKE, 'crypto isakmp policy 10'],
    ['authentication method differs', ' authentication pre-share', ' authentication rsa-sig', 'ike-proposal', IKE],
    ['ESP encryption differs', 'esp-aes 256 esp', 'esp-aes 128 esp', 'child-proposal', CHILD],
    ['ESP integrity differs', 'esp-sha256-hmac', 'esp-sha-hmac', 'child-proposal', CHILD],
    ['PFS group differs', ' set pfs group14', ' set pfs group19', 'child-proposal', 'proposal/pfs-mismatch'],
    ['pre-shared key differs', KEY, OTHER, 'auth', 'auth/psk-mismatch'],
    [
      'key is for another address',
      `${KEY} address 198.51.100.7`,
      `${KEY} address 198.51.100.8`,
      'psk-unusable',
      'nat/main-mode-psk-dynamic-peer',
    ],
    [
      'key is for the address behind the NAT',
      `${KEY} address 198.51.100.7`,
      `${KEY} address 10.0.0.2`,
      'psk-unusable',
      'nat/main-mode-psk-dynamic-peer',
    ],
    [
      'selectors not mirrored',
      'VPN\n permit ip 192.168.1.0 0.0.0.255',
      'VPN\n permit ip 192.168.2.0 0.0.0.255',
      'ts',
      TS,
      'permit ip 192.168.2.0',
    ],
    [
      'UDP 4500 filtered',
      ' permit udp host 198.51.100.7 host 203.0.113.1 eq non500-isakmp',
      ' deny   udp host 198.51.100.7 host 203.0.113.1 eq non500-isakmp',
      'blocked',
      'filter/nat-t-blocked',
    ],
    [
      'source port pinned',
      'permit udp host 198.51.100.7 host 203.0.113.1 eq isakmp',
      'permit udp host 198.51.100.7 eq isakmp host 203.0.113.1 eq isakmp',
      'blocked',
      'filter/source-port-pinned',
    ],
    [
      'NAT-T off',
      'crypto isakmp nat keepalive 20',
      'no crypto ipsec nat-transparency udp-encapsulation',
      'up, traffic blocked',
      'nat/esp-without-udp-encapsulation',
    ],
    ['AH across NAT', 'esp-aes 256 esp-sha256-hmac', 'ah-sha256-hmac esp-aes 256', 'child-proposal', CHILD],
    [
      'IKE port forwarded to a host',
      'ip nat inside source list NAT',
      'ip nat inside source static udp 192.168.1.9 4500 interface GigabitEthernet0/0 4500\nip nat inside source list NAT',
      'blocked',
      'nat/own-port-stolen',
    ],
    [
      'crypto map not applied',
      ' ip nat outside\n crypto map M\n',
      ' ip nat outside\n',
      'no-ike-config',
      'reference/unused',
      'crypto map M 10',
    ],
    ['the peer is another', ' set peer 198.51.100.7', ' set peer 198.51.100.8', 'ts', ONE_SIDED],
  ),
  ...at('ios-ikev1-open', 'hq/r.cfg', ...IOS_FILTERS, [
    'ESP filtered',
    ' permit esp host 198.51.100.7 host 203.0.113.1',
    ' deny   esp host 198.51.100.7 host 203.0.113.1',
    'up, traffic blocked',
    'filter/esp-blocked',
  ]),
  ...at(
    'ios-ikev1',
    'branch/r.cfg',
    [
      'NAT exemption missing',
      ' deny   ip 192.168.10.0 0.0.0.255 192.168.1.0 0.0.0.255\n',
      '',
      'up, traffic blocked',
      'nat/exemption-missing',
      'permit ip 192.168.10.0 0.0.0.255 any',
    ],
    [
      'NAT exemption too late',
      ' deny   ip 192.168.10.0 0.0.0.255 192.168.1.0 0.0.0.255\n permit ip 192.168.10.0 0.0.0.255 any',
      ' permit ip 192.168.10.0 0.0.0.255 any\n deny   ip 192.168.10.0 0.0.0.255 192.168.1.0 0.0.0.255',
      'up, traffic blocked',
      'nat/exemption-shadowed',
    ],
    ['the peer is another', ' set peer 203.0.113.1', ' set peer 203.0.113.9', 'blocked', PLAYED],
  ),
  ...at(
    'ios-aggressive',
    'hq/hq.cfg',
    ['pre-shared key differs', KEY, OTHER, 'auth', 'auth/psk-mismatch'],
    [
      'key is for another name',
      'hostname office1.example.net',
      'hostname office2.example.net',
      'psk-unusable',
      'auth/psk-not-found',
    ],
    ['IKE group differs', ' group 14\n', ' group 5\n', 'ike-proposal', IKE],
    [
      'aggressive mode refused',
      'crypto isakmp keepalive 30 periodic',
      'crypto isakmp keepalive 30 periodic\ncrypto isakmp aggressive-mode disable',
      'aggressive-psk-refused',
      'auth/aggressive-psk-refused',
    ],
  ),
  ...(['ios-ikev2', 'hq ios, branch swanctl'] as const).flatMap((base) =>
    at(
      base,
      'hq/hq.cfg',
      ['IKE encryption differs', 'encryption aes-cbc-256', 'encryption aes-cbc-128', 'ike-proposal', IKE],
      ['IKE hash differs', 'integrity sha256', 'integrity sha512', 'ike-proposal', IKE],
      ['IKE group differs', ' group 14\ncrypto', ' group 21\ncrypto', 'ike-proposal', IKE],
      ['ESP encryption differs', 'esp-aes 256', 'esp-aes', 'child-proposal', CHILD],
      ['ESP integrity differs', 'esp-sha256-hmac', 'esp-sha512-hmac', 'child-proposal', CHILD],
      ['pre-shared key differs', KEY, OTHER, 'auth', 'auth/psk-mismatch'],
      [
        'peer identity differs',
        'match identity remote fqdn office1',
        'match identity remote fqdn office2',
        'peer-config',
        'auth/identity-mismatch',
      ],
      [
        'own identity differs',
        'identity local fqdn hq.example.net',
        'identity local fqdn hk.example.net',
        ...(base === 'ios-ikev2'
          ? (['peer-config', 'auth/identity-mismatch'] as const)
          : (['psk-unusable', 'auth/psk-not-found', 'crypto map M 65535'] as const)),
      ],
      ['key is for another name', '  identity fqdn office1', '  identity fqdn office2', 'psk-unusable', 'auth/psk-not-found'],
      ['selectors not mirrored', 'permit ip 192.168.1.0 0.0.0.255', 'permit ip 192.168.2.0 0.0.0.255', 'ts', TS],
      [
        'UDP 500 filtered',
        ' permit udp any host 203.0.113.1 eq isakmp',
        ' deny   udp any host 203.0.113.1 eq isakmp',
        'blocked',
        'filter/ike-blocked',
      ],
      [
        'UDP 4500 filtered',
        ' permit udp any host 203.0.113.1 eq non500-isakmp',
        ' permit udp any host 203.0.113.1 eq ntp',
        'blocked',
        'filter/nat-t-blocked',
        'OUTSIDE-IN',
      ],
      [
        'source port pinned',
        'udp any host 203.0.113.1 eq non500-isakmp',
        'udp any eq 4500 host 203.0.113.1 eq 4500',
        'blocked',
        'filter/source-port-pinned',
      ],
      ['PFS group differs', 'set pfs group14', 'set pfs group21', 'up until child-rekey', 'proposal/pfs-mismatch'],
      ['keyring not named', ' keyring local K\n', '', 'psk-unusable', 'auth/incomplete-profile', 'crypto ikev2 profile PROF'],
      [
        'authentication method differs',
        'authentication remote pre-share',
        'authentication remote rsa-sig',
        'peer-config',
        'proposal/auth-method-mismatch',
      ],
    ),
  ),
  ...(['ios-gre', 'ios-vti'] as const).flatMap((base) =>
    at(
      base,
      'hq/r.cfg',
      ['IKE encryption differs', 'encryption aes-cbc-256', 'encryption aes-cbc-128', 'ike-proposal', IKE],
      ['ESP encryption differs', 'esp-aes 256', 'esp-aes 192', 'child-proposal', CHILD],
      ['pre-shared key differs', KEY, OTHER, 'auth', 'auth/psk-mismatch'],
      ['key is for another address', '  address 198.51.100.7', '  address 198.51.100.8', 'psk-unusable', 'auth/psk-not-found'],
      [
        'peer identity differs',
        'match identity remote fqdn branch',
        'match identity remote fqdn bronch',
        'peer-config',
        'auth/identity-mismatch',
      ],
      [
        'ESP filtered',
        ' permit esp host 198.51.100.7 host 203.0.113.1',
        ' deny   esp host 198.51.100.7 host 203.0.113.1',
        'up, traffic blocked',
        'filter/esp-blocked',
      ],
      [
        'UDP 500 filtered',
        ' permit udp host 198.51.100.7 host 203.0.113.1 eq isakmp',
        ' deny   udp host 198.51.100.7 host 203.0.113.1 eq isakmp',
        'blocked',
        'filter/ike-blocked',
      ],
      ['the peer is another', 'tunnel destination 198.51.100.7', 'tunnel destination 198.51.100.8', 'ts', ONE_SIDED],
      [
        'tunnel is not protected',
        ' tunnel protection ipsec profile IPSEC\n',
        '',
        'no-ike-config',
        'reference/unused',
        'crypto ipsec profile IPSEC',
      ],
    ),
  ),
  ...at('ios-vti', 'hq/r.cfg', [
    'GRE against IPsec encapsulation',
    'tunnel mode ipsec ipv4',
    'tunnel mode gre ip',
    'ts',
    'selector/route-based-against-policy-based',
    'ip address 203.0.113.1',
  ]),
  ...(['swanctl-v2', 'hq swanctl, branch ios', 'swanctl-v1'] as const).flatMap((base) => {
    const v1 = base === 'swanctl-v1';
    return at(
      base,
      'hq/swanctl.conf',
      ['IKE encryption differs', '    proposals = aes256-sha256', '    proposals = aes128-sha256', 'ike-proposal', IKE],
      ['IKE hash differs', '    proposals = aes256-sha256', '    proposals = aes256-sha512', 'ike-proposal', IKE],
      [
        'IKE group differs',
        '    proposals = aes256-sha256-modp2048',
        '    proposals = aes256-sha256-ecp256',
        'ike-proposal',
        IKE,
      ],
      ['ESP encryption differs', 'esp_proposals = aes256', 'esp_proposals = aes128', 'child-proposal', CHILD],
      ['ESP integrity differs', 'esp_proposals = aes256-sha256', 'esp_proposals = aes256-sha512', 'child-proposal', CHILD],
      ['SHA-256 truncated', 'esp_proposals = aes256-sha256', 'esp_proposals = aes256-sha256_96', 'child-proposal', CHILD],
      [
        'PFS group differs',
        'esp_proposals = aes256-sha256-modp2048',
        'esp_proposals = aes256-sha256-ecp384',
        v1 ? 'child-proposal' : 'up until child-rekey',
        'proposal/pfs-mismatch',
      ],
      [
        'pre-shared key differs',
        base.endsWith('ios') ? KEY : `0s${KEY}`,
        base.endsWith('ios') ? OTHER : `0s${OTHER}`,
        v1 ? 'auth' : 'auth',
        'auth/psk-mismatch',
      ],
      [
        'key is for another name',
        '    id = office1.example.net\n    secret',
        '    id = office2.example.net\n    secret',
        'psk-unusable',
        'auth/psk-not-found',
      ],
      [
        'peer identity differs',
        '      id = office1.example.net',
        '      id = office2.example.net',
        ...(v1 ? (['psk-unusable', 'auth/psk-not-found'] as const) : (['peer-config', 'auth/identity-mismatch'] as const)),
      ],
      ['selectors not mirrored', 'local_ts = 192.168.1.0/24', 'local_ts = 192.168.2.0/24', 'ts', TS],
      ['peer is not covered', 'remote_ts = 192.168.10.0/24', 'remote_ts = 192.168.11.0/24', 'ts', TS],
      ['AH across NAT', 'esp_proposals = aes256-sha256-modp2048', 'ah_proposals = sha256-modp2048', 'child-proposal', CHILD],
      [
        'IKE version differs',
        v1 ? 'version = 1' : 'version = 2',
        v1 ? 'version = 2' : 'version = 1',
        'no-ike-config',
        'proposal/version-mismatch',
      ],
      [
        'the peer is another',
        v1 ? 'remote_addrs = 198.51.100.7' : 'remote_addrs = %any',
        'remote_addrs = 198.51.100.8',
        'no-ike-config',
        ONE_SIDED,
      ],
      [
        'the address is not its own',
        'local_addrs = 203.0.113.1',
        'local_addrs = 203.0.113.2',
        'no-ike-config',
        'nat/local-address-not-owned',
      ],
      [
        'authentication method differs',
        '    remote {\n      auth = psk',
        '    remote {\n      auth = pubkey',
        'peer-config',
        'proposal/auth-method-mismatch',
        'auth = pubkey',
      ],
      [
        'AEAD without a PRF',
        '    proposals = aes256-sha256-modp2048',
        '    proposals = aes256gcm16-modp2048',
        'config-rejected',
        'syntax/file-rejected',
      ],
    );
  }),
  ...at(
    'swanctl-v2',
    'hq/rules.v4',
    [
      'UDP 4500 filtered',
      '-A INPUT -i eth0 -p udp -m udp --dport 4500 -j ACCEPT\n',
      '',
      'blocked',
      'filter/nat-t-blocked',
      ':INPUT DROP',
    ],
    ['UDP 500 filtered', '--dport 500 -j ACCEPT', '--dport 500 -j DROP', 'blocked', 'filter/ike-blocked'],
    ['source port pinned', '--dport 4500', '--sport 4500 --dport 4500', 'blocked', 'filter/source-port-pinned'],
  ),
  ...at(
    'swanctl-v2',
    'branch/swanctl.conf',
    ['own identity differs', '      id = office1.example.net', '      id = @10.0.0.2', 'peer-config', 'auth/identity-mismatch'],
    ['the peer is another', 'remote_addrs = 203.0.113.1', 'remote_addrs = 203.0.113.9', 'blocked', PLAYED],
  ),
  ...at('swanctl-v1', 'branch/swanctl.conf', [
    'exchange differs',
    'version = 1',
    'version = 1\n    aggressive = yes',
    'aggressive-psk-refused',
    'auth/aggressive-psk-exposed',
    'aggressive = yes',
  ]),
  ...at(
    'ipsec.conf',
    'hq/ipsec.conf',
    ['IKE encryption differs', 'ike=aes256', 'ike=aes128', 'ike-proposal', IKE],
    ['IKE group differs', 'ike=aes256-sha256-modp2048', 'ike=aes256-sha256-modp3072', 'ike-proposal', IKE],
    ['ESP integrity differs', 'esp=aes256-sha256', 'esp=aes256-sha1', 'child-proposal', CHILD],
    [
      'PFS group differs',
      'esp=aes256-sha256-modp2048',
      'esp=aes256-sha256-modp4096',
      'up until child-rekey',
      'proposal/pfs-mismatch',
    ],
    ['peer identity differs', 'rightid=@branch.example.net', 'rightid=@10.0.0.2', 'peer-config', 'auth/identity-mismatch'],
    ['selectors not mirrored', 'leftsubnet=192.168.1.0/24', 'leftsubnet=192.168.2.0/24', 'ts', TS],
    ['IKE version differs', 'keyexchange=ikev2', 'keyexchange=ikev1', 'no-ike-config', 'proposal/version-mismatch'],
    ['the peer is another', 'right=198.51.100.7', 'right=198.51.100.8', 'no-ike-config', ONE_SIDED],
    ['authentication method differs', 'authby=secret', 'authby=pubkey', 'peer-config', 'proposal/auth-method-mismatch'],
    ['AH across NAT', 'esp=aes256-sha256-modp2048', 'ah=sha256-modp2048', 'child-proposal', CHILD],
  ),
  ...at(
    'ipsec.conf',
    'hq/ipsec.secrets',
    ['pre-shared key differs', KEY, OTHER, 'auth', 'auth/psk-mismatch'],
    ['key is for another name', '@hq.example.net @branch', '@hk.example.net @bronch', 'psk-unusable', 'auth/psk-not-found'],
  ),
];

type NeutralRow = readonly [kind: string, path: string, find: string | RegExp, replacement: string];

/** Edits that change the text and nothing else: the pair must come up as before. */
export const NEUTRAL: readonly (readonly [base: Base, ...edits: NeutralRow])[] = [
  ...(['ios-ikev1', 'ios-ikev1-open'] as const).flatMap((base): (readonly [Base, ...NeutralRow])[] => [
    [base, 'rename', 'hq/r.cfg', /\bVPN\b/g, 'TO-BRANCH'],
    [base, 'rename', 'hq/r.cfg', /transform-set T\b/g, 'transform-set AES-SHA'],
    [base, 'rename', 'hq/r.cfg', /crypto map M\b/g, 'crypto map OUTSIDE'],
    [base, 'comment', 'hq/r.cfg', '!\ncrypto ipsec', '! group 5, once\n!\ncrypto ipsec'],
    [
      base,
      'one more policy',
      'hq/r.cfg',
      'crypto isakmp policy 10',
      'crypto isakmp policy 5\n encr aes 128\n hash sha512\n authentication pre-share\n group 19\ncrypto isakmp policy 10',
    ],
    [base, 'reorder', 'hq/r.cfg', ' encr aes 256\n hash sha256', ' hash sha256\n encr aes 256'],
    [base, 'reorder', 'hq/r.cfg', ' set transform-set T\n set pfs group14', ' set pfs group14\n set transform-set T'],
    [base, 'abbreviation', 'hq/r.cfg', 'authentication pre-share', 'auth pre'],
    [base, 'other spelling', 'hq/r.cfg', /eq isakmp/g, 'eq 500'],
    [base, 'other spelling', 'hq/r.cfg', /eq non500-isakmp/g, 'eq 4500'],
    [base, 'default written out', 'hq/r.cfg', ' group 14\n', ' group 14\n lifetime 86400\n'],
    [base, 'description', 'hq/r.cfg', 'crypto map M 10 ipsec-isakmp', 'crypto map M 10 ipsec-isakmp\n description to the branch'],
  ]),
  ...(['ios-ikev2', 'hq ios, branch swanctl'] as const).flatMap((base): (readonly [Base, ...NeutralRow])[] => [
    [base, 'rename', 'hq/hq.cfg', /\bPROF\b/g, 'BRANCHES'],
    [base, 'rename', 'hq/hq.cfg', /proposal P\b/g, 'proposal STRONG'],
    [base, 'several values', 'hq/hq.cfg', ' group 14\ncrypto', ' group 19 14\ncrypto'],
    [base, 'several values', 'hq/hq.cfg', 'encryption aes-cbc-256', 'encryption aes-cbc-128 aes-cbc-256'],
    [
      base,
      'reorder',
      'hq/hq.cfg',
      ' authentication remote pre-share\n authentication local pre-share',
      ' authentication local pre-share\n authentication remote pre-share',
    ],
    [base, 'comment', 'hq/hq.cfg', '!\ncrypto ipsec', '! esp-des\n!\ncrypto ipsec'],
    [base, 'one more filter line', 'hq/hq.cfg', ' permit esp any', ' permit icmp any any\n permit esp any'],
  ]),
  ...(['ios-gre', 'ios-vti'] as const).flatMap((base): (readonly [Base, ...NeutralRow])[] => [
    [base, 'rename', 'hq/r.cfg', /profile IPSEC\b/g, 'profile OVER-THE-INTERNET'],
    [base, 'rename', 'hq/r.cfg', /Tunnel0\b/g, 'Tunnel77'],
    [base, 'other spelling', 'hq/r.cfg', 'tunnel source GigabitEthernet0/0', 'tunnel source 203.0.113.1'],
    [base, 'comment', 'hq/r.cfg', '!\ncrypto ipsec', '! esp-des\n!\ncrypto ipsec'],
    [base, 'reorder', 'hq/r.cfg', ' set transform-set T\n set pfs group14', ' set pfs group14\n set transform-set T'],
    [
      base,
      'one more transform set',
      'hq/r.cfg',
      'crypto ipsec profile IPSEC\n set transform-set',
      'crypto ipsec transform-set G esp-gcm 256\ncrypto ipsec profile IPSEC\n set transform-set G',
    ],
  ]),
  ...(['swanctl-v2', 'swanctl-v1', 'hq swanctl, branch ios'] as const).flatMap((base): (readonly [Base, ...NeutralRow])[] => [
    [base, 'rename', 'hq/swanctl.conf', '  office1 {', '  site-1 {'],
    [base, 'rename', 'hq/swanctl.conf', '      net {', '      lan {'],
    [base, 'rename', 'hq/swanctl.conf', '  ike-1 {', '  ike-office1 {'],
    [base, 'comment', 'hq/swanctl.conf', '    local {', '    # version = 1\n    local {'],
    [base, 'more proposals', 'hq/swanctl.conf', '    proposals = ', '    proposals = aes128-sha512-ecp256, '],
    [base, 'more proposals', 'hq/swanctl.conf', 'esp_proposals = ', 'esp_proposals = aes128-sha512-ecp256, '],
    [
      base,
      'other spelling',
      'hq/swanctl.conf',
      '    proposals = aes256-sha256-modp2048',
      '    proposals = aes256-sha2_256-modp2048',
    ],
    [base, 'other spelling', 'hq/swanctl.conf', 'dpd_delay = 30s', 'dpd_delay=30'],
    [
      base,
      'reorder',
      'hq/swanctl.conf',
      '        local_ts = 192.168.1.0/24\n        remote_ts = 192.168.10.0/24',
      '        remote_ts = 192.168.10.0/24\n        local_ts = 192.168.1.0/24',
    ],
    [base, 'default written out', 'hq/swanctl.conf', '    dpd_delay', '    reauth_time = 0\n    dpd_delay'],
    [base, 'quotes', 'hq/swanctl.conf', 'id = hq.example.net', 'id = "hq.example.net"'],
  ]),
  [
    'swanctl-v2',
    'reorder',
    'hq/rules.v4',
    '-A INPUT -i eth0 -p udp -m udp --dport 500 -j ACCEPT\n-A INPUT -i eth0 -p udp -m udp --dport 4500 -j ACCEPT',
    '-A INPUT -i eth0 -p udp -m udp --dport 4500 -j ACCEPT\n-A INPUT -i eth0 -p udp -m udp --dport 500 -j ACCEPT',
  ],
  ['swanctl-v2', 'other spelling', 'hq/rules.v4', '-p udp -m udp --dport 4500', '-p udp -m multiport --dports 4500,4501'],
  ['swanctl-v2', 'comment', 'hq/rules.v4', '-A INPUT -i lo', '# drop nothing\n-A INPUT -i lo'],
  ['ipsec.conf', 'rename', 'hq/ipsec.conf', 'conn net', 'conn to-branch'],
  ['ipsec.conf', 'comment', 'hq/ipsec.conf', '    authby=secret', '    # authby=pubkey\n    authby=secret'],
  ['ipsec.conf', 'more proposals', 'hq/ipsec.conf', 'ike=', 'ike=aes128-sha512-ecp256,'],
  ['ipsec.conf', 'open to defaults', 'hq/ipsec.conf', 'esp=aes256-sha256-modp2048!', 'esp=aes256-sha256-modp2048'],
  [
    'ipsec.conf',
    'reorder',
    'hq/ipsec.conf',
    '    leftsubnet=192.168.1.0/24\n    right=198.51.100.7',
    '    right=198.51.100.7\n    leftsubnet=192.168.1.0/24',
  ],
  ['ipsec.conf', 'other spelling', 'hq/ipsec.conf', 'authby=secret', 'authby=psk'],
  ['ipsec.conf', 'other spelling', 'hq/ipsec.conf', 'leftid=@hq.example.net', 'leftid="hq.example.net"'],
  ['ipsec.conf', 'default written out', 'hq/ipsec.conf', '    auto=add', '    auto=add\n    type=tunnel\n    mobike=yes'],
  [
    'ipsec.conf',
    'swapped sides',
    'hq/ipsec.secrets',
    '@hq.example.net @branch.example.net',
    '@branch.example.net @hq.example.net',
  ],
];
