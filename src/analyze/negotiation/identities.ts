import { isIPv6 } from 'node:net';
import type { Provenance } from '../../model/provenance.ts';
import type { CertificateContent, IdentityType } from '../../model/types.ts';
import type { WireIdentity } from './implementation.ts';

/** An identity or a pattern, without its place. */
export interface IdentityLike {
  readonly type: IdentityType;
  readonly value: string;
}

/** Value of a DN that stands in a certificate that was not given: it is taken to fit every DN. */
export const UNSEEN_DN = '(subject of the certificate)';

/** The identity of an address. */
export function addressIdentity(address: string, origin: Provenance): WireIdentity {
  return { type: isIPv6(address) ? 'ipv6' : 'ipv4', value: address, origin };
}

/** As it is shown. */
export function identityText(identity: IdentityLike | undefined): string {
  if (identity === undefined || identity.type === 'any') return '%any';
  return identity.value === '' ? identity.type : identity.value;
}

/** True when the certificate proves the identity: it is the subject or one of the alternative names (RFC 4945, 3.1). */
export function certifies(content: CertificateContent, identity: IdentityLike): boolean {
  if (identity.type === 'dn') return identity.value === UNSEEN_DN || sameDn(identity.value, content.subject);
  const value = identity.value.toLowerCase();
  return content.subjectAltNames.some((name) => {
    const colon = name.indexOf(':');
    const [kind, text] = [name.slice(0, colon).toLowerCase(), name.slice(colon + 1).toLowerCase()];
    if (identity.type === 'fqdn') return kind === 'dns' && text === value;
    if (identity.type === 'email') return kind === 'email' && text === value;
    return (identity.type === 'ipv4' || identity.type === 'ipv6') && kind.startsWith('ip') && text === value;
  });
}

/** One relative distinguished name. */
export interface Rdn {
  readonly type: string;
  readonly value: string;
}

const RDN_ALIASES: ReadonlyMap<string, string> = new Map([
  ['emailaddress', 'e'],
  ['email', 'e'],
  ['s', 'st'],
  ['tcgid', 'id'],
  ['serialnumber', 'sn'],
]);

/** `C=CH, O=x, CN=y` or `/C=CH/O=x/CN=y` as its parts; types in lower case. */
export function parseDn(text: string): readonly Rdn[] {
  return splitDn(text).map((part) => {
    const equals = part.indexOf('=');
    const type = part.slice(0, Math.max(equals, 0)).trim().toLowerCase();
    return { type: RDN_ALIASES.get(type) ?? type, value: unquote(part.slice(equals + 1).trim()) };
  });
}

function splitDn(text: string): string[] {
  const separators = text.startsWith('/') ? '/' : ',;+/';
  const parts: string[] = [];
  let current = '';
  let quoted = false;
  for (let i = 0; i < text.length; i++) {
    const c = text.charAt(i);
    if (c === '"') quoted = !quoted;
    if (!quoted && separators.includes(c) && (c !== '/' || startsRdn(text, i + 1))) {
      parts.push(current);
      current = '';
    } else {
      current += c;
    }
  }
  parts.push(current);
  return parts.filter((part) => part.includes('='));
}

function startsRdn(text: string, at: number): boolean {
  let i = at;
  while (i < text.length && /[A-Za-z0-9. ]/.test(text.charAt(i))) i++;
  return i > at && text.charAt(i) === '=';
}

function unquote(value: string): string {
  return value.startsWith('"') && value.endsWith('"') && value.length > 1 ? value.slice(1, -1) : value;
}

/** True when both texts name the same DN, part by part in order. */
export function sameDn(a: string, b: string): boolean {
  if (a === UNSEEN_DN || b === UNSEEN_DN) return true;
  const left = parseDn(a);
  const right = parseDn(b);
  return (
    left.length === right.length &&
    left.every((rdn, i) => rdn.type === right[i]?.type && rdn.value.toLowerCase() === right[i]?.value.toLowerCase())
  );
}
