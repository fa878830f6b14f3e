import type { ModeSource } from '../mode.ts';

const OPTIONS =
  '{vrf $vrf|match-in-vrf|extendable|no-alias|no-payload|route-map $routeMap|redundancy $redundancy|mapping-id $mapping:num|stateless|forced|reversible|' +
  'overload|track $track:num|egress-interface $egress:iface|garp-interface $garp:iface|match-interface $match:iface|extended|oer|add-route|no-translation|pool $natPool|match-in-zone|group $hsrp}*';

const TARGET = '{$global:ip|interface $interface:iface}';

const STATIC =
  `static {{tcp|udp} $local:ip $localPort ${TARGET} $globalPort|{esp|ahp|gre} $local:ip ${TARGET}|` +
  `network $local:ip $global:ip {$mask:ip|$length}|{tcp|udp} network $local:ip $localPort $global:ip $globalPort {$mask:ip|$length}|$local:ip ${TARGET}} ${OPTIONS}`;

/** Global NAT, routing and route-map commands. */
export const NAT_GLOBAL = `
nat-dynamic = ip nat {inside|outside} source {list $acl|route-map $routeMap} {interface $interface:iface|pool $pool} ${OPTIONS}
nat-static = ip nat {inside|outside} source ${STATIC}
nat-nvi-dynamic = ip nat source {list $acl|route-map $routeMap} {interface $interface:iface|pool $pool} ${OPTIONS}
nat-nvi-static = ip nat source ${STATIC}
nat-destination = ip nat inside destination {list $acl|route-map $routeMap|static $rest:rest} [pool $pool] ${OPTIONS}
nat-outside-list = ip nat outside {list $acl|route-map $routeMap} pool $pool ${OPTIONS}
nat-pool = ip nat pool $name {$from:ip $to:ip|netmask $mask:ip|prefix-length $length:num|type {match-host|rotary}|accounting $accounting|add-route|arp-ping}+ > nat-pool
nat-esp-spi = ip nat service list $acl esp spi-match
nat-ike-port = ip nat service list $acl ike preserve-port
nat-timeout = ip nat translation {timeout|udp-timeout|tcp-timeout|dns-timeout|icmp-timeout|syn-timeout|finrst-timeout|pptp-timeout|routemap-entry-timeout|port-timeout {tcp|udp} $port:num|arp-ping-timeout} {never|$seconds:num}
- = ip nat translation {max-entries|modify-timeout} $rest:rest
- = ip nat service {ipsec-esp enable|$rest:rest}
- = ip nat {settings|create|route|log|switchover|dia|stateful|portmap|piggyback-support|sip-sbc|refuse|64|mode|auto} [$rest:rest]
ip-route = ip route [vrf $vrf] $prefix:ip $mask:ip {$via:ip|dhcp|$interface:iface [$via:ip|dhcp]|$interface} {name $name|tag $tag:num|track $track:num|permanent|global|multicast|next-hop-name $hop|$distance:num}*
ipv6-route = ipv6 route [vrf $vrf] $prefix:ip6 {$via:ip6 [nexthop-vrf $hopVrf]|$interface:iface [$via:ip6]} {name $name|tag $tag:num|track $track:num|permanent|unicast|multicast|$distance:num}*
- = {ip|ipv6} route {static|profile} [$rest:rest]
route-map = route-map $map [{permit|deny}] [$sequence:num] > route-map
`;

const POOL: ModeSource = { name: 'nat-pool', commands: 'pool-range = address $from:ip $to:ip' };

const ROUTE_MAP: ModeSource = {
  name: 'route-map',
  commands: `
match-ip-address = match {ip|ipv6} address {prefix-list {$prefixList}+|{$acl}+}
match-interface = match interface {$interface:iface}+
match-other = match $condition [$rest:rest]
set-interface = set interface $interface:iface [$rest:rest]
- = set $rest:rest
- = continue [$sequence:num]
`,
  ignored: 'description',
};

/** Modes of NAT and route maps. */
export const NAT_MODES: readonly ModeSource[] = [POOL, ROUTE_MAP];
