import type { DeclaredNat, Device } from '../../model/types.ts';
import { canonicalAddress } from './address.ts';
import { outsideAddresses, ownAddresses } from './endpoint.ts';
import type { Translations } from './translation.ts';
import { findTranslations } from './translation.ts';

/** Who is at which address and who has which name, over all devices of a run. Built when first asked. */
export interface Directory {
  readonly devices: readonly Device[];
  readonly translations: Translations;
  /** Devices that packets to this address reach: by an own address, a public one, or through a NAT of the fleet. */
  owners(address: string): readonly Device[];
  /** Devices that have the name: declared, or hostname with domain. Lower case. */
  named(name: string): readonly Device[];
  /** The NAT declared in front of a device, by the topology or for this run. */
  declaredNat(device: Device): DeclaredNat | undefined;
}

/** NAT that a run declares in place of the topology (`--nat`), by device name. */
export type NatOverride = ReadonlyMap<string, DeclaredNat>;

/** Builds the directory of a fleet. */
export function createDirectory(devices: readonly Device[], override: NatOverride = new Map()): Directory {
  let outside: ReadonlyMap<string, readonly Device[]> | undefined;
  let everywhere: ReadonlyMap<string, readonly Device[]> | undefined;
  let names: ReadonlyMap<string, readonly Device[]> | undefined;
  let translations: Translations | undefined;
  const directory: Directory = {
    devices,
    get translations() {
      translations ??= findTranslations(devices);
      return translations;
    },
    owners(text) {
      const address = canonicalAddress(text);
      outside ??= indexBy(devices, (device) => outerAddresses(device, directory.declaredNat(device)));
      const found = outside.get(address);
      const locals = directory.translations.innerOf(address);
      if (locals.length > 0) {
        const inner = locals.flatMap((local) => outside?.get(local) ?? []);
        if (inner.length > 0) return [...new Set([...inner, ...(found ?? [])])];
      }
      if (found !== undefined) return found;
      everywhere ??= indexBy(devices, (device) => ownAddresses(device).all);
      return everywhere.get(address) ?? [];
    },
    named(name) {
      names ??= indexBy(devices, namesOf);
      return names.get(name.toLowerCase()) ?? [];
    },
    declaredNat: (device) => override.get(device.name) ?? device.declared?.nat,
  };
  return directory;
}

function indexBy(devices: readonly Device[], keys: (device: Device) => Iterable<string>): ReadonlyMap<string, readonly Device[]> {
  const index = new Map<string, Device[]>();
  for (const device of devices) {
    for (const key of keys(device)) {
      const list = index.get(key);
      if (list === undefined) index.set(key, [device]);
      else if (list.at(-1) !== device) list.push(device);
    }
  }
  return index;
}

/** Addresses that peers may dial: those that carry crypto, declared ones, the NAT's public one. */
function* outerAddresses(device: Device, nat: DeclaredNat | undefined): Iterable<string> {
  for (const address of outsideAddresses(device)) yield address;
  for (const address of device.declared?.addresses ?? []) yield canonicalAddress(address);
  if (nat?.public !== undefined) yield canonicalAddress(nat.public);
}

function* namesOf(device: Device): Iterable<string> {
  for (const name of device.declared?.names ?? []) yield name.toLowerCase();
  const host = device.hostname?.value.toLowerCase();
  if (host === undefined) return;
  yield host;
  if (device.domain !== undefined) yield `${host}.${device.domain.value.toLowerCase()}`;
}
