import type { Platform } from '../../model/types.ts';
import type { Side, Verdict } from '../verdict.ts';
import { IOS_LOG } from './ios.ts';
import { type Ending, type LogPattern, matches } from './pattern.ts';
import { STRONGSWAN_LOG } from './strongswan.ts';

export type { LogPattern } from './pattern.ts';

const ALL: readonly LogPattern[] = [...STRONGSWAN_LOG, ...IOS_LOG];

/** All patterns that a line of a log shows, the most specific (longest fixed text) first. */
export function explainLogLine(line: string): readonly LogPattern[] {
  return ALL.filter((pattern) => matches(pattern, line)).sort((a, b) => b.text.length - a.text.length);
}

/** The lines that one end logs for this ending, as far as they are known. Empty for a tunnel that comes up, and for an end that hears nothing. */
export function logOf(verdict: Verdict, side: Side, platform: Platform): readonly LogPattern[] {
  if (side === 'responder' && hearsNothing(verdict)) return [];
  return ALL.filter(
    (pattern) =>
      pattern.platform === platform &&
      (pattern.side === side || pattern.side === 'both') &&
      pattern.endings.some((ending) => fits(ending, verdict)),
  );
}

/** Messages were sent, and none of the initiator's arrived. */
function hearsNothing({ trace }: Verdict): boolean {
  return trace.length > 0 && trace.every(({ from, outcome }) => from === 'responder' || outcome === 'dropped');
}

function fits(ending: Ending, verdict: Verdict): boolean {
  if (ending.reason !== verdict.reason) return false;
  if (ending.exchange !== undefined && !ending.exchange.some((exchange) => exchange === verdict.exchange)) return false;
  return ending.detail === undefined || verdict.detail === undefined || ending.detail.includes(verdict.detail);
}
