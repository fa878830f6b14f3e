import type { Provenance } from '../model/provenance.ts';
import type { NatKind } from '../model/types.ts';

/** How sure it is that a condition holds: severity and confidence follow from it (rule catalogue). */
export type Likelihood = 'certain' | 'likely' | 'possible';

/** A place in the configurations and what it contributes to a conclusion. */
export interface Because {
  readonly at: Provenance;
  readonly message: string;
}

/** Whether a NAT stands in front of one end of a gateway, seen from one device. */
export interface NatOutlook {
  readonly where: 'local' | 'remote';
  /** `none` means known to be absent, or no reason to think of one. */
  readonly knowledge: Likelihood | 'none';
  /** Kind when declared or inferred; an assumed NAT is a `napt`. */
  readonly kind?: NatKind;
  readonly because: readonly Because[];
  /** As a clause for messages: `203.0.113.7 is behind a NAT`. */
  readonly condition: string;
}

/** A packet that has to reach the device for a gateway to work. */
export interface NeededPacket {
  readonly purpose: 'ike' | 'nat-t' | 'esp' | 'ah';
  /** 17, 50 or 51. */
  readonly protocol: number;
  /** Sender: an address, a prefix `a/len`, or undefined for anybody. */
  readonly source?: string;
  /** A port as sent, or `translated`: any port that a NAPT may choose. Absent for ESP and AH. */
  readonly sourcePort?: number | 'translated';
  /** The device's own address, undefined when it is not known. */
  readonly destination?: string;
  readonly destinationPort?: number;
  /** An answer to what this device sent first: a stateful filter lets it in. */
  readonly reply: boolean;
  /** How sure it is that this packet will come. */
  readonly likelihood: Likelihood;
  /** Why it is needed, as a clause: `IKE moves to UDP 4500 when 203.0.113.7 is behind a NAT`. */
  readonly why: string;
}

/** What a device's filters do with a packet. */
export interface FilterDecision {
  readonly outcome: 'pass' | 'drop' | 'unknown';
  /** The line that decides; the filter's header for an implicit deny; absent when nothing filters. */
  readonly at?: Provenance;
  /** Name of the access list, chain or zone pair. */
  readonly filter?: string;
  /** Such as `implicit deny at the end of OUTSIDE-IN`. */
  readonly because: string;
  /** A concrete packet that meets this fate: `udp 203.0.113.7:54321 -> 198.51.100.1:4500`. */
  readonly witness: string;
  /** What is unknown, for `unknown`. */
  readonly question?: string;
}
