import type { Device } from '../../src/model/types.ts';

/** A device with nothing in it. */
export function emptyDevice(name: string, source: number): Device {
  return {
    name,
    platform: 'ios',
    release: { version: '15.x', basis: 'assumed' },
    sources: [source],
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
  };
}
