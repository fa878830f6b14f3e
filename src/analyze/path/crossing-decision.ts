import type { FilterDecision } from '../outlook.ts';
import type { Crossing } from './crossing.ts';

/** What the filters of a device do with a packet at its border. */
export function decideCrossing(crossing: Crossing): FilterDecision {
  return { outcome: 'pass', because: `nothing filters at ${crossing.device.name}`, witness: '' };
}
