import assert from 'node:assert/strict';
import { chmodSync, readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { test } from 'node:test';
import type { Report } from '../../src/report/report.ts';
import { cli, inTree, type Tree } from './run.ts';

const SWANCTL = `connections {
  site {
    version = 2
    local_addrs = 203.0.113.1
    remote_addrs = 203.0.113.2
\tproposals = 3des-md5-modp1024
    local { auth = psk }
    remote { auth = psk }
    children { net { esp_proposals = 3des-md5 } }
  }
}
secrets {
  ike-1 { secret = "short" }
}
`;

const REASON = ['--add-suppressions', '--reason', 'the peer is replaced in March'];

interface Outcome {
  readonly status: number | null;
  readonly stderr: string;
  readonly left: readonly string[];
  readonly read: (path: string) => string;
  readonly root: string;
}

/** Adds suppressions in a tree of files and looks at what is left. */
function adding(files: Tree, body: (outcome: Outcome) => void): void {
  inTree(files, (root) => {
    const { status, stderr } = cli(['check', '.', ...REASON], { cwd: root });
    const report: Report = JSON.parse(cli(['check', '.', '-f', 'json'], { cwd: root }).stdout);
    const read = (path: string): string => readFileSync(join(root, path), 'latin1');
    body({ status, stderr, left: report.findings.map(({ ruleId }) => ruleId), read, root });
  });
}

test('every finding gets a comment above its line, indented like it; a second run changes nothing', () =>
  adding({ 'swanctl.conf': SWANCTL }, ({ status, stderr, left, read, root }) => {
    assert.deepEqual([left, status], [[], 0]);
    assert.match(stderr, /swanctl\.conf: \d+ findings silenced/);
    const text = read('swanctl.conf');
    assert.match(text, /\n\t# ipsec-lint: ignore crypto\/[a-z-]+.* -- the peer is replaced in March\n\tproposals = 3des/);
    assert.equal(text.replace(/^[ \t]*# ipsec-lint: .*\n/gm, ''), SWANCTL);
    assert.equal(cli(['check', '.', ...REASON], { cwd: root }).status, 0);
    assert.equal(read('swanctl.conf'), text);
  }));

test('line ends, byte order mark and mode stay', () =>
  inTree({ 'swanctl.conf': `\ufeff${SWANCTL.replaceAll('\n', '\r\n')}` }, (root) => {
    const file = join(root, 'swanctl.conf');
    chmodSync(file, 0o640);
    cli(['check', '.', ...REASON], { cwd: root });
    const text = readFileSync(file, 'utf8');
    assert.ok(text.startsWith('\ufeff') && text.includes('ipsec-lint: ignore'));
    assert.doesNotMatch(text, /[^\r]\n/);
    assert.equal(statSync(file).mode & 0o777, 0o640);
  }));

test('formats of strongSwan and of its packet filters keep the comments that are written', () => {
  const conf =
    'config setup\n\nconn a\n\tkeyexchange=ikev1\n\tleft=203.0.113.1\n\tright=203.0.113.2\n\tauthby=secret\n\tike=3des-md5-modp1024!\n\tauto=add\n';
  const secrets = ': PSK "short"\n';
  adding({ 'ipsec.conf': conf, 'ipsec.secrets': secrets }, ({ left, read }) => {
    assert.deepEqual(left, []);
    assert.match(read('ipsec.conf'), /\n\t# ipsec-lint: ignore [^\n]+\n\tike=3des-md5-modp1024!\n/);
    assert.ok(read('ipsec.secrets').endsWith(secrets));
  });
});

test('a snippet of IOS gets comments, the configuration of a router is left to waivers', () => {
  const router = readFileSync(new URL('../../examples/office/hq.cfg', import.meta.url), 'utf8');
  const snippet = router.replace(/^(version|hostname|service|end)\b.*\n/gm, '');
  adding({ 'snippet.cfg': snippet, 'r1.cfg': router }, ({ read, stderr, left }) => {
    assert.match(read('snippet.cfg'), /\n ! ipsec-lint: ignore crypto\/[^\n]+\n encr 3des\n/);
    assert.equal(read('r1.cfg'), router);
    assert.match(stderr, /findings left: a router drops comments: write a waiver/);
    assert.ok(left.length > 0);
  });
});

test('nothing is written where a comment would not be one', () => {
  const multiline = SWANCTL.replace('version = 2', 'version = 2\n    local_addrs = "203.0.113.1\n    , 203.0.113.9"').replace(
    '    local_addrs = 203.0.113.1\n',
    '',
  );
  const files = { 'a/swanctl.conf': multiline, 'b/swanctl.conf': Buffer.from(`# caf\u00e9\n${SWANCTL}`, 'latin1') };
  adding(files, ({ read, stderr }) => {
    assert.equal(read('a/swanctl.conf').replace(/^[ \t]*# ipsec-lint: .*\n/gm, ''), multiline);
    assert.ok(!/"203.0.113.1\n *#/.test(read('a/swanctl.conf')));
    assert.match(stderr, /findings left: the file is not in UTF-8/);
    assert.ok(!read('b/swanctl.conf').includes('ipsec-lint'));
  });
});

test('a reason is needed, and one line', () =>
  inTree({ 'swanctl.conf': SWANCTL }, (root) => {
    for (const args of [
      ['--add-suppressions'],
      ['--add-suppressions', '--reason', ' '],
      ['--add-suppressions', '--reason', 'a\nb = c'],
      ['--reason', 'x'],
      ['--add-suppressions', '--reason', 'x', '--changed-since', 'HEAD'],
    ]) {
      const { status, stdout, stderr } = cli(['check', '.', ...args], { cwd: root });
      assert.equal(status, 2, stderr);
      assert.equal(stdout, '');
    }
    assert.equal(readFileSync(join(root, 'swanctl.conf'), 'utf8'), SWANCTL);
  }));
