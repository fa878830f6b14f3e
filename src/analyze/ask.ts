import type { Device, Filter, Gateway } from '../model/types.ts';
import type { Purpose, Shadowed } from './filter/index.ts';
import { decideCrossing, shadowedPermits } from './filter/index.ts';
import type { FilterDecision, NatOutlook, NeededPacket } from './outlook.ts';
import type { NamedPeer } from './pairing/edges.ts';
import type { Pairs } from './pairing/pairs.ts';
import { createPairs } from './pairing/pairs.ts';
import type { CrossingDecision } from './path/crossing.ts';

import type { NatOverride } from './path/directory.ts';
import { createDirectory } from './path/directory.ts';
import { outsideOf } from './path/endpoint.ts';
import type { TranslatedTraffic } from './path/exemption.ts';
import { translatedTraffic } from './path/exemption.ts';
import { neededPackets } from './path/needed.ts';
import { localNat, remoteNat } from './path/outlook.ts';
import { rememberDecisions } from './path/remember.ts';
import type { Verdict } from './verdict.ts';

/** The devices of a run, as the answers need them. */
export interface Devices {
  readonly devices: readonly Device[];
  device(name: string): Device | undefined;
}

/** Two devices that are candidates of each other, and how every negotiation between them ends. */
export interface PlayedPair {
  readonly a: Device;
  readonly b: Device;
  readonly verdicts: readonly Verdict[];
}

/** What a run can set. */
export interface AskOptions {
  /** NAT that is declared for this run in place of the topology's (`--nat`), by device name. */
  readonly nat?: NatOverride;
  /** What filters do with packets; by default read from the devices. */
  readonly decide?: CrossingDecision;
}

/** Answers about a fleet: computed when first asked, remembered, never failing. */
export interface Answers {
  readonly fleet: Devices;
  localNat(device: Device, gateway: Gateway): NatOutlook;
  remoteNat(device: Device, gateway: Gateway): NatOutlook;
  neededPackets(device: Device, gateway: Gateway): readonly NeededPacket[];
  decide(device: Device, gateway: Gateway, packet: NeededPacket): FilterDecision;
  filter(device: Device, name: string): Filter | undefined;
  pairsOf(device: Device): readonly PlayedPair[];
  /** Every pair of the fleet once, in the order of the devices. */
  pairs(): readonly PlayedPair[];
  /** Peers that a device names, and whether the fleet has them and they answer. */
  namedPeers(device: Device): readonly NamedPeer[];
  /** Traffic of a gateway that the router's own NAT takes before the crypto map sees it. */
  translatedTraffic(device: Device, gateway: Gateway): readonly TranslatedTraffic[];
  /** Permits of a list for this protocol and port that an earlier line takes all packets of. */
  shadowedPermits(device: Device, filter: Filter, purpose: Purpose): readonly Shadowed[];
  /** Every negotiation that A can start towards B, under every hypothesis, the likeliest first. */
  play(a: Device, b: Device, child?: string): readonly Verdict[];
}

/** The answers for a set of devices. */
export function createAsk(fleet: Devices, options: AskOptions = {}): Answers {
  const directory = createDirectory(fleet.devices, options.nat);
  const decide = rememberDecisions(options.decide ?? decideCrossing);
  const pairs: Pairs = createPairs(directory, decide);
  const locals = new Map<Gateway, NatOutlook>();
  const remotes = new Map<Gateway, NatOutlook>();
  const peersOf = (device: Device, gateway: Gateway): readonly Device[] => pairs.peersOf(device, gateway);
  const answers: Answers = {
    fleet,
    localNat: (device, gateway) => remembered(locals, gateway, () => localNat(directory, peersOf, device, gateway)),
    remoteNat: (device, gateway) => remembered(remotes, gateway, () => remoteNat(directory, peersOf, device, gateway)),
    neededPackets: (device, gateway) =>
      neededPackets(device, gateway, { local: answers.localNat(device, gateway), remote: answers.remoteNat(device, gateway) }),
    decide: (device, gateway, packet) => decideNeeded(decide, device, gateway, packet),
    filter: (device, name) => device.filters.find((filter) => filter.name === name),
    pairsOf: (device) => pairs.of(device),
    pairs: () => pairs.all(),
    namedPeers: (device) => pairs.named(device),
    translatedTraffic,
    shadowedPermits,
    play: (a, b, child) => pairs.play(a, b, child),
  };
  return answers;
}

function remembered<K, V>(map: Map<K, V>, key: K, make: () => V): V {
  let value = map.get(key);
  if (value === undefined) {
    value = make();
    map.set(key, value);
  }
  return value;
}

function decideNeeded(decide: CrossingDecision, device: Device, gateway: Gateway, packet: NeededPacket): FilterDecision {
  const outside = outsideOf(device, gateway);
  return decide({
    device,
    interface: outside.interface,
    direction: 'in',
    protocol: packet.protocol,
    source: packet.source,
    ...(packet.sourcePort === undefined ? {} : { sourcePort: packet.sourcePort }),
    destination: packet.destination ?? outside.address,
    ...(packet.destinationPort === undefined ? {} : { destinationPort: packet.destinationPort }),
    established: packet.reply,
  });
}
