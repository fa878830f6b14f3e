import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { chmodSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { test } from 'node:test';
import { Ajv } from 'ajv';
import type { Report } from '../../src/report/report.ts';
import { cli, cliOn, inTree, type Tree } from './run.ts';

const ROUTER = 'version 15.7\nhostname r1\ninterface GigabitEthernet0/0\n ip address 203.0.113.1 255.255.255.0\nend\n';
const SWANCTL = 'connections {\n  a {\n    remote_addrs = 203.0.113.1\n    children {\n      c {\n      }\n    }\n  }\n}\n';
const ASA = ': Saved\nASA Version 9.8(2)\nhostname fw\ninterface GigabitEthernet0/0\n nameif outside\n security-level 0\n';

const validate = new Ajv().compile(
  JSON.parse(readFileSync(new URL('../../schemas/report-1.schema.json', import.meta.url), 'utf8')),
);

function json(
  files: Tree,
  args: readonly string[],
): { readonly status: number | null; readonly report: Report; readonly stderr: string } {
  const run = cliOn(files, [...args, '-f', 'json']);
  const report: Report = JSON.parse(run.stdout);
  assert.ok(validate(report), JSON.stringify(validate.errors));
  return { status: run.status, report, stderr: run.stderr };
}

test('files that are in no dialect are skipped when met, and a problem when named', () => {
  const tree = {
    'net/r1.cfg': ROUTER,
    'net/README.md': '# Routers\n',
    'net/fw.cfg': ASA,
    'net/x.png': Buffer.from([137, 80, 78, 71, 0, 0, 0, 1]),
  };
  const met = json(tree, ['net']);
  assert.deepEqual(met.report.summary, { ...met.report.summary, files: 1, skipped: 3, devices: 1 });
  assert.equal(met.report.complete, true);
  for (const name of ['README.md', 'fw.cfg', 'x.png']) {
    const named = json(tree, ['net/r1.cfg', `net/${name}`]);
    assert.equal(named.status, 3);
    assert.deepEqual(
      named.report.problems.map(({ path }) => path),
      [`net/${name}`],
    );
    assert.match(named.stderr, new RegExp(`net/${name}: .*--dialect says what it is`));
    assert.equal(named.report.summary.devices, 1, 'the rest is done');
  }
});

test('what cannot be read is a problem also when it was only met; the rest is done', () => {
  inTree({ 'net/r1.cfg': ROUTER, 'net/big.cfg': `${ROUTER}${'!\n'.repeat(5000)}` }, (cwd) => {
    execFileSync('mkfifo', [join(cwd, 'net/pipe.cfg')]);
    writeFileSync(join(cwd, 'net/secret.cfg'), ROUTER);
    chmodSync(join(cwd, 'net/secret.cfg'), 0);
    const run = cli(['net', '--max-file-size', '4000', '-f', 'json'], { cwd });
    const report: Report = JSON.parse(run.stdout);
    const expected = ['net/big.cfg', 'net/pipe.cfg', ...(process.getuid?.() === 0 ? [] : ['net/secret.cfg'])];
    assert.deepEqual(
      report.problems.map(({ path }) => path),
      expected,
    );
    assert.match(report.problems[0]?.message ?? '', /too large: \d+ bytes, the limit is 4000 \(--max-file-size raises it\)/);
    assert.equal(run.status, 3);
    assert.equal(report.complete, false);
    assert.ok(report.summary.devices >= 1);
    assert.equal(cli(['net/big.cfg', '-q'], { cwd }).status, 0);
  });
});

test('a path or glob that matches nothing is status 3, and the report is printed', () => {
  for (const word of ['none.cfg', 'none/*.cfg', 'none/']) {
    const { status, report } = json({ 'r1.cfg': ROUTER }, ['r1.cfg', word]);
    assert.equal(status, 3);
    assert.equal(report.problems.length, 1);
    assert.equal(report.summary.devices, 1);
  }
});

test('the same configuration in six encodings is the same device', () => {
  const text = ROUTER.replace('hostname r1', 'hostname r1\nbanner motd ^Zürich^');
  const bom = '\ufeff';
  const encodings: Readonly<Record<string, string | Buffer>> = {
    utf8: text,
    bom: bom + text,
    crlf: text.replaceAll('\n', '\r\n'),
    latin1: Buffer.from(text, 'latin1'),
    utf16le: Buffer.from(bom + text, 'utf16le'),
    utf16be: Buffer.from(bom + text, 'utf16le').swap16(),
  };
  const results = Object.values(encodings).map((content) => {
    const run = cliOn({ 'r1.cfg': content }, ['r1.cfg', '-f', 'json']);
    return run.stdout;
  });
  for (const result of results) assert.equal(result, results[0]);
});

test('standard input, with its name and dialect', () => {
  const run = cli(['--stdin', '--stdin-filename', 'r1.cfg', '--debug', '-f', 'json'], { input: ROUTER });
  assert.equal(JSON.parse(run.stdout).summary.devices, 1);
  assert.match(run.stderr, /debug: r1\.cfg: read as ios: of its text/);
  const told = cli(['--stdin', '--dialect', 'swanctl', '--debug', '-f', 'json'], { input: SWANCTL });
  assert.match(told.stderr, /debug: stdin: read as swanctl: told by --dialect/);
  assert.equal(cli(['--stdin', '-f', 'json'], { input: 'nothing of ours\n' }).status, 3);
});

test('an include stays inside the root and says so', () => {
  const tree = { 'moon/etc/swanctl/swanctl.conf': `include /etc/shadow\ninclude ../../../x.conf\n${SWANCTL}`, 'x.conf': SWANCTL };
  const { status, report } = json(tree, ['moon']);
  assert.equal(status, 3);
  assert.deepEqual(
    report.problems.map(({ path, line }) => [path, line]),
    [
      ['moon/etc/swanctl/swanctl.conf', 1],
      ['moon/etc/swanctl/swanctl.conf', 2],
    ],
  );
  assert.match(report.problems[1]?.message ?? '', /leads out of the root of its device/);
});

test('files of one root are one device, devices of one name are told apart', () => {
  const tree = {
    'moon/etc/swanctl/swanctl.conf': `include conf.d/*.conf\n${SWANCTL}`,
    'moon/etc/swanctl/conf.d/b.conf': SWANCTL.replace('  a {', '  b {'),
    'moon/etc/strongswan.conf': 'charon {\n}\n',
    'a.cfg': ROUTER,
    'b.cfg': ROUTER,
  };
  const { report, stderr } = json(tree, ['.']);
  assert.equal(report.summary.devices, 3);
  assert.equal(report.summary.files, 5);
  assert.match(stderr, /two devices are called r1: the second is called r1-2 here/);
});

test('several formats in one run: one on standard output, the others in files', () => {
  inTree({ 'r1.cfg': ROUTER }, (cwd) => {
    const run = cli(['r1.cfg', '-f', 'json', '-f', 'text=out.txt', '--format=sarif=out.sarif'], { cwd });
    assert.equal(JSON.parse(run.stdout).schemaVersion, 1);
    assert.match(readFileSync(join(cwd, 'out.txt'), 'utf8'), /1 file, 1 device/);
    assert.equal(JSON.parse(readFileSync(join(cwd, 'out.sarif'), 'utf8')).version, '2.1.0');
  });
});

test('colour only on a terminal or when asked for', () => {
  const tree = { 'r1.cfg': ROUTER };
  const escapeCharacter = String.fromCharCode(27);
  const colored = (args: readonly string[], env: Readonly<Record<string, string>> = {}): boolean =>
    cliOn(tree, ['r1.cfg', ...args], env).stdout.includes(escapeCharacter);
  assert.equal(colored([]), false);
  assert.equal(colored(['--color', 'always']), true);
  assert.equal(colored([], { FORCE_COLOR: '1' }), true);
  assert.equal(colored([], { FORCE_COLOR: '1', NO_COLOR: '1' }), false);
  assert.equal(colored(['--color', 'never'], { FORCE_COLOR: '1' }), false);
});

test('the same input gives the same bytes, whatever the order of the words and the locale', () => {
  const tree = { 'a/r1.cfg': ROUTER, 'b/r2.cfg': ROUTER.replace('r1', 'r2'), 'm/etc/swanctl/swanctl.conf': SWANCTL };
  const runs = [
    cliOn(tree, ['a', 'b', 'm', '-f', 'json']),
    cliOn(tree, ['m', 'b/r2.cfg', 'a', '-f', 'json'], { LANG: 'tr_TR.UTF-8', LC_ALL: 'tr_TR.UTF-8', TZ: 'Asia/Tokyo' }),
  ];
  assert.equal(runs[0]?.stdout, runs[1]?.stdout);
});

test('a configuration of the scanned tree is data only', () => {
  const evil = {
    'ipsec-lint.config.js': 'throw new Error("executed")\n',
    'ipsec-lint.config.mjs': 'throw new Error("executed")\n',
  };
  const { status } = json({ ...evil, 'r1.cfg': ROUTER }, ['r1.cfg']);
  assert.equal(status, 0);
});
