import type { ReportFinding } from '../report/report.ts';
import type { Location } from '../text/source.ts';

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
  readonly rule: 'meta/unused-waiver' | 'meta/expired-waiver' | 'meta/waiver-without-reason';
  readonly waiver: Waiver;
}

/** Findings after waivers: what stays, what is waived by whom, and which waivers need attention. */
export interface WaivedReport {
  readonly kept: readonly ReportFinding[];
  readonly waived: readonly WaivedFinding[];
  readonly faults: readonly WaiverFault[];
}

/**
 * Applies waivers. An expired waiver and one without a reason silence nothing; a rule in `unwaivable` is never silenced. `today` is
 * `YYYY-MM-DD`, so that the result depends on nothing else.
 */
export function applyWaivers(
  findings: readonly ReportFinding[],
  waivers: readonly Waiver[],
  today: string,
  unwaivable: ReadonlySet<string> = new Set(),
): WaivedReport {
  const faults = waivers.flatMap((waiver) => faultOf(waiver, today));
  const faulty = new Set(faults.map((fault) => fault.waiver));
  const active = waivers.filter((waiver) => !faulty.has(waiver));
  const used = new Set<Waiver>();
  const kept: ReportFinding[] = [];
  const waived: WaivedFinding[] = [];
  for (const finding of findings) {
    const waiver = unwaivable.has(finding.ruleId) ? undefined : active.find((candidate) => covers(candidate, finding));
    if (waiver === undefined) kept.push(finding);
    else {
      used.add(waiver);
      waived.push({ finding, waiver });
    }
  }
  const unused = active
    .filter((waiver) => !used.has(waiver))
    .map((waiver): WaiverFault => ({ rule: 'meta/unused-waiver', waiver }));
  return { kept, waived, faults: [...faults, ...unused] };
}

function faultOf(waiver: Waiver, today: string): WaiverFault[] {
  if ((waiver.reason ?? '').trim() === '') return [{ rule: 'meta/waiver-without-reason', waiver }];
  if (waiver.expires !== undefined && waiver.expires < today) return [{ rule: 'meta/expired-waiver', waiver }];
  return [];
}

function covers(waiver: Waiver, finding: ReportFinding): boolean {
  return wildcardMatch(waiver.rule, finding.ruleId) && wildcardMatch(waiver.target, finding.target);
}

/** Matches text against a pattern in which `*` stands for any run of characters. Linear in text times the number of `*`. */
export function wildcardMatch(pattern: string, text: string): boolean {
  const parts = pattern.split('*');
  const [first = '', ...rest] = parts;
  if (rest.length === 0) return pattern === text;
  if (!text.startsWith(first)) return false;
  const last = rest.pop() ?? '';
  let at = first.length;
  for (const part of rest) {
    const found = text.indexOf(part, at);
    if (found === -1) return false;
    at = found + part.length;
  }
  return text.length - last.length >= at && text.endsWith(last);
}
