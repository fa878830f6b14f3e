import type { BuildContext } from '../model/build.ts';
import { buildLinuxFilters } from '../model/filters/index.ts';
import { buildIosDevice } from '../model/ios/index.ts';
import { buildStrongswanDevice } from '../model/strongswan/index.ts';
import type { Device } from '../model/types.ts';
import { parseNft, parseSave } from '../parse/iptables/index.ts';

/** Builds the device of a set of files: a router when one of them is of IOS, else a host with strongSwan and its packet filter. */
export function buildDevice(context: BuildContext): Device {
  if (context.files.some((file) => file.dialect === 'ios')) return buildIosDevice(context);
  const device = buildStrongswanDevice(context);
  const tables = context.files.flatMap(({ dialect, source }) =>
    dialect === 'iptables' ? [parseSave(source)] : dialect === 'nft' ? [parseNft(source)] : [],
  );
  if (tables.length === 0) return device;
  const { filters, natRules, notices, gaps } = buildLinuxFilters(tables);
  return {
    ...device,
    filters: [...device.filters, ...filters],
    natRules: [...device.natRules, ...natRules],
    notices: [...device.notices, ...notices],
    gaps: [...device.gaps, ...gaps],
  };
}
