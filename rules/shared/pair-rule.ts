import type { Rule, RuleMeta } from '../../src/rule/index.ts';
import { defineRule } from '../../src/rule/index.ts';
import { findingsOf, pairMessage } from './from-reason.ts';

/** What sets one rule of the reason table apart from another. */
export interface PairRule {
  readonly id: RuleMeta['id'];
  readonly summary: string;
  readonly tags: readonly string[];
  readonly references: readonly string[];
  readonly help: string;
  readonly formats?: RuleMeta['formats'];
}

/** A rule that only says what the verdict of a pair means. */
export function pairRule({ id, summary, tags, references, help, formats }: PairRule): Rule<'pair'> {
  return defineRule({
    meta: {
      id,
      summary,
      severity: 'error',
      scope: ['pair'],
      formats: formats ?? ['ios', 'swanctl', 'ipsec.conf'],
      tags,
      references,
      messages: { pair: pairMessage(help) },
    },
    pair: (pair) => findingsOf(id, pair),
  });
}
