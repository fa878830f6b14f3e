import type { Provenance } from '../provenance.ts';
import type { Identity, IdentityType } from '../types.ts';
import { addressText, parseIpv4, parseIpv6, parseRange, readSubnet } from './address.ts';

/** What stands for every identity. */
const ANY = new Set(['', '%any', '%any6', '0.0.0.0', '*', '::', '0::0']);

/** Prefixes that force a type. The value is taken as bytes: `ipv4:192.0.2.1` is not the address 192.0.2.1. */
const PREFIXES: readonly (readonly [prefix: string, type: IdentityType])[] = [
  ['ipv4:', 'other'],
  ['ipv6:', 'other'],
  ['ipv4net:', 'other'],
  ['ipv6net:', 'other'],
  ['ipv4range:', 'other'],
  ['ipv6range:', 'other'],
  ['rfc822:', 'email'],
  ['email:', 'email'],
  ['userfqdn:', 'email'],
  ['fqdn:', 'fqdn'],
  ['dns:', 'fqdn'],
  ['asn1dn:', 'other'],
  ['asn1gn:', 'other'],
  ['xmppaddr:', 'other'],
  ['keyid:', 'key-id'],
];

/** Numbers of identity types (RFC 7296, 3.5) in `{number}:value`; address types take raw bytes. */
const NUMBERED: ReadonlyMap<number, IdentityType> = new Map([
  [0, 'any'],
  [2, 'fqdn'],
  [3, 'email'],
  [11, 'key-id'],
]);

/** Attribute names that strongSwan knows in distinguished names. */
const RDN_NAMES = new Set(
  (
    'ND UID DC CN SN SERIALNUMBER C L ST O OU T D N G I DNQUALIFIER ID EN EMPLOYEENUMBER E EMAIL EMAILADDRESS UN UNSTRUCTUREDNAME UA ' +
    'UNSTRUCTUREDADDRESS TCGID STREET POSTALCODE POSTALADDRESS PSEUDONYM DMDNAME'
  ).split(' '),
);

/**
 * An identity as strongSwan understands the text. `regex`: the text may be a regular expression (6.0, remote identities of vici).
 * An identity of type `other` never equals one of another configuration unless both are written alike.
 */
export function parseIdentification(text: string, origin: Provenance, options: { readonly regex?: boolean } = {}): Identity {
  if (options.regex === true && text.startsWith('^') && text.endsWith('$')) return { type: 'regex', value: text, origin };
  const prefixed = withPrefix(text) ?? withNumber(text);
  if (prefixed !== undefined) return { ...prefixed, origin };
  return { ...classify(text), origin };
}

type Typed = Pick<Identity, 'type' | 'value'>;

function withPrefix(text: string): Typed | undefined {
  const lower = text.slice(0, 12).toLowerCase();
  for (const [prefix, type] of PREFIXES) {
    if (!lower.startsWith(prefix)) continue;
    const value = text.slice(prefix.length);
    return { type, value: type === 'other' ? text : fromHex(value) };
  }
  return undefined;
}

function withNumber(text: string): Typed | undefined {
  const found = /^\{(0[xX][0-9a-fA-F]{1,4}|[0-9]{1,5})\}:/.exec(text);
  if (found === null) return undefined;
  const type = NUMBERED.get(Number(found[1])) ?? 'other';
  return { type, value: type === 'other' ? text : type === 'any' ? '' : fromHex(text.slice(found[0].length)) };
}

/** `#` and hex digits stand for bytes; printable ones are shown as text, others as `0x…`. */
function fromHex(value: string): string {
  return value.startsWith('#') ? bytesText(value.slice(1)) : value;
}

function bytesText(hex: string): string {
  const digits = hex.replaceAll(':', '').replace(/[^0-9a-fA-F]/g, '0');
  const padded = digits.length % 2 === 0 ? digits : `0${digits}`;
  let text = '';
  for (let i = 0; i < padded.length; i += 2) {
    const byte = Number.parseInt(padded.slice(i, i + 2), 16);
    if (byte < 0x20 || byte > 0x7e) return `0x${padded.toLowerCase()}`;
    text += String.fromCharCode(byte);
  }
  return text;
}

function classify(text: string): Typed {
  if (text.includes('=')) return isDistinguishedName(text) ? { type: 'dn', value: text.trim() } : { type: 'key-id', value: text };
  if (ANY.has(text)) return { type: 'any', value: '' };
  if (text.startsWith('@@')) return { type: 'email', value: text.slice(2) };
  if (text.startsWith('@#')) return { type: 'key-id', value: bytesText(text.slice(2)) };
  if (text.startsWith('@')) return { type: 'fqdn', value: text.slice(1) };
  if (text.includes('@')) return { type: 'email', value: text };
  return text.includes(':') ? addressIdentity(text, 6) : addressIdentity(text, 4);
}

function addressIdentity(text: string, family: 4 | 6): Typed {
  const address = family === 4 ? parseIpv4(text) : parseIpv6(text);
  if (address !== undefined) return { type: family === 4 ? 'ipv4' : 'ipv6', value: addressText(address) };
  const subnet = text.includes('/') ? readSubnet(text) : undefined;
  if (subnet?.family === family) return { type: family === 4 ? 'ipv4-subnet' : 'ipv6-subnet', value: subnet.text };
  const range = parseRange(text);
  if (range?.family === family) return { type: family === 4 ? 'ipv4-range' : 'ipv6-range', value: range.text };
  return { type: family === 4 ? 'fqdn' : 'key-id', value: text };
}

/** `C=CH, O=x` or `/C=CH/O=x`, with attribute names that strongSwan knows. */
export function isDistinguishedName(text: string): boolean {
  const trimmed = text.trim();
  const separator = trimmed.startsWith('/') ? '/' : trimmed.includes(',') ? ',' : undefined;
  const body = separator === '/' ? trimmed.slice(1) : trimmed;
  const parts = separator === undefined ? [body] : body.split(separator);
  if (parts.length > 1 && parts.at(-1)?.trim() === '') parts.pop();
  return parts.every((part) => {
    const equals = part.indexOf('=');
    return equals > 0 && RDN_NAMES.has(part.slice(0, equals).trim().toUpperCase());
  });
}
