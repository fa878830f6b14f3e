import { explainLogLine } from '../analyze/logs/index.ts';

/** What a line of a log means, for people. */
export interface ExplainedLine {
  readonly platform: 'ios' | 'strongswan';
  readonly side: 'initiator' | 'responder' | 'both';
  readonly text: string;
  readonly means: string;
  readonly look: string;
  /** Reasons of `pair` that end with this line. */
  readonly reasons: readonly string[];
  readonly rules: readonly string[];
}

/** What a line of a log means, the most specific reading first; at most three. */
export function explainLine(line: string): readonly ExplainedLine[] {
  return explainLogLine(line)
    .slice(0, 3)
    .map(({ platform, side, text, means, look, endings, rules }) => ({
      platform,
      side,
      text,
      means,
      look,
      reasons: [...new Set(endings.map(({ reason }) => reason))],
      rules,
    }));
}
