import type { Provenance } from '../../model/provenance.ts';
import type { Child, Device, Gateway, Transform } from '../../model/types.ts';

const byDevice = new WeakMap<Device, Map<Gateway, boolean>>();

/** True when something that this connection uses is a default that other releases have otherwise. */
export function dependsOnRelease(device: Device, gateway: Gateway | undefined, child: Child | undefined): boolean {
  if (gateway === undefined) return false;
  const known = byDevice.get(device) ?? new Map<Gateway, boolean>();
  byDevice.set(device, known);
  const before = known.get(gateway);
  if (before !== undefined) return before;
  const depends = origins(device, gateway, child).some(
    (origin) => origin.kind === 'default' && origin.default.otherwise !== undefined,
  );
  known.set(gateway, depends);
  return depends;
}

function origins(device: Device, gateway: Gateway, child: Child | undefined): readonly Provenance[] {
  const ike = device.ikeProposals.filter(({ id }) => gateway.ikeProposals.includes(id));
  const esp = device.childProposals.filter(({ id }) => child?.proposals.includes(id) === true);
  const first = (...lists: readonly (readonly Transform[])[]): readonly Provenance[] =>
    lists.flatMap(([transform]) => (transform === undefined ? [] : [transform.origin]));
  return [
    ...Object.values(gateway.at),
    ...Object.values(child?.at ?? {}),
    ...ike.flatMap(({ at, encryption, integrity, ke }) => [...Object.values(at), ...first(encryption, integrity, ke)]),
    ...esp.flatMap(({ at, encryption, integrity, ke }) => [...Object.values(at), ...first(encryption, integrity, ke)]),
  ];
}
