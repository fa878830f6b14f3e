import type { BuildContext } from '../model/build.ts';
import type { Device } from '../model/types.ts';

/** Builds the device of a set of files. */
export function buildDevice(context: BuildContext): Device {
  const ios = context.files.some((file) => file.dialect === 'ios');
  return {
    name: context.name,
    platform: ios ? 'ios' : 'strongswan',
    release: { version: ios ? '15.x' : '5.9', basis: 'assumed' },
    sources: context.files.map((file) => file.source.id),
    whole: false,
    gaps: [],
    hosts: [],
    interfaces: [],
    filters: [],
    addressGroups: [],
    serviceGroups: [],
    natRules: [],
    natPools: [],
    routeMaps: [],
    routes: [],
    zonePairs: [],
    ikeProposals: [],
    childProposals: [],
    gateways: [],
    secrets: [],
    pools: [],
    authorities: [],
    certificates: [],
    notices: [],
    definitions: [],
    references: [],
    ...(context.declared === undefined ? {} : { declared: context.declared }),
  };
}
