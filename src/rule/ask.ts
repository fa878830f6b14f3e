import type { Purpose, Shadowed } from '../analyze/filter/index.ts';
import type { FilterDecision, NatOutlook, NeededPacket } from '../analyze/outlook.ts';
import type { NamedPeer } from '../analyze/pairing/edges.ts';
import type { TranslatedTraffic } from '../analyze/path/exemption.ts';
import type { Verdict } from '../analyze/verdict.ts';
import type { Device, Filter, Gateway } from '../model/types.ts';

/** All devices of a run. */
export interface Fleet {
  readonly devices: readonly Device[];
  device(name: string): Device | undefined;
}

/** Two devices that are candidates of each other, and how every negotiation between them ends. */
export interface PairOutcome {
  readonly a: Device;
  readonly b: Device;
  /** Under the likeliest hypothesis, both directions, every connection and child. */
  readonly verdicts: readonly Verdict[];
}

/** The questions that a rule may ask. Answers are computed when first asked and remembered; asking never fails. */
export interface Ask {
  readonly fleet: Fleet;
  /** Whether a NAT stands in front of this device, for this gateway. */
  localNat(device: Device, gateway: Gateway): NatOutlook;
  /** Whether a NAT stands in front of the peers of this gateway. */
  remoteNat(device: Device, gateway: Gateway): NatOutlook;
  /** The packets that have to come in for this gateway to work. */
  neededPackets(device: Device, gateway: Gateway): readonly NeededPacket[];
  /** What the device's own filters do with a packet that comes in for this gateway. */
  decide(device: Device, gateway: Gateway, packet: NeededPacket): FilterDecision;
  /** Access list or chain by name. */
  filter(device: Device, name: string): Filter | undefined;
  /** The pairs that were found for a device; empty when none were built. */
  pairsOf(device: Device): readonly PairOutcome[];
  /** Peers that a device names, and whether the fleet has them and they answer. */
  namedPeers(device: Device): readonly NamedPeer[];
  /** Traffic of a gateway that the router's own NAT takes before the crypto map sees it. */
  translatedTraffic(device: Device, gateway: Gateway): readonly TranslatedTraffic[];
  /** Permits of a list for this protocol and port that an earlier line takes all packets of. */
  shadowedPermits(device: Device, filter: Filter, purpose: Purpose): readonly Shadowed[];
}
