import type { RuleSetting } from '../config/types.ts';
import type { Confidence, Finding, Rule, Severity } from '../rule/index.ts';

const STEPS: readonly Severity[] = ['error', 'warning', 'info'];
const STEPS_OFF: Readonly<Record<Confidence, number>> = { certain: 0, likely: 1, possible: 2 };

/**
 * Severity of a finding: the configuration's for the rule, else the finding's own, else the rule's; a likely condition takes one
 * step off, a possible one two, never under `info`.
 */
export function severityOf(rule: Rule, finding: Finding, setting: RuleSetting | undefined): Severity {
  const certain = setting !== undefined && setting !== 'off' ? setting : (finding.severity ?? rule.meta.severity);
  const at = STEPS.indexOf(certain) + STEPS_OFF[finding.likelihood ?? 'certain'];
  return STEPS[Math.min(at, STEPS.length - 1)] ?? 'info';
}
