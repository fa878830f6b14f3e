import { didYouMean } from '../text/suggest.ts';

/** The command line or the configuration is wrong: nothing was analysed. The message says what to do. */
export class UsageError extends Error {}

/** `; did you mean "X"?`, or nothing when no known word is near. */
export function nearest(word: string, known: Iterable<string>): string {
  const near = didYouMean(word, known);
  return near === undefined ? '' : `; did you mean "${near}"?`;
}
