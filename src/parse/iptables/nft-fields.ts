import type { Field } from './nft-field-names.ts';
import { CONDITION_HEADS, FIELDS, HEAD_PROTOCOLS, PARTS, PORT_PROTOCOLS, SHORT_FIELDS } from './nft-field-names.ts';
import type { Match, PortRange } from './tree.ts';
import { addressValue, portNumber, portRange, protocolNumber } from './values.ts';
import type { Word } from './words.ts';

/** A field and how many words name it. */
export interface NamedField {
  readonly field: Field;
  readonly words: number;
}

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

/**
 * What the first word of any other field demands: `ip protocol` is compared in IPv4 packets only, `udp length` in UDP ones (nft(8),
 * "Payload expressions").
 */
export function impliedByHead(field: Field, head: Word, source: number): readonly Match[] {
  if (field.kind !== 'protocol' && field.kind !== 'condition') return [];
  const span = { source, start: head.start, end: head.end };
  const family = head.text === 'ip' ? 'ipv4' : head.text === 'ip6' ? 'ipv6' : undefined;
  if (family !== undefined) return [{ kind: 'family', family, negated: false, span }];
  const protocol = HEAD_PROTOCOLS.get(head.text);
  return protocol === undefined ? [] : [{ kind: 'protocol', values: [protocol], negated: false, span }];
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
