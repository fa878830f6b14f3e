import { compareEnds } from '../analyze/comparison.ts';
import { logOf } from '../analyze/logs/index.ts';
import type { Evidence, Verdict } from '../analyze/verdict.ts';
import { spanOf } from '../model/provenance.ts';
import type { Device } from '../model/types.ts';
import type { PairDirection, PairPlace } from '../report/pair-report.ts';
import type { SourceTable } from '../text/source.ts';

/** A verdict as `pair` reports it: located, compared side by side, with the lines that both logs will show. */
export function directionOf(verdict: Verdict, initiator: Device, responder: Device, sources: SourceTable): PairDirection {
  const { initiator: from, responder: to, connection, child, responderConnection } = verdict;
  return {
    initiator: from,
    responder: to,
    connection,
    child,
    responderConnection,
    path: {
      nat: verdict.path.nat,
      basis: verdict.path.basis,
      because: verdict.path.because.map((evidence) => placeOf(evidence, sources)),
    },
    ike: verdict.ike,
    child_sa: verdict.childSa,
    traffic: verdict.traffic,
    ...(verdict.exchange === undefined ? {} : { exchange: verdict.exchange }),
    ...(verdict.floated === undefined ? {} : { floated: verdict.floated }),
    ...(verdict.natSeen === undefined ? {} : { natSeen: verdict.natSeen }),
    reason: verdict.reason,
    explanation: verdict.explanation,
    question: verdict.question,
    assumptions: verdict.assumptions,
    at: verdict.evidence.map((evidence) => placeOf(evidence, sources)),
    ...(verdict.forecast === undefined ? {} : { forecast: verdict.forecast }),
    trace: verdict.trace,
    comparison: compareEnds(verdict, initiator, responder),
    logs: {
      initiator: logOf(verdict, 'initiator', initiator.platform).map((pattern) => pattern.text),
      responder: logOf(verdict, 'responder', responder.platform).map((pattern) => pattern.text),
    },
  };
}

function placeOf({ side, origin, message }: Evidence, sources: SourceTable): PairPlace {
  const span = spanOf(origin);
  const kind = origin.kind === 'default' ? 'default' : origin.kind === 'declared' ? 'topology' : 'written';
  return { origin: kind, side, ...(span === undefined ? {} : sources.locate(span)), message };
}
