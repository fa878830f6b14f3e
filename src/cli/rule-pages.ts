import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { ReportRule } from '../report/report.ts';
import type { Rule } from '../rule/index.ts';

/** The page of a rule, Markdown; undefined when it has none. */
export function rulePage(id: string, root: string): string | undefined {
  try {
    return readFileSync(join(root, 'rules', `${id}.md`), 'utf8');
  } catch {
    return undefined;
  }
}

/** Rules as formats that list them show them. Pages are read when they are asked for. */
export function reportedRules(rules: readonly Rule[], root: string): readonly ReportRule[] {
  return rules.map(({ meta: { id, summary, severity, tags, references } }) => ({
    id,
    summary,
    severity,
    tags,
    references,
    get documentation() {
      return rulePage(id, root) ?? summary;
    },
  }));
}
