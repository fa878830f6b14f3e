import type { Provenance } from '../provenance.ts';
import type { TrafficSelector } from '../types.ts';
import { isPlaceholder, parseRange, readSubnet } from './address.ts';

/** Protocol names of Debian's /etc/protocols (IANA protocol numbers). */
const PROTOCOLS: ReadonlyMap<string, number> = new Map([
  ['ip', 0],
  ['hopopt', 0],
  ['icmp', 1],
  ['igmp', 2],
  ['ggp', 3],
  ['ipencap', 4],
  ['st', 5],
  ['tcp', 6],
  ['egp', 8],
  ['igp', 9],
  ['pup', 12],
  ['udp', 17],
  ['hmp', 20],
  ['xns-idp', 22],
  ['rdp', 27],
  ['iso-tp4', 29],
  ['dccp', 33],
  ['xtp', 36],
  ['ddp', 37],
  ['idpr-cmtp', 38],
  ['ipv6', 41],
  ['ipv6-route', 43],
  ['ipv6-frag', 44],
  ['idrp', 45],
  ['rsvp', 46],
  ['gre', 47],
  ['esp', 50],
  ['ah', 51],
  ['skip', 57],
  ['ipv6-icmp', 58],
  ['ipv6-nonxt', 59],
  ['ipv6-opts', 60],
  ['rspf', 73],
  ['vmtp', 81],
  ['eigrp', 88],
  ['ospf', 89],
  ['ax.25', 93],
  ['ipip', 94],
  ['etherip', 97],
  ['encap', 98],
  ['pim', 103],
  ['ipcomp', 108],
  ['vrrp', 112],
  ['l2tp', 115],
  ['isis', 124],
  ['sctp', 132],
  ['fc', 133],
  ['mobility-header', 135],
  ['udplite', 136],
  ['mpls-in-ip', 137],
  ['manet', 138],
  ['hip', 139],
  ['shim6', 140],
  ['wesp', 141],
  ['rohc', 142],
  ['ethernet', 143],
]);

/** Services of /etc/services that appear in traffic selectors (IANA ports). */
const SERVICES: ReadonlyMap<string, number> = new Map([
  ['echo', 7],
  ['discard', 9],
  ['ftp-data', 20],
  ['ftp', 21],
  ['ssh', 22],
  ['telnet', 23],
  ['smtp', 25],
  ['time', 37],
  ['tacacs', 49],
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
  ['epmap', 135],
  ['netbios-ns', 137],
  ['netbios-dgm', 138],
  ['netbios-ssn', 139],
  ['imap2', 143],
  ['imap', 143],
  ['snmp', 161],
  ['snmp-trap', 162],
  ['bgp', 179],
  ['ldap', 389],
  ['https', 443],
  ['microsoft-ds', 445],
  ['isakmp', 500],
  ['syslog', 514],
  ['submission', 587],
  ['ldaps', 636],
  ['imaps', 993],
  ['pop3s', 995],
  ['l2tp', 1701],
  ['l2f', 1701],
  ['radius', 1812],
  ['radius-acct', 1813],
  ['nfs', 2049],
  ['mysql', 3306],
  ['ms-wbt-server', 3389],
  ['ipsec-nat-t', 4500],
  ['sip', 5060],
  ['postgresql', 5432],
]);

/** Protocol and ports of a selector; ports 0 to 65535 mean any, 65535 to 0 opaque. */
export interface ProtocolPorts {
  readonly protocol: number;
  readonly portFrom: number;
  readonly portTo: number;
}

const ANY_PORTS: ProtocolPorts = { protocol: 0, portFrom: 0, portTo: 65535 };

/** A selector, `invalid` when the daemon refuses it, `unknown` when a name decides that only the host can resolve. */
export type ParsedSelector = TrafficSelector | 'invalid';

/** A traffic selector of swanctl.conf: `dynamic`, address, subnet or range, then `[protocol]` or `[protocol/port]`. */
export function parseViciSelector(text: string, origin: Provenance): ParsedSelector {
  const open = text.indexOf('[');
  if (open === -1) return network(text.trim(), ANY_PORTS, origin);
  if (!text.endsWith(']')) return 'invalid';
  const ports = parseProtocolPorts(text.slice(open + 1, -1));
  if (ports === 'invalid') return 'invalid';
  const where = text.slice(0, open).trim();
  if (ports === 'unknown') return { kind: 'unknown', network: where, ...ANY_PORTS, origin };
  return network(where, ports, origin);
}

function network(text: string, ports: ProtocolPorts, origin: Provenance): ParsedSelector {
  if (text === 'dynamic') return { kind: 'dynamic', network: '', ...ports, origin };
  if (isPlaceholder(text)) return { kind: 'unknown', network: text, ...ports, origin };
  if (text.includes('-')) {
    const range = parseRange(text) ?? parseRange(reversed(text));
    return range === undefined ? 'invalid' : { kind: 'network', network: range.text, ...ports, origin };
  }
  if (text === '%any') return { kind: 'network', network: '0.0.0.0/0', ...ports, origin };
  const subnet = readSubnet(text);
  return subnet === undefined ? 'invalid' : { kind: 'network', network: subnet.text, ...ports, origin };
}

/** The daemon turns a range around when its end comes first. */
function reversed(text: string): string {
  const dash = text.indexOf('-');
  return `${text.slice(dash + 1)}-${text.slice(0, dash)}`;
}

/** `protocol`, `protocol/port` or `protocol/from-to`; `unknown` for a name that is in no table here. */
export function parseProtocolPorts(text: string): ProtocolPorts | 'invalid' | 'unknown' {
  const slash = text.indexOf('/');
  const protocol = parseProtocol(slash === -1 ? text : text.slice(0, slash));
  const ports = slash === -1 ? { portFrom: 0, portTo: 65535 } : parsePorts(text.slice(slash + 1));
  if (protocol === 'invalid' || ports === 'invalid') return 'invalid';
  if (ports === 'unknown') return 'unknown';
  return { protocol, ...ports };
}

/** The same in ipsec.conf, where `%any` and `%opaque` have a percent sign and numbers may be of any base. */
export function parseStarterPorts(text: string): ProtocolPorts | 'invalid' | 'unknown' {
  const slash = text.indexOf('/');
  const [protocol, port] = slash === -1 ? [text, ''] : [text.slice(0, slash), text.slice(slash + 1)];
  const number = /^[+]?(?:0[xX][0-9a-fA-F]{1,4}|[0-9]{1,5})$/.test(protocol) ? String(Number(protocol)) : protocol;
  if (number === 'any' || number.startsWith('%') !== (number === '%any')) return 'invalid';
  const ports = port === '' || port === '%any' ? 'any' : port === '%opaque' ? 'opaque' : decimal(port);
  if (ports === undefined) return 'invalid';
  return parseProtocolPorts(`${number === '%any' || number === '' ? 'any' : number}/${ports}`);
}

function decimal(port: string): string | undefined {
  if (/^0[xX][0-9a-fA-F]{1,5}$/.test(port)) return String(Number(port));
  return port.startsWith('%') ? undefined : port;
}

function parseProtocol(text: string): number | 'invalid' {
  const word = text.trim();
  if (word === '' || word.toLowerCase() === 'any') return 0;
  if (/^[0-9]+$/.test(word)) return word.length <= 3 && Number(word) <= 255 ? Number(word) : 'invalid';
  return PROTOCOLS.get(word.toLowerCase()) ?? 'invalid';
}

function parsePorts(text: string): { portFrom: number; portTo: number } | 'invalid' | 'unknown' {
  const word = text.trim();
  const lower = word.toLowerCase();
  if (word === '' || lower === 'any') return { portFrom: 0, portTo: 65535 };
  if (lower === 'opaque') return { portFrom: 65535, portTo: 0 };
  const range = /^([0-9]{1,5})-([0-9]{0,5})$/.exec(word);
  if (range !== null) {
    // Read with strtol: without a number the end is 0. A range that ends before it begins is loaded and has no port in it.
    const [portFrom, portTo] = [Number(range[1]), Number(range[2])];
    return portFrom <= 65535 && portTo <= 65535 ? { portFrom, portTo } : 'invalid';
  }
  if (/^[0-9]+$/.test(word)) {
    const port = word.length <= 5 ? Number(word) : 65536;
    return port <= 65535 ? { portFrom: port, portTo: port } : 'invalid';
  }
  const service = SERVICES.get(word);
  if (service !== undefined) return { portFrom: service, portTo: service };
  return isName(word) ? 'unknown' : 'invalid';
}

function isName(word: string): boolean {
  return /^[A-Za-z][A-Za-z0-9.+_-]*$/.test(word);
}
