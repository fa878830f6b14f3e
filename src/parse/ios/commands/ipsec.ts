import type { ModeSource } from '../mode.ts';

const LIFETIME = 'lifetime {seconds $seconds:num|kilobytes {disable|$kilobytes:num}|days $days:num}+';
const DUMMY = 'dummy {pps $pps:num|seconds $dummySeconds:num}*';
const REPLAY = 'replay {disable|window-size [$window:num]}';
const ASSOCIATION = `{${LIFETIME}|idle-time $idle:num [default]|${REPLAY}|level per-host|dfbit {clear|set|copy}|ecn {discard|propagate}|${DUMMY}|multi-sn}`;
const REVERSE_ROUTE = 'reverse-route [static|remote-peer {$address:ip|$address:ip6} [gateway|static]|tag $tag:num]*';
const TRANSFORM =
  '{ah-md5-hmac|ah-sha-hmac|ah-sha256-hmac|ah-sha384-hmac|ah-sha512-hmac|ah-rfc1828|esp-des|esp-3des|esp-aes [{128|192|256}]|' +
  'esp-gcm [{128|192|256}]|esp-gmac [{128|192|256}]|esp-192-aes|esp-256-aes|esp-aes-192|esp-aes-256|esp-aes-128|esp-null|esp-seal|esp-gost28147|esp-rfc1829|' +
  'esp-md5-hmac|esp-sha-hmac|esp-sha256-hmac|esp-sha384-hmac|esp-sha512-hmac|comp-lzs|esn|$other}';

/** Commands that a crypto map entry and an IPsec profile share. */
const SET = `
set-transform-set = set transform-set {$transformSet}+
set-pfs = set pfs [group1|group2|group5|group14|group15|group16|group19|group20|group21|group24|$group]
set-isakmp-profile = set isakmp-profile $profile
set-ikev2-profile = set ikev2-profile $profile
set-association = set security-association ${ASSOCIATION}
set-identity = set identity $identity
- = set reverse-route {distance $distance:num|tag $tag:num|gateway {$address:ip|$address:ip6}}
- = set security-policy limit $number:num
reverse-route = ${REVERSE_ROUTE}
`;

/** Global IPsec commands and crypto maps. */
export const IPSEC_GLOBAL = `
transform-set = crypto ipsec transform-set $name ${TRANSFORM}* > transform-set
ipsec-profile = crypto ipsec profile $name > ipsec-profile
ipsec-association = crypto ipsec security-association ${ASSOCIATION}
nat-transparency = crypto ipsec nat-transparency {udp-encapsulation|spi-matching|udp-encaps}
ipsec-df-bit = crypto ipsec df-bit {clear|set|copy}
ipsec-fragmentation = crypto ipsec fragmentation {before-encryption|after-encryption|none}
ipsec-ipv4-deny = crypto ipsec {ipv4-deny|ipv4-deny-policy} {jump|clear|drop}
ipsec-optional = crypto ipsec optional [retry $seconds:num]
sa-strength = crypto ipsec ike sa-strength-enforcement
- = crypto ipsec exclude peer-list {ipv4|ipv6} $address
- = crypto ipsec session-key $rest:rest
ezvpn-client = crypto ipsec client ezvpn $name > ezvpn-client
map-entry = crypto map [ipv6] $map $sequence:num [ipsec-isakmp [dynamic $dynamic [discover]|discover|profile $profile]|ipsec-manual|gdoi] > crypto-map
map-local-address = crypto map [ipv6] $map local-address $interface:iface
map-isakmp-profile = crypto map [ipv6] $map isakmp-profile $profile
map-client-authentication = crypto map [ipv6] $map client authentication list $list
map-client-address = crypto map [ipv6] $map client configuration address {initiate|respond}
map-authorization = crypto map [ipv6] $map isakmp authorization list $list
map-fail-close = crypto map [ipv6] $map gdoi fail-close > fail-close
- = crypto map [ipv6] $map client accounting list $list
- = crypto map [ipv6] $map client authentication {username $name|password $key:secrets}
- = crypto map [ipv6] $map redundancy replay-interval {inbound $number:num|outbound $number:num}+
dynamic-entry = crypto dynamic-map $map $sequence:num > crypto-map
gdoi-group = crypto {gdoi|gkm} group [ipv6] $name > gdoi-group
shield = crypto engine compliance shield disable
- = crypto engine {software|accelerator|slot|aim|nm|onboard|em} [$rest:rest]
- = crypto call admission limit $rest:rest
- = crypto call admission load $rest:rest
- = crypto logging {session|ikev2|ezvpn|ipsec} [$rest:rest]
- = crypto mib $rest:rest
- = crypto session $rest:rest
- = crypto isakmp ipsec $rest:rest
- = crypto eli $rest:rest
- = crypto throughput $rest:rest
- = crypto wui $rest:rest
- = crypto gdoi {ks|gm|default} $rest:rest
- = crypto vpn $rest:rest > anything
- = crypto ssl $rest:rest > anything
- = crypto tls-tunnel $rest:rest > anything
- = crypto xauth $rest:rest
- = crypto mka $rest:rest
- = crypto entropy $rest:rest
- = crypto cisco $rest:rest
- = crypto skip-client $rest:rest > anything
- = crypto provisioning $rest:rest > anything
- = crypto wlc $rest:rest
`;

const TRANSFORM_SET: ModeSource = {
  name: 'transform-set',
  commands: `
mode = mode {tunnel|transport [require]}
- = initialization-vector size $number:num
`,
  ignored: 'description',
  foreign: 'ASA = mode {tunnel|transport} $word',
};

const PROFILE: ModeSource = {
  name: 'ipsec-profile',
  commands: `${SET}
responder-only = responder-only
- = set mixed-mode
- = redundancy $name [stateful]
- = dialer pre-classify
- = rri-dvti-disable
`,
  ignored: 'description',
  foreign: 'ASA = set ikev1 transform-set $rest:rest',
};

const ENTRY: ModeSource = {
  name: 'crypto-map',
  commands: `${SET}
match-address = match address [ipv6] $acl
set-peer = set peer {$peer} [dynamic] [default]
set-group = set group $group
set-access-group = set ip access-group $acl {in|out}
set-nat-demux = set nat demux
set-session-key = set session-key {inbound|outbound} {esp $spi:num {cipher $cipher:secret|authenticator $authenticator:secret}*|ah $spi:num $authenticator:secret}
disable = disable
- = qos pre-classify
- = dialer pre-classify
- = set algorithm $rest:rest
- = set traffic-filter $rest:rest
- = set tag $rest:rest
`,
  ignored: 'description',
};

const FAIL_CLOSE: ModeSource = { name: 'fail-close', commands: 'match-address = match address $acl\n- = activate' };

const EZVPN_CLIENT: ModeSource = {
  name: 'ezvpn-client',
  commands: `
ezvpn-connect = connect {auto|manual|acl $acl}
ezvpn-group = group $group key [{0|6|7}] $key:secret
ezvpn-mode = mode {client|network-extension|network-plus}
ezvpn-peer = peer $peer [default]
ezvpn-local = local-address $interface:iface
ezvpn-virtual = virtual-interface [$number:num]
ezvpn-user = username $name password [{0|6|7}] $key:secret
ezvpn-acl = acl $acl
- = xauth userid mode {interactive|local|http-intercept}
`,
  ignored: 'idletime; flow allow; nat; backup; ctcp; description; primary',
};

/** Modes of IPsec and crypto maps. */
export const IPSEC_MODES: readonly ModeSource[] = [TRANSFORM_SET, PROFILE, ENTRY, FAIL_CLOSE, EZVPN_CLIENT];
