// Writes schemas/view-<name>-1.schema.json for every view, from its definition in src/policy/views; --check only compares.
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { VIEWS } from '../src/policy/views/index.ts';

const root = fileURLToPath(new URL('..', import.meta.url));

for (const [name, { schema }] of VIEWS) {
  const out = `schemas/view-${name}-1.schema.json`;
  const text = `${JSON.stringify(schema, null, 1)}\n`;
  if (!process.argv.includes('--check')) writeFileSync(root + out, text);
  else if (!existsSync(root + out) || readFileSync(root + out, 'utf8') !== text) {
    console.error(`${out} is stale: run npm run generate`);
    process.exitCode = 1;
  }
}
