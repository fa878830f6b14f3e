import type { Device } from '../../model/types.ts';
import type { NameAnswer } from '../negotiation/path.ts';
import { canonicalAddress } from './address.ts';
import type { Directory } from './directory.ts';
import { outsideOf } from './endpoint.ts';

/** Host names as the contract resolves them ("Topology", `names`). */
export function resolveName(directory: Directory, name: string, asker: Device, other: Device): NameAnswer {
  const wanted = name.toLowerCase();
  const written = asker.hosts.find((host) => host.name.toLowerCase() === wanted);
  if (written !== undefined) return { addresses: written.addresses.map(canonicalAddress) };
  const listing = [other, ...directory.named(wanted)].find((device) => lists(device, wanted));
  if (listing !== undefined) {
    const addresses = dialAddresses(directory, listing);
    return addresses.length > 0 ? { addresses } : listing === other ? { assumed: true } : { unresolvable: true };
  }
  if (isReserved(wanted) || (declares(asker) && declares(other))) return { unresolvable: true };
  return { assumed: true };
}

function lists(device: Device, name: string): boolean {
  return device.declared?.names?.some((own) => own.toLowerCase() === name) === true;
}

/** Names that never resolve (RFC 6761). */
function isReserved(name: string): boolean {
  return name.endsWith('.invalid') || name.endsWith('.test') || name === 'invalid' || name === 'test';
}

function declares(device: Device): boolean {
  return device.declared?.addresses !== undefined;
}

/** The addresses at which others reach a device: the NAT's, else its outside ones. */
export function dialAddresses(directory: Directory, device: Device): readonly string[] {
  const outer = directory.declaredNat(device)?.public;
  if (outer !== undefined) return [canonicalAddress(outer)];
  const declared = device.declared?.addresses?.[0];
  if (declared !== undefined) return [canonicalAddress(declared)];
  const own = device.gateways.map((gateway) => outsideOf(device, gateway).address).filter((address) => address !== undefined);
  return [...new Set(own)];
}
