import type { IosStatement, IosTree } from '../../parse/ios/index.ts';
import type { Provenance } from '../provenance.ts';
import type { Identity } from '../types.ts';
import { argumentAt, statementAt } from './context.ts';
import { familyOf, networkOf } from './values.ts';

/** An address with an optional mask as an identity: a host, a network, or `any` for 0.0.0.0. */
export function addressIdentity(address: string, mask: string | undefined, origin: Provenance): Identity {
  if (address.includes(':')) {
    const [base = address, length] = address.split('/');
    if (length === '0') return { type: 'any', value: '', origin };
    return length === undefined || length === '128'
      ? { type: 'ipv6', value: base, origin }
      : { type: 'ipv6-subnet', value: address, origin };
  }
  if (address === '0.0.0.0' && (mask === undefined || mask === '0.0.0.0')) return { type: 'any', value: '', origin };
  if (familyOf(address) === undefined) return { type: 'other', value: address, origin };
  const network = mask === undefined || mask === '255.255.255.255' ? undefined : networkOf(address, mask);
  return network === undefined ? { type: 'ipv4', value: address, origin } : { type: 'ipv4-subnet', value: network, origin };
}

/** The identity that a statement names with the arguments that IKEv1 and IKEv2 share; undefined when it names none. */
export function identityOf(tree: IosTree, statement: IosStatement): Identity | undefined {
  const at = (label: string) => argumentAt(tree, statement, label);
  const address = tree.value(statement, '$address') ?? tree.value(statement, '$prefix');
  if (address !== undefined) {
    const label = tree.has(statement, '$address') ? '$address' : '$prefix';
    return addressIdentity(address, tree.value(statement, '$mask'), at(label));
  }
  for (const [label, type] of NAMES) {
    const value = tree.value(statement, label);
    if (value !== undefined) return { type, value, origin: at(label) };
  }
  if (tree.has(statement, 'any')) return { type: 'any', value: '', origin: statementAt(tree, statement) };
  return undefined;
}

const NAMES: readonly (readonly [label: string, type: Identity['type']])[] = [
  ['$fqdn', 'fqdn'],
  ['$domain', 'fqdn-domain'],
  ['$email', 'email'],
  ['$mailDomain', 'email-domain'],
  ['$keyId', 'key-id'],
  ['$hostname', 'fqdn'],
  ['$host', 'fqdn'],
  ['$user', 'email'],
  ['$userDomain', 'email-domain'],
  ['$userFqdn', 'email'],
  ['$group', 'group'],
  ['$map', 'certificate-map'],
];
