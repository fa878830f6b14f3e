// Runs every scripts/generate-*.mjs; with --check they only compare and fail on a difference.
import { spawnSync } from 'node:child_process';
import { readdirSync } from 'node:fs';
import { fileURLToPath } from 'node:url';

const directory = fileURLToPath(new URL('.', import.meta.url));
const check = process.argv.includes('--check') ? ['--check'] : [];
for (const name of readdirSync(directory).sort()) {
  if (!/^generate-.*\.mjs$/.test(name)) continue;
  const run = spawnSync(process.execPath, ['--import', 'tsx', `${directory}${name}`, ...check], { stdio: 'inherit' });
  if (run.status !== 0) process.exitCode = 1;
}
