import type { Device, Evidence, Provenance, Verdict } from '../../src/rule/index.ts';
import { judge } from './algorithms.ts';
import { childTransforms, ikeTransforms } from './transforms.ts';

/**
 * Of two ends that do not agree on proposals or an identity the one that should change: the one with the worse algorithms, else the one with fewer tunnels,
 * for a hub whose other tunnels work is rarely the one that deviates. Undefined when nothing speaks for either.
 */
export function deviatingEnd({ evidence }: Verdict, initiator: Device, responder: Device): Evidence['side'] | undefined {
  const mine = evidence.find(({ side }) => side === 'initiator');
  const theirs = evidence.find(({ side }) => side === 'responder');
  if (mine === undefined || theirs === undefined) return undefined;
  const difference = weakness(initiator, mine.origin) - weakness(responder, theirs.origin);
  if (difference !== 0) return difference > 0 ? 'initiator' : 'responder';
  const tunnels = initiator.gateways.length - responder.gateways.length;
  if (tunnels === 0) return undefined;
  return tunnels < 0 ? 'initiator' : 'responder';
}

const WEIGHT = { broken: 10, weak: 1 } as const;

/** Weight of the weak algorithms in the proposal that stands at a place. */
function weakness(device: Device, place: Provenance): number {
  const lists = [...device.ikeProposals.map(ikeTransforms), ...device.childProposals.map(childTransforms)];
  const there = lists.filter((transforms) => transforms.some(({ origin }) => meets(origin, place)));
  const names = new Set(there.flatMap((transforms) => transforms.map(({ name }) => name)));
  let sum = 0;
  for (const name of names) {
    const level = judge(name)?.level;
    if (level !== undefined) sum += WEIGHT[level];
  }
  return sum;
}

function meets(a: Provenance, b: Provenance): boolean {
  return 'start' in a && 'start' in b && a.source === b.source && a.start < b.end && b.start < a.end;
}
