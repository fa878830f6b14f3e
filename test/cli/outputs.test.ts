import assert from 'node:assert/strict';
import { execFileSync, spawnSync } from 'node:child_process';
import { chmodSync, lstatSync, readdirSync, readFileSync, statSync, symlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { test } from 'node:test';
import { CLI, cleanEnvironment, cli, inTree } from './run.ts';

const ROUTER = {
  'r1.cfg': 'version 15.7\nhostname r1\ninterface GigabitEthernet0/0\n ip address 203.0.113.1 255.255.255.0\nend\n',
};

const isReport = (text: string): boolean => JSON.parse(text).schemaVersion === 1;

/** Runs `check` with a file's writing tampered with. */
function tampered(cwd: string, args: readonly string[], preload: string): ReturnType<typeof spawnSync> {
  writeFileSync(join(cwd, 'tamper.cjs'), preload);
  const words = ['--require', './tamper.cjs', CLI, 'check', 'r1.cfg', ...args];
  return spawnSync(process.execPath, words, { cwd, env: cleanEnvironment(), encoding: 'utf8' });
}

test('several formats in one run, each to its file, one to standard output', () =>
  inTree(ROUTER, (cwd) => {
    const run = cli(['r1.cfg', '-f', 'json=a.json', '-f', 'sarif=b.sarif', '-f', 'concise'], { cwd });
    assert.equal(run.status, 0);
    assert.ok(isReport(readFileSync(join(cwd, 'a.json'), 'utf8')));
    assert.equal(JSON.parse(readFileSync(join(cwd, 'b.sarif'), 'utf8')).version, '2.1.0');
    assert.deepEqual(readdirSync(cwd).sort(), ['a.json', 'b.sarif', 'r1.cfg']);
  }));

test('two formats in one file, a directory, and a file in no directory are told before anything is analysed', () =>
  inTree({ ...ROUTER, 'dir/x.cfg': '' }, (cwd) => {
    for (const [args, message] of [
      [['-f', 'json=a', '-f', 'sarif=a'], /two formats go to a;/],
      [['-f', 'text', '-f', 'json=dir'], /dir cannot be written: EISDIR/],
      [['-f', 'text', '-f', 'json=no/x.json'], /no\/x\.json cannot be written: ENOENT/],
      [['-f', 'text', '-f', 'json=r1.cfg/x.json'], /r1\.cfg\/x\.json cannot be written: ENOTDIR/],
    ] as const) {
      const run = cli(['r1.cfg', ...args], { cwd });
      assert.match(run.stderr, message);
      assert.deepEqual([run.status, run.stdout], [2, '']);
    }
  }));

test('a symbolic link stays, what it leads to is replaced and keeps its mode', () =>
  inTree({ ...ROUTER, 'real.json': 'old' }, (cwd) => {
    chmodSync(join(cwd, 'real.json'), 0o666);
    symlinkSync('real.json', join(cwd, 'link.json'));
    assert.equal(cli(['r1.cfg', '-f', 'json=link.json'], { cwd }).status, 0);
    assert.ok(lstatSync(join(cwd, 'link.json')).isSymbolicLink());
    assert.ok(isReport(readFileSync(join(cwd, 'real.json'), 'utf8')));
    assert.equal(statSync(join(cwd, 'real.json')).mode & 0o777, 0o666);
  }));

test('devices and pipes are written to', { skip: process.platform === 'win32' && 'needs /dev' }, () =>
  inTree(ROUTER, (cwd) => {
    const bash = (command: string) =>
      spawnSync('bash', ['-c', command], { cwd, env: cleanEnvironment({ NODE: process.execPath, CLI }), encoding: 'utf8' });
    assert.equal(bash('"$NODE" "$CLI" r1.cfg -f json=/dev/null').status, 0);
    assert.ok(isReport(bash('"$NODE" "$CLI" r1.cfg -q -f json=/dev/stdout | cat').stdout));
    bash('"$NODE" "$CLI" r1.cfg -q -f json=/dev/stdout >out.json');
    assert.ok(isReport(readFileSync(join(cwd, 'out.json'), 'utf8')));
    execFileSync('mkfifo', [join(cwd, 'pipe')]);
    assert.ok(isReport(bash('cat pipe & "$NODE" "$CLI" r1.cfg -q -f json=pipe; wait').stdout));
    const full = bash('"$NODE" "$CLI" r1.cfg -f json=/dev/full');
    assert.match(full.stderr, /\/dev\/full cannot be written: ENOSPC/);
    assert.equal(full.status, 3);
  }),
);

for (const signal of ['SIGINT', 'SIGTERM'] as const) {
  test(`${signal} in the middle of a file: the file is whole, nothing else is left, the shell is told`, () =>
    inTree({ ...ROUTER, 'report.json': 'old' }, (cwd) => {
      const run = tampered(
        cwd,
        ['-f', 'json=report.json'],
        `const fs = require('node:fs');
         const { writeFileSync } = fs;
         fs.writeFileSync = (file, text, options) => {
           writeFileSync(file, text.slice(0, 10), options);
           process.kill(process.pid, '${signal}');
           writeFileSync(file, text);
         };`,
      );
      assert.equal(run.signal, signal);
      assert.ok(isReport(readFileSync(join(cwd, 'report.json'), 'utf8')));
      assert.deepEqual(readdirSync(cwd).sort(), ['r1.cfg', 'report.json', 'tamper.cjs']);
    }));
}

test('a file that cannot be written to its end leaves the old one, and nothing else', () =>
  inTree({ ...ROUTER, 'report.json': 'old' }, (cwd) => {
    const run = tampered(
      cwd,
      ['-f', 'json=report.json'],
      `const fs = require('node:fs');
       const { writeFileSync } = fs;
       fs.writeFileSync = (file, text, options) => {
         writeFileSync(file, text.slice(0, 10), options);
         throw Object.assign(new Error('no space'), { code: 'ENOSPC' });
       };`,
    );
    assert.equal(run.status, 3);
    assert.match(String(run.stderr), /report\.json cannot be written: ENOSPC/);
    assert.equal(readFileSync(join(cwd, 'report.json'), 'utf8'), 'old');
    assert.deepEqual(readdirSync(cwd).sort(), ['r1.cfg', 'report.json', 'tamper.cjs']);
  }));
