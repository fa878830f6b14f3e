import type { ModeSource } from '../mode.ts';

/** Key that follows, optionally with the way it is encrypted. */
const KEY = '[{0|6|7}] $key:secret';

/** Global IKEv1 commands. */
export const ISAKMP_GLOBAL = `
isakmp-enable = crypto isakmp enable
isakmp-policy = crypto isakmp policy $priority:num > isakmp-policy
isakmp-default-policy = crypto isakmp default policy
isakmp-key = crypto isakmp key ${KEY} {address {$address:ip [$mask:ip]|ipv6 $prefix:ip6}|hostname $hostname} [no-xauth]
isakmp-identity = crypto isakmp identity {address|hostname|dn|key-id $keyId}
isakmp-keepalive = crypto isakmp keepalive $seconds:num [$retry:num] [{on-demand|periodic}]
isakmp-nat-keepalive = crypto isakmp nat keepalive $seconds:num
isakmp-aggressive-disable = crypto isakmp aggressive-mode disable
isakmp-peer = crypto isakmp peer {[ip-address|address] $address:ip|[address] ipv6 $address:ip6|address $address:ip6|hostname $hostname} [vrf $vrf] > isakmp-peer
isakmp-invalid-spi = crypto isakmp invalid-spi-recovery
isakmp-fragmentation = crypto isakmp fragmentation
isakmp-profile = crypto isakmp profile $name [accounting $list] > isakmp-profile
isakmp-client-group = crypto isakmp client configuration group $name > client-group
isakmp-client-pool = crypto isakmp client configuration address-pool local $pool
- = crypto isakmp client configuration browser-proxy $name > browser-proxy
- = crypto isakmp client firewall $name {optional|required} $kind > client-firewall
- = crypto isakmp disconnect-revoked-peers
- = crypto isakmp diagnose error [$number:num]
- = crypto isakmp performance
- = crypto isakmp xauth timeout $seconds:num
keyring = crypto keyring $name [vrf $vrf] > keyring
- = crypto identity $name > crypto-identity
`;

const POLICY: ModeSource = {
  name: 'isakmp-policy',
  commands: `
encryption = {encryption|encr|hashing-encryption} {des|3des|gost|seal|aes [{128|192|256}]|aes-gcm [{128|192|256}]|$other}
hash = hash {sha|md5|sha1|sha256|sha384|sha512|$other}
authentication = authentication {pre-share|rsa-sig|rsa-encr|ecdsa-sig|gost-sig}
group = group {$group:num|vko|vko2}
lifetime = lifetime [seconds] $seconds:num
`,
  ignored: 'description',
};

const KEYRING: ModeSource = {
  name: 'keyring',
  commands: `
local-address = local-address {$address:ip [$vrf]|$address:ip6 [$vrf]|$interface:iface}
pre-shared-key = pre-shared-key {address {$address:ip [$mask:ip]|ipv6 $prefix:ip6}|hostname $hostname} key ${KEY}
rsa-pubkey = rsa-pubkey {address $address:ip|name $hostname} [{encryption|signature}] > rsa-pubkey
`,
  ignored: 'description',
};

const RSA_PUBKEY: ModeSource = {
  name: 'rsa-pubkey',
  commands: `
key-string = key-string [$rest:rest]
- = address $address:ip
- = serial-number $rest:rest
- = addressed-key $address:ip [{encryption|signature}]
- = named-key $name [{encryption|signature}]
`,
};

const PROFILE: ModeSource = {
  name: 'isakmp-profile',
  commands: `
profile-keyring = keyring {$keyring}+
match-identity = match identity {address {$address:ip [$mask:ip] [$vrf]|ipv6 $prefix:ip6 [$vrf]|$prefix:ip6 [$vrf]}|host {domain $domain|$host} [$vrf]|{user|user-fqdn} {domain $userDomain|$user} [$vrf]|group $group}
match-certificate = match certificate $map
self-identity = self-identity {address [ipv6]|fqdn [$fqdn]|user-fqdn $userFqdn|$address:ip}
initiate-mode = initiate mode {aggressive|main}
profile-keepalive = keepalive $seconds:num [retry $retry:num]
profile-vrf = vrf $vrf
local-address = local-address {$address:ip [$vrf]|$address:ip6 [$vrf]|$interface:iface}
trust-point = ca trust-point $trustpoint
client-authentication = client authentication list $list
client-address = client configuration address {initiate|respond}
client-configuration-group = client configuration group $group
isakmp-authorization = isakmp authorization list $list [password [{0|6|7}] $key:secret]
virtual-template = virtual-template $number:num [per-user]
- = client authentication {username $name|password $key:secrets}
- = client pki authorization list $list [password [{0|6|7}] $key:secret]
`,
  ignored: 'description; accounting; qos-group; rekey; client accounting; reverse-route',
};

const PEER: ModeSource = {
  name: 'isakmp-peer',
  commands: `
aggressive-endpoint = set aggressive-mode client-endpoint {fqdn $endpoint|user-fqdn $endpoint|ipv4-address $endpoint|ipv6-address $endpoint}
aggressive-password = set aggressive-mode password ${KEY}
`,
  ignored: 'description',
};

const CLIENT_GROUP: ModeSource = {
  name: 'client-group',
  commands: `
group-key = key [{0|6|7}] $key:secrets
group-pool = pool $pool
group-acl = acl $acl
group-banner = banner $rest:rest
- = crypto aaa attribute list $list
`,
  ignored:
    'dns; wins; domain; netmask; save-password; include-local-lan; split-dns; backup-gateway; max-users; max-logins; group-lock; pfs; ' +
    'firewall; access-restrict; browser-proxy; configuration; dhcp; auto-update; smartcard-removal-disconnect; route-metric; description',
};

const SMALL: readonly ModeSource[] = [
  { name: 'browser-proxy', commands: '', ignored: 'proxy' },
  { name: 'client-firewall', commands: '', ignored: 'policy' },
  { name: 'crypto-identity', commands: '', ignored: 'dn; fqdn; description' },
];

/** Modes of IKEv1. */
export const ISAKMP_MODES: readonly ModeSource[] = [POLICY, KEYRING, RSA_PUBKEY, PROFILE, PEER, CLIENT_GROUP, ...SMALL];
