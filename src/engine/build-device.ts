import type { BuildContext } from '../model/build.ts';
import { withPacketFilters } from '../model/filters/index.ts';
import { buildIosDevice } from '../model/ios/index.ts';
import { buildStrongswanDevice } from '../model/strongswan/index.ts';
import type { Device } from '../model/types.ts';

/** Builds the device of a set of files: a router when one of them is of IOS, else a host with strongSwan and its packet filter. */
export function buildDevice(context: BuildContext): Device {
  if (context.files.some((file) => file.dialect === 'ios')) return buildIosDevice(context);
  return withPacketFilters(buildStrongswanDevice(context), context.files);
}
