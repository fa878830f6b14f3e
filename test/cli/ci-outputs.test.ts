import assert from 'node:assert/strict';
import { chmodSync, existsSync, mkdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { test } from 'node:test';
import { cli, inTree, type Tree } from './run.ts';

const ROUTER: Tree = {
  'r1.cfg': 'version 15.7\nhostname r1\ncrypto isakmp policy 10\n encr 3des\ncrypto isakmp key 0 cisco address 0.0.0.0\nend\n',
};

const REPORT = 'gl-code-quality-report.json';

test('in GitHub Actions findings are annotations beside the text, which is said', () =>
  inTree(ROUTER, (cwd) => {
    const run = cli(['.'], { cwd, env: { GITHUB_ACTIONS: 'true' } });
    assert.match(run.stdout, /1 file, 1 device/);
    assert.match(run.stdout, /^::(error|warning|notice) file=r1\.cfg,line=/m);
    assert.equal(
      run.stderr,
      'ipsec-lint: GITHUB_ACTIONS is set: findings are written as annotations, too (not with --format text)\n',
    );
    assert.equal(cli(['.', '-q'], { cwd, env: { GITHUB_ACTIONS: 'true' } }).stderr, '');
  }));

test('in GitLab CI a report file is written beside the text, which is said', () =>
  inTree(ROUTER, (cwd) => {
    const run = cli(['.'], { cwd, env: { GITLAB_CI: 'true' } });
    assert.match(run.stdout, /1 file, 1 device/);
    assert.match(run.stderr, /^ipsec-lint: GITLAB_CI is set: findings are written to gl-code-quality-report\.json, too/);
    const report: { check_name: string }[] = JSON.parse(readFileSync(join(cwd, REPORT), 'utf8'));
    assert.ok(report.length > 0 && report.every(({ check_name }) => check_name.includes('/')));
  }));

test('a format that is asked for is all there is, and no other variable or value counts', () =>
  inTree(ROUTER, (cwd) => {
    for (const env of [{ GITHUB_ACTIONS: 'true' }, { GITLAB_CI: 'true' }]) {
      const json = cli(['.', '-f', 'json'], { cwd, env });
      assert.ok(JSON.parse(json.stdout));
      assert.equal(json.stderr, '');
      assert.doesNotMatch(cli(['.', '-f', 'text'], { cwd, env }).stdout, /^::/m);
    }
    for (const env of [{ GITHUB_ACTIONS: 'false' }, { GITLAB_CI: '' }, { CI: 'true' }]) {
      const run = cli(['.'], { cwd, env });
      assert.equal(run.stderr, '');
      assert.doesNotMatch(run.stdout, /^::/m);
    }
    assert.ok(!existsSync(join(cwd, REPORT)));
  }));

test('a report file that cannot be written is said, and the lint goes on', () =>
  inTree(ROUTER, (cwd) => {
    mkdirSync(join(cwd, REPORT));
    chmodSync(join(cwd, REPORT), 0o755);
    const run = cli(['r1.cfg'], { cwd, env: { GITLAB_CI: 'true' } });
    assert.match(run.stderr, /GITLAB_CI is set, but gl-code-quality-report\.json cannot be written: EISDIR/);
    assert.match(run.stdout, /1 file, 1 device/);
    assert.ok(run.status !== 2);
  }));
