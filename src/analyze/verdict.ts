import type { Provenance } from '../model/provenance.ts';

/** The end that an exchange, a NAT or a statement belongs to. */
export type Side = 'initiator' | 'responder';

/** Why a negotiation ends as it does (contract, `pair --format json`). */
export type Reason =
  | 'ok'
  | 'cannot-initiate'
  | 'config-rejected'
  | 'no-ike-config'
  | 'ike-proposal'
  | 'aggressive-psk-refused'
  | 'psk-unusable'
  | 'auth'
  | 'peer-config'
  | 'blocked'
  | 'child-proposal'
  | 'ts'
  | 'ah-nat'
  | 'ke-group'
  | 'childless'
  | 'no-address'
  | 'kernel'
  | 'undecided';

/**
 * A finer word than the reason, for the choice of the rule and of the log lines: which comparison failed. Kept small; add here
 * when the table "From the reason of a pair to its finding" needs one more.
 */
export type Detail =
  | 'version'
  | 'address'
  | 'local-address'
  | 'dynamic-psk'
  | 'no-psk'
  | 'psk-differs'
  | 'credentials'
  | 'identity'
  | 'auth-method'
  | 'exchange-mode'
  | 'no-config'
  | 'pfs'
  | 'mode'
  | 'algorithms'
  | 'protocol'
  | 'selectors'
  /** No selector of the responder has anything in common with what is asked for: it cannot start that SA pair either. */
  | 'disjoint-selectors'
  | 'route-based'
  | 'dynamic-selectors-nat'
  | 'single-selector'
  | 'no-listener'
  | 'filter-ike'
  | 'filter-nat-t'
  | 'filter-esp'
  | 'filter-source-port'
  | 'no-encapsulation'
  | 'exemption-missing'
  | 'tunnel-key'
  | 'exemption-shadowed'
  | 'nat-inbound'
  | 'nat-half-forward'
  | 'port-stolen'
  | 'port-pinned'
  | 'responder-only'
  | 'no-address-to-dial'
  | 'unresolvable'
  | 'no-such-child'
  | 'silent'
  | 'certificate';

/** A statement, default or declaration that decides, and what it says. */
export interface Evidence {
  readonly side: Side;
  readonly origin: Provenance;
  /** What this place contributes: `encryption des (not set: IOS 15.x uses DES)`. May contain text of the configuration. */
  readonly message: string;
}

/** One message of an exchange (contract: numbered as in RFC order, a retransmission carries the same number). */
export interface TraceMessage {
  readonly message: number;
  readonly exchange:
    | 'main'
    | 'aggressive'
    | 'quick'
    | 'ike-sa-init'
    | 'ike-auth'
    | 'create-child-sa'
    | 'informational'
    | 'mode-config'
    | 'xauth';
  readonly from: Side;
  readonly payloads: readonly string[];
  readonly sourcePort: number;
  /** As the other end sees it. */
  readonly seenSourcePort: number | 'translated';
  readonly destinationPort: number;
  readonly nonEspMarker: boolean;
  readonly outcome: 'delivered' | 'dropped' | 'rejected' | 'unanswered';
  readonly because: string;
}

/** Where a NAT stands on the way between two devices, and how that is known. */
export interface PathHypothesis {
  readonly nat: readonly Side[];
  readonly basis: 'declared' | 'inferred' | 'assumed';
  readonly because: readonly Evidence[];
}

/** Something that will happen to a tunnel that comes up. */
export interface Forecast {
  readonly event: 'child-rekey' | 'ike-rekey' | 'reauthentication' | 'expiry';
  readonly afterSeconds: number;
  readonly reason: string;
}

/** The outcome for one (initiator, connection, child, hypothesis). */
export interface Verdict {
  /** Device names. */
  readonly initiator: string;
  readonly responder: string;
  readonly connection: string;
  readonly child: string;
  /** The responder's connection that answered; null when none did. */
  readonly responderConnection: string | null;
  readonly path: PathHypothesis;
  readonly ike: 'up' | 'down' | 'unknown';
  readonly childSa: 'up' | 'down' | 'unknown';
  readonly traffic: 'passes' | 'blocked' | 'unknown';
  /** Absent when the configuration is rejected, like the next two. */
  readonly exchange?: 'main' | 'aggressive' | 'ikev2' | 'none';
  readonly floated?: boolean;
  readonly natSeen?: readonly Side[];
  readonly reason: Reason;
  readonly detail?: Detail;
  readonly explanation: string;
  /** What would settle it, when undecided. */
  readonly question: string | null;
  readonly assumptions: readonly string[];
  /** The deciding places, the most important first. */
  readonly evidence: readonly Evidence[];
  /** Why traffic is blocked although the child is up. */
  readonly trafficDetail?: Detail;
  readonly forecast?: Forecast;
  readonly trace: readonly TraceMessage[];
}
