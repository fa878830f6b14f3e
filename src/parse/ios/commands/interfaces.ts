import type { ModeSource } from '../mode.ts';

/** Commands that open an interface or a VRF. */
export const INTERFACE_GLOBAL = `
interface = interface $interface:iface [{point-to-point|multipoint|type {tunnel|ethernet|serial|$kind}|l2transport|$kind}] > interface
interface-range = interface range $rest:rest > interface
vrf = {vrf definition|ip vrf|vrf context} $vrf > anything
`;

const NHS_REST = '{multicast|priority $priority:num|cluster $cluster:num|max-connections $max:num}*';

const ADDRESSES = `
ip-address = {ip address|ip addresss} {$address:ip [$mask:ip] [secondary] [vrf $vrf]|dhcp [$rest:rest]|negotiated [previous]|pool $pool}
ip-unnumbered = ip unnumbered $interface:iface [$rest:rest]
ipv6-address = ipv6 address {$address:ip6 [eui-64|anycast|link-local|$suffix]|$prefixName $address:ip6 [eui-64]|dhcp [rapid-commit]|autoconfig [default]}
ipv6-unnumbered = ipv6 unnumbered $interface:iface
ipv6-enable = ipv6 enable
standby-ip = standby [$group:num] {ip [$address:ip] [secondary]|ipv6 $rest:rest}
vrrp-ip = vrrp $group:num ip $address:ip [secondary]
vrrp-group = vrrp $group:num address-family {ipv4|ipv6} > vrrp-group
shutdown = shutdown
vrf-forwarding = {vrf forwarding|ip vrf forwarding} $vrf [downstream $down]
encapsulation = encapsulation $kind [$rest:rest]
pppoe-client = pppoe-client dial-pool-number $pool:num {dial-on-demand|restart $seconds:num|service-name $service|mtu $bytes:num}*
- = pppoe-client {ppp-max-payload|control-packets|dial-on-demand} [$rest:rest]
dialer-pool = dialer pool $pool:num
`;

const FILTERS = `
access-group = ip access-group {$acl|common $common $acl} {in|out} [$rest:rest]
traffic-filter = ipv6 traffic-filter $acl {in|out}
nat = ip nat {inside|outside|enable|allow-static-host|stick}
zone-member = zone-member security $zone
ip-inspect = ip inspect $name {in|out}
policy-route-map = ip policy route-map $map
adjust-mss = ip tcp adjust-mss $bytes:num
ip-mtu = {ip mtu|mtu} $bytes:num
`;

const CRYPTO = `
crypto-map = crypto map $map [redundancy $group [stateful]|ssp $group]
crypto-map6 = {ipv6 crypto map|crypto map ipv6} $map
interface-df-bit = crypto ipsec df-bit {clear|set|copy}
interface-fragmentation = crypto ipsec fragmentation {before-encryption|after-encryption}
ezvpn = crypto ipsec client ezvpn $client [{inside|outside}]
`;

const TUNNEL = `
tunnel-source = tunnel source {dynamic|$address:ip|$address:ip6|$interface:iface}
tunnel-destination = tunnel destination {dynamic|$address:ip|$address:ip6|$host}
tunnel-mode = tunnel mode {gre {ip|ipv6|multipoint [ipv6]}|ipsec {ipv4 [v6-overlay]|ipv6 [v4-overlay]|dual-overlay}|{ipip|ipv6ip|ipv6|mpls|udp|ethernet|vxlan|vxlan-gpe|dvmrp|eon|iptalk|nos|rbscp|aurp|cayman|sdwan|tag-switching|l2tpv3|geneve} [$rest:rest]}
tunnel-protection = tunnel protection ipsec profile $profile {shared|isakmp-profile $isakmpProfile|ikev2-profile $ikev2Profile|psk $psk:secret}*
tunnel-protection-policy = tunnel protection ipsec policy {ipv4|ipv6} $acl
tunnel-protection-initiate = tunnel protection ipsec {initiate|intiate}
tunnel-key = tunnel key $key:num
tunnel-vrf = tunnel vrf $vrf [egress|ingress|multiplexing]
nhrp-map = {ip nhrp|ipv6 nhrp|nhrp} map {multicast {dynamic|$nbma}|group $rest:rest|$tunnelAddress [$mask:ip] $nbma [preference $preference:num]}
nhrp-nhs = {ip nhrp|ipv6 nhrp} nhs {dynamic [nbma $nbma] ${NHS_REST}|cluster $cluster:num max-connections $max:num|fallback $seconds:num|$tunnelAddress [nbma $nbma] ${NHS_REST}|$tunnelAddress $network $mask}
nhrp-network = {ip nhrp|ipv6 nhrp} network-id $number:num
nhrp-authentication = {ip nhrp|ipv6 nhrp} authentication $key:secret
- = {ip nhrp|ipv6 nhrp|nhrp} {holdtime|registration|redirect|shortcut|server-only|group|attribute|interest|record|responder|max-send|trigger-svc|use|cache|path|summary-map|role|event-publisher|route-watch|multicast|send-routed|default} [$rest:rest]
- = tunnel protection ipsec local-address $interface:iface
- = tunnel protection dike $rest:rest
`;

/** Statements under an interface that neither addresses nor filters nor protects anything. */
const IGNORED =
  'autostate; bundle-enable; eapol; domain; lisp mobility; vnet trunk; trunk-group; priority-flow-control; ip flow-cache; ip rarp-server; isis tag; isis ipv6; ' +
  'tx-queue-limit; cable; dot11; description; duplex; speed; negotiation; media-type; load-interval; bandwidth; delay; cdp; lldp; mop; carrier-delay; clock; clockrate; serial; ' +
  'keepalive; arp; switchport; spanning-tree; channel-group; channel-protocol; power; udld; storm-control; auto; mdix; macsec; mka; trust; srr-queue; ' +
  'priority-queue; queue-set; wrr-queue; service-policy; service-module; service-instance; fair-queue; random-detect; tx-ring-limit; hold-queue; ' +
  'max-reserved-bandwidth; traffic-shape; rate-limit; qos; auto qos; priority-group; custom-queue-list; bfd; mpls; tag-switching; cts; dot1x; mab; ' +
  'access-session; device-tracking; ipv4; peer; ppp; dialer; dialer-group; async; group-range; modem; pppoe; bridge-group; xconnect; pvc; atm; dsl; ' +
  'vbr-nrt; isdn; channel; pri-group; frame-relay; framing; linecode; fdl; crc; cablelength; pos; sonet; aps; ima-group; dce-terminal-timing-enable; ' +
  'transmitter-delay; standby; vrrp; glbp; fhrp; backup; mac-address; macaddress; mac; logging; snmp; snmp-server; rmon; ntp; vlan-id; vlan-range; ' +
  'private-vlan; shape; nat64; nat66; platform; physical-layer; flowcontrol; fec; evc; lacp; port-channel; pagp; l2protocol-tunnel; l2protocol; mls; ' +
  'plim; hw-module; cem; cem-group; autodetect; peak-rate; clns; ipx; appletalk; decnet; dlsw; llc2; sdlc; netbios; vxlan; nve; ssid; station-role; rts; ' +
  'antenna; beacon; broadcast-key; infrastructure-client; world-mode; payload-encapsulation; short-slot-time; stbc; guard-interval; ampdu; ' +
  'preamble-short; dfs; mbssid; no-beacon; encryption; l2-filter; cellular; lte; gsm; ip-data; default-vlan; half-duplex; full-duplex; squelch; medium; ' +
  'dampening; cdp-server; flow-sampler; tcp; vtp; ptp; esmc; ddns; mvrp; gvrp; nameif-none; object-tracking; map-group; down-when-looped; loopback; ' +
  'transmit-interface; invert; nrzi-encoding; signal-quality; ignore-dcd; physical; compress; dxi; smds; x25; lapb; lan-name; utm-interface; waas; ' +
  'ids-service-module; integrated-service-engine; ip ospf; ip eigrp; ip hello-interval; ip hold-time; ip summary-address; ip next-hop-self; ' +
  'ip split-horizon; ip bandwidth-percent; ip rip; ip pim; ip igmp; ip multicast; ip mroute-cache; ip cgmp; ip sap; ip dvmrp; ip redirects; ' +
  'ip unreachables; ip proxy-arp; ip local-proxy-arp; ip directed-broadcast; ip information-reply; ip mask-reply; ip route-cache; ip cef; ' +
  'ip load-sharing; ip flow; ip nbar; ip accounting; ip helper-address; ip broadcast-address; ip virtual-reassembly; ip verify; ip ddns; ip arp; ' +
  'ip gratuitous-arps; ip ips; ip urlfilter; ip admission; ip auth-proxy; ip port-unreachable; ip tcp header-compression; ' +
  'ip tcp compression-connections; ip rtp; ip rsvp; ip rgmp; ip icmp; ip options; ip irdp; ip mobile; ip wccp; ip header-compression; ip traffic-export; ' +
  'ip vrf receive; ip vrf select; ip vrf sitemap; ip bfd; ip pgm; ip drp; ip sticky-arp; ip isis; ip lisp; ip omp; ip evc; ip dampening; ip security; ' +
  'ip udp; ip next-hop; ip authentication; ipv6 nd; ipv6 ospf; ipv6 eigrp; ipv6 rip; ipv6 pim; ipv6 mld; ipv6 mtu; ipv6 redirects; ipv6 unreachables; ' +
  'ipv6 verify; ipv6 cef; ipv6 flow; ipv6 inspect; ipv6 policy; ipv6 tcp; ipv6 virtual-reassembly; ipv6 hello-interval; ipv6 hold-time; ' +
  'ipv6 summary-address; ipv6 next-hop-self; ipv6 split-horizon; ipv6 multicast; ipv6 bandwidth-percent; ipv6 authentication; ipv6 port-map; ipv6 nbar; ' +
  'ipv6 wccp; ipv6 general-prefix; ipv6 mfib; ipv6 source-guard; ipv6 snooping; ipv6 destination-guard; ipv6 dns; ipv6 mobile; ipv6 nat; ipv6 spd; ' +
  'ipv6 load-interval; ipv6 bgp; ipv6 lisp; ipv6 isis; ipv6 icmp; ipv6 rsvp; vrf select; ospfv3; eigrp; if-state; if-mgr; tunnel path-mtu-discovery; ' +
  'tunnel checksum; tunnel bandwidth; tunnel tos; tunnel ttl; tunnel mpls; tunnel fixup; tunnel route-via; tunnel sequence-datagrams; tunnel udlr; ' +
  'tunnel vxlan; tunnel vlan; tunnel flow; tunnel entropy; tunnel endpoint; tunnel snooping; tunnel src-mac-address; tunnel src-port; tunnel dst-port; ' +
  'tunnel metadata; tunnel raw-packet-interface; tunnel rbscp; tunnel network-id; tunnel 6rd; tunnel rrr; tunnel tsp-hop; tunnel pmtu; tunnel udp; ' +
  'tunnel local; ptr; crypto engine; crypto mka; pfr; oer; voice-port; h323-gateway; dot1q; stackwise-virtual; snmp-trap; ipc; threat-visibility; ' +
  'wanopt; no-cdp; energywise; cos; redundancy group; redundancy rii; redundancy asymmetric-routing; macro description; macro auto; authentication open; ' +
  'authentication host-mode; authentication order; authentication priority; authentication port-control; authentication periodic; authentication timer; ' +
  'authentication violation; authentication event; authentication control-direction; authentication key-management; authentication network-eap; ' +
  'authentication shared; authentication fallback; authentication linksec; flow monitor; flow-control; ip flow monitor; ip dhcp relay; ip dhcp client; ' +
  'ip dhcp snooping; ip dhcp smart-relay; ip dhcp server; ip dhcp limit; ip router isis; ip router lisp; ipv6 router isis; ipv6 dhcp server; ' +
  'ipv6 dhcp client; ipv6 dhcp relay; ipv6 dhcp guard; isis network; isis metric; isis authentication; isis circuit-type; isis password; isis priority; ' +
  'isis hello-interval; isis bfd; vpdn group-name; track ip; protocol ip; member interface; link-fault; ethernet oam; ethernet cfm; ethernet lmi; ' +
  'ethernet dot1ad; ethernet evc; ethernet uni; ip dns view-group; ip device tracking; service-insertion; monitor session; performance monitor; ' +
  'l2tp bgp; l2tp id; transmit-buffers; synchronous mode; ip urd; voice-class; umbrella in; umbrella out; opendns in; opendns out; utd enable; ' +
  'et-analytics enable';

const INTERFACE: ModeSource = {
  name: 'interface',
  commands: `${ADDRESSES}${FILTERS}${CRYPTO}${TUNNEL}- = service instance $number:num $rest:rest > anything
- = vnet {name $rest:rest|global} > anything
- = ip subscriber $rest:rest > anything
- = pvc $rest:rest > anything
- = snmp trap $rest:rest
`,
  ignored: IGNORED,
  foreign: `
ASA = nameif $name
ASA = security-level $number
NX-OS = ip address $address/$length
ASA = crypto map $name interface $interface
`,
};

const VRRP_GROUP: ModeSource = {
  name: 'vrrp-group',
  commands: 'vrrp-address = address {$address:ip|$address:ip6} [primary|secondary]',
  ignored: 'description; exit-vrrp; match-address; preempt; priority; shutdown; timers; track; vrrpv2; vrrs',
};

/** Modes of interfaces. */
export const INTERFACE_MODES: readonly ModeSource[] = [INTERFACE, VRRP_GROUP];
