import type {
  Ask,
  Device,
  FilterDecision,
  FilterLine,
  Finding,
  Gateway,
  NeededPacket,
  Outcome,
  PairOutcome,
  Provenance,
  RelatedPlace,
} from '../../src/rule/index.ts';
import { headerOf, named, negotiating } from './entities.ts';
import { pinnedPermit, shadowedPermit } from './filter-lines.ts';
import { findingsOf, trafficPasses } from './from-reason.ts';
import { oncePerPlace, placeKey } from './grouping.ts';
import { type Change, permitting, unpinned } from './permit.ts';

/*
 * Which packets that a device needs are dropped by its own filters, and which rule tells it. One packet that is dropped is told
 * once: a pinned source port and a permit that comes too late are causes, the blocked port is what is left.
 */

export type FilterRule =
  | 'filter/ike-blocked'
  | 'filter/nat-t-blocked'
  | 'filter/esp-blocked'
  | 'filter/source-port-pinned'
  | 'filter/permit-shadowed';

interface Blocked {
  readonly rule: FilterRule;
  readonly gateway: Gateway;
  readonly packet: NeededPacket;
  readonly decision: FilterDecision;
  readonly at: Provenance;
  readonly related: readonly RelatedPlace[];
  /** The permit that asks for a source port. */
  readonly pinned?: FilterLine;
}

interface Fate {
  readonly blocked: readonly Blocked[];
  readonly questions: readonly { readonly rule: FilterRule; readonly question: string; readonly subject: string }[];
}

const FATES = new WeakMap<Device, Fate>();

/** Findings of one rule about packets that do not come in. */
export function* blockedPackets(rule: FilterRule, device: Device, ask: Ask): Iterable<Outcome<'blocked'>> {
  const fate = fateFor(device, ask);
  for (const { question, subject, rule: of } of fate.questions) if (of === rule) yield { undecided: question, subject };
  yield* oncePerPlace(findings(rule, device, fate));
}

/** Findings of one rule about a pair that is played out, with the change that the device's own packets ask for at that place. */
export function blockedInPair(rule: FilterRule, pair: PairOutcome, ask: Ask): readonly Finding<'pair'>[] {
  return findingsOf(rule, pair).map((finding) => {
    const device = [pair.a, pair.b].find(({ name }) => name === finding.device);
    if (device === undefined) return finding;
    const key = placeKey(finding.at);
    const here = fateFor(device, ask).blocked.filter((one) => one.rule === rule && placeKey(one.at) === key);
    const likelihood = finding.likelihood ?? 'certain';
    if (rule === 'filter/source-port-pinned') return { ...finding, ...unpinned(lineAt(device, key), likelihood) };
    return { ...finding, ...changeFor(device, here, likelihood) };
  });
}

function lineAt({ filters }: Device, key: string): FilterLine | undefined {
  for (const { lines } of filters) {
    const line = lines.find(({ origin }) => placeKey(origin) === key);
    if (line !== undefined) return line;
  }
  return undefined;
}

function fateFor(device: Device, ask: Ask): Fate {
  let fate = FATES.get(device);
  if (fate === undefined) {
    fate = fateOf(device, ask);
    FATES.set(device, fate);
  }
  return fate;
}

/** What lets all packets in that are told at one place: they are told once. */
function changeFor(device: Device, here: readonly Blocked[], likelihood?: Finding['likelihood']): Change {
  const [first] = here;
  if (first === undefined) return {};
  const cut = unpinned(first.pinned, likelihood ?? first.packet.likelihood);
  if (cut.fix !== undefined || cut.suggestion !== undefined) return cut;
  const deciding = first.decision.at === undefined ? '' : placeKey(first.decision.at);
  const same = here.filter(({ decision }) => decision.at !== undefined && placeKey(decision.at) === deciding);
  return permitting(device, same, likelihood);
}

function* findings(rule: FilterRule, device: Device, { blocked }: Fate): Iterable<Outcome<'blocked'>> {
  const own = blocked.filter((one) => one.rule === rule);
  const changes = new Map<string, Change>();
  for (const { gateway, packet, decision, at, related } of own) {
    const key = placeKey(at);
    let change = changes.get(key);
    if (change === undefined) {
      change = changeFor(
        device,
        own.filter((one) => placeKey(one.at) === key),
      );
      changes.set(key, change);
    }
    yield {
      message: 'blocked',
      data: {
        witness: decision.witness,
        filter: decision.filter ?? 'the filter',
        because: decision.because,
        why: packet.why,
        gateway: named(gateway),
        port: packet.destinationPort ?? '',
        protocol: packet.protocol === 51 ? 'AH' : 'ESP',
        fix: fixFor(device, packet, decision),
      },
      at,
      related,
      subject: gateway.id,
      likelihood: packet.likelihood,
      ...change,
    };
  }
}

function fateOf(device: Device, ask: Ask): Fate {
  const blocked: Blocked[] = [];
  const questions: Fate['questions'][number][] = [];
  if (device.filters.length === 0 && device.zonePairs.length === 0) return { blocked, questions };
  for (const gateway of negotiating(device)) {
    for (const packet of distinct(ask.neededPackets(device, gateway))) {
      const decision = ask.decide(device, gateway, packet);
      if (decision.outcome === 'unknown') {
        questions.push({ rule: ruleOfPurpose(packet), question: decision.question ?? decision.because, subject: gateway.id });
      } else if (decision.outcome === 'drop' && !isNotMissed(device, ask, gateway, packet)) {
        blocked.push(classify(device, ask, gateway, packet, decision));
      }
    }
  }
  return { blocked, questions };
}

/** The packets that differ on the wire; of equal ones the first, which is the surest. */
function distinct(packets: readonly NeededPacket[]): readonly NeededPacket[] {
  return packets.filter(
    (packet, at) =>
      !packets
        .slice(0, at)
        .some(
          (other) =>
            other.protocol === packet.protocol &&
            other.destinationPort === packet.destinationPort &&
            other.sourcePort === packet.sourcePort &&
            other.source === packet.source &&
            other.reply === packet.reply,
        ),
  );
}

/** ESP that nobody sends, for the peers that are known put it into UDP. */
function isNotMissed(device: Device, ask: Ask, gateway: Gateway, { purpose }: NeededPacket): boolean {
  return purpose === 'esp' && trafficPasses(ask, device, gateway);
}

function ruleOfPurpose({ purpose }: NeededPacket): FilterRule {
  if (purpose === 'ike') return 'filter/ike-blocked';
  return purpose === 'nat-t' ? 'filter/nat-t-blocked' : 'filter/esp-blocked';
}

function classify(device: Device, ask: Ask, gateway: Gateway, packet: NeededPacket, decision: FilterDecision): Blocked {
  const deciding = decision.at ?? headerOf(gateway);
  const users: RelatedPlace[] = [{ at: headerOf(gateway), message: `${gateway.name} needs it: ${packet.why}` }];
  const dropped: RelatedPlace = { at: deciding, message: decision.because };
  const pinned = pinnedAt(device, ask, gateway, packet, decision);
  if (pinned !== undefined) {
    return { rule: 'filter/source-port-pinned', gateway, packet, decision, ...pinned, related: [dropped, ...users] };
  }
  const late = shadowedPermit(device, deciding, packet.protocol, packet.destinationPort);
  if (late !== undefined) {
    return { rule: 'filter/permit-shadowed', gateway, packet, decision, at: late.line.origin, related: [dropped, ...users] };
  }
  return { rule: ruleOfPurpose(packet), gateway, packet, decision, at: deciding, related: users };
}

/** The line that would let the packet in if its source port were the one that it was sent from; undefined: the port is not why. */
function pinnedAt(
  device: Device,
  ask: Ask,
  gateway: Gateway,
  packet: NeededPacket,
  { at, filter }: FilterDecision,
): Pick<Blocked, 'at' | 'pinned'> | undefined {
  if (packet.sourcePort !== 'translated' || packet.destinationPort === undefined) return undefined;
  const asSent = ask.decide(device, gateway, { ...packet, sourcePort: packet.destinationPort });
  if (asSent.outcome !== 'pass') return undefined;
  const line = pinnedPermit(device, at, filter, packet.destinationPort)?.line;
  if (line !== undefined) return { at: line.origin, pinned: line };
  return asSent.at === undefined ? undefined : { at: asSent.at };
}

function fixFor(device: Device, packet: NeededPacket, { filter }: FilterDecision): string {
  const { protocol, destination, destinationPort, source } = packet;
  if (device.zonePairs.some(({ name }) => name === filter)) {
    const what =
      protocol === 17 ? `permit udp any any eq ${destinationPort}` : `permit ${protocol === 51 ? 'ahp' : 'esp'} any any`;
    return `An access list with ${what}, a class-map that matches it, and this class with pass before the one that drops, in both directions`;
  }
  if (device.platform === 'ios') {
    const from = source === undefined || source.includes('/') ? 'any' : `host ${source}`;
    const to = destination === undefined ? 'any' : `host ${destination}`;
    const port = destinationPort === 500 ? ' eq isakmp' : destinationPort === 4500 ? ' eq non500-isakmp' : '';
    const what = protocol === 17 ? 'udp' : protocol === 51 ? 'ahp' : 'esp';
    return `ip access-list extended ${filter ?? 'OUTSIDE-IN'}, before the line that drops it: permit ${what} ${from} ${to}${port}`;
  }
  const from = source === undefined ? '' : ` -s ${source}`;
  const what = protocol === 17 ? `-p udp --dport ${destinationPort}` : protocol === 51 ? '-p ah' : '-p esp';
  return `Before the rule that drops it: iptables -I INPUT${from} ${what} -j ACCEPT (nft: ${
    protocol === 17 ? `udp dport ${destinationPort}` : `meta l4proto ${protocol === 51 ? 'ah' : 'esp'}`
  } accept)`;
}
