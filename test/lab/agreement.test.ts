import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, test } from 'node:test';
import { fileURLToPath } from 'node:url';

const root = fileURLToPath(new URL('../..', import.meta.url));
const scratch = mkdtempSync(join(tmpdir(), 'ipsec-lint-agreement-'));
after(() => rmSync(scratch, { recursive: true, force: true }));

/** Shares in percent of the rows where the texts, not the contents of certificates, decide. */
interface Rates {
  readonly rows: number;
  readonly 'ike+child': number;
  readonly reason: number;
  readonly exchange: number;
  readonly floated: number;
  readonly natSeen: number;
}

let rates: Rates;
let misses: readonly { readonly id: string; readonly differs: readonly string[] }[];

before(() => {
  const file = join(scratch, 'agreement.json');
  execFileSync(
    process.execPath,
    ['--import', 'tsx', 'test/lab/agreement.mjs', '--module', 'src/index.ts', '--json', file, '--limit', '0'],
    { cwd: root, stdio: ['ignore', 'ignore', 'inherit'] },
  );
  const report: { readonly visible: Rates; readonly misses: typeof misses } = JSON.parse(readFileSync(file, 'utf8'));
  ({ visible: rates, misses } = report);
});

const worst = (field: string): string =>
  misses
    .filter(({ differs }) => differs.includes(field))
    .map(({ id }) => id)
    .join(', ');

test('the stored sample is played as a whole', () => {
  assert.equal(rates.rows, 270);
});

test('real daemons came up, or did not, where this says so', () => {
  assert.ok(rates['ike+child'] >= 99.5, `${rates['ike+child']} %: ${worst('ike')} ${worst('child')}`);
});

for (const [field, target] of [
  ['reason', 98],
  ['exchange', 98],
  ['floated', 98],
  ['natSeen', 95],
] as const) {
  test(`${field} agrees with real daemons in ${target} of 100 scenarios`, () => {
    assert.ok(rates[field] >= target, `${rates[field]} %: ${worst(field)}`);
  });
}
