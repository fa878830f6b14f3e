import { edits, IOS_AGGRESSIVE, IOS_IKEV2, STRONGSWAN, type Tree } from '../article/base.ts';

/*
 * Pairs that come up, branch to head office. The branch (10.0.0.2) is behind a NAPT (198.51.100.7) unless the name says otherwise; the
 * head office is 203.0.113.1.
 */

function topology(branch: object): string {
  return JSON.stringify({
    topology: { devices: { hq: { files: ['hq/**'], addresses: ['203.0.113.1'] }, branch: { files: ['branch/**'], ...branch } } },
  });
}

const BEHIND_NAT = topology({ addresses: ['10.0.0.2'], nat: { kind: 'napt', public: '198.51.100.7' } });
const OPEN = topology({ addresses: ['198.51.100.7'], nat: { kind: 'none' } });

const SECRET = 'fvPYCuqXZ0NtzUsGkCSq4gewCsLOEjfha6PCevxqzOs';

interface Office {
  readonly name: string;
  readonly address: string;
  readonly peer: string;
  readonly net: string;
  readonly far: string;
}

const HQ: Office = { name: 'hq', address: '203.0.113.1', peer: '198.51.100.7', net: '192.168.1', far: '192.168.10' };
const BRANCH: Office = { name: 'branch', address: '198.51.100.7', peer: '203.0.113.1', net: '192.168.10', far: '192.168.1' };
const BRANCH_INSIDE: Office = { ...BRANCH, address: '10.0.0.2' };

/** A static crypto map, main mode, with a WAN access list and NAT for the internet. */
function mainMode({ name, address, peer, net, far }: Office): string {
  return `version 15.7
hostname ${name}
!
crypto isakmp policy 10
 encr aes 256
 hash sha256
 authentication pre-share
 group 14
crypto isakmp key ${SECRET} address ${peer}
crypto isakmp keepalive 30 periodic
crypto isakmp nat keepalive 20
!
crypto ipsec transform-set T esp-aes 256 esp-sha256-hmac
 mode tunnel
crypto map M 10 ipsec-isakmp
 set peer ${peer}
 set transform-set T
 set pfs group14
 match address VPN
!
interface GigabitEthernet0/0
 ip address ${address} 255.255.255.0
 ip access-group OUTSIDE-IN in
 ip nat outside
 crypto map M
interface GigabitEthernet0/1
 ip address ${net}.1 255.255.255.0
 ip nat inside
!
ip nat inside source list NAT interface GigabitEthernet0/0 overload
ip route 0.0.0.0 0.0.0.0 ${address.replace(/\d+$/, '254')}
!
ip access-list extended NAT
 deny   ip ${net}.0 0.0.0.255 ${far}.0 0.0.0.255
 permit ip ${net}.0 0.0.0.255 any
ip access-list extended VPN
 permit ip ${net}.0 0.0.0.255 ${far}.0 0.0.0.255
ip access-list extended OUTSIDE-IN
 permit udp host ${peer} host ${address} eq isakmp
 permit udp host ${peer} host ${address} eq non500-isakmp
 permit esp host ${peer} host ${address}
end
`;
}

/** A route-based tunnel: GRE or IPsec encapsulation, IKEv2, protected by a profile. */
function tunnel({ name, address, peer, net, far }: Office, mode: 'gre ip' | 'ipsec ipv4'): string {
  const other = name === 'hq' ? 'branch' : 'hq';
  return `version 16.9
hostname ${name}
!
crypto ikev2 proposal P
 encryption aes-cbc-256
 integrity sha256
 group 14
crypto ikev2 policy POL
 proposal P
crypto ikev2 keyring K
 peer OTHER
  address ${peer}
  pre-shared-key ${SECRET}
crypto ikev2 profile PROF
 match identity remote fqdn ${other}.example.net
 identity local fqdn ${name}.example.net
 authentication remote pre-share
 authentication local pre-share
 keyring local K
 dpd 30 5 periodic
!
crypto ipsec transform-set T esp-aes 256 esp-sha256-hmac
 mode ${mode === 'gre ip' ? 'transport' : 'tunnel'}
crypto ipsec profile IPSEC
 set transform-set T
 set pfs group14
 set ikev2-profile PROF
!
interface Tunnel0
 ip address 172.16.0.${name === 'hq' ? '1' : '2'} 255.255.255.252
 tunnel source GigabitEthernet0/0
 tunnel mode ${mode}
 tunnel destination ${peer}
 tunnel protection ipsec profile IPSEC
interface GigabitEthernet0/0
 ip address ${address} 255.255.255.0
 ip access-group OUTSIDE-IN in
interface GigabitEthernet0/1
 ip address ${net}.1 255.255.255.0
!
ip route 0.0.0.0 0.0.0.0 ${address.replace(/\d+$/, '254')}
ip route ${far}.0 255.255.255.0 Tunnel0
!
ip access-list extended OUTSIDE-IN
 permit udp host ${peer} host ${address} eq isakmp
 permit udp host ${peer} host ${address} eq non500-isakmp
 permit esp host ${peer} host ${address}
end
`;
}

function ipsecConf({ address, peer, net, far, name }: Office): Tree {
  const other = name === 'hq' ? 'branch' : 'hq';
  return {
    [`${name}/ipsec.conf`]: `config setup

conn %default
    keyexchange=ikev2
    dpdaction=restart

conn net
    left=${address}
    leftid=@${name}.example.net
    leftsubnet=${net}.0/24
    right=${peer}
    rightid=@${other}.example.net
    rightsubnet=${far}.0/24
    authby=secret
    ike=aes256-sha256-modp2048!
    esp=aes256-sha256-modp2048!
    auto=${name === 'hq' ? 'add' : 'start'}
`,
    [`${name}/ipsec.secrets`]: `@hq.example.net @branch.example.net : PSK "${SECRET}"
`,
  };
}

function only(tree: Tree, side: string): Tree {
  return Object.fromEntries(Object.entries(tree).filter(([path]) => path.startsWith(`${side}/`)));
}

const SWANCTL_V1: Tree = edits(
  STRONGSWAN,
  ['hq/swanctl.conf', 'version = 2', 'version = 1'],
  ['branch/swanctl.conf', 'version = 2', 'version = 1'],
  ['hq/swanctl.conf', 'remote_addrs = %any', 'remote_addrs = 198.51.100.7'],
);

/** The pairs that edits are applied to. */
export const BASES = {
  'ios-ikev1': { 'ipsec-lint.config.json': BEHIND_NAT, 'hq/r.cfg': mainMode(HQ), 'branch/r.cfg': mainMode(BRANCH_INSIDE) },
  'ios-ikev1-open': { 'ipsec-lint.config.json': OPEN, 'hq/r.cfg': mainMode(HQ), 'branch/r.cfg': mainMode(BRANCH) },
  'ios-aggressive': IOS_AGGRESSIVE,
  'ios-ikev2': IOS_IKEV2,
  'ios-gre': { 'ipsec-lint.config.json': OPEN, 'hq/r.cfg': tunnel(HQ, 'gre ip'), 'branch/r.cfg': tunnel(BRANCH, 'gre ip') },
  'ios-vti': {
    'ipsec-lint.config.json': OPEN,
    'hq/r.cfg': tunnel(HQ, 'ipsec ipv4'),
    'branch/r.cfg': tunnel(BRANCH, 'ipsec ipv4'),
  },
  'swanctl-v2': STRONGSWAN,
  'swanctl-v1': SWANCTL_V1,
  'ipsec.conf': { 'ipsec-lint.config.json': BEHIND_NAT, ...ipsecConf(HQ), ...ipsecConf(BRANCH_INSIDE) },
  'hq ios, branch swanctl': {
    'ipsec-lint.config.json': BEHIND_NAT,
    ...only(IOS_IKEV2, 'hq'),
    ...edits(only(STRONGSWAN, 'branch'), ['branch/swanctl.conf', `0s${SECRET}=`, SECRET]),
  },
  'hq swanctl, branch ios': {
    'ipsec-lint.config.json': BEHIND_NAT,
    ...edits(only(STRONGSWAN, 'hq'), ['hq/swanctl.conf', `0s${SECRET}=`, SECRET]),
    ...only(IOS_IKEV2, 'branch'),
  },
} as const satisfies Record<string, Tree>;

/** Name of a pair that comes up. */
export type Base = keyof typeof BASES;
