import type { ModeSource } from '../mode.ts';

const PORTS = '[{eq|neq} {$port}+|{gt|lt} $port|range $port $port|object-group $portGroup]';
const ADDRESS =
  '{any|host $address|object-group $group|addrgroup $group|fqdn-group $fqdnGroup|geo-group $geoGroup|$address:ip $wildcard:ip}';
const ADDRESS6 = '{any|host $address:ip6|object-group $group|$address:ip6}';
const ICMP =
  'administratively-prohibited|alternate-address|conversion-error|dod-host-prohibited|dod-net-prohibited|echo|echo-reply|general-parameter-problem|host-isolated|' +
  'host-precedence-unreachable|host-redirect|host-tos-redirect|host-tos-unreachable|host-unknown|host-unreachable|information-reply|information-request|mask-reply|' +
  'mask-request|mobile-redirect|net-redirect|net-tos-redirect|net-tos-unreachable|net-unreachable|network-unknown|no-room-for-option|option-missing|packet-too-big|' +
  'parameter-problem|port-unreachable|precedence-unreachable|protocol-unreachable|reassembly-timeout|redirect|router-advertisement|router-solicitation|source-quench|' +
  'source-route-failed|time-exceeded|timestamp-reply|timestamp-request|traceroute|ttl-exceeded|unreachable';
const ICMP6 =
  'beyond-scope|destination-unreachable|dhaad-reply|dhaad-request|echo-reply|echo-request|header|hop-limit|mld-query|mld-reduction|mld-report|mpd-advertisement|' +
  'mpd-solicitation|mld-v2-report|nd-na|nd-ns|next-header|no-admin|no-route|parameter-option|renum-command|renum-result|renum-seq-number|router-renumbering|unreachable|reject|sender|duplicate';
const IGMP = 'dvmrp|host-query|host-report|pim|trace|v2-leave|v2-report|v3-report|host-leave';
const OPTIONS = `{established|ack|fin|psh|rst|syn|urg|match-any {$flag}+|match-all {$flag}+|fragments|log [$cookie]|log-input [$cookie]|dscp $dscp|precedence $precedence|\
tos $tos|ttl {eq|gt|lt|neq} $ttl:num|ttl range $ttl:num $ttl:num|time-range $timeRange|reflect $reflect [timeout $timeout:num]|option $option|tracked|sequence $sequence:num|${IGMP}|$icmp:num [$icmp:num]|${ICMP}}*`;
const OPTIONS6 = `{established|ack|fin|psh|rst|syn|urg|fragments|log [$cookie]|log-input [$cookie]|dscp $dscp|flow-label $label|time-range $timeRange|reflect $reflect [timeout $timeout:num]|\
sequence $sequence:num|routing|routing-type $type|mobility|mobility-type $type|dest-option|dest-option-type $type|auth|hbh|undetermined-transport|$icmp:num [$icmp:num]|${ICMP}|${ICMP6}}*`;
const EXTENDED = `{permit|deny} {object-group $serviceGroup|$protocol} ${ADDRESS} ${PORTS} ${ADDRESS} ${PORTS} ${OPTIONS}`;
const STANDARD = '{permit|deny} {any|host $address|$address:ip [$wildcard:ip]|object-group $group} [log [$cookie]|log-input]*';
const DYNAMIC = '[dynamic $dynamic [timeout $timeout:num]]';

/** Global commands of packet filters, object groups and zones. */
export const FILTER_GLOBAL = `
numbered-standard = access-list $acl ${STANDARD}
numbered-extended = access-list $acl ${DYNAMIC} ${EXTENDED}
numbered-remark = access-list $acl remark [$rest:rest]
numbered-number = access-list $acl
- = access-list $acl {permit|deny} {$source:mac}+ [$rest:rest]
- = access-list {compiled|log-update|rate-limit} [$rest:rest]
acl-standard = ip access-list standard $acl > acl-standard
acl-extended = ip access-list extended $acl > acl-extended
acl-ipv6 = ipv6 access-list $acl > acl-ipv6
- = ip access-list {resequence|log-update|logging|helper|persistent|match-local-traffic|dynamic-extended} [$rest:rest]
- = ip access-list {role-based|fqdn} $name > anything
- = ipv6 access-list {role-based $name|log-update $rest:rest|match-local-traffic}
address-group = object-group network $group > address-group
address-group6 = object-group v6-network $group > anything
service-group = object-group service $group > service-group
- = object-group {security|fqdn|geo|v6-service|ip|user|vrf} $rest:rest > anything
zone = zone security {$zone|default} > zone
zone-pair = zone-pair security $name [source {$source} destination {$destination}] > zone-pair
class-map = class-map type inspect [{match-any|match-all}] $class > class-map
class-map-application = class-map type inspect $protocol [{match-any|match-all}] $class > anything
policy-map = policy-map type inspect $policy > policy-map
policy-map-application = policy-map type inspect $protocol $policy > anything
time-range = time-range $name > anything
ip-inspect-name = ip inspect name $name $rest:rest
`;

const ACL_STANDARD: ModeSource = {
  name: 'acl-standard',
  commands: `
standard = [$sequence:num] ${STANDARD}
remark = [$sequence:num] remark [$rest:rest]
`,
};

const ACL_EXTENDED: ModeSource = {
  name: 'acl-extended',
  commands: `
extended = [$sequence:num] ${DYNAMIC} ${EXTENDED}
evaluate = [$sequence:num] evaluate $reflexive
remark = [$sequence:num] remark [$rest:rest]
`,
  foreign: 'ASA = extended {permit|deny} $rest:rest\nASA = line $number $rest:rest',
};

const ACL_IPV6: ModeSource = {
  name: 'acl-ipv6',
  commands: `
ipv6 = [sequence $sequence:num|$sequence:num] {permit|deny} {object-group $serviceGroup|$protocol} ${ADDRESS6} ${PORTS} ${ADDRESS6} ${PORTS} ${OPTIONS6}
ipv6-all = [sequence $sequence:num|$sequence:num] {permit|deny} ${ADDRESS6} ${ADDRESS6} ${OPTIONS6}
evaluate = [sequence $sequence:num] evaluate $reflexive
remark = [sequence $sequence:num] remark [$rest:rest]
`,
};

const ADDRESS_GROUP: ModeSource = {
  name: 'address-group',
  commands: `
member = {any|host $address|range $from:ip $to:ip|group-object $group|$address:ip [$mask:ip|$length:prefix]}
`,
  ignored: 'description',
};

const GROUP_PORTS = '{eq|gt|lt|neq} $port|range $port $port|$port';

const SERVICE_GROUP: ModeSource = {
  name: 'service-group',
  commands: `
ports = {tcp|udp|tcp-udp} [source {${GROUP_PORTS}}] [${GROUP_PORTS}]
protocol = {ahp|eigrp|esp|gre|igmp|ip|ipinip|nos|ospf|pcp|pim|ipv6|sctp|$protocol:num}
icmp = {icmp|icmp6} [$type [$code]]
group-object = group-object $group
`,
  ignored: 'description',
};

const CLASS_MAP: ModeSource = {
  name: 'class-map',
  commands: `
match-access-group = match [not] access-group {name $acl|$acl}
match-protocol = match [not] protocol $protocol [$rest:rest]
match-class = match [not] class-map $class
match-other = match [not] {user-group|security-group|source-address|any|group-object|dscp|precedence|input-interface} [$rest:rest]
`,
  ignored: 'description',
};

const POLICY_MAP: ModeSource = {
  name: 'policy-map',
  commands: `
class = class {type inspect [$application] $class|$class} > policy-class
`,
  ignored: 'description; parameter type',
};

const POLICY_CLASS: ModeSource = {
  name: 'policy-class',
  commands: `
inspect = inspect [$parameterMap]
pass = pass [log]
drop = drop [log]
`,
  ignored: 'police; service-policy; urlfilter; content-scan; description',
};

const SMALL: readonly ModeSource[] = [
  { name: 'zone', commands: '', ignored: 'description; protection; vpn' },
  { name: 'zone-pair', commands: 'service-policy = service-policy type inspect $policy', ignored: 'description' },
];

/** Modes of packet filters, object groups and zones. */
export const FILTER_MODES: readonly ModeSource[] = [
  ACL_STANDARD,
  ACL_EXTENDED,
  ACL_IPV6,
  ADDRESS_GROUP,
  SERVICE_GROUP,
  CLASS_MAP,
  POLICY_MAP,
  POLICY_CLASS,
  ...SMALL,
];
