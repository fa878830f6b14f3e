import assert from 'node:assert/strict';
import { spawn, spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, test } from 'node:test';
import { setTimeout as delay } from 'node:timers/promises';
import { CLI, cleanEnvironment } from './run.ts';

/* A report of some megabytes: one problem for each name that does not exist. */
const root = mkdtempSync(join(tmpdir(), 'ipsec-lint-streams-'));
after(() => rmSync(root, { recursive: true }));
const NAMES = Array.from({ length: 2000 }, (_, index) => `${'no-such-file-'.repeat(15)}${index}.cfg`);
const ARGS = ['check', ...NAMES, '-f', 'json', '-q'];
writeFileSync(join(root, 'arguments'), ARGS.join('\n'));

function start(args: readonly string[], stdio: 'pipe' | 'ignore' = 'pipe') {
  return spawn(process.execPath, [CLI, ...args], { cwd: root, env: cleanEnvironment(), stdio: ['pipe', 'pipe', stdio] });
}

function shell(command: string): ReturnType<typeof spawnSync> {
  return spawnSync('bash', ['-c', command], {
    cwd: root,
    env: cleanEnvironment({ NODE: process.execPath, CLI }),
    encoding: 'utf8',
    maxBuffer: 2 ** 26,
  });
}

test('a report beyond 64 KiB arrives whole at a slow reader that stalls more than ten seconds', { timeout: 60_000 }, async () => {
  const child = start(ARGS, 'ignore');
  const chunks: Buffer[] = [];
  child.stdin?.end();
  await delay(11_000);
  child.stdout?.on('data', (chunk: Buffer) => chunks.push(chunk));
  const status = await new Promise((resolve) => child.on('close', resolve));
  const text = Buffer.concat(chunks).toString();
  assert.ok(text.length > 400_000, `only ${text.length} bytes`);
  assert.equal(JSON.parse(text).problems.length, NAMES.length);
  assert.equal(status, 3);
});

test('a reader that goes away is no error', () => {
  writeFileSync(
    join(root, 'head.sh'),
    'mapfile -t words <arguments\n"$NODE" "$CLI" "$' +
      '{words[@]}" 2>err | head -1\necho "status $' +
      '{PIPESTATUS[0]}"\ngrep -c "bug in\\|EPIPE\\|    at " err\n',
  );
  const run = shell('bash head.sh');
  assert.equal(String(run.stdout), '{\nstatus 3\n0\n');
});

test('closed standard output and standard error are no crash', () => {
  for (const redirect of ['>&-', '2>&-', '>&- 2>&-', '<&-']) {
    const run = shell(`"$NODE" "$CLI" --help ${redirect}; echo "status $?"`);
    assert.match(String(run.stdout), /status 0\n$/, redirect);
  }
});

test('a full disk is told and is not a clean run', { skip: process.platform !== 'linux' && 'needs /dev/full' }, () => {
  const run = shell('"$NODE" "$CLI" rules >/dev/full; echo "status $?"');
  assert.match(String(run.stdout), /status 3\n$/);
  assert.match(String(run.stderr), /the output cannot be written: ENOSPC/);
});

test('SIGINT ends it at once, without a trace', { timeout: 20_000 }, async () => {
  const child = start(['--stdin']);
  const err: Buffer[] = [];
  child.stderr?.on('data', (chunk: Buffer) => err.push(chunk));
  await delay(1500);
  child.kill('SIGINT');
  const signal = await new Promise((resolve) => child.on('close', (_code, name) => resolve(name)));
  assert.equal(signal, 'SIGINT');
  assert.equal(Buffer.concat(err).toString(), '');
});

test('a crash is status 3 and says neither the text nor the message of the error', () => {
  const preload = join(root, 'crash.mjs');
  writeFileSync(
    preload,
    "const parse = JSON.parse; JSON.parse = (text) => { throw new Error('CANARY-' + String(text).length); }; void parse;",
  );
  for (const debug of [[], ['--debug']]) {
    const run = spawnSync(process.execPath, ['--import', preload, CLI, 'check', '.', '-f', 'sarif', ...debug], {
      cwd: root,
      env: cleanEnvironment(),
      encoding: 'utf8',
    });
    assert.equal(run.status, 3);
    assert.match(run.stderr, /this is a bug in ipsec-lint, not an error in your configuration/);
    assert.ok(!`${run.stderr}${run.stdout}`.includes('CANARY'));
    assert.equal(/^ +at /m.test(run.stderr), debug.length > 0);
  }
});
