import type { Provenance } from '../../model/provenance.ts';
import type { Box } from '../packets/index.ts';

/** What becomes of the packets of a box at one filter. */
export interface Fate {
  readonly box: Box;
  readonly outcome: 'pass' | 'drop' | 'unknown';
  /** The line that decides, or the end of the filter; absent when nothing filters. */
  readonly at?: Provenance;
  /** Name of the access list, chain or zone pair. */
  readonly filter?: string;
  /** Not a line but the policy of a base chain decides. */
  readonly byPolicy?: boolean;
  /** As a clause: `permitted by acl OUTSIDE-IN`. */
  readonly because: string;
  /** For `unknown`: what would have to be known. */
  readonly question?: string;
}

/** A stage that packets pass on their way in or out. */
export type Stage = (box: Box) => readonly Fate[];

/** The fates behind all stages: what one lets pass meets the next one, and a permit that decided is kept. */
export function throughAll(stages: readonly Stage[], box: Box, otherwise: string): readonly Fate[] {
  let open: readonly Fate[] = [{ box, outcome: 'pass', because: otherwise }];
  const done: Fate[] = [];
  for (const stage of stages) {
    const next: Fate[] = [];
    for (const before of open) {
      for (const fate of stage(before.box)) {
        if (fate.outcome !== 'pass') done.push(fate);
        else next.push(fate.at === undefined ? { ...before, box: fate.box } : fate);
      }
    }
    open = next;
  }
  return [...done, ...open];
}
