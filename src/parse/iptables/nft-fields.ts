import type { ConditionKind, Match, PortRange } from './tree.ts';
import { addressValue, portNumber, portRange, protocolNumber } from './values.ts';
import type { Word } from './words.ts';

/** A part of a packet or of its fate that a rule compares. */
export type Field =
  | { readonly kind: 'source' | 'destination'; readonly family: 'ipv4' | 'ipv6' }
  | { readonly kind: 'source-port' | 'destination-port'; readonly protocol: number | undefined }
  | { readonly kind: 'protocol' | 'family' | 'interface-in' | 'interface-out' | 'state' }
  | { readonly kind: 'condition'; readonly condition: ConditionKind };

/** A field and how many words name it. */
export interface NamedField {
  readonly field: Field;
  readonly words: number;
}

const PORT_PROTOCOLS: ReadonlyMap<string, number | undefined> = new Map([
  ['tcp', 6],
  ['udp', 17],
  ['dccp', 33],
  ['sctp', 132],
  ['udplite', 136],
  ['th', undefined],
]);

const FIELDS: ReadonlyMap<string, Field> = new Map<string, Field>([
  ['ip saddr', { kind: 'source', family: 'ipv4' }],
  ['ip daddr', { kind: 'destination', family: 'ipv4' }],
  ['ip6 saddr', { kind: 'source', family: 'ipv6' }],
  ['ip6 daddr', { kind: 'destination', family: 'ipv6' }],
  ['ip protocol', { kind: 'protocol' }],
  ['ip6 nexthdr', { kind: 'protocol' }],
  ['meta l4proto', { kind: 'protocol' }],
  ['meta nfproto', { kind: 'family' }],
  ['meta protocol', { kind: 'family' }],
  ['meta iif', { kind: 'interface-in' }],
  ['meta iifname', { kind: 'interface-in' }],
  ['meta oif', { kind: 'interface-out' }],
  ['meta oifname', { kind: 'interface-out' }],
  ['ct state', { kind: 'state' }],
  ['ip dscp', { kind: 'condition', condition: 'dscp' }],
  ['ip ecn', { kind: 'condition', condition: 'dscp' }],
  ['ip6 dscp', { kind: 'condition', condition: 'dscp' }],
  ['ip6 ecn', { kind: 'condition', condition: 'dscp' }],
  ['ip ttl', { kind: 'condition', condition: 'ttl' }],
  ['ip6 hoplimit', { kind: 'condition', condition: 'ttl' }],
  ['ip frag-off', { kind: 'condition', condition: 'fragments' }],
  ['ct count', { kind: 'condition', condition: 'limit' }],
  ['meta time', { kind: 'condition', condition: 'time-range' }],
  ['meta day', { kind: 'condition', condition: 'time-range' }],
  ['meta hour', { kind: 'condition', condition: 'time-range' }],
  ['meta secpath', { kind: 'condition', condition: 'ipsec-policy' }],
  ['meta ipsec', { kind: 'condition', condition: 'ipsec-policy' }],
  ['tcp flags', { kind: 'condition', condition: 'tcp-flags' }],
  ['tcp option', { kind: 'condition', condition: 'tcp-flags' }],
]);

/** Fields of one word. */
const SHORT_FIELDS: ReadonlyMap<string, Field> = new Map<string, Field>([
  ['l4proto', { kind: 'protocol' }],
  ['nfproto', { kind: 'family' }],
  ['iif', { kind: 'interface-in' }],
  ['iifname', { kind: 'interface-in' }],
  ['oif', { kind: 'interface-out' }],
  ['oifname', { kind: 'interface-out' }],
  ['time', { kind: 'condition', condition: 'time-range' }],
  ['day', { kind: 'condition', condition: 'time-range' }],
  ['hour', { kind: 'condition', condition: 'time-range' }],
  ...[
    'mark',
    'priority',
    'skuid',
    'skgid',
    'cgroup',
    'rtclassid',
    'pkttype',
    'cpu',
    'iifgroup',
    'oifgroup',
    'iiftype',
    'oiftype',
    'ibrname',
    'obrname',
    'sdif',
    'sdifname',
    'ibrport',
    'ibriport',
    'obriport',
  ].map((name): readonly [string, Field] => [name, { kind: 'condition', condition: 'other' }]),
]);

/** First words whose fields are conditions, if no longer name is known. */
const CONDITION_HEADS: ReadonlyMap<string, ConditionKind> = new Map<string, ConditionKind>([
  ['ip', 'other'],
  ['ip6', 'other'],
  ['meta', 'other'],
  ['ct', 'other'],
  ['icmp', 'icmp'],
  ['icmpv6', 'icmp'],
  ['igmp', 'other'],
  ['tcp', 'tcp-flags'],
  ['udp', 'other'],
  ['udplite', 'other'],
  ['sctp', 'other'],
  ['dccp', 'other'],
  ['th', 'other'],
  ['ether', 'other'],
  ['vlan', 'other'],
  ['arp', 'other'],
  ['esp', 'other'],
  ['ah', 'other'],
  ['comp', 'other'],
  ['gre', 'other'],
  ['vxlan', 'other'],
  ['frag', 'fragments'],
  ['hbh', 'other'],
  ['dst', 'other'],
  ['rt', 'other'],
  ['mh', 'other'],
  ['exthdr', 'other'],
  ['fib', 'other'],
  ['socket', 'other'],
  ['osf', 'other'],
  ['numgen', 'other'],
  ['jhash', 'other'],
  ['symhash', 'other'],
  ['ipsec', 'ipsec-policy'],
]);

const PORTS = ['sport', 'dport', 'checksum'];
const ICMP = [
  'type',
  'code',
  'checksum',
  'id',
  'sequence',
  'gateway',
  'mtu',
  'taddr',
  'daddr',
  'parameter-problem',
  'packet-too-big',
  'max-delay',
];

/** Second words of fields, where the first one has no others (nft(8), "Payload expressions", "Meta expressions", "Conntrack"). */
export const PARTS: ReadonlyMap<string, readonly string[]> = new Map([
  [
    'ip',
    [
      'saddr',
      'daddr',
      'protocol',
      'dscp',
      'ecn',
      'ttl',
      'length',
      'id',
      'frag-off',
      'version',
      'hdrlength',
      'checksum',
      'option',
    ],
  ],
  ['ip6', ['saddr', 'daddr', 'nexthdr', 'dscp', 'ecn', 'flowlabel', 'length', 'hoplimit', 'version']],
  ['tcp', [...PORTS, 'flags', 'option', 'sequence', 'ackseq', 'doff', 'reserved', 'window', 'urgptr']],
  ['udp', [...PORTS, 'length']],
  ['udplite', [...PORTS, 'csumcov']],
  ['sctp', [...PORTS, 'vtag', 'chunk']],
  ['dccp', [...PORTS, 'type', 'option']],
  ['th', PORTS],
  ['icmp', ICMP],
  ['icmpv6', ICMP],
  [
    'ct',
    [
      'state',
      'status',
      'mark',
      'direction',
      'expiration',
      'helper',
      'label',
      'count',
      'id',
      'zone',
      'original',
      'reply',
      'bytes',
      'packets',
      'avgpkt',
      'event',
      'secmark',
      'timeout',
      'expectation',
      'l3proto',
      'protocol',
      'proto-src',
      'proto-dst',
      'saddr',
      'daddr',
    ],
  ],
  [
    'meta',
    [
      'l4proto',
      'nfproto',
      'protocol',
      'iif',
      'oif',
      'iifname',
      'oifname',
      'iiftype',
      'oiftype',
      'iifgroup',
      'oifgroup',
      'mark',
      'priority',
      'skuid',
      'skgid',
      'length',
      'cpu',
      'cgroup',
      'random',
      'ipsec',
      'secpath',
      'iifkind',
      'oifkind',
      'time',
      'day',
      'hour',
      'rtclassid',
      'pkttype',
      'nftrace',
      'ibrname',
      'obrname',
      'ibrpvid',
      'ibrvproto',
      'sdif',
      'sdifname',
      'broute',
      'secmark',
    ],
  ],
]);

/** All words that can begin a field, for suggestions. */
export const FIELD_HEADS: readonly string[] = [...new Set([...CONDITION_HEADS.keys(), ...SHORT_FIELDS.keys()])];

/** The field that the words name; undefined when they name none. */
export function fieldAt(tokens: readonly Word[], at: number): NamedField | undefined {
  const first = tokens[at];
  if (first === undefined || first.quoted) return undefined;
  const short = SHORT_FIELDS.get(first.text);
  if (short !== undefined) return { field: short, words: 1 };
  if (first.text.startsWith('@') && first.text.includes('h')) {
    return /^@(?:nh|th|ll|ih)$/.test(first.text) ? { field: { kind: 'condition', condition: 'other' }, words: 5 } : undefined;
  }
  const second = tokens[at + 1]?.text ?? '';
  const long = FIELDS.get(`${first.text} ${second}`);
  if (long !== undefined) return { field: long, words: first.text === 'tcp' && second === 'option' ? 4 : 2 };
  if (PORT_PROTOCOLS.has(first.text) && (second === 'sport' || second === 'dport')) {
    const kind = second === 'sport' ? 'source-port' : 'destination-port';
    return { field: { kind, protocol: PORT_PROTOCOLS.get(first.text) }, words: 2 };
  }
  const condition = CONDITION_HEADS.get(first.text);
  if (condition === undefined || PARTS.get(first.text)?.includes(second) === false) return undefined;
  return { field: { kind: 'condition', condition }, words: conditionWords(tokens, at, first.text, second) };
}

function conditionWords(tokens: readonly Word[], at: number, first: string, second: string): number {
  if (first === 'fib') {
    let words = 2;
    while (tokens[at + words]?.text === '.') words += 2;
    return words + 1;
  }
  if (first === 'ct' && (second === 'original' || second === 'reply')) return /^ip6?$/.test(tokens[at + 2]?.text ?? '') ? 4 : 3;
  if (first === 'ipsec' || first === 'rt') return 3;
  return 2;
}

/** What has to hold so that the field can be compared at all: `udp dport` is a UDP packet, `ip saddr` an IPv4 one. */
export function impliedBy(field: Field, span: Match['span']): readonly Match[] {
  if ((field.kind === 'source-port' || field.kind === 'destination-port') && field.protocol !== undefined) {
    return [{ kind: 'protocol', values: [field.protocol], negated: false, span }];
  }
  if (field.kind === 'source' || field.kind === 'destination') {
    return [{ kind: 'family', family: field.family, negated: false, span }];
  }
  return [];
}

/** The field equals one of the items; undefined when an item is not a value of such a field. */
export function matchOf(
  field: Field,
  items: readonly (readonly Word[])[],
  negated: boolean,
  span: Match['span'],
): Match | undefined {
  const texts = items.map((item) => item.map((token) => token.text).join(''));
  switch (field.kind) {
    case 'source':
    case 'destination':
      return { kind: field.kind, values: texts.map((text) => addressValue(text)), negated, span };
    case 'source-port':
    case 'destination-port': {
      const ranges = texts.map((text) => portRange(text, '-'));
      return isComplete(ranges) ? { kind: field.kind, values: ranges, negated, span } : undefined;
    }
    case 'protocol': {
      const numbers = texts.map((text) => protocolNumber(text));
      return isComplete(numbers) ? { kind: 'protocol', values: numbers, negated, span } : undefined;
    }
    case 'family':
      return familyMatch(texts, negated, span);
    case 'interface-in':
    case 'interface-out':
      return texts.includes('*') && !negated ? undefined : { kind: field.kind, values: texts, negated, span };
    case 'state':
      return { kind: 'state', values: texts.map((text) => text.toUpperCase()), negated, span };
    default:
      return undefined;
  }
}

function isComplete<T>(values: readonly (T | undefined)[]): values is readonly T[] {
  return !values.includes(undefined);
}

const FAMILIES: ReadonlyMap<string, 'ipv4' | 'ipv6'> = new Map([
  ['ip', 'ipv4'],
  ['ipv4', 'ipv4'],
  ['ip6', 'ipv6'],
  ['ipv6', 'ipv6'],
]);

function familyMatch(texts: readonly string[], negated: boolean, span: Match['span']): Match | undefined {
  const [only] = texts;
  const family = texts.length === 1 ? FAMILIES.get(only ?? '') : undefined;
  return family === undefined ? undefined : { kind: 'family', family, negated, span };
}

/** The field compares with a number by `<`, `<=`, `>`, `>=`: ports only. */
export function comparison(field: Field, operator: string, text: string, span: Match['span']): Match | undefined {
  if (field.kind !== 'source-port' && field.kind !== 'destination-port') return undefined;
  const port = portNumber(text);
  if (port === undefined) return undefined;
  const range: PortRange = {
    '<': [0, port - 1] as const,
    '<=': [0, port] as const,
    '>': [port + 1, 65535] as const,
    '>=': [port, 65535] as const,
  }[operator] ?? [0, 65535];
  return { kind: field.kind, values: range[0] <= range[1] ? [range] : [], negated: false, span };
}
