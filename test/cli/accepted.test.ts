import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { cpSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, test } from 'node:test';

const ROOT = new URL('../..', import.meta.url).pathname;
const directory = mkdtempSync(join(tmpdir(), 'ipsec-lint-accepted-'));
cpSync(join(ROOT, 'examples/office'), directory, { recursive: true });
after(() => rmSync(directory, { recursive: true }));

function run(...args: readonly string[]): { status: number | null; stdout: string; stderr: string } {
  const { status, stdout, stderr } = spawnSync(process.execPath, [join(ROOT, 'bin/run.js'), ...args], {
    cwd: directory,
    encoding: 'utf8',
  });
  return { status, stdout, stderr };
}

interface Row {
  readonly ruleId: string;
}

test('a baseline makes old findings known and shows new ones', () => {
  assert.equal(run('baseline', 'write', 'known.json', '.').status, 0);
  assert.equal(run('check', '.', '--baseline', 'known.json').status, 0);
  const moved = `!\n!\n!\n${readFileSync(join(directory, 'hq.cfg'), 'utf8')}`;
  writeFileSync(join(directory, 'hq.cfg'), moved);
  assert.equal(run('check', '.', '--baseline', 'known.json').status, 0, 'moved lines are no new findings');
  writeFileSync(join(directory, 'hq.cfg'), moved.replace('encr 3des', 'encr des'));
  assert.match(run('check', '.', '--baseline', 'known.json', '-f', 'concise').stdout, /crypto\/broken-algorithm/);
  writeFileSync(join(directory, 'hq.cfg'), moved);
});

test('a baseline is not written over unasked', () => {
  const again = run('baseline', 'write', 'known.json', '.');
  assert.equal(again.status, 2);
  assert.match(again.stderr, /--force/);
});

test('waivers silence what they name, and are reported when they are not in order', () => {
  const file = join(directory, 'ipsec-lint.waivers.json');
  writeFileSync(
    file,
    JSON.stringify({
      waivers: [
        { rule: 'filter/*', target: 'hq/*', reason: 'the filter is replaced on Monday' },
        { rule: 'crypto/*', target: '*', reason: 'was accepted', expires: '2020-01-01' },
        { rule: 'nat/*', target: 'nowhere/*', reason: 'old' },
      ],
    }),
  );
  const report = JSON.parse(run('check', '.', '-f', 'json').stdout);
  const rules = report.findings.map(({ ruleId }: Row) => ruleId);
  assert.ok(!rules.some((rule: string) => rule.startsWith('filter/')));
  assert.ok(rules.includes('crypto/weak-algorithm'));
  assert.ok(rules.includes('meta/expired-waiver') && rules.includes('meta/unused-waiver'));
  assert.ok(report.summary.waived > 0);
  rmSync(file);
});

test('a waiver file with a mistake is a usage error at its line', () => {
  const file = join(directory, 'ipsec-lint.waivers.json');
  writeFileSync(file, '{ "waivers": [\n  { "rule": "a", "target": "b", "raeson": "c" } ] }');
  const { status, stdout, stderr } = run('check', '.');
  assert.equal(status, 2);
  assert.equal(stdout, '');
  assert.match(stderr, /ipsec-lint\.waivers\.json:2:.*raeson/);
  rmSync(file);
});

test('a policy pack adds its findings; a pack that is not there is a usage error with a suggestion', () => {
  const report = JSON.parse(run('check', '.', '-f', 'json', '--policy', 'cisco-iosxe-17-11-fn72510').stdout);
  assert.ok(report.findings.some(({ ruleId }: Row) => ruleId.startsWith('cisco-iosxe-17-11-fn72510/')));
  const wrong = run('check', '.', '--policy', 'cnsa3');
  assert.equal(wrong.status, 2);
  assert.match(wrong.stderr, /cnsa2/);
});
