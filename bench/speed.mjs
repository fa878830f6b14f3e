// Speed as ratios in one run, medians of interleaved runs:
//   node bench/speed.mjs [--routers 10000] [--runs 5] [--fleet DIR] [--generator ../shared/bench]
// R = reading and splitting every file of the fleet (readsplit.mjs beside the generator), N = `node -e 0`.
import { spawnSync } from 'node:child_process';
import { copyFileSync, existsSync, mkdtempSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { basename, dirname, join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { build } from 'esbuild';

const ROOT = dirname(dirname(fileURLToPath(import.meta.url)));
const { values: options } = parseArgs({
  options: {
    routers: { type: 'string', default: '10000' },
    runs: { type: 'string', default: '5' },
    fleet: { type: 'string' },
    generator: { type: 'string', default: resolve(ROOT, '../shared/bench') },
  },
});
const CLI = join(ROOT, 'bin/run.js');
const WORK = options.fleet ?? mkdtempSync(join(tmpdir(), 'ipsec-lint-bench-'));
const environment = { ...process.env };
delete environment.NODE_EXTRA_CA_CERTS;

/** Wall time of one process in milliseconds; its output goes to a file, as in CI. */
function time(args, cwd = ROOT) {
  const started = process.hrtime.bigint();
  const run = spawnSync(process.execPath, args, { cwd, env: environment, stdio: ['ignore', 'pipe', 'pipe'], maxBuffer: 2 ** 31 });
  const elapsed = Number(process.hrtime.bigint() - started) / 1e6;
  if (run.status !== 0 && run.status !== 1) throw new Error(`${args.join(' ')}: exit ${run.status}\n${run.stderr}`);
  return elapsed;
}

function median(values) {
  const sorted = [...values].sort((a, b) => a - b);
  return sorted[Math.floor(sorted.length / 2)];
}

/** Runs the candidates in turn, so that a noisy moment hits all of them; medians by name. */
function interleave(candidates, runs) {
  const times = new Map(candidates.map(([name]) => [name, []]));
  for (let i = 0; i < runs; i++) for (const [name, args, cwd] of candidates) times.get(name).push(time(args, cwd));
  return Object.fromEntries([...times].map(([name, list]) => [name, median(list)]));
}

function fleet(routers) {
  const directory = join(WORK, `fleet-${routers}`);
  if (!existsSync(directory))
    time([join(options.generator, 'gen_fleet.mjs'), '--routers', String(routers), '--seed', '1', '--out', directory]);
  return directory;
}

function checkArgs(directory) {
  return [CLI, 'check', '.', '-c', join(directory, 'ipsec-lint.config.json'), '--format', 'json'];
}

function peakMemory(args, cwd) {
  const file = join(WORK, 'peak');
  const preload = ['--import', join(ROOT, 'bench/peak-memory.mjs')];
  spawnSync(process.execPath, [...preload, ...args], { cwd, env: { ...environment, PEAK_MEMORY_FILE: file }, stdio: 'ignore' });
  return Number(readFileSync(file, 'utf8')) / 2 ** 20;
}

async function emptyCli() {
  const outfile = join(ROOT, 'dist/bench-empty-cli.js');
  const banner = "import { createRequire } from 'node:module'; const require = createRequire(import.meta.url);";
  await build({
    entryPoints: [join(ROOT, 'bench/empty-cli.mjs')],
    outfile,
    bundle: true,
    minify: true,
    platform: 'node',
    format: 'esm',
    banner: { js: banner },
    logLevel: 'error',
  });
  return outfile;
}

function oneFile(directory) {
  const name = readdirSync(directory).find(
    (entry) => entry.startsWith('spoke-') && existsSync(join(directory, entry, `${entry}.cfg`)),
  );
  const file = join(WORK, 'one.cfg');
  writeFileSync(file, readFileSync(join(directory, name, `${name}.cfg`)));
  return file;
}

/** Two routers that are peers, of the first pair of the truth with an end of this kind whose files are both one. */
function twoFiles(directory, kind) {
  const file = (name) => join(directory, name, `${name}.cfg`);
  const rows = readFileSync(join(directory, 'truth.jsonl'), 'utf8').split('\n').filter(Boolean);
  const { pair } = rows
    .map((row) => JSON.parse(row))
    .find(({ pair }) => pair?.every((name) => existsSync(file(name))) && pair.some((name) => name.startsWith(kind)));
  return pair.map(file);
}

/** Copies of files in a directory of their own, where no configuration is. */
function alone(files) {
  const directory = mkdtempSync(join(WORK, 'alone-'));
  return files.map((file) => {
    copyFileSync(file, join(directory, basename(file)));
    return join(directory, basename(file));
  });
}

const runs = Number(options.runs);
const routers = Number(options.routers);
const large = fleet(routers);
const small = fleet(routers / 10);
const node = ['N', ['-e', '0']];

const throughput = interleave(
  [
    node,
    ['R', [join(options.generator, 'readsplit.mjs'), large]],
    ['check', checkArgs(large), large],
    ['check of a tenth', checkArgs(small), small],
  ],
  runs,
);
const startUp = interleave(
  [
    node,
    ['empty', [await emptyCli()]],
    ['one file', [CLI, 'check', oneFile(small), '--format', 'json']],
    ['pair', [CLI, 'pair', ...alone(twoFiles(small, 'gw-'))], WORK],
    ['pair with hub', [CLI, 'pair', ...twoFiles(small, 'hub-')], small],
  ],
  runs * 4,
);

const rows = [
  ['R', `${throughput.R.toFixed(0)} ms`],
  ['N', `${startUp.N.toFixed(0)} ms`],
  [`check of ${routers} routers`, `${throughput.check.toFixed(0)} ms = ${(throughput.check / throughput.R).toFixed(1)} R`],
  ['growth from a tenth', ((throughput.check - throughput.N) / (throughput['check of a tenth'] - throughput.N)).toFixed(1)],
  ['peak memory', `${peakMemory(checkArgs(large), large).toFixed(0)} MB`],
  ['empty CLI', `${startUp.empty.toFixed(0)} ms = ${(startUp.empty / startUp.N).toFixed(1)} N`],
  [
    'check of one file',
    `${startUp['one file'].toFixed(0)} ms = ${((startUp['one file'] - startUp.empty) / startUp.N).toFixed(1)} N more than the empty CLI`,
  ],
  ['pair of two routers', `${startUp.pair.toFixed(0)} ms = ${(startUp.pair / startUp.N).toFixed(1)} N`],
  [
    'pair of spoke and hub',
    `${startUp['pair with hub'].toFixed(0)} ms = ${(startUp['pair with hub'] / startUp.N).toFixed(1)} N, with the configuration of ${routers / 10} routers`,
  ],
];
for (const [name, value] of rows) console.log(`${name.padEnd(26)}${value}`);
