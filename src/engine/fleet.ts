import type { Device } from '../model/types.ts';
import type { Fleet } from '../rule/index.ts';

/** The devices of a run, found by name. */
export function fleetOf(devices: readonly Device[]): Fleet {
  const byName = new Map(devices.map((device) => [device.name, device]));
  return { devices, device: (name) => byName.get(name) };
}
