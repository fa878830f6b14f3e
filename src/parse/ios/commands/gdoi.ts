import type { ModeSource } from '../mode.ts';

const REKEY = 'rekey {acknowledgement|address|algorithm|lifetime|retransmit|sig-hash|transport|authentication} $rest:rest';

const GROUP: ModeSource = {
  name: 'gdoi-group',
  commands: `
gdoi-identity = identity {number $number:num|address ipv4 $address:ip}
gdoi-server = server {address {ipv4 $address:ip|ipv6 $address:ip6}|hostname {ipv4|ipv6} $hostname}
gdoi-local-server = server local > gdoi-server
gdoi-registration = client registration interface $interface:iface
gdoi-protocol = client protocol {gdoi|gikev2 $profile}
gdoi-transforms = client transform-sets {$transformSet}+
gdoi-passive = passive
- = client {bypass-policy|pfs|recovery-check|rekey|status|transport-encrypt-key|fail-close} [$rest:rest]
`,
  ignored: 'description',
};

const SERVER: ModeSource = {
  name: 'gdoi-server',
  commands: `
gdoi-rekey-address = rekey address ipv4 $acl
gdoi-rekey-key = rekey authentication mypubkey rsa $label
- = ${REKEY}
gdoi-authorization = authorization {address ipv4 $acl|identity $identity}
gdoi-sa = sa ipsec $number:num > gdoi-sa
gdoi-address = address ipv4 $address:ip
gdoi-redundancy = redundancy > gdoi-redundancy
- = sa {d3p|pair-wise-keying|receive-only} [$rest:rest]
- = gikev2 $profile
- = gdoi
- = pfs
- = group size $rest:rest
- = identifier > anything
- = registration {interface $interface:iface|periodic $rest:rest}
`,
  ignored: 'description',
};

const SA: ModeSource = {
  name: 'gdoi-sa',
  commands: `
gdoi-sa-profile = profile $profile
gdoi-sa-acl = match address {ipv4|ipv6} $acl
- = replay {counter window-size [$window:num]|time window-size [msec] $window:num}
- = tag cts sgt
`,
};

const REDUNDANCY: ModeSource = {
  name: 'gdoi-redundancy',
  commands: `
gdoi-priority = local priority $number:num
gdoi-peer = peer address ipv4 $address:ip
- = protocol {pdu $number:num|version {base|optimize}}
`,
};

/** Modes of GETVPN. */
export const GDOI_MODES: readonly ModeSource[] = [GROUP, SERVER, SA, REDUNDANCY];
