import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { test } from 'node:test';
import { RULES } from '../../rules/index.ts';
import { applyChanges } from '../../src/engine/edits.ts';
import { mend } from '../../src/engine/fixing.ts';
import type { Report, ReportFinding } from '../../src/index.ts';
import { type Example, examplesOf, reportOf } from './page.ts';

/* What every change that a rule offers has to do, on the failing examples of the rule's page. */

const ROOT = new URL('../../rules/', import.meta.url).pathname;

function mendExample(example: Example) {
  return mend({
    lint: (changed) => Promise.resolve({ report: reportOf({ ...example, files: new Map([...example.files, ...changed]) }) }),
    textOf: (path) => example.files.get(path),
  });
}

function errorsOf(report: Report): readonly ReportFinding[] {
  return report.findings.filter(({ severity }) => severity === 'error');
}

/** The report on an example after one change. */
function after(example: Example, { fix, suggestion }: ReportFinding): Report {
  const { texts, made } = applyChanges((path) => example.files.get(path), [(fix ?? suggestion)?.edits ?? []]);
  assert.deepEqual(made, [true]);
  return reportOf({ ...example, files: new Map([...example.files, ...texts]) });
}

/** What the findings of a rule carry on its page. */
const offered = new Map<string, Set<string>>();

for (const { meta } of RULES) {
  const examples = examplesOf(readFileSync(`${ROOT}${meta.id}.md`, 'utf8')).filter(({ verdict }) => verdict === 'fails');
  for (const example of examples) {
    const report = reportOf(example);
    const changing = report.findings.filter(
      ({ ruleId, fix, suggestion }) => ruleId === meta.id && (fix ?? suggestion) !== undefined,
    );
    for (const finding of changing) {
      const kinds = offered.get(meta.id) ?? new Set();
      offered.set(meta.id, kinds.add(finding.fix === undefined ? 'suggestion' : 'fix'));
      test(`${meta.id}: ${example.title}, line ${finding.location.line}: ${(finding.fix ?? finding.suggestion)?.title}`, () => {
        const next = after(example, finding);
        const key = ({ ruleId, location, message }: ReportFinding): string => `${ruleId} ${location.path} ${message}`;
        assert.deepEqual(
          next.findings.filter(({ fingerprint }) => fingerprint === finding.fingerprint).map(key),
          [],
          'the finding is still there',
        );
        const known = new Set(report.findings.map(({ fingerprint }) => fingerprint));
        const fresh = next.findings.filter(({ fingerprint }) => !known.has(fingerprint));
        // What a misspelt word kept from being checked is checked now.
        const isWrong = ({ severity, ruleId }: ReportFinding): boolean =>
          ruleId.startsWith('syntax/') || (finding.fix !== undefined && severity === 'error');
        assert.deepEqual(fresh.filter(isWrong).map(key), []);
        assert.deepEqual(next.problems, []);
      });
    }
    if (changing.some(({ fix }) => fix !== undefined)) {
      test(`${meta.id}: ${example.title}: mended twice is mended once`, async () => {
        const once = await mendExample(example);
        assert.ok(once.fixed.some(({ ruleId }) => ruleId === meta.id));
        assert.ok(errorsOf(once.last.report).length <= errorsOf(report).length);
        const twice = await mendExample({ ...example, files: new Map([...example.files, ...once.texts]) });
        assert.deepEqual([...twice.texts], []);
        assert.deepEqual(twice.last.report, once.last.report);
      });
    }
  }
}

test('what a rule says that it offers is what its page shows', () => {
  const shown = RULES.map(({ meta: { id } }) => [id, offered.get(id)?.has('fix') ? 'fix' : [...(offered.get(id) ?? [])][0]]);
  assert.deepEqual(
    RULES.map(({ meta: { id, offers } }) => [id, offers]),
    shown,
  );
  assert.ok(shown.filter(([, kind]) => kind === 'fix').length > 5);
});
