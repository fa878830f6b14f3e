import type { Location } from '../text/source.ts';

/** The end that something belongs to. */
export type PairSide = 'initiator' | 'responder';

/** A place that decides, located. Without a location it was declared or derived. */
export interface PairPlace {
  readonly origin: 'written' | 'default' | 'topology';
  readonly side: PairSide;
  readonly path?: string;
  readonly line?: number;
  readonly column?: number;
  readonly endLine?: number;
  readonly endColumn?: number;
  readonly message: string;
}

/** One message as it is sent and as it is seen. */
export interface PairMessage {
  readonly message: number;
  readonly exchange: string;
  readonly from: PairSide;
  readonly payloads: readonly string[];
  readonly sourcePort: number;
  readonly seenSourcePort: number | 'translated';
  readonly destinationPort: number;
  readonly nonEspMarker: boolean;
  readonly outcome: 'delivered' | 'dropped' | 'rejected' | 'unanswered';
  readonly because: string;
}

/** One thing that both ends have to agree on: what each of them offers or expects. */
export interface ComparisonRow {
  readonly what: string;
  readonly initiator: ComparedValue;
  readonly responder: ComparedValue;
  /** The difference that ended the negotiation. */
  readonly decides: boolean;
}

export interface ComparedValue {
  readonly text: string;
  /** Nobody wrote it: it is the platform's default. */
  readonly isDefault: boolean;
}

/** How one negotiation ends (contract, `pair --format json`). */
export interface PairDirection {
  readonly initiator: string;
  readonly responder: string;
  readonly connection: string;
  readonly child: string;
  readonly responderConnection: string | null;
  readonly path: {
    readonly nat: readonly PairSide[];
    readonly basis: 'declared' | 'inferred' | 'assumed';
    readonly because: readonly PairPlace[];
  };
  readonly ike: 'up' | 'down' | 'unknown';
  readonly child_sa: 'up' | 'down' | 'unknown';
  readonly traffic: 'passes' | 'blocked' | 'unknown';
  readonly exchange?: 'main' | 'aggressive' | 'ikev2' | 'none';
  readonly floated?: boolean;
  readonly natSeen?: readonly PairSide[];
  readonly reason: string;
  readonly explanation: string;
  readonly question: string | null;
  readonly assumptions: readonly string[];
  readonly at: readonly PairPlace[];
  readonly forecast?: { readonly event: string; readonly afterSeconds: number; readonly reason: string };
  readonly trace: readonly PairMessage[];
  readonly comparison: readonly ComparisonRow[];
  /** What each end's log says about this ending. */
  readonly logs: { readonly initiator: readonly string[]; readonly responder: readonly string[] };
}

/** What `pair` reports. */
export interface PairReport {
  readonly schemaVersion: 1;
  readonly complete: boolean;
  readonly devices: readonly [string, string];
  readonly directions: readonly PairDirection[];
  readonly undecided: readonly { readonly why: string; readonly count: number; readonly examples: readonly string[] }[];
  readonly problems: readonly (Partial<Location> & { readonly message: string })[];
}
