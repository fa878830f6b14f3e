import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { mkdirSync, readdirSync, readFileSync, rmSync, statSync, symlinkSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { test } from 'node:test';
import { Ajv } from 'ajv';
import type { Report, ReportChange } from '../../src/report/report.ts';
import { cleanEnvironment, cli, inTree, type Tree } from './run.ts';

const office = (name: string): string => readFileSync(new URL(`../../examples/office-fixed/${name}`, import.meta.url), 'utf8');
const OFFICE: Tree = {
  'branch.cfg': office('branch.cfg'),
  'hq.cfg': office('hq.cfg'),
  'ipsec-lint.config.json': office('ipsec-lint.config.json'),
};

const validate = new Ajv({ strict: false }).compile(
  JSON.parse(readFileSync(new URL('../../schemas/report-1.schema.json', import.meta.url), 'utf8')),
);

function git(root: string, ...args: readonly string[]): string {
  const identity = {
    GIT_AUTHOR_NAME: 'a',
    GIT_AUTHOR_EMAIL: 'a@b.test',
    GIT_COMMITTER_NAME: 'a',
    GIT_COMMITTER_EMAIL: 'a@b.test',
  };
  const { status, stdout, stderr } = spawnSync(
    'git',
    ['-c', 'init.defaultBranch=main', '-c', 'protocol.file.allow=always', ...args],
    {
      cwd: root,
      encoding: 'utf8',
      env: cleanEnvironment({ ...identity, GIT_CONFIG_GLOBAL: '/dev/null', GIT_CONFIG_NOSYSTEM: '1' }),
    },
  );
  assert.equal(status, 0, stderr);
  return stdout;
}

function commit(root: string, message = 'one'): void {
  git(root, 'add', '-A');
  git(root, 'commit', '-q', '--allow-empty', '-m', message);
}

function write(root: string, path: string, content: string): void {
  mkdirSync(dirname(join(root, path)), { recursive: true });
  writeFileSync(join(root, path), content);
}

function edit(root: string, path: string, from: string, to: string): void {
  const text = readFileSync(join(root, path), 'utf8');
  assert.ok(text.includes(from), `${path} has no ${from}`);
  writeFileSync(join(root, path), text.replaceAll(from, to));
}

/** A repository whose only commit has the files. */
function inRepository<Result>(files: Tree, body: (root: string) => Result): Result {
  return inTree(files, (root) => {
    git(root, 'init', '-q');
    commit(root);
    return body(root);
  });
}

function changeSince(
  root: string,
  args: readonly string[] = ['.', '--changed-since', 'HEAD'],
): Report & { readonly change: ReportChange; readonly status: number | null } {
  const { stdout, stderr, status } = cli(['check', ...args, '-f', 'json'], { cwd: root });
  assert.ok(stdout !== '', stderr);
  const report: Report & { readonly change: ReportChange } = JSON.parse(stdout);
  assert.ok(validate(report), JSON.stringify(validate.errors));
  return { ...report, status };
}

const rules = (findings: readonly { readonly ruleId: string }[]): string[] => findings.map(({ ruleId }) => ruleId);

/** A peer of strongSwan; its file gives it no name. */
function host(local: string, remote: string, proposal = 'aes256-sha256-ecp256'): string {
  return `connections {
  site {
    version = 2
    local_addrs = ${local}
    remote_addrs = ${remote}
    proposals = ${proposal}
    local { auth = psk }
    remote { auth = psk }
    children { net { esp_proposals = aes256gcm16-ecp256 } }
  }
}
secrets { ike-1 { secret = "a long and random secret of the pair 4711" } }
`;
}

const EAST = host('203.0.113.1', '203.0.113.2');
const WEST = host('203.0.113.2', '203.0.113.1');

test('a change on one device breaks the tunnel of its peer, and taking it back heals it', () =>
  inRepository(OFFICE, (root) => {
    edit(root, 'hq.cfg', 'encryption aes-gcm-256', 'encryption aes-gcm-128');
    const { change, findings, status } = changeSince(root);
    assert.equal(status, 1);
    const broken = change.tunnels.find(({ initiator }) => initiator === 'branch');
    assert.deepEqual([broken?.before, broken?.after, broken?.verdict, broken?.reason], ['up', 'down', 'broken', 'ike-proposal']);
    assert.ok(findings.length > 0);
    assert.deepEqual(change.newFindings, findings);

    commit(root, 'two');
    assert.deepEqual(changeSince(root).change.tunnels, []);
    edit(root, 'hq.cfg', 'encryption aes-gcm-128', 'encryption aes-gcm-256');
    const back = changeSince(root);
    assert.equal(back.status, 0);
    assert.deepEqual(rules(back.change.fixedFindings), rules(findings));
    assert.equal(back.change.tunnels[0]?.verdict, 'healed');
  }));

test('a filter that lets IKE pass and drops ESP breaks a tunnel, too; --fail-on never reports only', () =>
  inRepository(OFFICE, (root) => {
    edit(root, 'hq.cfg', ' permit udp any host 203.0.113.10 eq non500-isakmp\n', '');
    assert.equal(changeSince(root).change.tunnels[0]?.verdict, 'broken');
    assert.equal(changeSince(root, ['.', '--changed-since', 'HEAD', '--fail-on', 'never']).status, 0);
  }));

test('what was there before is no news, wherever its lines are now', () =>
  inRepository({ 'east.conf': host('203.0.113.1', '203.0.113.2', '3des-md5-modp1024') }, (root) => {
    edit(root, 'east.conf', 'connections {', '# a comment\n\nconnections {');
    const { change, status, summary } = changeSince(root);
    assert.equal(status, 0);
    assert.deepEqual([change.newFindings, change.fixedFindings, summary.error], [[], [], 0]);
    assert.ok(change.unchanged > 0);
  }));

test('an untracked file counts as part of the change, a deleted one as gone; its peer misses it', () =>
  inRepository({ 'east/swanctl.conf': EAST }, (root) => {
    write(root, 'west/swanctl.conf', WEST);
    const added = changeSince(root).change;
    assert.deepEqual(added.devices.added, ['west']);
    assert.deepEqual(
      added.tunnels.map(({ verdict, after }) => [verdict, after]),
      [
        ['added', 'up'],
        ['added', 'up'],
      ],
    );
    commit(root, 'two');
    rmSync(join(root, 'west'), { recursive: true });
    const { change, status } = changeSince(root);
    assert.deepEqual(change.devices.removed, ['west']);
    const verdicts = change.tunnels.map(({ initiator, verdict, reason }) => [initiator, verdict, reason]);
    assert.deepEqual(verdicts, [
      ['east', 'broken', 'no-peer'],
      ['west', 'removed', 'removed'],
    ]);
    assert.equal(status, 1);
  }));

test('a renamed device is the same device, whether its name comes from the text or from the path', () =>
  inRepository({ ...OFFICE, 'x/swanctl.conf': host('203.0.113.77', '203.0.113.78', '3des-md5-modp1024') }, (root) => {
    rmSync(join(root, 'ipsec-lint.config.json'));
    commit(root, 'two');
    git(root, 'mv', 'hq.cfg', 'center.cfg');
    git(root, 'mv', 'x', 'y');
    const { change, status } = changeSince(root);
    assert.equal(status, 0);
    assert.deepEqual(change.devices, { added: [], removed: [], renamed: [{ from: 'x', to: 'y' }] });
    assert.deepEqual([change.newFindings, change.fixedFindings, change.tunnels], [[], [], []]);
    edit(root, 'y/swanctl.conf', 'version = 2', 'version = 2 # edited');
    assert.deepEqual(changeSince(root).change.newFindings, [], 'what is found on a moved and edited device stays known');
  }));

test('the same trouble on another device is news, at the right one', () =>
  inRepository({ 'b/swanctl.conf': host('203.0.113.1', '203.0.113.2', '3des-md5-modp1024'), 'a/swanctl.conf': EAST }, (root) => {
    edit(root, 'a/swanctl.conf', 'proposals = aes256-sha256-ecp256', 'proposals = 3des-md5-modp1024');
    const { findings } = changeSince(root);
    assert.ok(findings.length > 0);
    assert.ok(findings.every(({ device }) => device === 'a'));
  }));

test('includes are read from the commit', () =>
  inRepository(
    {
      'etc/swanctl/swanctl.conf': 'include parts/*.conf\ninclude more.txt\n',
      'etc/swanctl/parts/a.conf': EAST,
      'etc/swanctl/more.txt': '# x\n',
    },
    (root) => {
      rmSync(join(root, 'etc/swanctl/more.txt'));
      edit(root, 'etc/swanctl/swanctl.conf', 'include more.txt\n', '');
      edit(root, 'etc/swanctl/parts/a.conf', 'proposals = aes256-sha256-ecp256', 'proposals = 3des-sha256-modp1024');
      const { change, complete } = changeSince(root, ['etc/swanctl/swanctl.conf', '--changed-since', 'HEAD']);
      assert.equal(complete, true);
      assert.deepEqual(change.problems, []);
      assert.ok(rules(change.newFindings).includes('crypto/weak-algorithm'));
      assert.ok(change.newFindings.every(({ location }) => location.path === 'etc/swanctl/parts/a.conf'));
    },
  ));

test('paths and globs that only one side has are no problem, those that neither has are', () =>
  inRepository({ 'old.conf': EAST, 'sub/a.conf': EAST }, (root) => {
    git(root, 'mv', 'old.conf', 'new.conf');
    assert.equal(changeSince(root, ['old.conf', 'new.conf', 'sub/*.conf', '--changed-since', 'HEAD']).complete, true);
    const { problems, status } = changeSince(root, ['new.conf', 'no.conf', '--changed-since', 'HEAD']);
    assert.equal(status, 3);
    assert.deepEqual(problems, [{ path: 'no.conf', message: 'there is no such file' }]);
  }));

test('globs and .gitignore mean the same on both sides', () =>
  inRepository({ '.gitignore': 'lab/\n', 'sites/a/swanctl.conf': EAST, 'sites/b/swanctl.conf': WEST }, (root) => {
    write(root, 'lab/swanctl.conf', host('203.0.113.1', '203.0.113.9', 'des-md5-modp768'));
    git(root, 'add', '-f', 'lab');
    commit(root, 'two');
    for (const words of [['.'], ['sites/*/swanctl.conf'], ['sites/{a,b}/**'], ['sites']]) {
      const { change, summary } = changeSince(root, [...words, '--changed-since', 'HEAD']);
      assert.deepEqual([change.newFindings, change.fixedFindings, change.tunnels], [[], [], []], words[0]);
      assert.equal(summary.pairs, 1, words[0]);
    }
  }));

test('the command works from a subdirectory', () =>
  inRepository({ 'net/hq.conf': EAST, 'other.txt': 'x' }, (root) => {
    edit(root, 'net/hq.conf', 'proposals = aes256-sha256-ecp256', 'proposals = 3des-sha256-modp1024');
    const { change } = changeSince(join(root, 'net'));
    assert.ok(change.newFindings.every(({ location }) => location.path === 'hq.conf'));
    assert.deepEqual(change.fixedFindings, []);
    assert.ok(change.newFindings.length > 0);
  }));

test('links in the tree lead where they lead on the disk, and nowhere out of the repository', () =>
  inRepository({ 'real/swanctl.conf': EAST }, (root) => {
    symlinkSync('swanctl.conf', join(root, 'real/again.conf'));
    symlinkSync('/etc', join(root, 'real/out'));
    symlinkSync('/etc/passwd', join(root, 'real/passwd.conf'));
    symlinkSync('loop.conf', join(root, 'real/loop.conf'));
    symlinkSync('real', join(root, 'alias'));
    commit(root, 'two');
    rmSync(join(root, 'real/loop.conf'));
    const { change, summary } = changeSince(root, ['real', '--changed-since', 'HEAD']);
    assert.equal(summary.devices, 1);
    assert.deepEqual([change.newFindings, change.fixedFindings, change.devices.removed], [[], [], []]);
    const named = changeSince(root, ['alias/swanctl.conf', '--changed-since', 'HEAD']).change;
    assert.deepEqual([named.newFindings, named.fixedFindings, named.problems], [[], [], []]);
  }));

test('submodules are read at the commit that is recorded', () =>
  inTree({ 'lib/swanctl.conf': EAST, 'main/readme.txt': 'x' }, (root) => {
    const [lib, main] = [join(root, 'lib'), join(root, 'main')];
    for (const one of [lib, main]) {
      git(one, 'init', '-q');
      commit(one);
    }
    git(main, 'submodule', '--quiet', 'add', lib, 'sites/east');
    commit(main, 'two');
    assert.deepEqual(changeSince(main).change.devices, { added: [], removed: [], renamed: [] });
    edit(main, 'sites/east/swanctl.conf', 'proposals = aes256-sha256-ecp256', 'proposals = 3des-sha256-modp1024');
    const { change } = changeSince(main);
    assert.ok(rules(change.newFindings).includes('crypto/weak-algorithm'));
    assert.deepEqual(change.devices.added, []);
  }));

test('REF... is the commit where the branch left REF', () =>
  inRepository({ 'a/swanctl.conf': EAST, 'b/swanctl.conf': WEST }, (root) => {
    git(root, 'checkout', '-q', '-b', 'work');
    git(root, 'checkout', '-q', 'main');
    edit(root, 'b/swanctl.conf', 'proposals = aes256-sha256-ecp256', 'proposals = 3des-sha256-modp1024');
    commit(root, 'main moves on');
    git(root, 'checkout', '-q', 'work');
    assert.ok(changeSince(root, ['.', '--changed-since', 'main']).change.fixedFindings.length > 0);
    assert.deepEqual(changeSince(root, ['.', '--changed-since', 'main...']).change.fixedFindings, []);
  }));

test('a topology is that of its side; severities, waivers and baseline are those of today', () =>
  inRepository(OFFICE, (root) => {
    const config = JSON.parse(office('ipsec-lint.config.json'));
    config.topology.devices.hq.nat = { kind: 'forward', public: '203.0.113.10', ports: ['udp/500'] };
    write(root, 'ipsec-lint.config.json', JSON.stringify(config));
    assert.equal(changeSince(root).change.tunnels.find(({ initiator }) => initiator === 'branch')?.verdict, 'broken');

    write(root, 'ipsec-lint.config.json', office('ipsec-lint.config.json'));
    edit(root, 'hq.cfg', 'encryption aes-gcm-256', 'encryption 3des');
    const waivers = [{ rule: '*', target: '*', reason: 'the change is announced' }];
    write(root, 'ipsec-lint.waivers.json', JSON.stringify({ waivers }));
    const { change, summary } = changeSince(root);
    assert.ok((summary.waived ?? 0) > 0);
    assert.deepEqual(change.newFindings, []);
  }));

test('nothing in the repository is touched or run', () =>
  inRepository({ 'a/swanctl.conf': EAST, '.gitattributes': '*.conf filter=evil diff=evil\n' }, (root) => {
    const evil = `touch ${join(root, 'executed')}`;
    for (const key of ['filter.evil.smudge', 'filter.evil.clean', 'diff.evil.textconv', 'diff.evil.command', 'core.fsmonitor'])
      git(root, 'config', key, evil);
    for (const hook of ['post-checkout', 'post-index-change'])
      writeFileSync(join(root, '.git/hooks', hook), `#!/bin/sh\n${evil}\n`, { mode: 0o755 });
    write(root, 'b/swanctl.conf', WEST);
    const index = statSync(join(root, '.git/index'), { bigint: true }).mtimeNs;
    const before = readdirSync(join(root, '.git'), { recursive: true }).sort();
    assert.equal(changeSince(root).status, 0);
    assert.equal(statSync(join(root, '.git/index'), { bigint: true }).mtimeNs, index);
    assert.deepEqual(readdirSync(join(root, '.git'), { recursive: true }).sort(), before);
    assert.ok(!readdirSync(root).includes('executed'));
  }));

test("a hook's environment does not lead to another repository", () =>
  inRepository({ 'a/swanctl.conf': EAST }, (root) => {
    const env = { GIT_DIR: '/nowhere/.git', GIT_INDEX_FILE: '/nowhere/index', GIT_WORK_TREE: '/nowhere' };
    const { status, stderr } = cli(['check', '.', '--changed-since', 'HEAD'], { cwd: root, env });
    assert.equal(status, 0, stderr);
  }));

test('what cannot be compared is a usage error that says why', () => {
  const usage = (cwd: string, args: readonly string[], message: RegExp): void => {
    const { status, stdout, stderr } = cli(['check', ...args], { cwd });
    assert.equal(status, 2, stderr);
    assert.equal(stdout, '');
    assert.match(stderr, message);
  };
  inTree({ 'a.conf': EAST }, (root) => usage(root, ['.', '--changed-since', 'HEAD'], /not in the work tree of a git repository/));
  inRepository({ 'a.conf': EAST }, (root) => {
    usage(root, ['.', '--changed-since', 'nowhere'], /there is no commit "nowhere"/);
    usage(root, ['.', '--changed-since', '--output=/tmp/x'], /there is no commit/);
    usage(root, ['.', '--changed-since', 'HEAD:a.conf'], /there is no commit/);
    usage(root, ['..', '--changed-since', 'HEAD'], /outside the repository/);
    usage(root, ['--stdin', '--changed-since', 'HEAD'], /standard input/);
    commit(root, 'two');
    const clone = join(root, 'clone');
    git(root, 'clone', '-q', '--depth=1', `file://${root}`, clone);
    usage(clone, ['.', '--changed-since', 'HEAD~1'], /shallow clone/);
  });
});

test('people see new findings in full, then what was fixed, tunnels and a count', () =>
  inRepository(OFFICE, (root) => {
    edit(root, 'hq.cfg', 'encryption aes-gcm-256', 'encryption aes-gcm-128');
    const { stdout } = cli(['check', '.', '--changed-since', 'HEAD'], { cwd: root });
    assert.match(stdout, /^broken: branch to hq, crypto map VPN 10: up before, down now \(ike-proposal\)$/m);
    assert.match(stdout, /^since HEAD \([0-9a-f]{10}\): 1 tunnel broken, \d+ new, 0 fixed and 0 unchanged findings$/m);
    const { stdout: comment } = cli(['check', '.', '--changed-since', 'HEAD', '-f', 'markdown'], { cwd: root });
    assert.match(comment, /^\| broken \| branch to hq, crypto map VPN 10 \| up \| down \| ike-proposal \|$/m);
  }));

test('with --diff and --fix, what the change brought is mended, and what was there before stays', () => {
  const conn = (name: string, peer: string): string =>
    `conn ${name}\n  left=203.0.113.1\n  right=${peer}\n  authby=psk\n  auto=start\n  pfs=yes\n`;
  inRepository({ 'hq/ipsec.conf': conn('old', '198.51.100.7') }, (root) => {
    const both = `${conn('old', '198.51.100.7')}\n${conn('new', '198.51.100.8')}`;
    write(root, 'hq/ipsec.conf', both);
    const shown = cli(['check', '.', '--changed-since', 'HEAD', '--diff'], { cwd: root });
    assert.match(shown.stdout, /^- {2}pfs=yes\n\+ {2}# pfs=yes$/m);
    assert.equal(readFileSync(join(root, 'hq/ipsec.conf'), 'utf8'), both);
    const { status } = cli(['check', '.', '--changed-since', 'HEAD', '--fix', '--fail-on', 'never'], { cwd: root });
    const fixed = readFileSync(join(root, 'hq/ipsec.conf'), 'utf8');
    assert.deepEqual(
      [status, fixed],
      [0, `${conn('old', '198.51.100.7')}\n${conn('new', '198.51.100.8').replace('pfs', '# pfs')}`],
    );
  });
});
