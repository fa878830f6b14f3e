import type { FilterDecision } from '../outlook.ts';
import type { Addresses, Box } from '../packets/index.ts';
import { describePacket, witnessOf } from '../packets/index.ts';
import type { Fate } from './fate.ts';

/** How several senders or receivers are weighed when a filter treats them differently. */
export interface Weighing {
  /** Nobody knows who sends: bogon lists and the like must not decide for everybody. */
  readonly anySender: boolean;
  /** The own address is not known: what a filter lets through to some address is meant for it. */
  readonly anyReceiver: boolean;
}

/**
 * One answer for all packets of a question. Known ends: what is dropped anywhere decides, for every packet has to get through (all
 * ports that a NAT may choose). Unknown ends: where most senders pass, the filter is no obstacle.
 */
export function answer(fates: readonly Fate[], weighing: Weighing): FilterDecision {
  const largest = (outcome: Fate['outcome']): Fate | undefined => largestOf(fates.filter((fate) => fate.outcome === outcome));
  const [pass, drop, unknown] = [largest('pass'), largest('drop'), largest('unknown')];
  if (drop === undefined && unknown === undefined) return decision(pass);
  if (pass === undefined)
    return decision(unknown === undefined ? drop : drop === undefined || size(unknown.box) > size(drop.box) ? unknown : drop);
  if (!weighing.anySender && !weighing.anyReceiver) return decision(drop ?? unknown);
  return weigh(fates, pass, drop ?? unknown ?? pass, weighing);
}

/** Some pass and some do not, and who they are is not known. */
function weigh(fates: readonly Fate[], pass: Fate, other: Fate, { anySender, anyReceiver }: Weighing): FilterDecision {
  const passing = sendersOf(fates.filter((fate) => fate.outcome === 'pass'));
  const all = sendersOf(fates);
  if (!anySender || passing * 2 >= all) {
    const samePorts = fates.filter((fate) => fate.outcome !== 'pass').every((fate) => !sameEnds(fate, pass));
    if (samePorts || (anyReceiver && !anySender)) return decision(pass);
    return decision(other);
  }
  const question = 'whether the peers are among the senders that the filter lets in';
  return { ...decision(other), outcome: 'unknown', question };
}

/** The packets differ in ports or protocol only: then it is not the unknown end that makes the difference. */
function sameEnds(a: Fate, b: Fate): boolean {
  const overlaps = (x: Addresses, y: Addresses): boolean => x.family === y.family && x.lo <= y.hi && y.lo <= x.hi;
  return overlaps(a.box.source, b.box.source) && overlaps(a.box.destination, b.box.destination);
}

function sendersOf(fates: readonly Fate[]): number {
  return fates.reduce((sum, { box }) => sum + count(box.source) * count(box.destination), 0);
}

function count(set: Addresses): number {
  if (set.family === 6) return Number(set.hi - set.lo) + 1;
  return set.wild === 0 ? set.hi - set.lo + 1 : 2 ** ones(set.wild);
}

function ones(bits: number): number {
  let sum = 0;
  for (let rest = bits; rest !== 0; rest = (rest & (rest - 1)) >>> 0) sum++;
  return sum;
}

function size(box: Box): number {
  const ports = (box.sourcePort.hi - box.sourcePort.lo + 1) * (box.destinationPort.hi - box.destinationPort.lo + 1);
  return count(box.source) * count(box.destination) * ports;
}

function largestOf(fates: readonly Fate[]): Fate | undefined {
  let best: Fate | undefined;
  let most = -1;
  for (const fate of fates) {
    const these = size(fate.box);
    if (these > most) {
      best = fate;
      most = these;
    }
  }
  return best;
}

function decision(fate: Fate | undefined): FilterDecision {
  if (fate === undefined) return { outcome: 'pass', because: 'there is no such packet', witness: '' };
  return {
    outcome: fate.outcome,
    ...(fate.at === undefined ? {} : { at: fate.at }),
    ...(fate.filter === undefined ? {} : { filter: fate.filter }),
    because: fate.because,
    witness: describePacket(witnessOf(fate.box)),
    ...(fate.question === undefined ? {} : { question: fate.question }),
  };
}
