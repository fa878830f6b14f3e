import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import {
  chmodSync,
  lstatSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { test } from 'node:test';
import { cli, inTree } from './run.ts';

/* What `--fix` and `--diff` promise, with the built command. */

const KEY = 'CANARY8fvPYCuqXZ0NtzUsGkCSq4gewCsLO';

function router(list: string, before = ''): string {
  return `version 15.7
hostname hq
crypto isakmp policy 10
 encr aes 256
 hash sha256
 authentication pre-share
 group 14
crypto isakmp key ${KEY} address 198.51.100.7
crypto ipsec transform-set T esp-aes 256 esp-sha256-hmac
crypto map M 10 ipsec-isakmp
 set peer 198.51.100.7
 set transform-set T
 set pfs group14
 match address VPN
interface GigabitEthernet0/0
 ip address 203.0.113.1 255.255.255.0
 ip access-group 101 in
 crypto map M
${before}${list}
ip access-list extended VPN
 permit ip 192.168.1.0 0.0.0.255 192.168.10.0 0.0.0.255
end
`;
}

const OLD = 'access-list 101 permit udp host 198.51.100.7 host 203.0.113.1 eq isakmp\naccess-list 101 deny   ip any any log';
const ESP = 'permit esp host 198.51.100.7 host 203.0.113.1';
const WANTED = OLD.replace('\n', `\naccess-list 101 ${ESP}\n`);

function ruleIds(root: string, args: readonly string[] = []): readonly string[] {
  return JSON.parse(cli(['hq.cfg', '-f', 'json', ...args], { cwd: root }).stdout).findings.map(
    ({ ruleId }: { ruleId: string }) => ruleId,
  );
}

test('--fix puts the permit before the line that drops, and reports what is left', () => {
  inTree({ 'hq.cfg': router(OLD) }, (root) => {
    chmodSync(join(root, 'hq.cfg'), 0o640);
    const { status, stdout, stderr } = cli(['hq.cfg', '--fix', '-f', 'json'], { cwd: root });
    assert.equal(readFileSync(join(root, 'hq.cfg'), 'utf8'), router(WANTED));
    assert.equal(status, 0);
    assert.equal(JSON.parse(stdout).summary.error, 0);
    assert.match(stderr, /^ipsec-lint: 1 finding fixed in 1 file, \d+ left/m);
    assert.equal(statSync(join(root, 'hq.cfg')).mode & 0o777, 0o640);
    assert.deepEqual(readdirSync(root), ['hq.cfg']);
    const again = cli(['hq.cfg', '--fix', '-f', 'json'], { cwd: root });
    assert.equal(readFileSync(join(root, 'hq.cfg'), 'utf8'), router(WANTED));
    assert.equal(again.stdout, stdout);
    assert.match(again.stderr, /nothing fixed/);
  });
});

test('--diff writes nothing, and what it shows can be applied', () => {
  inTree({ 'hq.cfg': router(OLD) }, (root) => {
    const { status, stdout } = cli(['hq.cfg', '--diff'], { cwd: root });
    assert.equal(status, 1);
    assert.equal(readFileSync(join(root, 'hq.cfg'), 'utf8'), router(OLD));
    assert.match(stdout, /^--- hq\.cfg\n\+\+\+ hq\.cfg\n@@ -17,6 \+17,7 @@\n/);
    const applied = spawnSync('git', ['apply', '-p0', '-'], { cwd: root, input: stdout, encoding: 'utf8' });
    assert.equal(applied.stderr, '');
    assert.equal(readFileSync(join(root, 'hq.cfg'), 'utf8'), router(WANTED));
    const rest = cli(['hq.cfg', '--diff'], { cwd: root });
    assert.deepEqual([rest.status, rest.stdout], [0, '']);
  });
});

test('a diff never shows a secret, though it stands beside the change', () => {
  const keys = `crypto isakmp key ${KEY}2 address 198.51.100.8\n`;
  const text = router(`${OLD}\n${keys}`.trimEnd(), keys);
  inTree({ 'hq.cfg': text }, (root) => {
    const { stdout, stderr } = cli(['hq.cfg', '--diff', '--debug'], { cwd: root });
    assert.match(stdout, /^\+access-list 101 permit esp/m);
    assert.doesNotMatch(stdout + stderr, /CANARY/);
    const applied = spawnSync('git', ['apply', '-p0', '-'], { cwd: root, input: stdout, encoding: 'utf8' });
    assert.equal(applied.stderr, '');
    assert.equal(readFileSync(join(root, 'hq.cfg'), 'utf8'), text.replace(OLD, WANTED));
  });
});

const ENCODINGS: readonly (readonly [string, (text: string) => Buffer])[] = [
  ['CRLF', (text) => Buffer.from(text.replaceAll('\n', '\r\n'))],
  ['a byte order mark', (text) => Buffer.from(`\ufeff${text}`)],
  ['UTF-16', (text) => Buffer.from(`\ufeff${text}`, 'utf16le')],
  ['UTF-16 of the other order', (text) => Buffer.from(`\ufeff${text}`, 'utf16le').swap16()],
  ['Latin-1', (text) => Buffer.from(text.replace('hostname hq\n', 'hostname hq\n! B\u00fcro\n'), 'latin1')],
];

for (const [name, encoded] of ENCODINGS) {
  test(`--fix keeps ${name}`, () => {
    inTree({ 'hq.cfg': encoded(router(OLD)) }, (root) => {
      assert.equal(cli(['hq.cfg', '--fix'], { cwd: root }).status, 0);
      assert.deepEqual(readFileSync(join(root, 'hq.cfg')), encoded(router(WANTED)));
    });
  });
}

test('the number of a new line lies between those of its neighbours; where none is free it is not made', () => {
  const list = (number: number, line = ''): string =>
    `ip access-list extended 101\n 10 permit udp host 198.51.100.7 host 203.0.113.1 eq isakmp\n${line} ${number} deny ip any any`;
  inTree({ 'hq.cfg': router(list(20)) }, (root) => {
    cli(['hq.cfg', '--fix'], { cwd: root });
    assert.equal(readFileSync(join(root, 'hq.cfg'), 'utf8'), router(list(20, ` 15 ${ESP}\n`)));
  });
  inTree({ 'hq.cfg': router(list(11)) }, (root) => {
    assert.equal(cli(['hq.cfg', '--fix'], { cwd: root }).status, 1);
    assert.equal(readFileSync(join(root, 'hq.cfg'), 'utf8'), router(list(11)));
  });
});

test('a list that something else uses, too, is left alone', () => {
  const text = router(OLD).replace('end\n', 'route-map R permit 10\n match ip address 101\nend\n');
  inTree({ 'hq.cfg': text }, (root) => {
    cli(['hq.cfg', '--fix'], { cwd: root });
    assert.equal(readFileSync(join(root, 'hq.cfg'), 'utf8'), text);
  });
});

test('what is waived or in the baseline is not fixed', () => {
  const waivers = JSON.stringify({ waivers: [{ rule: 'filter/esp-blocked', target: '*', reason: 'closed for now' }] });
  inTree({ 'hq.cfg': router(OLD), 'ipsec-lint.waivers.json': waivers }, (root) => {
    assert.ok(!ruleIds(root).includes('filter/esp-blocked'), 'the waiver holds');
    cli(['hq.cfg', '--fix'], { cwd: root });
    assert.equal(readFileSync(join(root, 'hq.cfg'), 'utf8'), router(OLD));
  });
  inTree({ 'hq.cfg': router(OLD) }, (root) => {
    assert.equal(cli(['baseline', 'write', 'known.json', 'hq.cfg'], { cwd: root }).status, 0);
    cli(['hq.cfg', '--fix', '--baseline', 'known.json'], { cwd: root });
    assert.equal(readFileSync(join(root, 'hq.cfg'), 'utf8'), router(OLD));
  });
});

test('a link is not followed out of its directory; within it the file is changed and the link stays', () => {
  const elsewhere = mkdtempSync(join(tmpdir(), 'ipsec-lint-elsewhere-'));
  try {
    writeFileSync(join(elsewhere, 'real.cfg'), router(OLD));
    inTree({ 'near.txt': router(OLD) }, (root) => {
      symlinkSync(join(elsewhere, 'real.cfg'), join(root, 'hq.cfg'));
      const { status, stderr } = cli(['hq.cfg', '--fix', '-q'], { cwd: root });
      assert.equal(status, 1);
      assert.equal(readFileSync(join(elsewhere, 'real.cfg'), 'utf8'), router(OLD));
      assert.equal(stderr, '');
      assert.match(cli(['hq.cfg', '--fix'], { cwd: root }).stderr, /hq\.cfg is left alone: it is a symbolic link/);
      rmSync(join(root, 'hq.cfg'));
      symlinkSync('near.txt', join(root, 'hq.cfg'));
      assert.equal(cli(['hq.cfg', '--fix'], { cwd: root }).status, 0);
      assert.ok(lstatSync(join(root, 'hq.cfg')).isSymbolicLink());
      assert.equal(readFileSync(join(root, 'near.txt'), 'utf8'), router(WANTED));
    });
  } finally {
    rmSync(elsewhere, { recursive: true });
  }
});

test('standard input comes out fixed on standard output, with nothing else', () => {
  const { status, stdout } = cli(['--stdin', '--stdin-filename', 'hq.cfg', '--fix'], { input: router(OLD) });
  assert.deepEqual([status, stdout], [0, router(WANTED)]);
  const unchanged = cli(['--stdin', '--stdin-filename', 'hq.cfg', '--fix'], { input: router(WANTED) });
  assert.deepEqual([unchanged.status, unchanged.stdout], [0, router(WANTED)]);
});

test('only one of them, and one thing on standard output', () => {
  inTree({ 'hq.cfg': router(OLD) }, (root) => {
    for (const args of [
      ['--fix', '--diff'],
      ['--diff', '-f', 'json'],
    ]) {
      const { status, stdout, stderr } = cli(['hq.cfg', ...args], { cwd: root });
      assert.deepEqual([status, stdout], [2, ''], args.join(' '));
      assert.match(stderr, /^ipsec-lint: /);
    }
    assert.equal(readFileSync(join(root, 'hq.cfg'), 'utf8'), router(OLD));
    const both = cli(['hq.cfg', '--diff', '-f', 'json=report.json'], { cwd: root });
    assert.match(both.stdout, /^--- hq\.cfg/);
    const [finding] = JSON.parse(readFileSync(join(root, 'report.json'), 'utf8')).findings.filter(
      ({ fix }: { fix?: unknown }) => fix !== undefined,
    );
    assert.equal(finding.fix.edits[0].text, `access-list 101 ${ESP}\n`);
  });
});
