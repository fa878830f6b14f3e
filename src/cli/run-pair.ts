import type { InputFlags } from './run-options.ts';
import type { Status } from './status.ts';
import { UsageError } from './usage.ts';

/** The flags of `pair`. */
export interface PairFlags extends InputFlags {
  readonly format?: readonly string[] | undefined;
  readonly nat?: string | undefined;
  readonly child?: string | undefined;
  readonly trace: string;
  readonly color: string;
  readonly quiet: boolean;
}

/** Plays the negotiation between two devices out. */
export function pair(words: readonly string[], _flags: PairFlags): Promise<Status> {
  if (words.length !== 2) throw new UsageError('pair takes two files, directories or device names');
  throw new UsageError('pair is not built yet');
}
