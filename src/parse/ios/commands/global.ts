import type { ModeSource } from '../mode.ts';
import { FILTER_GLOBAL } from './filters.ts';
import { IKEV2_GLOBAL } from './ikev2.ts';
import { INTERFACE_GLOBAL } from './interfaces.ts';
import { IPSEC_GLOBAL } from './ipsec.ts';
import { ISAKMP_GLOBAL } from './isakmp.ts';
import { NAT_GLOBAL } from './nat.ts';
import { PKI_GLOBAL } from './pki.ts';

const SYSTEM = `
hostname = hostname $name
version = version $version [$rest:rest]
domain-name = {ip domain name|ip domain-name} [vrf $vrf] $name
ip-host = ip host [vrf $vrf] $name [additional] {{$address:ip|$address:ip6|$other}}+
local-pool = ip local pool $name $from:ip [$to:ip] [$rest:rest]
local-policy = ip local policy route-map $map
banner = banner {motd|login|exec|incoming|prompt-timeout|slip-ppp|$kind} $rest:rest
macro = macro name $name
menu = menu $name {title|prompt} $rest:rest
tacacs-banner = aaa authentication {banner|fail-message} $rest:rest
`;

/**
 * First words of global commands without meaning for the linter. They end a sub-mode in scripts that are not indented; the lines
 * below them are passed over.
 */
const IGNORED =
  'aaa; access-session; alarm; alias; alias-list; application; aqm-register-fnf; archive; arp; async-bootp; authentication; auto; autonomic; avb; ' +
  'backhaul-session-manager; bba-group; bfd; bfd-template; boot; boot-end-marker; boot-start-marker; bridge; bridge-domain; bstun; buffers; bulkstat; ' +
  'busy-message; call; call-home; card; cdp; cef; cellular; chat-script; cisp; clid; clns; clock; cns; cts; config-register; configuration; connect; ' +
  'control-plane; controller; cwmp; define; device-sensor; device-tracking; diagnostic; dial-control-mib; dial-peer; dialer; dialer-list; dlsw; ' +
  'dnsix-dmdp; dnsix-nat; domain; dot11; dot1x; downward-compatible-config; dspfarm; emm; enable; endpoint-agent; energywise; eou; epm; ephone; ' +
  'ephone-dn; errdisable; ethernet; event; exception; fabric; facility-alarm; fax; fhrp; file; flow; flow-sampler; frame-relay; gatekeeper; gateway; ' +
  'guestshell; gw-accounting; gw-type-prefix; h323; hw-module; ipc; ipx; isdn; isis; issu; iox; ixi; kerberos; key; kron; l2; l2protocol; l2tp; ' +
  'l2tp-class; l2vpn; lacp; lane; lat; license; line; lisp; lldp; locaddr-priority-list; location; logging; login; login-string; mab; mac; ' +
  'mac-address-table; manifest; map-class; map-list; mdns; mediatrace; memory; memory-size; metadata; mgcp; microcode; mls; mmi; modem; modemcap; ' +
  'monitor; mop; mpls; msdp; multilink; mvr; mvrp; nat64; nat66; nbf; netbios; netconf; netconf-yang; netflow-sampler; network-clock; network-policy; ' +
  'nmsp; no-op; ntp; oer; onep; otv; parameter-map; parser; partition; password; performance; pfr; platform; plim; port-channel; power; ppp; pppoe; ' +
  'priority-list; printer; privilege; process; process-max-time; profile; prompt; protocol; pseudowire-class; ptp; qos; queue-list; radius; ' +
  'radius-server; random-detect-group; redundancy; regexp; remote-management; resource; restconf; rif; rlm; rmon; router; route-tag; rsrb; rtr; sampler; ' +
  'sasl; scheduler; sccp; scripting; scsi; security; service; service-chain; service-insertion; service-list; service-template; setup; sgbp; shell; sip; ' +
  'sip-ua; smrp; sna; snmp; snmp-server; software; source; spanning-tree; spe; ssid; stackwise-virtual; stack-mac; stack-power; standby; stcapp; ' +
  'state-machine; stun; subscriber; switch; subscriber-policy; system; table-map; tacacs; tacacs-server; tag-switching; telemetry; telephony-service; ' +
  'template; terminal-queue; tftp-server; track; transceiver; translate; translation-rule; ttycap; udld; umbrella; upgrade; username; utd; vc-group; ' +
  'vdsl; virtual-profile; virtual-service; virtual-template; virtual-what; vlan; vlt; vmps; voice; voice-card; voice-class; voice-port; vpdn; ' +
  'vpdn-group; vpdn-template; vtp; vty-async; vxlan; wave; web-proxy; webvpn; wism; wlan; wsma; x25; x29; xconnect; xdr; address-family; building; ' +
  'current; using; redirect; show; debug; undebug; clear; copy; write; reload; configure; terminal; ping; traceroute; telnet; ssh; erase; delete; more; ' +
  'test; verify; where; disable; logout; send; format; dir; pwd; cd; mkdir; squeeze; release; renew; identity; identity-policy';

/** The global mode. */
export const GLOBAL_MODE: ModeSource = {
  name: 'global',
  commands: `${SYSTEM}${ISAKMP_GLOBAL}${IKEV2_GLOBAL}${IPSEC_GLOBAL}${PKI_GLOBAL}${FILTER_GLOBAL}${NAT_GLOBAL}${INTERFACE_GLOBAL}`,
  ignored: IGNORED,
  foreign: `
ASA = tunnel-group $rest:rest
ASA = group-policy $rest:rest
ASA = nameif $rest:rest
ASA = security-level $rest:rest
ASA = same-security-traffic $rest:rest
ASA = sysopt $rest:rest
ASA = route {outside|inside|dmz|management|wan|lan} $rest:rest
ASA = access-group $acl {in|out} interface $rest:rest
ASA = access-group $acl global
ASA = access-list $acl extended $rest:rest
ASA = access-list $acl standard $rest:rest
ASA = access-list $acl line $rest:rest
ASA = object {network|service} $rest:rest
ASA = nat ( $rest:rest
ASA = global ( $rest:rest
ASA = crypto ikev1 $rest:rest
ASA = crypto ikev2 enable $rest:rest
ASA = crypto ikev2 remote-access $rest:rest
ASA = crypto ipsec {ikev1|ikev2} $rest:rest
ASA = crypto map $map interface $interface
ASA = crypto map $map $sequence:num {match|set} $rest:rest
ASA = crypto dynamic-map $map $sequence:num {match|set} $rest:rest
ASA = crypto isakmp enable $interface
ASA = crypto isakmp policy $priority:num {authentication|encryption|hash|group|lifetime} $rest:rest
ASA = isakmp {enable|key|policy|identity|keepalive|nat-traversal} $rest:rest
NX-OS = feature $rest:rest
NX-OS = vrf context $rest:rest
`,
};
