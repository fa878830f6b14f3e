import assert from 'node:assert/strict';
import { test } from 'node:test';
import { cliOn, type Tree } from './run.ts';

const router = (name: string): string => `version 15.7\nhostname ${name}\ncrypto isakmp policy 10\n encr aes\nend\n`;

const FLEET: Tree = {
  'hq/edge.cfg': router('hq'),
  'branch/edge.cfg': router('branch'),
  'moon/etc/swanctl/swanctl.conf': 'connections { a { remote_addrs = 203.0.113.1 } }\n',
  'moon/etc/iptables/rules.v4': '*filter\n:INPUT ACCEPT [0:0]\nCOMMIT\n',
  'base.json': '{ "rules": { "crypto/no-pfs": "error" }, "ignore": ["branch"] }',
  'ipsec-lint.config.yaml': `extends: [base.json]
rules:
  crypto/ikev1: "off"
overrides:
  - files: ["**/rules.v4"]
    rules: { crypto/ikev1: info }
  - devices: [hq]
    rules: { crypto/no-pfs: warning }
topology:
  devices:
    moon: { files: ["moon/**"], version: "6.0" }
`,
};

interface Shown {
  readonly device?: string;
  readonly paths: readonly string[];
  readonly rules: readonly { id: string; setting: string; from: string; path?: string }[];
  readonly topology: readonly { key: string; value: unknown; from: string }[];
  readonly ignored: readonly { path: string; from: string }[];
}

function show(...words: string[]): Shown {
  const { status, stdout, stderr } = cliOn(FLEET, ['config', 'show', ...words, '-f', 'json']);
  assert.deepEqual([status, stderr], [0, '']);
  return JSON.parse(stdout);
}

const ofRule = ({ rules }: Shown, id: string) => rules.filter((rule) => rule.id === id).map(({ id: _, ...rest }) => rest);

test('every value comes with its place: the file, what it extends, an override, or the default', () => {
  const all = show();
  assert.deepEqual(ofRule(all, 'crypto/ikev1'), [{ setting: 'off', from: 'ipsec-lint.config.yaml:3:17' }]);
  assert.deepEqual(ofRule(all, 'crypto/no-pfs'), [{ setting: 'error', from: 'base.json:1:31' }]);
  assert.deepEqual(ofRule(all, 'nat/ah-across-nat'), [{ setting: 'error', from: 'default' }]);
  const hq = show('hq/edge.cfg');
  assert.deepEqual([hq.device, hq.paths], ['hq', ['hq/edge.cfg']]);
  assert.deepEqual(ofRule(hq, 'crypto/no-pfs'), [{ setting: 'warning', from: 'ipsec-lint.config.yaml:8:14' }]);
});

test('a device of several files shows where they differ, and only its topology', () => {
  const moon = show('moon');
  assert.deepEqual(ofRule(moon, 'crypto/ikev1'), [
    { setting: 'info', from: 'ipsec-lint.config.yaml:6:14', path: 'moon/etc/iptables/rules.v4' },
    { setting: 'off', from: 'ipsec-lint.config.yaml:3:17', path: 'moon/etc/swanctl/swanctl.conf' },
  ]);
  assert.deepEqual(moon.topology, [
    { key: 'moon.files', value: ['moon/**'], from: 'ipsec-lint.config.yaml:11:20' },
    { key: 'moon.version', value: '6.0', from: 'ipsec-lint.config.yaml:11:42' },
  ]);
});

test('a file that is left out is shown as that', () => {
  assert.deepEqual(show('branch/edge.cfg').ignored, [{ path: 'branch/edge.cfg', from: 'base.json:1:53' }]);
  const text = cliOn(FLEET, ['config', 'show', 'branch/edge.cfg']).stdout;
  assert.match(text, /^branch: branch\/edge\.cfg\nbranch\/edge\.cfg is left out: base\.json:1:53\nfiles\n/);
  assert.match(text, /\n {2}base\.json {15}extended at ipsec-lint\.config\.yaml:1:11\n/);
});

test('words that mean nothing are usage errors', () => {
  for (const [words, message] of [
    [['config'], /config takes show/],
    [['config', 'shwo'], /there is no action "shwo"; did you mean "show"\?/],
    [['config', 'show', 'mon'], /there is no file or device of the topology "mon"; did you mean "moon"\?/],
    [['config', 'show', '.'], /\. holds 3 devices/],
  ] as const) {
    const { status, stdout, stderr } = cliOn(FLEET, words);
    assert.deepEqual([status, stdout], [2, '']);
    assert.match(stderr, message);
  }
});
