import { decimal, parseIpv4, parseIpv6 } from '../../text/address.ts';
import type { AddressValue, PortRange } from './tree.ts';

/** Names of IP protocols as `/etc/protocols` of Debian has them, and numbers of IANA. */
const PROTOCOLS: ReadonlyMap<string, number> = new Map([
  ['hopopt', 0],
  ['icmp', 1],
  ['igmp', 2],
  ['ipencap', 4],
  ['ipip', 4],
  ['tcp', 6],
  ['egp', 8],
  ['igp', 9],
  ['udp', 17],
  ['dccp', 33],
  ['ipv6', 41],
  ['ipv6-route', 43],
  ['ipv6-frag', 44],
  ['rsvp', 46],
  ['gre', 47],
  ['esp', 50],
  ['ipsec-esp', 50],
  ['ah', 51],
  ['ipsec-ah', 51],
  ['icmpv6', 58],
  ['ipv6-icmp', 58],
  ['ipv6-nonxt', 59],
  ['ipv6-opts', 60],
  ['eigrp', 88],
  ['ospf', 89],
  ['ospfigp', 89],
  ['pim', 103],
  ['comp', 108],
  ['ipcomp', 108],
  ['vrrp', 112],
  ['l2tp', 115],
  ['sctp', 132],
  ['mobility-header', 135],
  ['mh', 135],
  ['udplite', 136],
]);

/** Service names that stand in filters beside IKE, with their ports (IANA). */
const SERVICES: ReadonlyMap<string, number> = new Map([
  ['ftp-data', 20],
  ['ftp', 21],
  ['ssh', 22],
  ['telnet', 23],
  ['smtp', 25],
  ['domain', 53],
  ['bootps', 67],
  ['bootpc', 68],
  ['tftp', 69],
  ['http', 80],
  ['www', 80],
  ['kerberos', 88],
  ['pop3', 110],
  ['sunrpc', 111],
  ['ntp', 123],
  ['netbios-ns', 137],
  ['netbios-dgm', 138],
  ['netbios-ssn', 139],
  ['imap', 143],
  ['imap2', 143],
  ['snmp', 161],
  ['snmp-trap', 162],
  ['snmptrap', 162],
  ['bgp', 179],
  ['ldap', 389],
  ['https', 443],
  ['microsoft-ds', 445],
  ['isakmp', 500],
  ['syslog', 514],
  ['dhcpv6-client', 546],
  ['dhcpv6-server', 547],
  ['ldaps', 636],
  ['domain-s', 853],
  ['imaps', 993],
  ['pop3s', 995],
  ['openvpn', 1194],
  ['l2f', 1701],
  ['l2tp', 1701],
  ['radius', 1812],
  ['radius-acct', 1813],
  ['nfs', 2049],
  ['ipsec-nat-t', 4500],
  ['mdns', 5353],
  ['http-alt', 8080],
]);

/** Number of a protocol by name or number; undefined when it is neither. `all` and `ip` are not protocols. */
export function protocolNumber(text: string): number | undefined {
  return PROTOCOLS.get(text.toLowerCase()) ?? decimal(text, 255);
}

/** A port by number or service name. */
export function portNumber(text: string): number | undefined {
  return decimal(text, 65535) ?? SERVICES.get(text.toLowerCase());
}

/** `500`, `500:4500`, `:1024`, `1024:`, with the separator of the language. */
export function portRange(text: string, separator: ':' | '-'): PortRange | undefined {
  const single = portNumber(text);
  if (single !== undefined) return [single, single];
  const at = text.indexOf(separator);
  if (at === -1) return undefined;
  const from = at === 0 ? 0 : portNumber(text.slice(0, at));
  const to = at === text.length - 1 ? 65535 : portNumber(text.slice(at + 1));
  return from === undefined || to === undefined || from > to ? undefined : [from, to];
}

/** An address, `address/length`, `address/netmask` or `from-to`; anything else is a name whose address nobody knows here. */
export function addressValue(text: string): AddressValue {
  const slash = text.indexOf('/');
  const base = slash === -1 ? text : text.slice(0, slash);
  const v4 = parseIpv4(base);
  if (v4 !== undefined) return v4Value(v4, slash === -1 ? '32' : text.slice(slash + 1)) ?? { unknown: text };
  if (parseIpv6(base) !== undefined) {
    const length = slash === -1 ? 128 : decimal(text.slice(slash + 1), 128);
    return length === undefined ? { unknown: text } : { v6: [base, length] };
  }
  return rangeValue(text) ?? { unknown: text };
}

function v4Value(base: number, mask: string): AddressValue | undefined {
  const length = decimal(mask, 32);
  if (length !== undefined) return { v4: [base, length === 0 ? 0xffffffff : length === 32 ? 0 : 0xffffffff >>> length] };
  const netmask = parseIpv4(mask);
  return netmask === undefined ? undefined : { v4: [base, ~netmask >>> 0] };
}

function rangeValue(text: string): AddressValue | undefined {
  const dash = text.indexOf('-');
  if (dash === -1) return undefined;
  const [from, to] = [text.slice(0, dash), text.slice(dash + 1)];
  const [from4, to4] = [parseIpv4(from), parseIpv4(to)];
  if (from4 !== undefined && to4 !== undefined) return from4 <= to4 ? { v4range: [from4, to4] } : undefined;
  const [from6, to6] = [parseIpv6(from), parseIpv6(to)];
  return from6 !== undefined && to6 !== undefined && from6 <= to6 ? { v6range: [from, to] } : undefined;
}
