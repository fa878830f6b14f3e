// Compiles schemas/config-1.schema.json to src/config/validator.generated.js, so that no run pays for ajv; --check only compares.
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { Ajv } from 'ajv';
import standalone from 'ajv/dist/standalone/index.js';
import { transformSync } from 'esbuild';

const root = fileURLToPath(new URL('..', import.meta.url));
const out = `${root}src/config/validator.generated.js`;
const schema = JSON.parse(readFileSync(`${root}schemas/config-1.schema.json`, 'utf8'));
const ajv = new Ajv({
  strict: true,
  allErrors: true,
  verbose: true,
  messages: false,
  ownProperties: true,
  code: { source: true, esm: true },
});
const code = standalone.default(ajv, ajv.compile(schema));
// Some keywords make ajv's standalone code reach for its runtime with require(), which a module does not have.
if (code.includes('require(')) throw new Error('the schema uses a keyword whose standalone code needs require()');
const text = `// Generated from schemas/config-1.schema.json by scripts/generate-config-validator.mjs.\n${transformSync(code, { format: 'esm', target: 'node20', minifySyntax: true }).code}`;

if (!process.argv.includes('--check')) writeFileSync(out, text);
else if (!existsSync(out) || readFileSync(out, 'utf8') !== text) {
  console.error('src/config/validator.generated.js is stale: run npm run generate');
  process.exitCode = 1;
}
