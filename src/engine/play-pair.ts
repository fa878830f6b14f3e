import { createAsk } from '../analyze/ask.ts';
import type { Verdict } from '../analyze/verdict.ts';
import type { DeclaredNat, Device } from '../model/types.ts';
import type { PairDirection, PairReport } from '../report/pair-report.ts';
import type { SourceTable } from '../text/source.ts';
import { fleetOf } from './fleet.ts';
import { directionOf } from './pair.ts';

/** Where `--nat` says that a NAT is. */
export type NatFlag = 'none' | 'a' | 'b' | 'both';

/** What is to be played. */
export interface PairRequest {
  readonly a: Device;
  readonly b: Device;
  /** All devices of the run, the two among them: others may be the NATs between them. */
  readonly devices: readonly Device[];
  readonly sources: SourceTable;
  readonly nat?: NatFlag;
  readonly child?: string;
  /** Only what this side starts. */
  readonly from?: 'a' | 'b';
}

/** How a pair ends, and what its exit status follows from. */
export interface PlayedOut {
  readonly directions: readonly PairDirection[];
  readonly undecided: PairReport['undecided'];
  /** Of the direction that matters: A to B if A can start, else B to A; under the likeliest hypothesis. */
  readonly result: 'up' | 'down' | 'unknown';
}

/** Plays every negotiation between two devices out. */
export function playPair(request: PairRequest): PlayedOut {
  const { a, b, devices, sources, child, from } = request;
  const ask = createAsk(fleetOf(devices), { nat: override(request) });
  const forward = from === 'b' ? [] : ask.play(a, b, child);
  const backward = from === 'a' ? [] : ask.play(b, a, child);
  const device = (name: string): Device => (name === a.name ? a : b);
  const verdicts = [...forward, ...backward];
  return {
    directions: verdicts.map((verdict) => directionOf(verdict, device(verdict.initiator), device(verdict.responder), sources)),
    undecided: undecidedOf(verdicts),
    result: resultOf(forward.some(canStart) || backward.length === 0 ? forward : backward),
  };
}

function canStart({ reason }: Verdict): boolean {
  return reason !== 'cannot-initiate';
}

function resultOf(verdicts: readonly Verdict[]): PlayedOut['result'] {
  const likeliest = new Map<string, Verdict>();
  for (const verdict of verdicts) {
    const key = `${verdict.connection}\u0000${verdict.child}`;
    if (!likeliest.has(key)) likeliest.set(key, verdict);
  }
  const all = [...likeliest.values()];
  if (all.some(({ ike, childSa, reason }) => reason !== 'ok' && (ike === 'down' || childSa === 'down'))) return 'down';
  return all.length > 0 && all.every(({ reason }) => reason === 'ok') ? 'up' : 'unknown';
}

function undecidedOf(verdicts: readonly Verdict[]): PairReport['undecided'] {
  const byQuestion = new Map<string, string[]>();
  for (const { question, initiator, connection } of verdicts) {
    if (question === null) continue;
    const list = byQuestion.get(question) ?? [];
    list.push(`${initiator} ${connection}`);
    byQuestion.set(question, list);
  }
  return [...byQuestion].map(([why, examples]) => ({
    why,
    count: examples.length,
    examples: [...new Set(examples)].slice(0, 10),
  }));
}

/* `--nat` speaks where no configuration file does: A behind a napt, B behind a forward at the address that A dials. */
function override({ a, b, nat }: PairRequest): ReadonlyMap<string, DeclaredNat> {
  const out = new Map<string, DeclaredNat>();
  if (nat === undefined) return out;
  const origin = { kind: 'declared', pointer: '--nat' } as const;
  if (a.declared?.nat === undefined) out.set(a.name, { kind: nat === 'a' || nat === 'both' ? 'napt' : 'none', origin });
  if (b.declared?.nat === undefined) {
    const dialled = a.gateways.flatMap(({ remote }) => remote).find(({ kind }) => kind === 'address')?.value;
    const forward: DeclaredNat = {
      kind: 'forward',
      ports: ['udp/500', 'udp/4500', 'esp', 'ah'],
      origin,
      ...(dialled === undefined ? {} : { public: dialled }),
    };
    out.set(b.name, nat === 'b' || nat === 'both' ? forward : { kind: 'none', origin });
  }
  return out;
}
