import type { Device, Gateway } from '../../model/types.ts';
import type { Detail, Evidence, PathHypothesis, Side } from '../verdict.ts';

/** An IKE message as a UDP datagram, as its sender sends it. */
export interface Datagram {
  readonly from: Side;
  /** Own address of the sender; undefined: the one its routing chooses. */
  readonly sourceAddress?: string | undefined;
  readonly sourcePort: number;
  /** For a message of the initiator: the address that it dials. For an answer: the address the request seemed to come from. */
  readonly destinationAddress: string;
  readonly destinationPort: number | 'translated';
  /** The request that this datagram answers, as its sender sent it; absent for a message that nothing went before. */
  readonly answers?: Datagram;
}

/** What became of a datagram on its way. */
export type Passage = Delivered | Lost;

export interface Delivered {
  readonly delivered: true;
  /** As the receiver sees it. */
  readonly sourceAddress: string;
  readonly sourcePort: number | 'translated';
  /** As the receiver sees it: its own address behind a NAT. */
  readonly destinationAddress: string;
  readonly destinationPort: number;
  /** Why it came through, as a clause: `permitted by acl OUTSIDE-IN`. Empty when nothing filters. */
  readonly because: string;
}

export interface Lost {
  readonly delivered: false;
  /** What cannot be known, for example the host behind an unreadable filter line: then it is not known to be lost. */
  readonly unknown?: string;
  readonly detail: Detail;
  readonly because: string;
  /** The line that drops it first. */
  readonly evidence: readonly Evidence[];
}

/** Whether ESP or AH itself gets through, both ways; `encapsulated`: as UDP between the ports that IKE ended on. */
export interface Traffic {
  readonly traffic: 'passes' | 'blocked' | 'unknown';
  readonly detail?: Detail;
  readonly because: string;
  readonly evidence: readonly Evidence[];
}

/** What of the traffic has to pass. */
export interface ProtectedFlow {
  readonly protocol: 'esp' | 'ah';
  readonly encapsulated: boolean;
  /** The ports as the initiator uses them, when encapsulated. */
  readonly sourcePort: number;
  readonly destinationPort: number;
}

/** The way between an initiator and a responder under one hypothesis. Pure: the same datagram always has the same fate. */
export interface Path {
  readonly hypothesis: PathHypothesis;
  /**
   * The end's own outside address, as it itself knows it; undefined when the configuration and the topology do not tell.
   */
  readonly ownAddress: Readonly<Record<Side, string | undefined>>;
  /** All addresses that are known to be the end's own; undefined when they are not known completely. */
  readonly ownAddresses: Readonly<Record<Side, readonly string[] | undefined>>;
  /** True where a NAT rewrites addresses of this end. */
  readonly behindNat: Readonly<Record<Side, boolean>>;
  send(datagram: Datagram): Passage;
  traffic(flow: ProtectedFlow): Traffic;
}

/** A peer address that a gateway dials. */
export interface Dialled {
  /** Address that packets are sent to; undefined for a name that is taken to be the responder's. */
  readonly address: string | undefined;
  /** As written. */
  readonly text: string;
}

/** Host names as the contract resolves them. */
export type NameAnswer =
  | { readonly addresses: readonly string[] }
  /** It is assumed to be this device: an assumption. */
  | { readonly assumed: true }
  | { readonly unresolvable: true };

/** What the negotiation asks of the topology. Implemented by `analyze/path`. */
export interface Topology {
  /** The hypotheses for this start, the likeliest first; empty when the address is known not to lead to the responder. */
  paths(initiator: Device, gateway: Gateway, dialled: Dialled, responder: Device): readonly Path[];
  /** A host name, asked by one device about the other. */
  resolve(name: string, asker: Device, other: Device): NameAnswer;
}
