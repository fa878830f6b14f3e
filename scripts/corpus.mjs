// Runs the built CLI over configurations that nobody here wrote (../shared/corpus) and prints what it says:
//   node scripts/corpus.mjs strongswan             findings by rule, errors in scenarios that come up, verdicts against what is expected
//   node scripts/corpus.mjs ios                    findings by rule
//   node scripts/corpus.mjs ios --sample 60 --seed 1   so many error findings with their lines, chosen by the seed
import { spawnSync } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import { dirname, join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';

const ROOT = dirname(dirname(fileURLToPath(import.meta.url)));
const CLI = join(ROOT, 'bin/run.js');
const { positionals, values: options } = parseArgs({
  allowPositionals: true,
  options: {
    corpus: { type: 'string', default: resolve(ROOT, '../shared/corpus') },
    sample: { type: 'string' },
    seed: { type: 'string', default: '1' },
    list: { type: 'boolean', default: false },
  },
});

function run(args, cwd) {
  const { stdout, status, stderr } = spawnSync(process.execPath, [CLI, ...args], { cwd, encoding: 'utf8', maxBuffer: 2 ** 28 });
  try {
    return { status, report: JSON.parse(stdout) };
  } catch {
    throw new Error(`${cwd}: exit ${status}: ${stderr.slice(0, 500)}`);
  }
}

function count(findings) {
  const byRule = new Map();
  for (const { ruleId, severity } of findings) {
    const key = `${severity.padEnd(8)}${ruleId}`;
    byRule.set(key, (byRule.get(key) ?? 0) + 1);
  }
  for (const [key, number] of [...byRule].sort(([a], [b]) => (a < b ? -1 : 1)))
    console.log(`${String(number).padStart(6)}  ${key}`);
}

function strongswan() {
  const root = join(options.corpus, 'strongswan');
  const scenarios = readFileSync(join(root, 'expected.jsonl'), 'utf8')
    .trim()
    .split('\n')
    .map((line) => JSON.parse(line));
  const all = [];
  let withErrors = 0;
  let succeeding = 0;
  const verdicts = { right: 0, 'false down': [], 'false up': [], unknown: 0 };
  for (const scenario of scenarios) {
    const cwd = join(root, scenario.test);
    const { report, status } = run(['check', '.', '--format', 'json', '--strongswan-version', '6.0'], cwd);
    all.push(...report.findings);
    if (status === 3) console.log(`incomplete: ${scenario.test}: ${JSON.stringify(report.problems.slice(0, 2))}`);
    const comesUp = scenario.expected.length > 0 && scenario.expected.every(({ ike }) => ike === 'ESTABLISHED');
    const errors = report.findings.filter(({ severity }) => severity === 'error');
    if (comesUp) {
      succeeding++;
      if (errors.length > 0) {
        withErrors++;
        for (const { ruleId, location, message } of errors)
          console.log(`error in ${scenario.test}: ${ruleId} ${location.path}:${location.line} ${message}`);
      }
    }
    judgePairs(scenario, report.pairs, verdicts);
  }
  console.log(`\n${scenarios.length} scenarios; ${withErrors} of ${succeeding} that come up have an error`);
  console.log(
    `pairs: ${verdicts.right} right, ${verdicts.unknown} unknown, ${verdicts['false down'].length} false down, ${verdicts['false up'].length} expected to fail but up`,
  );
  for (const kind of ['false down', 'false up']) for (const line of verdicts[kind]) console.log(`${kind}: ${line}`);
  console.log('');
  count(all);
}

/** Compares the best row of a pair with what the scenario expects. */
function judgePairs({ test, expected }, pairs, verdicts) {
  for (const { initiator, responder, ike, child, reasons } of expected) {
    if (ike !== 'ESTABLISHED' && ike !== 'FAIL') continue;
    const rows = pairs.filter((row) => row.initiator === initiator && row.responder === responder);
    if (rows.length === 0) {
      verdicts.unknown++;
      if (options.list) console.log(`no row: ${test} ${initiator} -> ${responder}`);
      continue;
    }
    const up = rows.find((row) => row.ike === 'up' && (child !== 'INSTALLED' || row.child_sa === 'up'));
    const unknown = rows.some((row) => row.ike === 'unknown' || row.child_sa === 'unknown');
    const line = `${test} ${initiator} -> ${responder} (${reasons.join(', ')}): ${[...new Set(rows.map((row) => row.reason))].join(', ')}`;
    if (ike === 'ESTABLISHED') {
      if (up !== undefined) verdicts.right++;
      else if (unknown) verdicts.unknown++;
      else verdicts['false down'].push(line);
    } else if (up === undefined) verdicts.right++;
    else verdicts['false up'].push(line);
  }
}

function ios() {
  const root = join(options.corpus, 'ios');
  const rows = readFileSync(join(root, 'INDEX.tsv'), 'utf8')
    .trim()
    .split('\n')
    .slice(1)
    .map((line) => line.split('\t')[0]);
  const all = [];
  for (const file of rows) {
    if (!existsSync(join(root, file))) continue;
    const { report, status } = run(['check', file, '--dialect', 'ios', '--format', 'json'], root);
    if (status === 3) console.log(`incomplete: ${file}: ${JSON.stringify(report.problems.slice(0, 2))}`);
    all.push(...report.findings);
  }
  if (options.sample === undefined) count(all);
  else
    sample(
      all.filter(({ severity }) => severity === 'error'),
      Number(options.sample),
      Number(options.seed),
      root,
    );
}

/** So many findings, chosen by a seeded generator (mulberry32), each with the lines around its place. */
function sample(findings, size, seed, root) {
  let state = seed;
  const random = () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4294967296;
  };
  const pool = [...findings];
  for (let i = 0; i < size && pool.length > 0; i++) {
    const [finding] = pool.splice(Math.floor(random() * pool.length), 1);
    const { path, line } = finding.location;
    const lines = readFileSync(join(root, path), 'latin1').split(/\r?\n/);
    console.log(`\n[${i + 1}] ${finding.ruleId} ${path}:${line}\n    ${finding.message}`);
    for (let n = Math.max(1, line - 2); n <= Math.min(lines.length, line + 2); n++)
      console.log(`    ${n === line ? '>' : ' '} ${n} ${lines[n - 1]}`);
    for (const { location, message } of finding.related)
      console.log(`      ${location.path}:${location.line} ${message} | ${lines[location.line - 1] ?? ''}`);
  }
}

if (positionals[0] === 'strongswan') strongswan();
else if (positionals[0] === 'ios') ios();
else {
  console.error('usage: node scripts/corpus.mjs strongswan|ios');
  process.exitCode = 2;
}
