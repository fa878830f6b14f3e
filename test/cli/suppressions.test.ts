import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { Report } from '../../src/report/report.ts';
import { cliOn, type Tree } from './run.ts';

function host(before = '', behind = ''): string {
  return `connections {
  site {
    version = 2
    local_addrs = 203.0.113.1
    remote_addrs = 203.0.113.2
${before}    proposals = 3des-sha256-modp1024${behind}
    local { auth = psk }
    remote { auth = psk }
    children { net { esp_proposals = aes256gcm16-ecp256 } }
  }
}
`;
}

const ROUTER = (comment: string): string =>
  `version 15.7\nhostname r1\ncrypto isakmp policy 10\n${comment} encr 3des\n authentication pre-share\n group 14\nend\n`;

function check(files: Tree, ...args: readonly string[]): Report {
  const { stdout, stderr } = cliOn(files, ['check', ...(args.length === 0 ? ['.'] : args), '-f', 'json']);
  assert.ok(stdout !== '', stderr);
  return JSON.parse(stdout);
}

const rulesOf = ({ findings }: Report): string[] => findings.map(({ ruleId }) => ruleId).sort();
const ALL = rulesOf(check({ 'swanctl.conf': host() }));

test('a comment with a reason silences a rule at its line or at the next', () => {
  assert.ok(ALL.includes('crypto/weak-algorithm'), 'there is something to silence');
  const why = 'ipsec-lint: ignore crypto/weak-algorithm -- the peer is replaced in March';
  for (const text of [host(`    # ${why}\n`), host('', ` # ${why}`), host(`    # ${why}\n\n    # more\n`)]) {
    const report = check({ 'swanctl.conf': text });
    assert.ok(!rulesOf(report).includes('crypto/weak-algorithm'));
    assert.ok((report.summary.suppressed ?? 0) > 0);
    assert.ok(!rulesOf(report).some((rule) => rule.startsWith('meta/')));
  }
  assert.ok(!rulesOf(check({ 'r1.cfg': ROUTER(` ! ${why}\n`) })).includes('crypto/weak-algorithm'));
});

test('a comment elsewhere silences nothing and is told to be of no use', () => {
  const report = check({ 'swanctl.conf': `# ipsec-lint: ignore crypto/weak-algorithm -- x\n${host()}` });
  assert.deepEqual(rulesOf(report), [...ALL, 'meta/unused-suppression'].sort());
  const unused = report.findings.find(({ ruleId }) => ruleId.startsWith('meta/'));
  assert.deepEqual([unused?.severity, unused?.location.line], ['warning', 1]);
});

test('no reason, an unknown rule and a comment that is not understood silence nothing and are told', () => {
  const said = (comment: string): Report => check({ 'swanctl.conf': host(`    # ${comment}\n`) });
  for (const [comment, rule] of [
    ['ipsec-lint: ignore crypto/weak-algorithm', 'meta/suppression-without-reason'],
    ['ipsec-lint: ignore crypto/weak-algorithm -- ', 'meta/suppression-without-reason'],
    ['ipsec-lint: ignore crypto/week-algorithm -- why', 'meta/suppression-of-unknown-rule'],
    ['ipsec-lint: disable crypto/weak-algorithm -- why', 'meta/malformed-suppression'],
    ['ipsec-lint: ignore', 'meta/malformed-suppression'],
  ] as const)
    assert.deepEqual(rulesOf(said(comment)), [...ALL, rule].sort(), comment);
  const [unknown] = said('ipsec-lint: ignore crypto/week-algorithm -- why').findings.filter(({ ruleId }) =>
    ruleId.startsWith('meta/'),
  );
  assert.match(unknown?.message ?? '', /did you mean "crypto\/weak-algorithm"/);
});

test('what the linter says of itself cannot be silenced', () => {
  const comment = '    # ipsec-lint: ignore meta/unused-suppression, crypto/null-encryption -- x\n';
  const metas = rulesOf(check({ 'swanctl.conf': host(comment) })).filter((rule) => rule.startsWith('meta/'));
  assert.deepEqual(metas, ['meta/unused-suppression', 'meta/unused-suppression']);
});

test('a run that does not see the peer does not call a suppression of a pair rule unused', () => {
  const text = `# ipsec-lint: ignore proposal/no-common-ike -- x\n${host()}`;
  assert.deepEqual(rulesOf(check({ 'swanctl.conf': text }, 'swanctl.conf')), ALL);
  assert.ok(rulesOf(check({ 'swanctl.conf': text })).includes('meta/unused-suppression'));
});

test('hostile comments are harmless', () => {
  const title = '\u001b]0;x\u0007';
  const words = [
    `ignore ${title} -- x`,
    'ignore __proto__ -- x',
    'ignore toString, constructor -- x',
    `ignore ${'a/b,'.repeat(20000)} -- x`,
    `ignore ${' '.repeat(50000)}x`,
  ];
  for (const word of words) {
    const { stdout, status } = cliOn({ 'swanctl.conf': host(`    # ipsec-lint: ${word}\n`) }, [
      'check',
      '.',
      '--fail-on',
      'never',
    ]);
    assert.equal(status, 0, word.slice(0, 40));
    assert.ok(!stdout.includes('\u001b'));
  }
  const secret = 'hunter2-and-more';
  const { stdout } = cliOn({ 'ipsec.secrets': `# ipsec-lint: ignore x : PSK "${secret}"\n: PSK "abcdefgh"\n` }, [
    'check',
    '.',
    '--debug',
  ]);
  assert.ok(!stdout.includes(secret));
});

test('the library honours them, too', async () => {
  const { lint } = await import('../../src/index.ts');
  const text = host('    # ipsec-lint: ignore crypto/weak-algorithm -- known\n');
  assert.ok(!rulesOf(lint([{ path: 'swanctl.conf', text }])).includes('crypto/weak-algorithm'));
});
