import type { AuthRound, CharonSettings, Device } from '../../../model/types.ts';
import { type IdentityLike, parseDn, type Rdn, UNSEEN_DN } from '../identities.ts';
import { addressRange, within } from '../ranges.ts';

/** No match, anything, at most so many wildcards, equal (identification.c). */
export const NO_MATCH = 0;
const MATCH_ANY = 1;
const MOST_WILDCARDS = 2;
const ONE_WILDCARD = 19;
const PERFECT = 20;

type RdnMatching = CharonSettings['rdnMatching'];

/** How well an identity fits a pattern: 0 not at all, 1 anything does, 20 equal. Types have to be equal. */
export function matchIdentity(
  id: IdentityLike | undefined,
  pattern: IdentityLike | undefined,
  rdns: RdnMatching = 'strict',
): number {
  if (pattern === undefined) return NO_MATCH;
  if (pattern.type === 'any') return MATCH_ANY;
  if (id === undefined || id.type === 'any') return NO_MATCH;
  switch (pattern.type) {
    case 'fqdn':
    case 'email':
      return id.type === pattern.type ? matchText(id.value, pattern.value) : NO_MATCH;
    case 'dn':
      return id.type === 'dn' ? matchDn(id.value, pattern.value, rdns) : NO_MATCH;
    case 'ipv4-subnet':
    case 'ipv4-range':
    case 'ipv6-subnet':
    case 'ipv6-range':
      return matchNetwork(id, pattern);
    case 'ipv4':
    case 'ipv6':
      return id.type === pattern.type && within2(id.value, pattern.value) ? PERFECT : NO_MATCH;
    case 'regex':
      return matchRegex(id.value, pattern.value);
    default:
      // The daemon compares an empty value with nothing (utils/chunk.h, chunk_equals).
      return id.type === pattern.type && id.value !== '' && id.value === pattern.value ? PERFECT : NO_MATCH;
  }
}

function matchText(text: string, pattern: string): number {
  const value = text.toLowerCase();
  const wanted = pattern.toLowerCase();
  if (value === wanted) return PERFECT;
  if (!wanted.startsWith('*')) return NO_MATCH;
  if (wanted.length === 1) return MATCH_ANY;
  return value.length >= wanted.length && value.endsWith(wanted.slice(1)) ? ONE_WILDCARD : NO_MATCH;
}

function matchNetwork(id: IdentityLike, pattern: IdentityLike): number {
  if (id.type === pattern.type && id.value === pattern.value) return PERFECT;
  if (id.type !== 'ipv4' && id.type !== 'ipv6') return NO_MATCH;
  return within2(id.value, pattern.value) ? MOST_WILDCARDS : NO_MATCH;
}

function within2(inner: string, outer: string): boolean {
  const a = addressRange(inner);
  const b = addressRange(outer);
  return a !== undefined && b !== undefined && within(a, b);
}

function matchRegex(value: string, pattern: string): number {
  if (pattern.length > 200) return NO_MATCH;
  try {
    return new RegExp(pattern, 'i').test(value.slice(0, 200)) ? ONE_WILDCARD : NO_MATCH;
  } catch {
    return NO_MATCH;
  }
}

function matchDn(text: string, pattern: string, matching: RdnMatching): number {
  if (text === UNSEEN_DN || pattern === UNSEEN_DN) return PERFECT;
  const own = parseDn(text);
  const wanted = parseDn(pattern);
  if (matching === 'strict') return own.length === wanted.length ? inOrder(own, wanted) : NO_MATCH;
  return anyOrder(own, wanted, matching === 'relaxed');
}

function rdnFits(rdn: Rdn | undefined, wanted: Rdn): boolean {
  return (
    rdn !== undefined &&
    rdn.type === wanted.type &&
    (wanted.value === '*' || rdn.value.toLowerCase() === wanted.value.toLowerCase())
  );
}

function inOrder(own: readonly Rdn[], wanted: readonly Rdn[]): number {
  let wildcards = 0;
  for (const [i, rdn] of wanted.entries()) {
    if (!rdnFits(own[i], rdn)) return NO_MATCH;
    if (rdn.value === '*') wildcards++;
  }
  return Math.max(PERFECT - wildcards, MOST_WILDCARDS);
}

function anyOrder(own: readonly Rdn[], wanted: readonly Rdn[], relaxed: boolean): number {
  const left = [...own];
  let wildcards = 0;
  for (const rdn of wanted) {
    const at = left.findIndex((candidate) => rdnFits(candidate, rdn));
    if (at >= 0) left.splice(at, 1);
    else if (!relaxed || rdn.value !== '*') return NO_MATCH;
    if (rdn.value === '*' || at < 0) wildcards++;
  }
  if (left.length > 0 && !relaxed) return NO_MATCH;
  return Math.max(PERFECT - wildcards - left.length, MOST_WILDCARDS);
}

/** True when an identity is a pattern: it is not sent as IDr. */
export function hasWildcards(id: IdentityLike): boolean {
  if (id.type === 'any' || id.type === 'regex') return true;
  if (id.type === 'fqdn' || id.type === 'email') return id.value.includes('*');
  return id.type === 'dn' && parseDn(id.value).some((rdn) => rdn.value === '*');
}

/** The identity that a remote round demands: the configured one, the pinned certificate's subject, or none. */
export function requiredIdentity(device: Device, round: AuthRound | undefined): IdentityLike | undefined {
  if (round === undefined) return undefined;
  if (round.identity !== undefined) return round.identity;
  const [pinned] = round.certificates;
  if (pinned === undefined) return undefined;
  const content = device.certificates.find((certificate) => certificate.name === pinned.value)?.content;
  return { type: 'dn', value: content?.subject ?? UNSEEN_DN };
}
