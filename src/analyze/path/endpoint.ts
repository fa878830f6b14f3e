import type { Provenance } from '../../model/provenance.ts';
import type { AddressSpec, Device, Gateway, Interface } from '../../model/types.ts';
import { canonicalAddress, familyOf } from './address.ts';

/** The address that a device uses for its tunnels, as far as its configuration or the topology tells. */
export interface Outside {
  /** Undefined: leased, or nothing tells. */
  readonly address: string | undefined;
  readonly origin: Provenance;
  /** Canonical name of the interface that carries the crypto, where there is one. */
  readonly interface: string | undefined;
}

/** Addresses of a device. */
export interface OwnAddresses {
  readonly all: ReadonlySet<string>;
  /** The same, in file order. */
  readonly list: readonly string[];
  /** Nothing else can be an address of the device. */
  readonly complete: boolean;
}

/** The outside address for a gateway. */
export function outsideOf(device: Device, gateway: Gateway): Outside {
  const at = interfaceOf(device, gateway);
  const spec = usedLocal(device, gateway);
  if (spec !== undefined) return { address: addressOfSpec(device, spec), origin: spec.origin, interface: at };
  const leased = device.declared?.addresses?.[0];
  if (leased !== undefined && device.declared !== undefined)
    return { address: canonicalAddress(leased), origin: device.declared.origin, interface: at };
  const own = at === undefined ? undefined : findInterface(device, at)?.addresses[0];
  if (own !== undefined) return { address: canonicalAddress(own.address), origin: own.origin, interface: at };
  return { address: undefined, origin: gateway.local[0]?.origin ?? gatewayOrigin(gateway), interface: at };
}

/** The first own address that is known and that the device has. */
function usedLocal(device: Device, gateway: Gateway): AddressSpec | undefined {
  for (const spec of gateway.local) {
    const address = addressOfSpec(device, spec);
    if (address !== undefined && ownsOrCannotTell(device, address)) return spec;
  }
  return undefined;
}

/** A provenance for a gateway as a whole: its header. */
export function gatewayOrigin(gateway: Gateway): Provenance {
  return { kind: 'written', ...gateway.header };
}

/** A strongSwan host is asked by its declared addresses: it may be told to use one that it does not have. */
function ownsOrCannotTell(device: Device, address: string): boolean {
  const declared = device.declared?.addresses;
  if (device.platform === 'ios' || declared === undefined || declared.length === 0) return true;
  return declared.some((own) => canonicalAddress(own) === address);
}

/** The address that a local or remote specification stands for, when it stands for exactly one that is known. */
export function addressOfSpec(device: Device, spec: AddressSpec): string | undefined {
  if (spec.kind === 'address') return canonicalAddress(spec.value);
  if (spec.kind !== 'interface') return undefined;
  if (familyOf(spec.value) !== undefined) return canonicalAddress(spec.value);
  const address = findInterface(device, spec.value)?.addresses[0]?.address;
  return address === undefined ? undefined : canonicalAddress(address);
}

/** Devices with more interfaces than this get an index of them. */
const FEW = 64;

/** An interface by its canonical name. */
export function findInterface(device: Device, name: string): Interface | undefined {
  if (device.interfaces.length > FEW) return interfacesByName(device).get(name);
  return device.interfaces.find((at) => at.name === name);
}

const INTERFACES = new WeakMap<Device, ReadonlyMap<string, Interface>>();

function interfacesByName(device: Device): ReadonlyMap<string, Interface> {
  let known = INTERFACES.get(device);
  if (known === undefined) {
    known = new Map(device.interfaces.map((at) => [at.name, at]));
    INTERFACES.set(device, known);
  }
  return known;
}

/** Canonical name of the interface that a gateway's packets come in by; undefined where nothing tells. */
function interfaceOf(device: Device, gateway: Gateway): string | undefined {
  const named = gateway.interface;
  const at = named === undefined ? undefined : findInterface(device, named);
  if (at === undefined) return named;
  const tunnelSource = at.tunnel?.source;
  if (tunnelSource === undefined) return named;
  if (findInterface(device, tunnelSource) !== undefined) return tunnelSource;
  const source = canonicalAddress(tunnelSource);
  return device.interfaces.find((other) => other.addresses.some(({ address }) => canonicalAddress(address) === source))?.name;
}

const OWN = new WeakMap<Device, OwnAddresses>();

/** All addresses of a device that its configuration and the topology tell. */
export function ownAddresses(device: Device): OwnAddresses {
  let known = OWN.get(device);
  if (known === undefined) {
    known = collectAddresses(device);
    OWN.set(device, known);
  }
  return known;
}

function collectAddresses(device: Device): OwnAddresses {
  const all = new Set<string>();
  for (const address of device.declared?.addresses ?? []) all.add(canonicalAddress(address));
  if (device.platform === 'strongswan') return { all, list: [...all], complete: all.size > 0 };
  let leased = false;
  for (const at of device.interfaces) {
    for (const { address } of at.addresses) all.add(canonicalAddress(address));
    leased ||= !at.shutdown && (at.addressing === 'dhcp' || at.addressing === 'negotiated' || at.addressing === 'unknown');
  }
  return {
    all,
    list: [...all],
    complete: device.whole && device.gaps.length === 0 && (!leased || device.declared?.addresses !== undefined),
  };
}

const OUTSIDES = new WeakMap<Device, readonly Outside[]>();

/** Outsides of a device's gateways, one for each address and at most one without, in file order. */
export function outsidesOf(device: Device): readonly Outside[] {
  let known = OUTSIDES.get(device);
  if (known === undefined) {
    const byAddress = new Map<string | undefined, Outside>();
    for (const gateway of device.gateways) {
      const outside = outsideOf(device, gateway);
      if (!byAddress.has(outside.address)) byAddress.set(outside.address, outside);
    }
    known = [...byAddress.values()];
    OUTSIDES.set(device, known);
  }
  return known;
}

/** The different outside addresses of a device's gateways that are known. */
export function outsideAddresses(device: Device): readonly string[] {
  const out: string[] = [];
  let lastInterface: string | undefined;
  let lastLocal: string | undefined;
  for (const gateway of device.gateways) {
    const local = gateway.local[0]?.value;
    if (out.length > 0 && gateway.interface === lastInterface && local === lastLocal) continue;
    lastInterface = gateway.interface;
    lastLocal = local;
    const spec = usedLocal(device, gateway);
    const address = spec === undefined ? outsideOf(device, gateway).address : addressOfSpec(device, spec);
    if (address !== undefined && !out.includes(address)) out.push(address);
  }
  return out;
}
