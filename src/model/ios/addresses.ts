import type { Provenance } from '../provenance.ts';
import type { AddressSpec, InterfaceAddress } from '../types.ts';
import { derived } from './draft.ts';
import type { InterfaceDraft, Interfaces } from './interfaces.ts';
import { familyOf, isRemoved } from './values.ts';

/** Interfaces that borrow their address from each other are followed this far. */
const MAX_BORROWED = 8;

/** The address that IOS uses on an interface: the primary one, a virtual one with HSRP, or that of the interface it borrows from. */
export function interfaceSpec(
  interfaces: Interfaces,
  name: string,
  origin: Provenance,
  family: 4 | 6 = 4,
  redundant = false,
): AddressSpec {
  let at = interfaces.get(name);
  for (let i = 0; i < MAX_BORROWED && at?.entity.fields.addressing === 'unnumbered'; i++) {
    at = interfaces.get(at.entity.fields.addressFrom ?? '');
  }
  if (at === undefined) return { kind: 'unknown', value: name, origin };
  const found = usable(at, family, redundant);
  if (found !== undefined) {
    return { kind: 'interface', value: found.address, family, origin: derived(`the address of ${name}`, found.origin, origin) };
  }
  const { addressing } = at.entity.fields;
  const leased = addressing === 'dhcp' || addressing === 'negotiated' || name.startsWith('Cellular');
  return { kind: leased ? 'dynamic' : 'unknown', value: name, origin };
}

function usable({ addresses }: InterfaceDraft, family: 4 | 6, redundant: boolean): InterfaceAddress | undefined {
  const own = addresses.filter(({ address }) => (familyOf(address) ?? 4) === family);
  return (
    (redundant ? own.find(({ role }) => role === 'virtual') : undefined) ?? own.find(({ role }) => role === 'primary') ?? own[0]
  );
}

/** A peer as `set peer`, `tunnel destination` and the like name it. */
export function peerSpec(value: string, origin: Provenance): AddressSpec {
  const family = familyOf(value);
  if (family !== undefined) return { kind: value === '0.0.0.0' ? 'any' : 'address', value, family, origin };
  if (value === 'dynamic') return { kind: 'any', value: '', origin };
  return isRemoved(value) ? { kind: 'unknown', value: '', origin } : { kind: 'name', value, origin };
}
