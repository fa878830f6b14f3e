import { json as encode } from '../escape/json.ts';
import type { Reporter } from '../report.ts';

/** The report as one JSON document (`schemas/report-1.schema.json`). */
export const json: Reporter = { name: 'json', render: (report) => `${encode(report, 1)}\n` };

/** One JSON object a line: the summary first, then findings, pairs, undecided checks, problems and what a change does, each with its `type`. */
export const jsonl: Reporter = {
  name: 'jsonl',
  render: ({ schemaVersion, complete, summary, findings, pairs, undecided, problems, compliance, change }) =>
    [
      { type: 'summary', schemaVersion, complete, ...summary },
      ...findings.map((finding) => ({ type: 'finding', ...finding })),
      ...pairs.map((pair) => ({ type: 'pair', ...pair })),
      ...undecided.map((check) => ({ type: 'undecided', ...check })),
      ...problems.map((problem) => ({ type: 'problem', ...problem })),
      ...(compliance ?? []).flatMap(({ id, requirements }) =>
        requirements.map((requirement) => ({ type: 'requirement', pack: id, ...requirement })),
      ),
      ...(change?.fixedFindings ?? []).map((finding) => ({ type: 'fixed', ...finding })),
      ...(change?.tunnels ?? []).map((tunnel) => ({ type: 'tunnel', ...tunnel })),
    ]
      .map((row) => `${encode(row)}\n`)
      .join(''),
};
