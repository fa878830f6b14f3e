import type { ComplianceCounts, OpenState, ReportFinding, ReportPack, ReportRequirement } from '../report/report.ts';
import type { Rule } from '../rule/index.ts';

/** What a requirement says of a subject. */
export type Judgement = 'passed' | 'failed' | 'advised' | 'undecided' | 'not-applicable';

/* A subject that a requirement is judged on several times (each of its identities) is as good as the worst of them. */
const WORST: readonly Judgement[] = ['failed', 'advised', 'undecided', 'passed', 'not-applicable'];

/** Keeps what each requirement of a pack says of each subject: of each connection, proposal, filter or device. */
export class Judgements {
  readonly #byRule = new Map<string, Map<string, Map<string, Judgement>>>();

  /** Rules that are no requirement of a pack are not counted; advice is not failed. */
  add({ meta }: Rule, device: string, subject: string, found: Judgement): void {
    if (meta.pack === undefined) return;
    const judgement = found === 'failed' && meta.advisory !== undefined ? 'advised' : found;
    const devices = this.#byRule.get(meta.id) ?? new Map<string, Map<string, Judgement>>();
    this.#byRule.set(meta.id, devices);
    const subjects = devices.get(device) ?? new Map<string, Judgement>();
    devices.set(device, subjects);
    const known = subjects.get(subject);
    if (known === undefined || WORST.indexOf(judgement) < WORST.indexOf(known)) subjects.set(subject, judgement);
  }

  /** The packs of the rules in their order, with every requirement: also those that nothing was judged by. */
  packs(rules: readonly Rule[], isOff: (rule: Rule) => boolean): readonly ReportPack[] {
    const packs = new Map<string, ReportPack & { requirements: ReportRequirement[] }>();
    for (const rule of rules) {
      const { pack } = rule.meta;
      if (pack === undefined) continue;
      const entry = packs.get(pack.id) ?? { ...pack, requirements: [] };
      packs.set(pack.id, entry);
      entry.requirements.push(requirementOf(rule, this.#byRule.get(rule.meta.id) ?? new Map(), isOff(rule)));
    }
    return [...packs.values()];
  }
}

function requirementOf(
  { meta }: Rule,
  judged: ReadonlyMap<string, ReadonlyMap<string, Judgement>>,
  off: boolean,
): ReportRequirement {
  const open: { target: string; state: OpenState }[] = [];
  const devices = [...judged].map(([device, subjects]) => {
    const counts = noCounts();
    for (const [subject, state] of subjects) {
      counts[state === 'not-applicable' ? 'notApplicable' : state]++;
      if (state !== 'passed' && state !== 'not-applicable') open.push({ target: `${device}/${subject}`, state });
    }
    return { device, ...counts };
  });
  return {
    ruleId: meta.id,
    summary: meta.summary,
    severity: meta.severity,
    references: meta.references,
    ...(off ? { off } : {}),
    ...(meta.advisory === undefined ? {} : { advisory: meta.advisory }),
    ...total(devices),
    devices,
    open,
  };
}

/** The table after waivers: what failed, and of which every finding is waived, counts as waived. */
export function withWaived(
  packs: readonly ReportPack[],
  waived: readonly ReportFinding[],
  kept: readonly ReportFinding[],
): readonly ReportPack[] {
  const keyOf = (ruleId: string, target: string): string => `${ruleId}\n${target}`;
  const accepted = new Set(waived.map(({ ruleId, target }) => keyOf(ruleId, target)));
  for (const { ruleId, target } of kept) accepted.delete(keyOf(ruleId, target));
  if (accepted.size === 0) return packs;
  return packs.map((pack) => ({
    ...pack,
    requirements: pack.requirements.map((requirement) => {
      const isWaived = (target: string): boolean => accepted.has(keyOf(requirement.ruleId, target));
      const open = requirement.open.map((item) =>
        item.state === 'failed' && isWaived(item.target) ? { ...item, state: 'waived' as const } : item,
      );
      const devices = requirement.devices.map((row) => {
        const count = open.filter(({ target, state }) => state === 'waived' && target.startsWith(`${row.device}/`)).length;
        return { ...row, failed: row.failed - count, waived: row.waived + count };
      });
      return { ...requirement, ...total(devices), devices, open };
    }),
  }));
}

type Counts = { -readonly [Name in keyof ComplianceCounts]: number };

function noCounts(): Counts {
  return { passed: 0, failed: 0, undecided: 0, waived: 0, notApplicable: 0, advised: 0 };
}

function total(rows: readonly ComplianceCounts[]): Counts {
  const sum = noCounts();
  for (const name of ['passed', 'failed', 'undecided', 'waived', 'notApplicable', 'advised'] as const)
    sum[name] = rows.reduce((before, row) => before + row[name], 0);
  return sum;
}
