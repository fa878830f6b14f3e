import type { Device, Gateway } from '../../model/types.ts';
import { negotiate, type Wanted } from '../negotiation/index.ts';
import type { Topology } from '../negotiation/path.ts';
import type { CrossingDecision } from '../path/crossing.ts';
import type { Directory } from '../path/directory.ts';
import { negotiates } from '../path/remotes.ts';
import { createTopology } from '../path/topology.ts';
import type { TraceMessage, Verdict } from '../verdict.ts';
import type { NamedPeer, Pairing } from './edges.ts';
import { createPairing } from './edges.ts';
import { withExemption } from './exemption.ts';
import { withTunnelKeys } from './tunnel-key.ts';

/** Two devices that are candidates of each other, under the likeliest hypothesis. */
export interface PairOfDevices {
  readonly a: Device;
  readonly b: Device;
  readonly verdicts: readonly Verdict[];
}

/** The pairs of a fleet, played out when first asked. */
export interface Pairs {
  of(device: Device): readonly PairOfDevices[];
  all(): readonly PairOfDevices[];
  named(device: Device): readonly NamedPeer[];
  /** Devices that may be the peers of a gateway. */
  peersOf(device: Device, gateway: Gateway): readonly Device[];
  /** Every negotiation that one device can start towards another, under every hypothesis. */
  play(from: Device, to: Device, child?: string): readonly Verdict[];
}

/** Finds and plays the pairs of a fleet. */
export function createPairs(directory: Directory, decide: CrossingDecision): Pairs {
  const topology = createTopology(directory, decide);
  let pairing: Pairing | undefined;
  const found = (): Pairing => {
    pairing ??= createPairing(directory);
    return pairing;
  };
  const order = new Map(directory.devices.map((device, at) => [device, at]));
  const played = new Map<Device, Map<Device, PairOfDevices>>();
  const pairOf = (device: Device, peer: Device): PairOfDevices => {
    const [a, b] = (order.get(device) ?? 0) <= (order.get(peer) ?? 0) ? [device, peer] : [peer, device];
    let row = played.get(a);
    if (row === undefined) {
      row = new Map();
      played.set(a, row);
    }
    let pair = row.get(b);
    if (pair === undefined) {
      pair = { a, b, verdicts: [...likeliest(found(), topology, a, b), ...likeliest(found(), topology, b, a)] };
      row.set(b, pair);
    }
    return pair;
  };
  const ofDevice = new Map<Device, readonly PairOfDevices[]>();
  const peers = new Map<Device, ReadonlyMap<Gateway, readonly Device[]>>();
  return {
    of(device) {
      let known = ofDevice.get(device);
      if (known === undefined) {
        known = found()
          .neighbours(device)
          .map((peer) => pairOf(device, peer));
        ofDevice.set(device, known);
      }
      return known;
    },
    all: () =>
      directory.devices.flatMap((device) =>
        found()
          .neighbours(device)
          .filter((peer) => (order.get(peer) ?? 0) > (order.get(device) ?? 0))
          .map((peer) => pairOf(device, peer)),
      ),
    named: (device) => found().named(device),
    peersOf(device, gateway) {
      let known = peers.get(device);
      if (known === undefined) {
        known = peersByGateway(found(), device);
        peers.set(device, known);
      }
      return known.get(gateway) ?? [];
    },
    play: (from, to, child) => playAll(found(), topology, from, to, child),
  };
}

function peersByGateway(pairing: Pairing, device: Device): ReadonlyMap<Gateway, readonly Device[]> {
  const out = new Map<Gateway, Device[]>();
  for (const peer of pairing.neighbours(device)) {
    const dialling = pairing.dials(device, peer);
    for (const gateway of dialling.length > 0 ? dialling : pairing.accepting(device, peer)) {
      const list = out.get(gateway);
      if (list === undefined) out.set(gateway, [peer]);
      else list.push(peer);
    }
  }
  return out;
}

/** Every connection and child under its likeliest hypothesis. */
function likeliest(pairing: Pairing, topology: Topology, from: Device, to: Device): readonly Verdict[] {
  const dials = pairing.dials(from, to);
  const gateways = dials.length > 0 ? dials : pairing.accepting(from, to).slice(0, 1);
  const all = playGateways(topology, from, to, { gateways, likeliest: true }).map(shareTraces(topology));
  const seen = new Set<string>();
  return all.filter(({ connection, child }) => {
    const key = `${connection}\u0000${child}`;
    if (seen.has(key)) return false;
    seen.add(key);
    return true;
  });
}

const TRACES = new WeakMap<Topology, Map<string, Verdict['trace']>>();

/** Equal traces are one: most tunnels of a fleet exchange the same messages. */
function shareTraces(topology: Topology): (verdict: Verdict) => Verdict {
  let known = TRACES.get(topology);
  if (known === undefined) {
    known = new Map();
    TRACES.set(topology, known);
  }
  const traces = known;
  return (verdict) => {
    const key = verdict.trace.map(messageKey).join('\n');
    const shared = traces.get(key);
    if (shared !== undefined) return { ...verdict, trace: shared };
    traces.set(key, verdict.trace);
    return verdict;
  };
}

function messageKey({
  exchange,
  message,
  from,
  payloads,
  sourcePort,
  seenSourcePort,
  destinationPort,
  outcome,
  because,
}: TraceMessage): string {
  return `${exchange} ${message} ${from} ${payloads.join()} ${sourcePort} ${seenSourcePort} ${destinationPort} ${outcome} ${because}`;
}

function playGateways(topology: Topology, from: Device, to: Device, wanted: Wanted): readonly Verdict[] {
  return negotiate(from, to, topology, wanted).map((verdict) => withTunnelKeys(withExemption(verdict, from, to), from, to));
}

/** For a pair that was asked for: the connections that dial the other one; where none is known to, all that could. */
function playAll(pairing: Pairing, topology: Topology, from: Device, to: Device, child: string | undefined): readonly Verdict[] {
  const dials = pairing.dials(from, to).filter((gateway) => child === undefined || hasChild(gateway, child));
  const gateways = dials.length > 0 ? dials : from.gateways.filter(negotiates);
  return playGateways(topology, from, to, { gateways, ...(child === undefined ? {} : { child }) });
}

function hasChild(gateway: Gateway, name: string): boolean {
  return gateway.children.some((candidate) => candidate.name === name);
}
