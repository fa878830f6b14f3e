// Builds, then runs test/**/*.test.ts with node:test, two processes at a time: node scripts/test.mjs [PATH-PART...].
// The last line is `N passed, N failed` (and `, N skipped`).
import { spawnSync } from 'node:child_process';
import { readdirSync } from 'node:fs';
import { relative } from 'node:path';
import { run } from 'node:test';
import { fileURLToPath } from 'node:url';

const root = fileURLToPath(new URL('..', import.meta.url));
const wanted = process.argv.slice(2);
const files = readdirSync(`${root}test`, { recursive: true })
  .map((name) => `${root}test/${String(name).replaceAll('\\', '/')}`)
  .filter((name) => name.endsWith('.test.ts') && (wanted.length === 0 || wanted.some((part) => name.includes(part))))
  .sort();

const build = spawnSync(process.execPath, [`${root}scripts/build.mjs`], { stdio: ['ignore', 'ignore', 'inherit'] });
if (build.status !== 0) process.exit(1);

// The test processes inherit these options; NODE_OPTIONS would reach the commands under test, too.
process.execArgv.push('--import', 'tsx');
process.chdir(root);

const count = { passed: 0, failed: 0, skipped: 0 };
const skips = new Map();

for await (const { type, data } of run({ files, concurrency: 2, timeout: 300_000 })) {
  if (type === 'test:pass') passed(data);
  else if (type === 'test:fail') failed(data);
  else if (type === 'test:stderr') process.stderr.write(data.message);
}
for (const [why, times] of skips) console.log(`skipped ${times}: ${why}`);
console.log(`${count.passed} passed, ${count.failed} failed${count.skipped > 0 ? `, ${count.skipped} skipped` : ''}`);
process.exitCode = count.failed > 0 || count.passed === 0 ? 1 : 0;

function passed({ name, skip, todo, details }) {
  if (details.type === 'suite') return;
  if (skip === undefined && todo === undefined) {
    count.passed++;
    return;
  }
  count.skipped++;
  const why = typeof skip === 'string' && skip !== '' ? skip : name;
  skips.set(why, (skips.get(why) ?? 0) + 1);
}

function failed({ name, file, line, todo, details }) {
  if (todo !== undefined || details.error?.failureType === 'subtestsFailed') return;
  count.failed++;
  const place = file === undefined ? '' : ` (${relative(root, file)}${line === undefined ? '' : `:${line}`})`;
  console.log(`\nFAILED ${name}${place}\n${explain(details.error)}`);
}

function explain(error) {
  const cause = error?.cause ?? error;
  return String(cause?.stack ?? cause?.message ?? cause).replace(/^/gm, '    ');
}
