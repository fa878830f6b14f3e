// Compiles the schemas of single values that the built-in packs use to rules/packs/leaves.generated.js, so that no run with a built-in
// pack pays for ajv; --check only compares.
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { Ajv } from 'ajv';
import standalone from 'ajv/dist/standalone/index.js';
import { transformSync } from 'esbuild';
import { PACKS } from '../rules/packs/index.ts';
import { compilePolicy } from '../src/policy/adapter.ts';
import { LEAF_OPTIONS } from '../src/policy/compile.ts';

const root = fileURLToPath(new URL('..', import.meta.url));
const out = `${root}rules/packs/leaves.generated.js`;

const leaves = new Map();
const collect = (schema) => {
  leaves.set(JSON.stringify(schema), schema);
  return () => true;
};
for (const pack of PACKS.values()) for (const policy of pack.policies ?? []) compilePolicy(policy, collect);

const ajv = new Ajv({ ...LEAF_OPTIONS, messages: false, code: { source: true, esm: true } });
const names = {};
const entries = [...leaves]
  .sort(([a], [b]) => (a < b ? -1 : 1))
  .map(([text, schema], at) => {
    ajv.addSchema({ ...schema, $id: `leaf${at}` });
    names[`leaf${at}`] = `leaf${at}`;
    return `  [${JSON.stringify(text)}, leaf${at}],`;
  });
const code = standalone.default(ajv, names);
if (code.includes('require(')) throw new Error('a policy uses a keyword whose standalone code needs require()');
const table = `/** Compiled schemas of single values by their text. */\nexport const LEAVES = new Map([\n${entries.join('\n')}\n]);\n`;
const inner = transformSync(code.replace(/export const /g, 'const '), { target: 'node20', minifySyntax: true }).code;
const text = `// Generated from rules/packs by scripts/generate-pack-leaves.mjs.\n${inner}\n${table}`;

if (!process.argv.includes('--check')) writeFileSync(out, text);
else if (!existsSync(out) || readFileSync(out, 'utf8') !== text) {
  console.error('rules/packs/leaves.generated.js is stale: run npm run generate');
  process.exitCode = 1;
}
