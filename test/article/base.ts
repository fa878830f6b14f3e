/**
 * The head office and the branch of the article as whole devices that work: the branch is behind a NAPT, IKEv2 with names, 4500
 * and ESP admitted. Each claim is an edit of these texts, so that what decides is what differs.
 */

/** Files by path, relative to the directory that is linted. */
export type Tree = Readonly<Record<string, string>>;

const TOPOLOGY = JSON.stringify({
  topology: {
    devices: {
      hq: { files: ['hq/**'], addresses: ['203.0.113.1'] },
      branch: { files: ['branch/**'], addresses: ['10.0.0.2'], nat: { kind: 'napt', public: '198.51.100.7' } },
    },
  },
});

/** Two IOS routers, IKEv2 with a pre-shared key for names. */
export const IOS_IKEV2: Tree = {
  'ipsec-lint.config.json': TOPOLOGY,
  'hq/hq.cfg': `version 16.9
hostname hq
ip domain name example.net
!
crypto ikev2 proposal P
 encryption aes-cbc-256
 integrity sha256
 group 14
crypto ikev2 policy POL
 proposal P
crypto ikev2 keyring K
 peer OFFICE1
  identity fqdn office1.example.net
  pre-shared-key fvPYCuqXZ0NtzUsGkCSq4gewCsLOEjfha6PCevxqzOs
crypto ikev2 profile PROF
 match identity remote fqdn office1.example.net
 identity local fqdn hq.example.net
 authentication remote pre-share
 authentication local pre-share
 keyring local K
 dpd 30 5 on-demand
!
crypto ipsec transform-set T esp-aes 256 esp-sha256-hmac
 mode tunnel
crypto dynamic-map D 10
 set transform-set T
 set pfs group14
 set ikev2-profile PROF
 match address VPN
crypto map M 65535 ipsec-isakmp dynamic D
!
interface GigabitEthernet0/0
 ip address 203.0.113.1 255.255.255.0
 ip access-group OUTSIDE-IN in
 crypto map M
interface GigabitEthernet0/1
 ip address 192.168.1.1 255.255.255.0
 ip tcp adjust-mss 1350
!
ip route 0.0.0.0 0.0.0.0 203.0.113.254
!
ip access-list extended VPN
 permit ip 192.168.1.0 0.0.0.255 192.168.10.0 0.0.0.255
ip access-list extended OUTSIDE-IN
 permit udp any host 203.0.113.1 eq isakmp
 permit udp any host 203.0.113.1 eq non500-isakmp
 permit esp any host 203.0.113.1
end
`,
  'branch/branch.cfg': `version 16.9
hostname branch
ip domain name example.net
!
crypto ikev2 proposal P
 encryption aes-cbc-256
 integrity sha256
 group 14
crypto ikev2 policy POL
 proposal P
crypto ikev2 keyring K
 peer HQ
  address 203.0.113.1
  identity fqdn hq.example.net
  pre-shared-key fvPYCuqXZ0NtzUsGkCSq4gewCsLOEjfha6PCevxqzOs
crypto ikev2 nat keepalive 20
crypto ikev2 profile PROF
 match identity remote fqdn hq.example.net
 identity local fqdn office1.example.net
 authentication remote pre-share
 authentication local pre-share
 keyring local K
 dpd 30 5 periodic
!
crypto ipsec transform-set T esp-aes 256 esp-sha256-hmac
 mode tunnel
crypto map M 10 ipsec-isakmp
 set peer 203.0.113.1
 set transform-set T
 set pfs group14
 set ikev2-profile PROF
 match address VPN
!
interface GigabitEthernet0/0
 ip address 10.0.0.2 255.255.255.0
 crypto map M
interface GigabitEthernet0/1
 ip address 192.168.10.1 255.255.255.0
 ip tcp adjust-mss 1350
!
ip route 0.0.0.0 0.0.0.0 10.0.0.1
!
ip access-list extended VPN
 permit ip 192.168.10.0 0.0.0.255 192.168.1.0 0.0.0.255
end
`,
};

/** Two IOS routers, IKEv1 aggressive mode with a key for a name, as the article configures them but with strong algorithms. */
export const IOS_AGGRESSIVE: Tree = {
  'ipsec-lint.config.json': TOPOLOGY,
  'hq/hq.cfg': `version 15.7
hostname hq
ip domain name example.net
!
crypto isakmp policy 10
 encr aes 256
 hash sha256
 authentication pre-share
 group 14
crypto isakmp key fvPYCuqXZ0NtzUsGkCSq4gewCsLOEjfha6PCevxqzOs hostname office1.example.net
crypto isakmp keepalive 30 periodic
!
crypto ipsec transform-set T esp-aes 256 esp-sha256-hmac
 mode tunnel
crypto dynamic-map D 10
 set transform-set T
 set pfs group14
 match address VPN
crypto map M 65535 ipsec-isakmp dynamic D
!
interface GigabitEthernet0/0
 ip address 203.0.113.1 255.255.255.0
 ip access-group OUTSIDE-IN in
 crypto map M
interface GigabitEthernet0/1
 ip address 192.168.1.1 255.255.255.0
!
ip route 0.0.0.0 0.0.0.0 203.0.113.254
!
ip access-list extended VPN
 permit ip 192.168.1.0 0.0.0.255 192.168.10.0 0.0.0.255
ip access-list extended OUTSIDE-IN
 permit udp any host 203.0.113.1 eq isakmp
 permit udp any host 203.0.113.1 eq non500-isakmp
 permit esp any host 203.0.113.1
end
`,
  'branch/branch.cfg': `version 15.7
hostname branch
ip domain name example.net
!
crypto isakmp policy 10
 encr aes 256
 hash sha256
 authentication pre-share
 group 14
crypto isakmp peer address 203.0.113.1
 set aggressive-mode password fvPYCuqXZ0NtzUsGkCSq4gewCsLOEjfha6PCevxqzOs
 set aggressive-mode client-endpoint fqdn office1.example.net
crypto isakmp keepalive 30 periodic
crypto isakmp nat keepalive 20
!
crypto ipsec transform-set T esp-aes 256 esp-sha256-hmac
 mode tunnel
crypto map M 10 ipsec-isakmp
 set peer 203.0.113.1
 set transform-set T
 set pfs group14
 match address VPN
!
interface GigabitEthernet0/0
 ip address 10.0.0.2 255.255.255.0
 crypto map M
interface GigabitEthernet0/1
 ip address 192.168.10.1 255.255.255.0
!
ip route 0.0.0.0 0.0.0.0 10.0.0.1
!
ip access-list extended VPN
 permit ip 192.168.10.0 0.0.0.255 192.168.1.0 0.0.0.255
end
`,
};

/** Two strongSwan gateways, IKEv2 with a pre-shared key for names, and the head office's own packet filter. */
export const STRONGSWAN: Tree = {
  'ipsec-lint.config.json': TOPOLOGY,
  'hq/swanctl.conf': `connections {
  office1 {
    version = 2
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
      id = office1.example.net
    }
    children {
      net {
        esp_proposals = aes256-sha256-modp2048
        mode = tunnel
        local_ts = 192.168.1.0/24
        remote_ts = 192.168.10.0/24
      }
    }
  }
}
secrets {
  ike-1 {
    id = office1.example.net
    secret = 0sfvPYCuqXZ0NtzUsGkCSq4gewCsLOEjfha6PCevxqzOs=
  }
}
`,
  'hq/strongswan.conf': `charon {
  keep_alive = 20s
}
`,
  'hq/rules.v4': `*filter
:INPUT DROP [0:0]
:FORWARD ACCEPT [0:0]
:OUTPUT ACCEPT [0:0]
-A INPUT -i lo -j ACCEPT
-A INPUT -m conntrack --ctstate RELATED,ESTABLISHED -j ACCEPT
-A INPUT -i eth0 -p udp -m udp --dport 500 -j ACCEPT
-A INPUT -i eth0 -p udp -m udp --dport 4500 -j ACCEPT
-A INPUT -i eth0 -p esp -j ACCEPT
COMMIT
`,
  'branch/swanctl.conf': `connections {
  hq {
    version = 2
    local_addrs = 10.0.0.2
    remote_addrs = 203.0.113.1
    proposals = aes256-sha256-modp2048
    dpd_delay = 30s
    local {
      auth = psk
      id = office1.example.net
    }
    remote {
      auth = psk
      id = hq.example.net
    }
    children {
      net {
        esp_proposals = aes256-sha256-modp2048
        mode = tunnel
        local_ts = 192.168.10.0/24
        remote_ts = 192.168.1.0/24
        start_action = start
        dpd_action = restart
      }
    }
  }
}
secrets {
  ike-1 {
    id = hq.example.net
    secret = 0sfvPYCuqXZ0NtzUsGkCSq4gewCsLOEjfha6PCevxqzOs=
  }
}
`,
  'branch/strongswan.conf': `charon {
  keep_alive = 20s
}
`,
};

/** Replaces text in one file of a tree; a text that is not there, or there twice, is a mistake of the test. */
export function edit(tree: Tree, path: string, find: string, replacement: string): Tree {
  const text = tree[path];
  if (text === undefined) throw new Error(`no ${path}`);
  const first = text.indexOf(find);
  if (first === -1 || text.indexOf(find, first + 1) !== -1)
    throw new Error(`${path}: ${JSON.stringify(find)} is not there exactly once`);
  return { ...tree, [path]: text.slice(0, first) + replacement + text.slice(first + find.length) };
}

/** Applies several edits in order. */
export function edits(tree: Tree, ...list: readonly (readonly [path: string, find: string, replacement: string])[]): Tree {
  return list.reduce((result, [path, find, replacement]) => edit(result, path, find, replacement), tree);
}
