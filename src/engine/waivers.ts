import type { ReportFinding } from '../report/report.ts';
import type { Location } from '../text/source.ts';
import { isMeta } from './meta-finding.ts';
import { unknownRule } from './unknown-rule.ts';
import { wildcardMatch } from './wildcard.ts';

/** A reviewed decision to live with a finding. */
export interface Waiver {
  /** Rule id, or `group/*`. */
  readonly rule: string;
  /** Logical place (`hq/crypto map VPN 10`), `*` for any run of characters. */
  readonly target: string;
  readonly reason?: string;
  readonly owner?: string;
  /** Last day it holds, `YYYY-MM-DD`. */
  readonly expires?: string;
  readonly ticket?: string;
  /** Where it stands in the waiver file. */
  readonly at: Location;
}

/** A finding that a waiver silences. */
export interface WaivedFinding {
  readonly finding: ReportFinding;
  readonly waiver: Waiver;
}

/** What is wrong with a waiver itself. */
export interface WaiverFault {
  readonly rule: 'meta/unused-waiver' | 'meta/expired-waiver' | 'meta/waiver-without-reason' | 'meta/waiver-of-unknown-rule';
  readonly waiver: Waiver;
  /** More about it. */
  readonly why?: string;
}

/** Findings after waivers: what stays, what is waived by whom, and which waivers need attention. */
export interface WaivedReport {
  readonly kept: readonly ReportFinding[];
  readonly waived: readonly WaivedFinding[];
  readonly faults: readonly WaiverFault[];
}

/** What waivers are judged by. */
export interface WaiverOptions {
  /** `YYYY-MM-DD`, so that the result depends on nothing else. */
  readonly today: string;
  /** The rules of the run. */
  readonly rules: readonly { readonly meta: { readonly id: string; readonly waivable?: boolean } }[];
  /** Whether a waiver that silences nothing is of no use: not in a run over a part of the fleet. */
  readonly tellUnused: boolean;
}

/**
 * Applies waivers. An expired waiver and one without a reason silence nothing; `meta/*` and a rule that may not be waived are never
 * silenced.
 */
export function applyWaivers(
  findings: readonly ReportFinding[],
  waivers: readonly Waiver[],
  options: WaiverOptions,
): WaivedReport {
  const known = new Set(options.rules.map(({ meta }) => meta.id));
  const loud = new Set(options.rules.filter(({ meta }) => meta.waivable === false).map(({ meta }) => meta.id));
  const faults = waivers.flatMap((waiver) => faultOf(waiver, options.today, known));
  const faulty = new Set(faults.map((fault) => fault.waiver));
  const active = waivers.filter((waiver) => !faulty.has(waiver));
  const used = new Set<Waiver>();
  const kept: ReportFinding[] = [];
  const waived: WaivedFinding[] = [];
  for (const finding of findings) {
    const covering =
      isMeta(finding.ruleId) || loud.has(finding.ruleId) ? [] : active.filter((candidate) => covers(candidate, finding));
    for (const waiver of covering) used.add(waiver);
    const [first] = covering;
    if (first === undefined) kept.push(finding);
    else waived.push({ finding, waiver: first });
  }
  const unused = options.tellUnused ? active.filter((waiver) => !used.has(waiver)) : [];
  return { kept, waived, faults: [...faults, ...unused.map((waiver): WaiverFault => ({ rule: 'meta/unused-waiver', waiver }))] };
}

function faultOf(waiver: Waiver, today: string, known: ReadonlySet<string>): WaiverFault[] {
  if ((waiver.reason ?? '').trim() === '') return [{ rule: 'meta/waiver-without-reason', waiver }];
  if (waiver.expires !== undefined && waiver.expires < today) return [{ rule: 'meta/expired-waiver', waiver }];
  const why = unknownRule(waiver.rule, known);
  return why === undefined ? [] : [{ rule: 'meta/waiver-of-unknown-rule', waiver, why }];
}

function covers(waiver: Waiver, finding: ReportFinding): boolean {
  return wildcardMatch(waiver.rule, finding.ruleId) && wildcardMatch(waiver.target, finding.target);
}
