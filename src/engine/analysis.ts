import { type Answers, type AskOptions, createAsk, type PlayedPair } from '../analyze/ask.ts';
import type { Device } from '../model/types.ts';
import type { ReportPair } from '../report/report.ts';
import { fleetOf } from './fleet.ts';

/** What rules may ask about the devices of a run, the pairs among them, and the rows of the report about those. */
export interface Analysis {
  readonly ask: Answers;
  readonly pairs: readonly PlayedPair[];
  readonly rows: readonly ReportPair[];
}

/** Answers of the analysis for a set of devices; the pairs are those of some of them, if these are told. */
export function analysisOf(devices: readonly Device[], options: AskOptions = {}, about?: readonly Device[]): Analysis {
  const ask = createAsk(fleetOf(devices), options);
  const pairs = about === undefined ? ask.pairs() : [...new Set(about.flatMap((device) => ask.pairsOf(device)))];
  return { ask, pairs, rows: pairs.flatMap(rowsOf) };
}

function rowsOf({ verdicts }: PlayedPair): readonly ReportPair[] {
  return verdicts.map(({ initiator, responder, connection, child, path, ike, childSa, traffic, reason }) => ({
    initiator,
    responder,
    connection,
    child,
    basis: path.basis,
    ike,
    child_sa: childSa,
    traffic,
    reason,
  }));
}
