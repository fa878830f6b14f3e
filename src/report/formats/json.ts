import { json as encode } from '../escape/json.ts';
import type { Reporter } from '../report.ts';

/** The report as one JSON document (`schemas/report-1.schema.json`). */
export const json: Reporter = { name: 'json', render: (report) => `${encode(report, 1)}\n` };

/** One JSON object a line: the summary first, then findings, pairs, undecided checks and problems, each with its `type`. */
export const jsonl: Reporter = {
  name: 'jsonl',
  render: ({ schemaVersion, complete, summary, findings, pairs, undecided, problems }) =>
    [
      { type: 'summary', schemaVersion, complete, ...summary },
      ...findings.map((finding) => ({ type: 'finding', ...finding })),
      ...pairs.map((pair) => ({ type: 'pair', ...pair })),
      ...undecided.map((check) => ({ type: 'undecided', ...check })),
      ...problems.map((problem) => ({ type: 'problem', ...problem })),
    ]
      .map((row) => `${encode(row)}\n`)
      .join(''),
};
