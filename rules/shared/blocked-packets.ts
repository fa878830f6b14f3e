import type {
  Ask,
  Device,
  FilterDecision,
  Gateway,
  NeededPacket,
  Outcome,
  Provenance,
  RelatedPlace,
} from '../../src/rule/index.ts';
import { headerOf, named, negotiating } from './entities.ts';
import { pinnedPermit, shadowedPermit } from './filter-lines.ts';
import { trafficPasses } from './from-reason.ts';
import { oncePerPlace } from './grouping.ts';

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
}

interface Fate {
  readonly blocked: readonly Blocked[];
  readonly questions: readonly { readonly rule: FilterRule; readonly question: string; readonly subject: string }[];
}

const FATES = new WeakMap<Device, Fate>();

/** Findings of one rule about packets that do not come in. */
export function* blockedPackets(rule: FilterRule, device: Device, ask: Ask): Iterable<Outcome<'blocked'>> {
  let fate = FATES.get(device);
  if (fate === undefined) {
    fate = fateOf(device, ask);
    FATES.set(device, fate);
  }
  for (const { question, subject, rule: of } of fate.questions) if (of === rule) yield { undecided: question, subject };
  yield* oncePerPlace(findings(rule, device, fate));
}

function* findings(rule: FilterRule, device: Device, { blocked }: Fate): Iterable<Outcome<'blocked'>> {
  for (const { rule: of, gateway, packet, decision, at, related } of blocked) {
    if (of !== rule) continue;
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
    return { rule: 'filter/source-port-pinned', gateway, packet, decision, at: pinned, related: [dropped, ...users] };
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
): Provenance | undefined {
  if (packet.sourcePort !== 'translated' || packet.destinationPort === undefined) return undefined;
  const asSent = ask.decide(device, gateway, { ...packet, sourcePort: packet.destinationPort });
  if (asSent.outcome !== 'pass') return undefined;
  return pinnedPermit(device, at, filter, packet.destinationPort)?.line.origin ?? asSent.at;
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
