import assert from 'node:assert/strict';
import type { Tree } from '../cli/run.ts';

/** Each secret has its own number, so that a leak tells where it comes from. */
function canary(number: number): string {
  return `Canary${number}Zq8WvT3`;
}

const TYPE7 = '0822455D0A16544541';
const TYPE6 = 'SDFaSDFbZRMPMJPXZCanaryJS`ZK';

const IOS = `version 15.7
hostname router
enable secret 5 $1$${canary(1)}
username admin password 0 ${canary(2)}
crypto isakmp policy 10
 encr aes 256
 authentication pre-share
 group 14
crypto isakmp key ${canary(3)} address 203.0.113.1
crypto isakmp key 6 ${TYPE6} address 203.0.113.3
crypto isakmp key 0 ${canary(4)} hostname peer.example.com
crypto keyring KR
  pre-shared-key address 203.0.113.2 key ${canary(5)}
crypto isakmp peer address 203.0.113.1
 set aggressive-mode password ${canary(6)}
 set aggressive-mode client-endpoint fqdn a.example.com
crypto isakmp client configuration group G
 key ${canary(7)}
 pool P
crypto ikev2 keyring K2
 peer A
  address 203.0.113.9
  pre-shared-key local ${canary(8)}
  pre-shared-key remote 0 ${canary(9)}
crypto ikev2 profile PROF
 match identity remote any
 authentication local pre-share key ${canary(10)}
 authentication remote pre-share key ${canary(11)}
crypto ipsec client ezvpn EZ
 connect auto
 group G key ${canary(12)}
 username u password ${canary(13)}
 peer 203.0.113.1
crypto ipsec transform-set T esp-3des
crypto map M 10 ipsec-isakmp
 set peer 203.0.113.1
 set transform-set T
 match address UNDEFINED
 set frobnicate 14
crypto isakmp frobnicate key ${canary(15)}
interface Tunnel0
 ip nhrp authentication ${canary(16).slice(0, 8)}${canary(16).slice(8)}
interface GigabitEthernet0/0
 ip address 10.0.0.2 255.255.255.0
 crypto map M
snmp-server community ${canary(17)} RO
line vty 0 4
 password 7 ${TYPE7}
`;

const SWANCTL = `connections {
  a {
    version = 1
    remote_addrs = 203.0.113.1
    local {
      auth = psk
    }
    remote {
      auth = psk
    }
    children {
      c {
        mode = transport
      }
    }
  }
}
secrets {
  ike-1 {
    secret = ${canary(20)}
  }
  eap-1 {
    id = user
    secret = "${canary(21)}"
  }
  xauth-1 {
    id = user
    secret = 0x${Buffer.from(canary(22)).toString('hex')}
  }
  private-1 {
    file = a.pem
    secret = ${canary(23)}#cut
  }
  token-1 {
    pin = ${canary(24)}
  }
  unknown-1 {
    secret = ${canary(25)}
  }
}
broken { secret = ${canary(26)}
`;

const SECRETS = `203.0.113.1 : PSK "${canary(30)}"
user : EAP "${canary(31)}"
user : XAUTH '${canary(32)}'
: RSA key.pem "${canary(33)}"
: PSK 0s${Buffer.from(canary(34)).toString('base64')}
broken: PSK "${canary(35)}"
: FOO "${canary(36)}"
`;

/** Configurations of every language with a secret in every place that has one. */
export const SECRET_TREE: Tree = {
  'router.cfg': IOS,
  'swan/swanctl.conf': SWANCTL,
  'swan2/swanctl.conf': SWANCTL.replace('broken {', '# broken {'),
  'legacy/ipsec.conf': 'config setup\nconn a\n  auto=add\n  keyexchange=ikev1\n  authby=secret\n  right=203.0.113.1\n  pfs=yes\n',
  'legacy/ipsec.secrets': SECRETS,
};

/** Every form in which a secret could come out. */
function forms(): Map<string, string> {
  const found = new Map<string, string>();
  for (let number = 1; number <= 40; number++) {
    const secret = canary(number);
    for (const form of [secret, Buffer.from(secret).toString('base64').slice(0, 16), Buffer.from(secret).toString('hex')])
      found.set(form.toLowerCase(), secret);
  }
  found.set(TYPE7.toLowerCase(), 'type 7');
  found.set(TYPE6.toLowerCase(), 'type 6');
  return found;
}

const FORMS = forms();

/** Fails if a text shows a secret of the tree in any form. */
export function assertSilent(text: string, what: string): void {
  const lower = text.toLowerCase();
  for (const [form, secret] of FORMS) {
    const at = lower.indexOf(form);
    assert.equal(at, -1, `${what} shows ${secret}: ${JSON.stringify(text.slice(Math.max(0, at - 80), at + 40))}`);
  }
}
