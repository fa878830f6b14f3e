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

let fixes = 0;
let suggestions = 0;

for (const { meta } of RULES) {
  const examples = examplesOf(readFileSync(`${ROOT}${meta.id}.md`, 'utf8')).filter(({ verdict }) => verdict === 'fails');
  for (const example of examples) {
    const report = reportOf(example);
    const changing = report.findings.filter(
      ({ ruleId, fix, suggestion }) => ruleId === meta.id && (fix ?? suggestion) !== undefined,
    );
    for (const finding of changing) {
      if (finding.fix === undefined) suggestions++;
      else fixes++;
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
        assert.deepEqual(
          fresh.filter(({ severity, ruleId }) => severity === 'error' || ruleId.startsWith('syntax/')).map(key),
          [],
        );
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

test('rules offer changes at all, of both kinds', () => {
  assert.ok(fixes > 5 && suggestions > 5, `${fixes} fixes, ${suggestions} suggestions`);
});
