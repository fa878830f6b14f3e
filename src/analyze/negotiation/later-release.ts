import { spanOf } from '../../model/provenance.ts';
import type { Device, Gateway, Notice } from '../../model/types.ts';

/** Wording of the model for an option that a later release knows. */
const LATER_OPTION = /^'([^']+)'.*only strongSwan [0-9.]+ knows it/;

/** A device as a release would have it that knows the options which the assumed one refuses. */
export interface LaterRelease {
  readonly device: Device;
  readonly assumption: string;
}

const kept = new WeakMap<Device, LaterRelease | null>();

/**
 * Where nobody told the release and all that is refused are options of a later one, that one is assumed to run. Undefined: nothing
 * is refused, the release was told, or something is wrong in any release.
 */
export function laterRelease(device: Device): LaterRelease | undefined {
  if (device.release.basis !== 'assumed' || !device.gateways.some(({ rejected }) => rejected !== undefined)) return undefined;
  const known = kept.get(device);
  if (known !== undefined) return known ?? undefined;
  const later = build(device);
  kept.set(device, later ?? null);
  return later;
}

function build(device: Device): LaterRelease | undefined {
  const refusals = device.notices.filter(({ kind }) => kind === 'connection-rejected');
  const options = refusals.map((notice) => LATER_OPTION.exec(notice.message)?.[1]);
  if (options.includes(undefined)) return undefined;
  const gateways = device.gateways.map((gateway) => loaded(gateway, refusals));
  if (gateways.some(({ rejected }) => rejected !== undefined)) return undefined;
  const names = [...new Set(options)].join(', ');
  return {
    device: { ...device, gateways, notices: device.notices.filter((notice) => !refusals.includes(notice)) },
    assumption: `${device.name} runs a release of strongSwan that knows ${names}`,
  };
}

function loaded(gateway: Gateway, refusals: readonly Notice[]): Gateway {
  const { rejected, ...rest } = gateway;
  if (rejected === undefined) return gateway;
  const at = spanOf(rejected.origin);
  const explained = refusals.some(({ origin }) => {
    const span = spanOf(origin);
    return span !== undefined && span.source === at?.source && span.start === at.start;
  });
  return explained ? rest : gateway;
}
