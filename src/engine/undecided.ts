import type { ReportUndecided } from '../report/report.ts';

/** How many examples a report carries for one cause, unless all are asked for. */
const EXAMPLES = 10;

/** Counts the checks that could not be decided, by rule and cause. */
export class UndecidedChecks {
  readonly #rows = new Map<string, { ruleId: string; why: string; count: number; examples: Set<string> }>();
  readonly #limit: number;

  constructor(all = false) {
    this.#limit = all ? Number.POSITIVE_INFINITY : EXAMPLES;
  }

  add(ruleId: string, why: string, example: string): void {
    const key = `${ruleId}\n${why}`;
    const row = this.#rows.get(key) ?? { ruleId, why, count: 0, examples: new Set() };
    row.count++;
    if (row.examples.size < this.#limit) row.examples.add(example);
    this.#rows.set(key, row);
  }

  /** In the order of rule and cause. */
  rows(): readonly ReportUndecided[] {
    const keys = [...this.#rows.keys()].sort();
    return keys.flatMap((key) => {
      const row = this.#rows.get(key);
      return row === undefined ? [] : [{ ...row, examples: [...row.examples] }];
    });
  }
}
