import type { Device, Fleet } from '../../src/rule/index.ts';

/** Addresses of a device, as itself and as its peers know them. */
export function addressesOf({ declared, interfaces }: Device): readonly string[] {
  const outer = declared?.nat?.public;
  return [
    ...(declared?.addresses ?? []),
    ...(outer === undefined ? [] : [outer]),
    ...interfaces.flatMap(({ addresses }) => addresses.map(({ address }) => address)),
  ];
}

/** Devices of a fleet by address. An address that several devices have (behind one NAT, a virtual one) leads to all of them. */
export function devicesByAddress(fleet: Fleet): ReadonlyMap<string, readonly Device[]> {
  const out = new Map<string, Device[]>();
  for (const device of fleet.devices) {
    for (const address of new Set(addressesOf(device))) {
      const there = out.get(address);
      if (there === undefined) out.set(address, [device]);
      else there.push(device);
    }
  }
  return out;
}
