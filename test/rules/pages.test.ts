import assert from 'node:assert/strict';
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { test } from 'node:test';
import { RULES } from '../../rules/index.ts';
import { lint } from '../../src/index.ts';
import { type Example, examplesOf, reportOf } from './page.ts';

const ROOT = new URL('../../rules/', import.meta.url).pathname;
const ONLY = process.env.RULE;
const SECTIONS = ['## What', '## Why', '## How to fix', '## Fails', '## Passes'];

function pageOf(id: string): string {
  return readFileSync(`${ROOT}${id}.md`, 'utf8');
}

function found(id: string, example: Example): readonly string[] {
  return reportOf(example)
    .findings.filter(({ ruleId }) => ruleId === id)
    .map(({ location, severity }) => `${location.path}:${location.line} ${severity}`);
}

test('every file that exports a rule is registered, and has a page', () => {
  const files = readdirSync(ROOT, { recursive: true, encoding: 'utf8' })
    .filter((path) => path.endsWith('.ts') && /^export const rule\b/m.test(readFileSync(ROOT + path, 'utf8')))
    .map((path) => path.slice(0, -3))
    .sort();
  assert.deepEqual(RULES.map(({ meta }) => meta.id).sort(), files);
  assert.deepEqual(
    files.filter((id) => !existsSync(`${ROOT}${id}.md`)),
    [],
  );
});

for (const { meta } of RULES) {
  if (ONLY !== undefined && !meta.id.startsWith(ONLY)) continue;
  test(`${meta.id}: its page`, async (t) => {
    const page = pageOf(meta.id);
    await t.test('has the title and the sections of every page', () => {
      const headings = page
        .split(/^```[\s\S]*?^```$/m)
        .flatMap((prose) => prose.split('\n').filter((line) => /^##? /.test(line)));
      assert.deepEqual(headings, [`# ${meta.id}`, ...SECTIONS]);
    });
    const examples = examplesOf(page);
    await t.test('has a failing and a passing example for each format', () => {
      for (const verdict of ['fails', 'passes'] as const) {
        const shown = new Set(examples.filter((example) => example.verdict === verdict).flatMap(({ formats }) => formats));
        assert.deepEqual(
          meta.id.startsWith('pair/') && shown.size > 0 ? [] : meta.formats.filter((format) => !shown.has(format)),
          [],
          verdict,
        );
      }
    });
    for (const example of examples) {
      await t.test(`${example.verdict}: ${example.title}`, () => {
        const places = found(meta.id, example);
        if (example.verdict === 'passes') assert.deepEqual(places, []);
        else assert.notEqual(places.length, 0, `the rule says nothing; others: ${others(example)}`);
        for (const { rule, path, line } of example.expected) {
          const at = `${path}:${line} `;
          const all = rule === meta.id ? places : found(rule, example);
          assert.ok(
            all.some((place) => place.startsWith(at)),
            `${rule} at ${at}, but at ${all.join(', ')}`,
          );
        }
      });
    }
  });
}

function others(example: Example): string {
  const { findings, undecided, problems } = reportOf(example);
  return JSON.stringify({ findings: findings.map(({ ruleId, location }) => `${ruleId}:${location.line}`), undecided, problems });
}

for (const pair of readdirSync(`${ROOT}pairs`)) {
  test(`the pair ${pair} that examples are edits of is right`, () => {
    const [example] = examplesOf(`## Passes\n\`\`\`diff pair=${pair}\n\`\`\`\n`);
    assert.ok(example !== undefined);
    const { findings } = lint(
      [...example.files].map(([path, text]) => ({ path, text })),
      example.config,
    );
    assert.deepEqual(
      findings.filter(({ severity }) => severity !== 'info').map(({ ruleId, message }) => `${ruleId} ${message}`),
      [],
    );
  });
}
