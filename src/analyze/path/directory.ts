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
  /** Addresses that peers may dial: those that carry crypto, declared ones, the NAT's public one. */
  outerOf(device: Device): readonly string[];
  /** Devices that have the name: declared, or hostname with domain. Lower case. */
  named(name: string): readonly Device[];
  /** The NAT declared in front of a device, by the topology or for this run. */
  declaredNat(device: Device): DeclaredNat | undefined;
}

/** NAT that a run declares in place of the topology (`--nat`), by device name. */
export type NatOverride = ReadonlyMap<string, DeclaredNat>;

/** Builds the directory of a fleet. */
export function createDirectory(devices: readonly Device[], override: NatOverride = new Map()): Directory {
  const outer = new Map<Device, readonly string[]>();
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
      outside ??= indexBy(devices, directory.outerOf);
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
    outerOf(device) {
      let known = outer.get(device);
      if (known === undefined) {
        known = outerAddresses(device, directory.declaredNat(device));
        outer.set(device, known);
      }
      return known;
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

function outerAddresses(device: Device, nat: DeclaredNat | undefined): readonly string[] {
  const carrying = outsideAddresses(device);
  const declared = device.declared?.addresses ?? [];
  if (declared.length === 0 && nat?.public === undefined) return carrying;
  const all = new Set(carrying);
  for (const address of declared) all.add(canonicalAddress(address));
  if (nat?.public !== undefined) all.add(canonicalAddress(nat.public));
  return [...all];
}

function* namesOf(device: Device): Iterable<string> {
  for (const name of device.declared?.names ?? []) yield name.toLowerCase();
  const host = device.hostname?.value.toLowerCase();
  if (host === undefined) return;
  yield host;
  if (device.domain !== undefined) yield `${host}.${device.domain.value.toLowerCase()}`;
}
