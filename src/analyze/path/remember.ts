import type { Device } from '../../model/types.ts';
import type { FilterDecision } from '../outlook.ts';
import type { Crossing, CrossingDecision } from './crossing.ts';

/** One exchange is between two devices and has a dozen different packets: more need not be kept. */
const MOST_DEVICES = 16;
const MOST_PACKETS = 64;

/** The same decisions, each packet decided once: messages of one exchange differ in little. */
export function rememberDecisions(decide: CrossingDecision): CrossingDecision {
  const devices = new Map<Device, Map<string, FilterDecision>>();
  return (crossing) => {
    if (isUnfiltered(crossing)) return decide(crossing);
    let known = devices.get(crossing.device);
    if (known === undefined) {
      if (devices.size >= MOST_DEVICES) devices.clear();
      known = new Map();
      devices.set(crossing.device, known);
    }
    const key = keyOf(crossing);
    let decision = known.get(key);
    if (decision === undefined) {
      if (known.size >= MOST_PACKETS) known.clear();
      decision = decide(crossing);
      known.set(key, decision);
    }
    return decision;
  };
}

/** A router's own packets meet nothing but zone policies (IOS): nothing to remember. */
function isUnfiltered({ device, direction }: Crossing): boolean {
  return direction === 'out' && device.platform === 'ios' && device.zonePairs.length === 0;
}

/** Access lists of IOS know no flows: only zone policies look at the state. */
function keyOf(crossing: Crossing): string {
  const { device, direction, protocol, source, sourcePort, destination, destinationPort, established } = crossing;
  const stateful = established && (device.platform !== 'ios' || device.zonePairs.length > 0);
  return `${direction}${stateful ? '+' : '-'}${protocol} ${source} ${sourcePort} ${destination} ${destinationPort} ${crossing.interface}`;
}
