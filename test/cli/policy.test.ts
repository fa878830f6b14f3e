import assert from 'node:assert/strict';
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { test } from 'node:test';
import { fileURLToPath } from 'node:url';
import { cli, inTree } from './run.ts';

const PACK = `schema: ipsec-lint-policy/1
id: company
title: VPN rules of the company
policies:
  - id: strong-groups
    select: ike-proposal
    assert: { properties: { weakestGroupBits: { minimum: 128 } } }
    message: "{name} has a group of {weakestGroupBits} bits"
    severity: error
    examples:
      fails: [ { weakestGroupBits: 112 } ]
      passes: [ { weakestGroupBits: 128 } ]
`;
const ROUTER = `hostname hq
crypto isakmp policy 10
 encr aes 256
 authentication pre-share
 group 2
crypto isakmp policy 20
 encr aes 256
 authentication pre-share
 group 19
crypto ipsec transform-set TS esp-aes 256 esp-sha256-hmac
crypto map VPN 10 ipsec-isakmp
 set peer 203.0.113.1
 set transform-set TS
 match address ACL
ip access-list extended ACL
 permit ip 10.0.0.0 0.0.0.255 10.1.0.0 0.0.0.255
interface Gi0/0
 ip address 203.0.113.9 255.255.255.0
 crypto map VPN
`;
const TREE = { 'company.yaml': PACK, 'hq.cfg': ROUTER };

interface Row {
  readonly passed: number;
  readonly failed: number;
  readonly waived: number;
  readonly advised: number;
  readonly open: readonly { readonly target: string; readonly state: string }[];
}

function requirement(root: string): Row {
  const { stdout } = cli(['hq.cfg', '--policy', 'company.yaml', '-f', 'json'], { cwd: root });
  const { compliance } = JSON.parse(stdout);
  return compliance[0].requirements[0];
}

test('the table counts each subject of a requirement, in text, Markdown and JSON', () => {
  inTree(TREE, (root) => {
    const text = cli(['hq.cfg', '--policy', 'company.yaml'], { cwd: root }).stdout;
    assert.match(text, /strong-groups +1 +1 +0 +0 +0\n/);
    const markdown = cli(['hq.cfg', '--policy', 'company.yaml', '-f', 'markdown'], { cwd: root }).stdout;
    assert.match(markdown, /\| `strong-groups` \| 1 \| 1 \| 0 \| 0 \| 0 \|/);
    const { passed, failed, open } = requirement(root);
    assert.deepEqual([passed, failed, open.map(({ state }) => state)], [1, 1, ['failed']]);
  });
});

test('what a waiver accepts counts as waived, and a requirement that is switched off says so', () => {
  const waivers = JSON.stringify({ waivers: [{ rule: 'company/*', target: 'hq/*', reason: 'replaced in May' }] });
  inTree({ ...TREE, 'ipsec-lint.waivers.json': waivers }, (root) => {
    const { passed, failed, waived, open } = requirement(root);
    assert.deepEqual([passed, failed, waived, open.map(({ state }) => state)], [1, 0, 1, ['waived']]);
  });
  const off = JSON.stringify({ rules: { 'company/strong-groups': 'off' }, policies: ['company.yaml'] });
  inTree({ ...TREE, 'ipsec-lint.config.json': off }, (root) => {
    assert.match(cli(['hq.cfg'], { cwd: root }).stdout, /strong-groups +switched off, not checked/);
  });
});

test('advice is reported and counted, and nobody fails it', () => {
  const advice = PACK.replace('severity: error', 'severity: info\n    advisory: no release can do more');
  inTree({ ...TREE, 'company.yaml': advice }, (root) => {
    const { passed, failed, advised, open } = requirement(root);
    assert.deepEqual([passed, failed, advised, open.map(({ state }) => state)], [1, 0, 1, ['advised']]);
    const { stdout } = cli(['hq.cfg', '--policy', 'company.yaml'], { cwd: root });
    assert.match(stdout, /strong-groups +advice, not followed once: no release can do more/);
  });
});

test('a mistake in a pack is told at its line and column', () => {
  inTree(
    { 'p.yaml': PACK.replace('assert: { properties: { weakestGroupBits', 'assert: { properties: { weakestGruopBits') },
    (root) => {
      const { stdout, status } = cli(['policy', 'test', 'p.yaml'], { cwd: root });
      assert.match(stdout, /p\.yaml:7:29: the view has no "weakestGruopBits"; did you mean "weakestGroupBits"\?/);
      assert.equal(status, 1);
    },
  );
});

const OFFICE = fileURLToPath(new URL('../../examples/office', import.meta.url));

for (const [word, file] of [
  ['company.yaml', 'company.yaml'],
  ['acme rules.json', 'acme rules.json'],
  ['company', 'company.yaml'],
  ['2026.yml', '2026.yml'],
] as const)
  test(`policy new ${word}: the pack passes its test and judges a network`, () => {
    inTree({}, (root) => {
      assert.equal(cli(['policy', 'new', word], { cwd: root }).status, 0);
      const tested = cli(['policy', 'test', file], { cwd: root });
      assert.deepEqual([tested.stdout, tested.status], [`${file}: 1 policy, 2 examples as they should be\n`, 0]);
      const { stdout } = cli(['check', OFFICE, '--policy', join(root, file), '-f', 'json'], { cwd: root });
      const [pack] = JSON.parse(stdout).compliance;
      assert.equal(pack.id, file.replace(/\.\w+$/, '').replace(' ', '-'));
      assert.ok(pack.requirements[0].passed + pack.requirements[0].failed > 0);
    });
  });

test('policy new leaves a file that exists as it is', () => {
  inTree({}, (root) => {
    writeFileSync(join(root, 'company.yaml'), 'mine');
    const { status, stdout, stderr } = cli(['policy', 'new', 'company'], { cwd: root });
    assert.deepEqual([status, stdout, readFileSync(join(root, 'company.yaml'), 'utf8')], [2, '', 'mine']);
    assert.match(stderr, /company\.yaml exists/);
  });
});

test('policy new says what is wrong with its words', () => {
  inTree({}, (root) => {
    for (const [words, message] of [
      [['new'], /takes one file/],
      [['new', 'a.yaml', 'b.yaml'], /takes one file/],
      [['new', 'a.txt'], /ends in \.yaml, \.yml or \.json/],
      [['new', '!.yaml'], /no id/],
      [['new', 'cnsa2.yaml'], /built-in pack/],
      [['new', 'none/a.yaml'], /cannot be written: ENOENT/],
      [['nwe', 'a.yaml'], /did you mean "new"\?/],
    ] as const) {
      const { status, stdout, stderr } = cli(['policy', ...words], { cwd: root });
      assert.deepEqual([status, stdout], [2, '']);
      assert.match(stderr, message);
    }
  });
});
