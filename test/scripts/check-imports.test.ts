import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { test } from 'node:test';

const SCRIPT = new URL('../../scripts/check-imports.mjs', import.meta.url).pathname;

function check(files: Readonly<Record<string, string>>): { readonly status: number | null; readonly wrong: string } {
  const root = mkdtempSync(join(tmpdir(), 'ipsec-lint-imports-'));
  try {
    for (const [path, text] of Object.entries(files)) {
      mkdirSync(dirname(join(root, path)), { recursive: true });
      writeFileSync(join(root, path), text);
    }
    const run = spawnSync(process.execPath, [SCRIPT, root], { encoding: 'utf8' });
    return { status: run.status, wrong: run.stderr.trim() };
  } finally {
    rmSync(root, { recursive: true });
  }
}

test('imports along the arrows pass', () => {
  const run = check({
    'src/parse/ios/scan.ts': "import type { Span } from '../../text/source.ts';\nexport * from './mode.ts';\n",
    'src/engine/lint.ts': "import { RULES } from '../../rules/index.ts';\nimport type { Config } from '../config/types.ts';\n",
    'src/config/load.ts': "const yaml = await import('yaml');\nimport { readFileSync } from 'node:fs';\n",
  });
  assert.deepEqual(run, { status: 0, wrong: '' });
});

const WRONG: readonly (readonly [string, string, string, string])[] = [
  ['upward', 'src/text/a.ts', "import { x } from '../parse/b.ts';", 'src/text/a.ts:1: src/text must not import src/parse'],
  [
    'type only',
    'src/model/a.ts',
    "import type { X } from '../rule/b.ts';",
    'src/model/a.ts:1: src/model must not import src/rule',
  ],
  ['re-export', 'src/text/a.ts', "\nexport * from '../cli/b.ts';", 'src/text/a.ts:2: src/text must not import src/cli'],
  ['dynamic', 'rules/ike/a.ts', "await import('../../src/engine/b.ts');", 'rules/ike/a.ts:1: rules must not import src/engine'],
  [
    'import type',
    'src/parse/a.ts',
    "type X = import('../model/b.ts').X;",
    'src/parse/a.ts:1: src/parse must not import src/model',
  ],
  [
    'value for type',
    'src/engine/a.ts',
    "import { x } from '../report/b.ts';",
    'src/engine must not import src/report but for types',
  ],
  ['package', 'src/parse/a.ts', "import { parse } from 'yaml';", 'src/parse/a.ts:1: src/parse must not use the package yaml'],
  ['no part', 'src/utils/a.ts', 'export const x = 1;', 'src/utils/a.ts:1: belongs to no part of the architecture'],
];

for (const [kind, path, text, message] of WRONG) {
  test(`an import against the arrows fails: ${kind}`, () => {
    const run = check({ [path]: text });
    assert.equal(run.status, 1);
    assert.ok(run.wrong.includes(message), run.wrong);
  });
}
