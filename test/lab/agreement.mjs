// How often the linter says what real daemons did.
//
//   node test/lab/agreement.mjs [options] SCENARIOS.jsonl OUTCOMES.jsonl [SCENARIOS OUTCOMES ...]
//   node test/lab/agreement.mjs                      the stored sample beside this file
//
// --in-process   calls the built library (dist/index.js) instead of starting the command for each scenario
// --module FILE  the same with another module that exports pair(a, b, { child, strongswanVersion, cwd }) -> report
// --jobs N       commands at a time (default 2)          --family A,B   these families only
// --id ID        one scenario, with the verdict in full   --keep DIR     leaves the directories of disagreements there
// --json FILE    all rates and disagreements as JSON      --limit N      disagreements printed (default 60)
// --min          exits 1 if a rate misses its target      --verify-directories SCENARIO_DIR_PY   compares the written files
import { execFile, execFileSync } from 'node:child_process';
import { cpSync, existsSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join, relative, resolve } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { parseArgs } from 'node:util';
import { writeScenario } from './scenario-dir.mjs';

const HERE = dirname(fileURLToPath(import.meta.url));
const PROJECT = join(HERE, '..', '..');
const FIELDS = ['ike', 'child', 'reason', 'exchange', 'floated', 'natSeen'];
const TARGETS = { 'ike+child': 99.5, reason: 98, exchange: 98, floated: 98, natSeen: 95 };

const { values: options, positionals } = parseArgs({
  allowPositionals: true,
  options: {
    'in-process': { type: 'boolean' },
    module: { type: 'string' },
    jobs: { type: 'string', default: '2' },
    family: { type: 'string' },
    id: { type: 'string' },
    keep: { type: 'string' },
    json: { type: 'string' },
    limit: { type: 'string', default: '60' },
    min: { type: 'boolean' },
    'verify-directories': { type: 'string' },
  },
});
const FILES = positionals.length > 0 ? positionals : [join(HERE, 'sample.scenarios.jsonl'), join(HERE, 'sample.outcomes.jsonl')];

const say = (text) => process.stdout.write(`${text}\n`);
const complain = (text) => process.stderr.write(`${text}\n`);

const lines = (path) =>
  readFileSync(path, 'utf8')
    .split('\n')
    .filter((line) => line.trim() !== '')
    .map((line) => JSON.parse(line));

/** Scenarios with an outcome that counts; the lab's own trouble does not. */
function rowsOf(paths) {
  const rows = [];
  let skipped = 0;
  for (let at = 0; at + 1 < paths.length; at += 2) {
    const scenarios = new Map(lines(paths[at]).map((scenario) => [scenario.id, scenario]));
    for (const outcome of lines(paths[at + 1])) {
      const scenario = scenarios.get(outcome.id);
      if (scenario === undefined) continue;
      if ('error' in outcome || outcome.reason === 'crash' || outcome.reason === 'unknown') skipped += 1;
      else rows.push({ scenario, outcome });
    }
  }
  return { rows, skipped };
}

function expectedOf(outcome) {
  return {
    ike: outcome.ike,
    child: outcome.child,
    reason: outcome.reason,
    exchange: outcome.exchange,
    floated: outcome.floated,
    natSeen: outcome.nat_seen === undefined ? undefined : [...outcome.nat_seen].sort().join('+'),
  };
}

/** The entry that speaks about the scenario: branch starts, this child, the first hypothesis. */
function gotOf(report, child) {
  const entry = report?.directions?.find((one) => one.initiator === 'branch' && one.child === child);
  if (entry === undefined) return undefined;
  return {
    ike: entry.ike,
    child: entry.child_sa,
    reason: entry.reason,
    exchange: entry.exchange,
    floated: entry.floated,
    natSeen: entry.natSeen === undefined ? undefined : [...entry.natSeen].sort().join('+'),
  };
}

const argumentsFor = (child) => ['pair', 'branch', 'hq', '--child', child, '--strongswan-version', '5.9', '--format', 'json'];

function viaCommand(root, child) {
  return new Promise((done) => {
    execFile(
      process.execPath,
      [join(PROJECT, 'bin', 'run.js'), ...argumentsFor(child)],
      { cwd: root, maxBuffer: 1 << 26, timeout: 60_000 },
      (error, stdout, stderr) => {
        try {
          done({ report: JSON.parse(stdout) });
        } catch {
          done({ failure: `${error?.code ?? error?.signal ?? 0}: ${(stderr || stdout).replaceAll(/\s+/g, ' ').slice(0, 200)}` });
        }
      },
    );
  });
}

/** A module's `pair`, if it has one: (a, b, options) -> report, relative to the working directory. */
async function inProcess(path) {
  if (!existsSync(path)) return undefined;
  const { pair } = await import(pathToFileURL(path).href);
  if (typeof pair !== 'function') return undefined;
  return async (root, child) => {
    const before = process.cwd();
    process.chdir(root);
    try {
      return { report: await pair('branch', 'hq', { child, strongswanVersion: '5.9', cwd: root }) };
    } catch (error) {
      return { failure: String(error?.stack ?? error).slice(0, 300) };
    } finally {
      process.chdir(before);
    }
  };
}

class Tally {
  constructor() {
    this.rows = 0;
    this.right = { 'ike+child': 0, reason: 0, exchange: 0, floated: 0, natSeen: 0, all: 0 };
  }

  add(differs) {
    this.rows += 1;
    const hit = { 'ike+child': !differs.has('ike') && !differs.has('child'), all: differs.size === 0 };
    for (const field of ['reason', 'exchange', 'floated', 'natSeen']) hit[field] = !differs.has(field);
    for (const [name, right] of Object.entries(hit)) if (right) this.right[name] += 1;
  }

  rate(name) {
    return this.rows === 0 ? 100 : (100 * this.right[name]) / this.rows;
  }

  line(label) {
    const cells = Object.keys(this.right).map((name) => `${this.rate(name).toFixed(1)}`.padStart(10));
    return `${label.padEnd(14)}${String(this.rows).padStart(6)}${cells.join('')}`;
  }
}

async function pool(items, size, work) {
  const queue = items.entries();
  await Promise.all(
    Array.from({ length: size }, async () => {
      for (const [, item] of queue) await work(item);
    }),
  );
}

function treeOf(root, at = root) {
  return readdirSync(at)
    .sort()
    .flatMap((name) =>
      statSync(join(at, name)).isDirectory()
        ? treeOf(root, join(at, name))
        : [[relative(root, join(at, name)), readFileSync(join(at, name), 'utf8')]],
    );
}

/** Holds writeScenario against another implementation of it; the topology is compared as JSON. */
function verifyDirectories(script, paths) {
  const scratch = mkdtempSync(join(tmpdir(), 'ipsec-lint-dirs-'));
  const normal = (root) =>
    JSON.stringify(treeOf(root).map(([path, text]) => [path, path.endsWith('.json') ? canonical(JSON.parse(text)) : text]));
  let different = 0;
  let count = 0;
  for (let at = 0; at < paths.length; at += 2) {
    for (const scenario of lines(paths[at])) {
      const mine = join(scratch, `${count}-a`);
      const theirs = join(scratch, `${count}-b`);
      writeScenario(scenario, mine);
      execFileSync('python3', [script, paths[at], scenario.id, theirs]);
      if (normal(mine) !== normal(theirs)) {
        different += 1;
        say(`differs: ${scenario.id}`);
      }
      count += 1;
    }
  }
  rmSync(scratch, { recursive: true, force: true });
  say(`${count} scenarios, ${different} written differently`);
  return different === 0;
}

function canonical(value) {
  if (Array.isArray(value)) return value.map(canonical);
  if (value === null || typeof value !== 'object') return value;
  return Object.fromEntries(
    Object.keys(value)
      .sort()
      .map((key) => [key, canonical(value[key])]),
  );
}

async function main() {
  for (const path of FILES) {
    if (!existsSync(path)) {
      complain(`no such file: ${path}`);
      return 2;
    }
  }
  if (options['verify-directories']) return verifyDirectories(options['verify-directories'], FILES) ? 0 : 1;
  const module = options.module ? resolve(options.module) : options['in-process'] ? join(PROJECT, 'dist', 'index.js') : undefined;
  const library = module ? await inProcess(module) : undefined;
  if (module && library === undefined) {
    complain(`${module} is missing or exports no \`pair\``);
    return 2;
  }
  const absent = library ? undefined : ['bin/run.js', 'dist/cli.cjs'].find((path) => !existsSync(join(PROJECT, path)));
  if (absent) {
    complain(`${absent} is missing: there is no built command to compare with the lab yet (npm run build)`);
    return 2;
  }
  const { rows, skipped } = rowsOf(FILES);
  const families = options.family?.split(',');
  const wanted = rows.filter(
    ({ scenario }) =>
      (options.id === undefined || scenario.id === options.id) && (families === undefined || families.includes(scenario.family)),
  );
  const scratch = mkdtempSync(join(tmpdir(), 'ipsec-lint-lab-'));
  const tallies = new Map();
  const total = new Tally();
  const visible = new Tally();
  const misses = [];
  await pool(wanted, library ? 1 : Number(options.jobs), async ({ scenario, outcome }) => {
    const root = join(scratch, scenario.id);
    mkdirSync(root, { recursive: true });
    writeScenario(scenario, root);
    const child = scenario.child ?? 'c';
    const { report, failure } = await (library ?? viaCommand)(root, child);
    if (options.id !== undefined) say(JSON.stringify(report ?? failure, null, 2));
    const expected = expectedOf(outcome);
    const got = gotOf(report, child);
    const differs = new Set(FIELDS.filter((field) => got === undefined || got[field] !== expected[field]));
    if (!tallies.has(scenario.family)) tallies.set(scenario.family, new Tally());
    tallies.get(scenario.family).add(differs);
    total.add(differs);
    if (!scenario.hidden) visible.add(differs);
    if (differs.size > 0) {
      misses.push({
        id: scenario.id,
        hidden: scenario.hidden === true,
        differs: [...differs],
        got: got ?? failure ?? 'no entry for this child',
        expected,
      });
      if (options.keep) cpSync(root, join(options.keep, scenario.id), { recursive: true });
    }
    rmSync(root, { recursive: true, force: true });
  });
  rmSync(scratch, { recursive: true, force: true });
  print(tallies, total, visible, misses, skipped);
  if (options.json) {
    const rates = (tally) => ({
      rows: tally.rows,
      ...Object.fromEntries(Object.keys(tally.right).map((name) => [name, tally.rate(name)])),
    });
    const report = {
      total: rates(total),
      visible: rates(visible),
      families: Object.fromEntries([...tallies].map(([name, tally]) => [name, rates(tally)])),
      misses,
    };
    writeFileSync(options.json, `${JSON.stringify(report, null, 1)}\n`);
  }
  return options.min && Object.entries(TARGETS).some(([name, target]) => visible.rate(name) < target) ? 1 : 0;
}

function print(tallies, total, visible, misses, skipped) {
  say(
    `${'family'.padEnd(14)}${'rows'.padStart(6)}${Object.keys(total.right)
      .map((name) => name.padStart(10))
      .join('')}`,
  );
  for (const name of [...tallies.keys()].sort()) say(tallies.get(name).line(name));
  say(total.line('all'));
  if (visible.rows < total.rows) say(visible.line('text decides'));
  if (skipped > 0) say(`${skipped} rows of the lab's own trouble left out`);
  misses.sort((a, b) => (a.id < b.id ? -1 : 1));
  const short = (side) => (typeof side === 'string' ? side : FIELDS.map((field) => side[field] ?? '-').join(' '));
  for (const { id, hidden, differs, got, expected } of misses.slice(0, Number(options.limit))) {
    say(
      `\n${id}${hidden ? ' (certificate contents decide)' : ''}: ${differs.join(', ')}\n  got      ${short(got)}\n  expected ${short(expected)}`,
    );
  }
  if (misses.length > Number(options.limit)) say(`\n... and ${misses.length - Number(options.limit)} more`);
}

process.exitCode = await main();
