import { isIPv4, isIPv6 } from 'node:net';
import type { Provenance } from '../../../model/provenance.ts';
import type { AuthMethod, Device, Identity, IdentityType } from '../../../model/types.ts';
import type { Credentials, End, WireIdentity } from '../implementation.ts';
import { addressRange, sameAddress, within } from '../ranges.ts';

/** The address identity of an end, by the address that it itself knows. */
export function addressIdentity(end: End, origin: Provenance): WireIdentity {
  const value = end.ownAddress ?? '';
  return { type: value.includes(':') ? 'ipv6' : 'ipv4', value, origin };
}

/** `hostname.domain`, as IOS sends it for `identity hostname` and `self-identity fqdn`. */
export function hostIdentity(device: Device, origin: Provenance): WireIdentity {
  const host = device.hostname?.value ?? device.name;
  return { type: 'fqdn', value: device.domain === undefined ? host : `${host}.${device.domain.value}`, origin };
}

/** The DN of the certificate of a trustpoint, as far as the text tells. */
export function distinguishedName(end: End, trustpoint: string | undefined, origin: Provenance): WireIdentity {
  const all = end.device.ios?.trustpoints ?? [];
  const used = all.find(({ name }) => name === trustpoint) ?? all.find(({ hasCertificate }) => hasCertificate) ?? all[0];
  return { type: 'dn', value: used?.subjectName ?? '', origin };
}

/** An identity as written: its type follows from the keyword. */
export function writtenIdentity(type: string | undefined, value: string, origin: Provenance): WireIdentity {
  const types: Readonly<Record<string, IdentityType>> = {
    fqdn: 'fqdn',
    'user-fqdn': 'email',
    email: 'email',
    'key-id': 'key-id',
    dn: 'dn',
  };
  const known = type === undefined ? undefined : types[type];
  if (known !== undefined) return { type: known, value, origin };
  return { type: isIPv6(value) ? 'ipv6' : isIPv4(value) ? 'ipv4' : 'fqdn', value, origin };
}

/**
 * Whether a `match identity` line takes an identity. `any` of IKEv1 (`address 0.0.0.0`) means any address. Undefined where the
 * certificate decides.
 */
export function matchesIdentity(pattern: Identity, identity: WireIdentity, version: 1 | 2): boolean | undefined {
  const value = identity.value.toLowerCase();
  const wanted = pattern.value.toLowerCase();
  switch (pattern.type) {
    case 'any':
      return version === 2 || isAddress(identity);
    case 'certificate-map':
      return undefined;
    case 'ipv4':
    case 'ipv6':
      return isAddress(identity) && sameAddress(value, wanted);
    case 'ipv4-subnet':
    case 'ipv6-subnet':
    case 'ipv4-range':
    case 'ipv6-range':
      return isAddress(identity) && isWithin(value, wanted);
    case 'fqdn-domain':
      return identity.type === 'fqdn' && isInDomain(value, wanted, '.');
    case 'email-domain':
      return identity.type === 'email' && isInDomain(value, wanted, '@');
    case 'group':
      return (identity.type === 'key-id' || identity.type === 'group') && value === wanted;
    case 'dn':
      return identity.type === 'dn' && (value === '' || value === wanted);
    default:
      return pattern.type === identity.type && value === wanted;
  }
}

function isAddress(identity: WireIdentity): boolean {
  return identity.type === 'ipv4' || identity.type === 'ipv6';
}

function isWithin(address: string, network: string): boolean {
  const inner = addressRange(address);
  const outer = addressRange(network);
  return inner !== undefined && outer !== undefined && within(inner, outer);
}

function isInDomain(value: string, domain: string, separator: '.' | '@'): boolean {
  return value === domain || value.endsWith(`${separator}${domain}`) || value.endsWith(`.${domain}`);
}

/** Whether one of the lines takes the identity; a certificate map is assumed to fit a peer that proves itself by certificate. */
export function matchesAny(end: End, patterns: readonly Identity[], peer: Credentials): boolean {
  let byCertificate = false;
  for (const pattern of patterns) {
    const matched = matchesIdentity(pattern, peer.identity, end.version);
    if (matched === true) return true;
    if (matched === undefined && isSignature(peer.method)) byCertificate = true;
  }
  if (byCertificate) end.assumptions.add(`the certificate of ${end.other.name} fits the certificate map of ${end.device.name}`);
  return byCertificate;
}

/** True for methods that need a certificate or a public key. */
export function isSignature(method: AuthMethod): boolean {
  return method === 'pubkey' || method === 'rsa' || method === 'ecdsa' || method === 'rsa-encr';
}

/** An identity as it is shown. */
export function identityText(identity: WireIdentity): string {
  const value = identity.value === '' ? 'its own' : identity.value;
  return isAddress(identity) ? `address ${value}` : `${identity.type} ${value}`;
}
