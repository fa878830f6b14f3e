import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { chmodSync, symlinkSync } from 'node:fs';
import { join } from 'node:path';
import { test } from 'node:test';
import { cli, inTree, type Tree } from './run.ts';

/* The statuses of contract.md, one row each. */

const CLEAN = 'version 15.7\nhostname clean\ninterface GigabitEthernet0/0\n ip address 203.0.113.1 255.255.255.0\nend\n';
/** A crypto map without a transform set that exists: an error. */
const ERROR = `version 15.7
hostname error
crypto map M 10 ipsec-isakmp
 set peer 203.0.113.9
 set transform-set MISSING
 match address MISSING
interface GigabitEthernet0/0
 ip address 203.0.113.1 255.255.255.0
 crypto map M
end
`;

const end = (address: string, peer: string, secret: string, own: string, other: string): string => `connections {
  t {
    version = 2
    local_addrs = ${address}
    remote_addrs = ${peer}
    proposals = aes256-sha256-modp2048
    local { auth = psk }
    remote { auth = psk }
    children { c { local_ts = ${own}
 remote_ts = ${other}
 esp_proposals = aes256-sha256 } }
  }
}
secrets { ike-1 { secret = "${secret}" } }
`;

const TREE: Tree = {
  'clean.cfg': CLEAN,
  'error.cfg': ERROR,
  'readme.md': '# nothing that is known\n',
  'docs/readme.md': '# nothing that is known\n',
  'docs/clean2.cfg': CLEAN.replace('clean', 'clean2').replace('113.1', '113.77'),
  'a/swanctl.conf': end('203.0.113.1', '203.0.113.2', 'one', '10.1.0.0/16', '10.2.0.0/16'),
  'b/swanctl.conf': end('203.0.113.2', '203.0.113.1', 'one', '10.2.0.0/16', '10.1.0.0/16'),
  'c/swanctl.conf': end('203.0.113.2', '203.0.113.1', 'two', '10.2.0.0/16', '10.1.0.0/16'),
  'sealed/swanctl.conf': end('203.0.113.2', '203.0.113.1', 'one', '10.2.0.0/16', '10.1.0.0/16').replace(
    /secrets[\s\S]*/,
    'include sealed.conf\n',
  ),
  'off.json': '{ "rules": {} }',
  'wrong.json': '{ "rules": { "nat/none": "off" } }',
  'broken.json': '{ "rules": ',
  'wrong.yaml': 'schema: ipsec-lint-policy/1\nid: x\ntitle: x\npolicies: []\nfoo: 1\n',
  'good.yaml': `schema: ipsec-lint-policy/1
id: company
title: Rules
policies:
  - id: strong-groups
    select: ike-proposal
    assert: { properties: { weakestGroupBits: { minimum: 128 } } }
    message: "{name} has a group of {weakestGroupBits} bits"
    severity: error
    examples: { fails: [ { weakestGroupBits: 112 } ], passes: [ { weakestGroupBits: 128 } ] }
`,
};

const LARGE = ['--max-file-size', '10'];

/** Status and words; `stdout` has to be empty with 2 and only then. */
const TABLE: readonly (readonly [0 | 1 | 2 | 3, string, readonly string[]])[] = [
  [0, 'nothing found', ['clean.cfg']],
  [0, 'a tunnel that comes up', ['a', 'b']],
  [0, 'an unknown file that was only met is skipped', ['a', 'b', 'clean.cfg', 'docs', '-c', 'off.json']],
  [0, 'findings below the threshold', ['error.cfg', '--fail-on', 'never']],
  [0, 'standard input', ['--stdin', '--stdin-filename', 'x.cfg']],
  [1, 'an error', ['error.cfg']],
  [1, 'an error, with --quiet', ['error.cfg', '-q']],
  [1, 'a pair that does not come up', ['a', 'c']],
  [1, 'a policy that is not met', ['a', 'b', '--policy', 'good.yaml']],
  [2, 'an unknown flag', ['clean.cfg', '--frobnicate']],
  [2, 'an unknown format', ['clean.cfg', '-f', 'frob']],
  [2, 'a configuration that does not exist', ['clean.cfg', '-c', 'none.json']],
  [2, 'a configuration with a mistake', ['clean.cfg', '-c', 'wrong.json']],
  [2, 'a configuration that is no JSON', ['clean.cfg', '-c', 'broken.json']],
  [2, 'a policy pack with a mistake', ['clean.cfg', '--policy', 'wrong.yaml']],
  [2, 'a policy pack that does not exist', ['clean.cfg', '--policy', 'none.yaml']],
  [2, 'a baseline that does not exist', ['clean.cfg', '--baseline', 'none.json']],
  [0, '--diff where nothing can be fixed', ['clean.cfg', '--diff']],
  [1, '--diff where an error is left', ['error.cfg', '--diff']],
  [0, '--fix where nothing can be fixed', ['clean.cfg', '--fix']],
  [1, '--fix where an error is left', ['error.cfg', '--fix']],
  [2, '--fix and --diff', ['error.cfg', '--fix', '--diff']],
  [3, '--fix of what cannot be read', ['none.cfg', '--fix']],
  [2, '--add-suppressions without a reason', ['error.cfg', '--add-suppressions']],
  [2, 'a commit outside of a repository', ['clean.cfg', '--changed-since', 'HEAD']],
  [2, 'an output that cannot be', ['clean.cfg', '-f', 'text', '-f', 'json=no/x']],
  [3, 'a path that does not exist', ['none.cfg']],
  [3, 'a glob that matches nothing', ['none/*.cfg']],
  [3, 'a file that is too large', ['clean.cfg', ...LARGE]],
  [3, 'a file that was named and is of no known language', ['readme.md']],
  [3, 'incomplete beats findings', ['error.cfg', 'none.cfg']],
  [3, 'incomplete beats --fail-on never', ['error.cfg', 'none.cfg', '--fail-on', 'never']],
  [0, 'pair: up', ['pair', 'a', 'b']],
  [1, 'pair: down', ['pair', 'a', 'c']],
  [2, 'pair: one word', ['pair', 'a']],
  [2, 'pair: an unknown flag', ['pair', 'a', 'b', '--nta', 'a']],
  [3, 'pair: unknown, for an include is missing', ['pair', 'a', 'sealed']],
  [2, 'pair: a word that is no file, directory or device', ['pair', 'a', 'none.cfg']],
  [0, 'model', ['model', 'error.cfg']],
  [2, 'model: no words', ['model']],
  [3, 'model: a path that does not exist', ['model', 'none.cfg']],
  [3, 'model: a file that is too large', ['model', 'clean.cfg', ...LARGE]],
  [0, 'rules', ['rules']],
  [2, 'rules: a word', ['rules', 'x']],
  [0, 'explain', ['explain', 'nat/ah-across-nat']],
  [2, 'explain: an unknown rule', ['explain', 'nat/none']],
  [0, 'explain --log', ['explain', '--log', 'no matching peer config found']],
  [2, 'explain --log: an unknown line', ['explain', '--log', 'lorem ipsum']],
  [0, 'baseline write', ['baseline', 'write', 'new.json', 'error.cfg']],
  [2, 'baseline: an unknown action', ['baseline', 'frob', 'new.json', 'error.cfg']],
  [2, 'baseline write over one that exists', ['baseline', 'write', 'off.json', 'error.cfg']],
  [2, 'baseline prune of what is no baseline', ['baseline', 'prune', 'off.json', 'error.cfg']],
  [3, 'baseline write of what cannot be read', ['baseline', 'write', 'new.json', 'none.cfg']],
  [0, 'config show', ['config', 'show']],
  [2, 'config: an unknown action', ['config', 'sohw']],
  [3, 'init where an include is missing', ['init']],
  [0, 'completion', ['completion', 'fish']],
  [2, 'completion: an unknown shell', ['completion', 'fsh']],
  [2, 'lsp: a word', ['lsp', 'x']],
  [0, 'policy list', ['policy', 'list']],
  [0, 'policy test', ['policy', 'test', 'good.yaml']],
  [1, 'policy test: a pack with a mistake', ['policy', 'test', 'wrong.yaml']],
  [2, 'policy test: a pack that does not exist', ['policy', 'test', 'none.yaml']],
  [0, 'policy new', ['policy', 'new', 'fresh.yaml']],
  [2, 'policy new over a file that exists', ['policy', 'new', 'good.yaml']],
  [2, 'policy: an unknown action', ['policy', 'tset']],
];

for (const [status, what, args] of TABLE) {
  test(`${status}: ${what}`, () =>
    inTree(TREE, (cwd) => {
      const run = cli(args, { cwd, input: CLEAN });
      assert.equal(run.status, status, run.stderr + run.stdout);
      if (status === 2) assert.equal(run.stdout, '');
      if (status === 3) assert.match(run.stderr + run.stdout, /none|large|dialect|readme|sealed/, 'says what is missing');
      if (status === 2) assert.notEqual(run.stderr, '');
    }));
}

const isRoot = process.getuid?.() === 0;

test('3: a file without permission, even where it was only met', { skip: isRoot && 'root may read everything' }, () =>
  inTree(TREE, (cwd) => {
    chmodSync(join(cwd, 'clean.cfg'), 0);
    for (const word of ['clean.cfg', '.']) assert.equal(cli([word], { cwd }).status, 3);
  }),
);

test(
  '3: a FIFO and a device, named or met; nobody waits for a writer',
  { skip: process.platform === 'win32' && 'needs FIFOs' },
  () =>
    inTree(TREE, (cwd) => {
      execFileSync('mkfifo', [join(cwd, 'pipe.cfg')]);
      for (const word of ['pipe.cfg', '.', '/dev/null', '/dev/zero']) assert.equal(cli([word], { cwd }).status, 3, word);
    }),
);

test('3: a link that leads nowhere or round in circles, named', () =>
  inTree(TREE, (cwd) => {
    symlinkSync('gone.cfg', join(cwd, 'dangling.cfg'));
    symlinkSync('loop.cfg', join(cwd, 'loop.cfg'));
    for (const word of ['dangling.cfg', 'loop.cfg']) assert.equal(cli([word], { cwd }).status, 3, word);
  }));
