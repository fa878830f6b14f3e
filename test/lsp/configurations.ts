/** Keys of the configurations here: none may ever be on the wire. */
export const CANARIES: readonly string[] = ['Kx7Qw2Zt9LmPnRv4YbCd', 'Hq3Nf8Js5VuXeGa1WkTo'];

/** A head office on IOS whose tunnel to {@link BRANCH} comes up. */
export const HQ = `version 15.7
hostname hq
crypto isakmp policy 10
 encr aes 256
 hash sha256
 authentication pre-share
 group 14
crypto isakmp key ${CANARIES[0]} address 198.51.100.7
crypto ipsec transform-set STRONG esp-aes 256 esp-sha256-hmac
 mode tunnel
crypto map VPN 10 ipsec-isakmp
 set peer 198.51.100.7
 set transform-set STRONG
 set pfs group14
 match address BRANCH-NETWORK
interface GigabitEthernet0/0
 ip address 203.0.113.10 255.255.255.0
 crypto map VPN
ip access-list extended BRANCH-NETWORK
 permit ip 10.1.0.0 0.0.255.255 10.2.0.0 0.0.255.255
end
`;

/** The other end. */
export const BRANCH = `version 15.7
hostname branch
crypto isakmp policy 10
 encr aes 256
 hash sha256
 authentication pre-share
 group 14
crypto isakmp key ${CANARIES[0]} address 203.0.113.10
crypto ipsec transform-set STRONG esp-aes 256 esp-sha256-hmac
 mode tunnel
crypto map VPN 10 ipsec-isakmp
 set peer 203.0.113.10
 set transform-set STRONG
 set pfs group14
 match address HQ-NETWORK
interface GigabitEthernet0/0
 ip address 198.51.100.7 255.255.255.0
 crypto map VPN
ip access-list extended HQ-NETWORK
 permit ip 10.2.0.0 0.0.255.255 10.1.0.0 0.0.255.255
end
`;

/** IKEv2 with everything that has a name. */
export const IKEV2 = `version 16.9
hostname edge
crypto pki trustpoint COMPANY-CA
 enrollment terminal
crypto ikev2 proposal P1
 encryption aes-cbc-256
 integrity sha256
 group 19
crypto ikev2 policy POL
 proposal P1
crypto ikev2 keyring RING
 peer one
  address 198.51.100.9
  pre-shared-key ${CANARIES[1]}
crypto ikev2 profile PROF
 match identity remote address 198.51.100.9 255.255.255.255
 authentication remote pre-share
 authentication local pre-share
 keyring local RING
 pki trustpoint COMPANY-CA
crypto ipsec transform-set T1 esp-gcm 256
crypto ipsec profile IPSEC
 set transform-set T1
 set ikev2-profile PROF
interface Tunnel0
 ip address 10.9.0.1 255.255.255.252
 tunnel source GigabitEthernet0/0
 tunnel mode ipsec ipv4
 tunnel destination 198.51.100.9
 tunnel protection ipsec profile IPSEC
interface GigabitEthernet0/0
 ip address 203.0.113.9 255.255.255.0
end
`;

/** swanctl with a template, a pool, an authority and a secret; an identity outside of the BMP stands before what is weak. */
export const SWANCTL = `template {
  version = 2
  dpd_delay = 30s
}
connections {
  office : template {
    remote_addrs = 192.0.2.7
    pools = phones
    local { id = "gate.example.com"
      auth = psk
    }
    remote { auth = psk
      id = office.example.com
      cacerts = company.pem
    }
    children { net { local_ts = 10.0.0.0/24
        remote_ts = 10.1.0.0/24 } }
  }
  \u{1f512} { local_addrs = 192.0.2.1
    remote_addrs = 192.0.2.8
    \tproposals = 3des-sha1-modp1024
    local { id = "\u{1f512}\u{1f512}.example.com"
 auth = psk }
    remote { auth = psk }
    children { c { } }
  }
}
pools {
  phones {
    addrs = 10.3.0.0/24
  }
}
authorities {
  company {
    cacert = company.pem
  }
}
secrets {
  ike-office {
    id = office.example.com
    secret = "${CANARIES[1]}"
  }
}
`;

/** ipsec.conf with \`also=\` and \`%default\`, and its secrets in a file of their own. */
export const IPSEC_CONF = `config setup

conn %default
  keyexchange=ikev2
  dpddelay=45s

conn shared
  left=192.0.2.1
  authby=secret

conn site
  also=shared
  right=192.0.2.77
  leftsubnet=10.0.0.0/24
  rightsubnet=10.7.0.0/24
  auto=start
`;
