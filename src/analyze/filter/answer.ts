import type { Provenance } from '../../model/provenance.ts';
import type { FilterDecision } from '../outlook.ts';
import type { Addresses, Box } from '../packets/index.ts';
import { describePacket, larger, witnessOf } from '../packets/index.ts';
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
  return weigh(fates, pass, weighing);
}

/**
 * Some pass and some do not, and an end is not known. A receiver is taken for the one that the filter lets most through to; of the
 * senders, those count as let in for whom everything passes.
 */
function weigh(fates: readonly Fate[], pass: Fate, { anySender, anyReceiver }: Weighing): FilterDecision {
  const near = anyReceiver ? fates.filter(({ box }) => overlap(box.destination, pass.box.destination)) : fates;
  const bad = near.filter(({ outcome }) => outcome !== 'pass');
  const worst = largestOf(bad);
  if (worst === undefined) return decision(pass);
  if (!anySender) return decision(worst);
  const all = spread(near);
  const lost = spread(bad);
  if (lost * 2n <= all) return decision(pass);
  if (lost >= all) return decision(worst);
  const question = 'whether the peers are among the senders that the filter lets in';
  return new Decided({ ...worst, outcome: 'unknown', question });
}

function overlap(a: Addresses, b: Addresses): boolean {
  return a.family === b.family && a.lo <= b.hi && b.lo <= a.hi;
}

/** How many senders are in the boxes, each counted once; a wildcard mask counts as the range around it. */
function spread(fates: readonly Fate[]): bigint {
  const sources = fates.map(({ box }) => box.source).sort((a, b) => (a.lo < b.lo ? -1 : a.lo > b.lo ? 1 : 0));
  let sum = 0n;
  let next = 0n;
  for (const set of sources) {
    const from = larger(next, BigInt(set.lo));
    const to = BigInt(set.hi);
    if (to >= from) sum += to - from + 1n;
    next = larger(next, to + 1n);
  }
  return sum;
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

const NO_PACKET: FilterDecision = { outcome: 'pass', because: 'there is no such packet', witness: '' };

function decision(fate: Fate | undefined): FilterDecision {
  return fate === undefined ? NO_PACKET : new Decided(fate);
}

/** A class, so that all decisions have one shape; the witness is described when asked for, for few are shown. */
class Decided implements FilterDecision {
  readonly outcome: FilterDecision['outcome'];
  readonly because: string;
  readonly at?: Provenance;
  readonly filter?: string;
  readonly question?: string;
  readonly #box: Box;

  constructor({ outcome, because, at, filter, question, box }: Fate) {
    this.outcome = outcome;
    this.because = because;
    this.#box = box;
    if (at !== undefined) this.at = at;
    if (filter !== undefined) this.filter = filter;
    if (question !== undefined) this.question = question;
  }

  get witness(): string {
    return describePacket(witnessOf(this.#box));
  }
}
