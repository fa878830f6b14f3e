import type { ModeSource } from '../mode.ts';

/** Global IKEv2 commands. */
export const IKEV2_GLOBAL = `
ikev2-proposal = crypto ikev2 proposal $name > ikev2-proposal
ikev2-policy = crypto ikev2 policy $name > ikev2-policy
ikev2-keyring = crypto ikev2 keyring $name > ikev2-keyring
ikev2-profile = crypto ikev2 profile $name > ikev2-profile
ikev2-authorization = crypto ikev2 authorization policy $name > ikev2-authorization
ikev2-client = crypto ikev2 client flexvpn $name > ikev2-client
ikev2-dpd = crypto ikev2 dpd $seconds:num $retry:num [{on-demand|periodic}]
ikev2-nat-keepalive = crypto ikev2 nat keepalive $seconds:num
ikev2-fragmentation = crypto ikev2 fragmentation [mtu $bytes:num]
- = crypto ikev2 cookie-challenge $number:num
- = crypto ikev2 limit {max-in-negotation-sa|max-in-negotiation-sa|max-sa|queue} $rest:rest
- = crypto ikev2 window $number:num
- = crypto ikev2 http-url [cert|bundle|cert-leaf]
- = crypto ikev2 certificate-cache $number:num
- = crypto ikev2 diagnose error [$number:num]
- = crypto ikev2 name-mangler $name > ikev2-mangler
- = crypto ikev2 redirect {client [$rest:rest]|gateway init|$rest:rest}
- = crypto ikev2 reconnect [$rest:rest]
- = crypto ikev2 cluster > ikev2-cluster
- = crypto ikev2 cts sgt
- = crypto ikev2 disconnect-revoked-peers
`;

const PROPOSAL: ModeSource = {
  name: 'ikev2-proposal',
  commands: `
ike-encryption = encryption {{des|3des|aes-cbc-128|aes-cbc-192|aes-cbc-256|aes-gcm-128|aes-gcm-256|$other}}+
ike-integrity = integrity {{md5|sha1|sha256|sha384|sha512|none|$other}}+
ike-prf = prf {{md5|sha1|sha256|sha384|sha512|$other}}+
ike-group = group {$group:num}+
ike-pqc = pqc {{mlkem512|mlkem768|mlkem1024}}+ [optional]
`,
  ignored: 'description',
};

const POLICY: ModeSource = {
  name: 'ikev2-policy',
  commands: `
policy-fvrf = match fvrf {any|$vrf}
policy-address = match address local {{$address:ip|$address:ip6}}+
policy-inbound-only = match inbound-only
policy-proposal = proposal $proposal
`,
  ignored: 'description',
  // The policy of an ASA holds the algorithms itself.
  foreign: `
ASA = encryption {$word}+
ASA = integrity {$word}+
ASA = group {$word}+
ASA = prf {$word}+
ASA = lifetime [seconds] $word
`,
};

const KEYRING: ModeSource = {
  name: 'ikev2-keyring',
  commands: `
keyring-peer = peer $label > ikev2-keyring-peer
`,
  ignored: 'description',
};

const KEYRING_PEER: ModeSource = {
  name: 'ikev2-keyring-peer',
  commands: `
peer-address = address {$address:ip [$mask:ip]|$prefix:ip6}
peer-hostname = hostname $hostname
peer-identity = identity {address {$address:ip|$address:ip6}|fqdn {domain $domain|$fqdn}|email {domain $mailDomain|$email}|key-id $keyId}
pre-shared-key = pre-shared-key [{local|remote}] {[{0|6}] $key:secrets|hex $hex:secret}
- = ppk manual id $id key {[{0|6}] $key:secret|hex $hex:secret} [required]
- = ppk manual id $id
- = ppk dynamic $client [required]
`,
  ignored: 'description',
};

const IDENTITY =
  'address {$address:ip [$mask:ip]|$prefix:ip6}|fqdn {domain $domain|$fqdn}|email {domain $mailDomain|$email}|key-id $keyId|any';
const PASSWORD = '[password [{0|6|7}] $key:secret]';

const PROFILE: ModeSource = {
  name: 'ikev2-profile',
  commands: `
match-remote = match identity remote {${IDENTITY}}
match-certificate = match certificate $map
profile-fvrf = match fvrf {any|$vrf}
profile-local = match address local {{$address:ip|$address:ip6}|interface $interface:iface}
profile-inbound-only = match inbound-only
identity-local = identity local {address {$address:ip|$address:ip6}|fqdn $fqdn|email $email|key-id $keyId|dn}
auth-local = authentication local {pre-share [key [{0|6}] $key:secrets]|rsa-sig|ecdsa-sig|mldsa-sig|dynamic|eap [{gtc|md5|mschapv2|tls}] [username $username] [password [{0|6}] $password:secrets]}
auth-remote = authentication remote {pre-share [key [{0|6}] $key:secrets]|rsa-sig|ecdsa-sig|mldsa-sig|eap [query-identity|timeout $seconds:num]*|anyconnect-eap [aggregate] [cert-request]}
profile-keyring = keyring {local $keyring|ppk $ppkKeyring|aaa $list [name-mangler $mangler] ${PASSWORD}|$keyring}
profile-trustpoint = pki trustpoint $trustpoint [sign] [verify]
profile-lifetime = lifetime {[seconds] $seconds:num|certificate}
profile-dpd = dpd $seconds:num [$retry:num] [{on-demand|periodic}]
profile-nat-keepalive = nat keepalive $seconds:num
profile-force-encap = nat force-encap
profile-ivrf = ivrf $vrf
virtual-template = virtual-template $number:num [mode auto]
aaa-authorization = aaa authorization {group|user} [override] {psk|cert|eap|anyconnect-eap|any} {cached|list $list [$rest:rest]}
profile-shutdown = shutdown
- = aaa authentication {eap|anyconnect-eap|$kind} $list
- = aaa accounting $rest:rest
- = config-exchange {request|set {accept|send}}
- = config-mode set
- = initial-contact force
- = reconnect [timeout $seconds:num]
- = redirect gateway auth
- = dynamic
- = anyconnect profile $name
- = ppk {manual|dynamic|id|optional|mandatory|required}+ $rest:secrets
`,
  ignored: 'description',
};

const CLIENT: ModeSource = {
  name: 'ikev2-client',
  commands: `
flex-peer = peer $number:num {fqdn $fqdn [dynamic] [ipv6]|$address:ip|$address:ip6|$fqdn} [track $track:num [{up|down}]]
flex-source = source $number:num $interface:iface [track $track:num]
flex-connect = client connect $tunnel:iface
- = peer reactivate
- = connect {auto|manual|track $track:num [{up|down}]}
- = client inside $interface:iface
- = backup group {default|$number:num}
`,
  ignored: 'description',
};

const AUTHORIZATION: ModeSource = {
  name: 'ikev2-authorization',
  commands: `
authorization-pool = pool $pool
authorization-acl = route set access-list [ipv6] $acl
subnet-acl = subnet-acl $acl
- = route set interface [$interface:iface]
- = route set {remote|local} {ipv4|ipv6} $rest:rest
- = route accept {any [tag $tag:num] [distance $distance:num]|route-map $map}
- = banner $rest:rest
`,
  ignored:
    'configuration; include-local-lan; ipsec flow-limit; mobileopt-serv; netmask; pfs; ipv6 dns; ipv6 pool; ipv6 prefix; ipv6 subnet-acl; ' +
    'aaa attribute; split-dns; backup-gateway; def-domain; dns; dhcp; session-lifetime; smartcard-removal-disconnect; wins; description; route redistribute; max flow limit; reconnect; mtu; client profile; rekey',
};

const SMALL: readonly ModeSource[] = [
  { name: 'ikev2-mangler', commands: '', ignored: 'dn; eap; email; fqdn' },
  {
    name: 'ikev2-cluster',
    commands: '',
    ignored: 'fqdn; holdtime; primary; master; port; secondary; slave; standby-group; shutdown',
  },
];

/** Modes of IKEv2. */
export const IKEV2_MODES: readonly ModeSource[] = [
  PROPOSAL,
  POLICY,
  KEYRING,
  KEYRING_PEER,
  PROFILE,
  CLIENT,
  AUTHORIZATION,
  ...SMALL,
];
