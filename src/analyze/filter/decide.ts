import type { Device, Filter, Interface } from '../../model/types.ts';
import type { FilterDecision } from '../outlook.ts';
import type { Box } from '../packets/index.ts';
import { boxes, parseAddresses } from '../packets/index.ts';
import type { Crossing } from '../path/crossing.ts';
import { answer } from './answer.ts';
import { chainStages } from './chain.ts';
import type { PacketContext } from './conditions.ts';
import type { Fate, Stage } from './fate.ts';
import { throughAll } from './fate.ts';
import { decideList } from './list.ts';
import { selfZoneStage } from './zones.ts';

/** Ports that a NAPT gives to a flow it translates (RFC 4787, 4.2.2: dynamic range): another one than that of IKE. */
const TRANSLATED = [
  { lo: 1024, hi: 4499 },
  { lo: 4501, hi: 65535 },
];

/**
 * What the device's own filters do with a packet that it sends or that is meant for it: the inbound access list of the interface and
 * the zone policy to `self` on IOS, the chains of the kernel on Linux. Packets of the router itself pass outbound access lists
 * unseen (IOS).
 */
export function decideCrossing(crossing: Crossing): FilterDecision {
  const { device } = crossing;
  const nothing = `nothing filters at ${device.name}`;
  const context: PacketContext = {
    direction: crossing.direction,
    established: crossing.established,
    outside: device.declared?.outside,
    decrypted: false,
  };
  const stages = device.platform === 'ios' ? iosStages(crossing, context) : chainStages(device, context);
  if (stages.length === 0) return { outcome: 'pass', because: nothing, witness: '' };
  const all = boxesOf(crossing).flatMap((box) => throughAll(stages, box, nothing));
  const fates = device.gaps.length === 0 ? all : all.map((fate) => withGaps(device, fate));
  return answer(fates, {
    anySender: addressesOf(crossing.source) === undefined,
    anyReceiver: addressesOf(crossing.destination) === undefined,
  });
}

/** Where a file of the packet filter was not read, a policy decides only if no rule in it does. */
function withGaps(device: Device, fate: Fate): Fate {
  const gap =
    device.platform === 'ios' || fate.byPolicy !== true ? undefined : device.gaps.find(({ what }) => what.includes(FILTER_GAP));
  if (gap === undefined) return fate;
  return { ...fate, outcome: 'unknown', question: `what the rest of the packet filter does: ${gap.what}` };
}

/** How gaps of packet filters are told from others. */
const FILTER_GAP = 'of the packet filter';

/** The packets of a question: IPv4 where no address tells the family. */
function boxesOf(crossing: Crossing): readonly Box[] {
  const { protocol, sourcePort, destinationPort } = crossing;
  const source = addressesOf(crossing.source);
  const destination = addressesOf(crossing.destination);
  const from = sourcePort === 'translated' ? TRANSLATED : [sourcePort];
  const to = destinationPort === 'translated' ? TRANSLATED : [destinationPort];
  return from.flatMap((sourcePort) =>
    to.flatMap((destinationPort) => boxes({ protocol, source, destination, sourcePort, destinationPort })),
  );
}

function addressesOf(text: string | undefined) {
  return text === undefined ? undefined : parseAddresses(text);
}

function iosStages(crossing: Crossing, context: PacketContext): readonly Stage[] {
  const { device } = crossing;
  const port = device.interfaces.find(({ name }) => name === crossing.interface);
  if (port === undefined) return [];
  const stages: Stage[] = [];
  if (context.direction === 'in' && (port.accessIn !== undefined || port.access6In !== undefined)) {
    stages.push((box) => accessList(device, port, box, context));
  }
  if (device.zonePairs.length > 0) stages.push(selfZoneStage(device, port, context));
  return stages;
}

/** The inbound access list: one that is not defined, or has no lines, permits everything. */
function accessList(device: Device, port: Interface, box: Box, context: PacketContext): readonly Fate[] {
  const name = box.source.family === 4 ? port.accessIn : port.access6In;
  if (name === undefined) return [{ box, outcome: 'pass', because: '' }];
  const list = accessListOf(device, name, box.source.family);
  const at = port.at[box.source.family === 4 ? 'accessIn' : 'access6In'];
  if (list !== undefined && list.lines.length > 0) return decideList(device, list, box, context);
  if (device.whole || list !== undefined) {
    const because = `acl ${name} ${list === undefined ? 'is not defined' : 'has no lines'}: everything passes`;
    return [{ box, outcome: 'pass', ...(at === undefined ? {} : { at }), filter: name, because }];
  }
  const question = `what acl ${name} permits: it is not in the text`;
  return [
    {
      box,
      outcome: 'unknown',
      ...(at === undefined ? {} : { at }),
      filter: name,
      because: `acl ${name} is not in the text`,
      question,
    },
  ];
}

function accessListOf(device: Device, name: string, family: 4 | 6): Filter | undefined {
  return device.filters.find((filter) => filter.name === name && (filter.kind === 'ipv6') === (family === 6));
}
