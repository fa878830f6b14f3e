import type { Platform } from '../../model/types.ts';
import type { Detail, Reason, Side } from '../verdict.ts';

/** An ending of a negotiation that a log line belongs to. A field that is absent does not matter. */
export interface Ending {
  readonly reason: Reason;
  readonly detail?: readonly Detail[];
  readonly exchange?: readonly ('main' | 'aggressive' | 'ikev2')[];
}

/** A line that a daemon or router logs, and what it means. */
export interface LogPattern {
  readonly platform: Platform;
  /** The end that logs it. */
  readonly side: Side | 'both';
  /** The line as it reads, `…` where values stand. The parts between them, in order, recognise a line. */
  readonly text: string;
  /** What happened, one sentence. */
  readonly means: string;
  /** What to look at, and on which side. */
  readonly look: string;
  readonly endings: readonly Ending[];
  /** Rules that find the cause in the configuration. */
  readonly rules: readonly string[];
}

/** Whether a line of a log shows this pattern: the fixed parts of its text, in order. Linear in the line. */
export function matches(pattern: LogPattern, line: string): boolean {
  let from = 0;
  for (const part of pattern.text.split('…')) {
    const fixed = part.trim();
    if (fixed === '') continue;
    const at = line.indexOf(fixed, from);
    if (at === -1) return false;
    from = at + fixed.length;
  }
  return true;
}
