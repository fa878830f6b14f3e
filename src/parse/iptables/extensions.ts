import type { ConditionKind, Verdict } from './tree.ts';

/** Match extensions whose options are conditions that no packet shows by addresses and ports (iptables-extensions(8)). */
export const CONDITION_MODULES: ReadonlyMap<string, ConditionKind> = new Map([
  ['addrtype', 'other'],
  ['ah', 'other'],
  ['bpf', 'other'],
  ['cgroup', 'other'],
  ['cluster', 'other'],
  ['connbytes', 'limit'],
  ['connlabel', 'other'],
  ['connlimit', 'limit'],
  ['connmark', 'other'],
  ['conntrack', 'other'],
  ['cpu', 'other'],
  ['dccp', 'other'],
  ['devgroup', 'other'],
  ['dscp', 'dscp'],
  ['dst', 'other'],
  ['ecn', 'dscp'],
  ['esp', 'other'],
  ['eui64', 'other'],
  ['frag', 'fragments'],
  ['hashlimit', 'limit'],
  ['hbh', 'other'],
  ['helper', 'other'],
  ['hl', 'ttl'],
  ['icmp', 'icmp'],
  ['icmp6', 'icmp'],
  ['icmpv6', 'icmp'],
  ['ipcomp', 'other'],
  ['ipv6header', 'other'],
  ['ipvs', 'other'],
  ['length', 'other'],
  ['limit', 'limit'],
  ['mac', 'other'],
  ['mark', 'other'],
  ['mh', 'other'],
  ['nfacct', 'other'],
  ['osf', 'other'],
  ['owner', 'other'],
  ['physdev', 'other'],
  ['pkttype', 'other'],
  ['policy', 'ipsec-policy'],
  ['quota', 'limit'],
  ['rateest', 'rate'],
  ['realm', 'other'],
  ['recent', 'limit'],
  ['rpfilter', 'other'],
  ['rt', 'other'],
  ['sctp', 'other'],
  ['set', 'other'],
  ['socket', 'other'],
  ['srh', 'other'],
  ['state', 'other'],
  ['statistic', 'other'],
  ['string', 'other'],
  ['tcp', 'tcp-flags'],
  ['tcpmss', 'tcp-flags'],
  ['time', 'time-range'],
  ['tos', 'dscp'],
  ['ttl', 'ttl'],
  ['u32', 'other'],
]);

/** Extensions that match even without an option of their own. */
export const BARE_CONDITIONS: ReadonlySet<string> = new Set(['rpfilter', 'socket', 'eui64', 'ipvs']);

/** Extensions whose options this parser reads itself, or that restrict nothing. */
export const READ_MODULES: ReadonlySet<string> = new Set(['comment', 'iprange', 'multiport', 'udp', 'udplite']);

/** Targets after which the packet goes on to the next rule. */
export const PASSING_TARGETS: ReadonlySet<string> = new Set([
  'AUDIT',
  'CHECKSUM',
  'CLASSIFY',
  'CONNMARK',
  'CONNSECMARK',
  'CT',
  'DSCP',
  'ECN',
  'HL',
  'HMARK',
  'IDLETIMER',
  'LED',
  'LOG',
  'MARK',
  'NFLOG',
  'NOTRACK',
  'RATEEST',
  'SECMARK',
  'SET',
  'TCPMSS',
  'TCPOPTSTRIP',
  'TEE',
  'TOS',
  'TRACE',
  'TTL',
  'ULOG',
]);

/** Targets whose effect cannot be told from the rule. */
export const OPAQUE_TARGETS: ReadonlySet<string> = new Set([
  'CLUSTERIP',
  'DNPT',
  'MIRROR',
  'NETMAP',
  'NFQUEUE',
  'QUEUE',
  'SAME',
  'SNPT',
  'SYNPROXY',
  'TARPIT',
  'TPROXY',
]);

/** Targets that end the evaluation of a chain. */
export const FINAL_TARGETS: ReadonlyMap<string, Verdict> = new Map<string, Verdict>([
  ['ACCEPT', { do: 'accept' }],
  ['DROP', { do: 'drop' }],
  ['REJECT', { do: 'reject' }],
  ['RETURN', { do: 'return' }],
]);

/** Targets of the nat table. */
export const NAT_TARGETS: ReadonlyMap<string, 'snat' | 'dnat' | 'masquerade' | 'redirect'> = new Map([
  ['SNAT', 'snat'],
  ['DNAT', 'dnat'],
  ['MASQUERADE', 'masquerade'],
  ['REDIRECT', 'redirect'],
] as const);
