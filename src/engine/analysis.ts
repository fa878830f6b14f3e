import type { Device } from '../model/types.ts';
import type { ReportPair } from '../report/report.ts';
import type { Ask, FilterDecision, NatOutlook, PairOutcome } from '../rule/index.ts';
import { fleetOf } from './fleet.ts';

/** What rules may ask about the devices of a run, the pairs among them, and the rows of the report about those. */
export interface Analysis {
  readonly ask: Ask;
  readonly pairs: readonly PairOutcome[];
  readonly rows: readonly ReportPair[];
}

/** Answers of the analysis for a set of devices. */
export function analysisOf(devices: readonly Device[]): Analysis {
  const fleet = fleetOf(devices);
  const none = (where: NatOutlook['where']): NatOutlook => ({ where, knowledge: 'none', because: [], condition: '' });
  const open: FilterDecision = { outcome: 'unknown', because: 'packet filters are not analysed', witness: '' };
  const ask: Ask = {
    fleet,
    localNat: () => none('local'),
    remoteNat: () => none('remote'),
    neededPackets: () => [],
    decide: () => open,
    filter: (device, name) => device.filters.find((filter) => filter.name === name),
    pairsOf: () => [],
  };
  return { ask, pairs: [], rows: [] };
}
