import type { Provenance } from '../provenance.ts';
import type { AddressSpec } from '../types.ts';
import { addressText, isPlaceholder, parseAddress, parseRange, parseSubnet } from './address.ts';
import type { Item } from './origin.ts';

/** One item of `local_addrs`, `remote_addrs`, `left` or `right`. What is neither address, subnet nor range is a name. */
export function parseEndpoint(text: string, origin: Provenance): AddressSpec {
  if (text === '%any' || text === '%any4' || text === '0.0.0.0') return anyOf(text === '%any' ? undefined : 4, origin);
  if (text === '%any6' || text === '::') return anyOf(6, origin);
  const bytes = parseAddress(text);
  if (bytes !== undefined) return { kind: 'address', value: addressText(bytes), family: bytes.length === 4 ? 4 : 6, origin };
  if (text.includes('/')) {
    const subnet = parseSubnet(text);
    if (subnet !== undefined) return { kind: 'subnet', value: subnet.text, family: subnet.family, origin };
  }
  const range = parseRange(text);
  if (range !== undefined) return { kind: 'range', value: range.text, family: range.family, origin };
  if (isPlaceholder(text)) return { kind: 'unknown', value: text, origin };
  return { kind: 'name', value: text, origin };
}

function anyOf(family: 4 | 6 | undefined, origin: Provenance): AddressSpec {
  const value = family === undefined ? '%any' : `%any${family}`;
  return family === undefined ? { kind: 'any', value, origin } : { kind: 'any', value, family, origin };
}

/** The items of a list as endpoints. */
export function endpoints(items: readonly Item[]): AddressSpec[] {
  return items.map(({ text, origin }) => parseEndpoint(text, origin));
}

/** Why nothing can be dialled, as a clause; undefined when there is an address or a name: networks are passed over (ike_cfg.c). */
export function nothingToDial(remote: readonly AddressSpec[]): string | undefined {
  const first = remote.find(({ kind, value }) => kind !== 'subnet' && kind !== 'range' && !value.includes('/'));
  if (first === undefined && remote.length > 0)
    return 'the peer has no address of its own, only networks, which cannot be dialled';
  if (first === undefined || first.kind === 'any') return 'no address of the peer is configured: %any cannot be dialled';
  return undefined;
}
