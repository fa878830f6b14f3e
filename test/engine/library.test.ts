import assert from 'node:assert/strict';
import { test } from 'node:test';
import { lint } from '../../src/index.ts';

const ROUTER =
  'version 15.7\nhostname r1\ncrypto map M 10 ipsec-isakmp\n set peer 203.0.113.1\n set transform-set NONE\n match address A\n' +
  'interface GigabitEthernet0/0\n ip address 203.0.113.2 255.255.255.0\n crypto map M\nend\n';
const SWANCTL = 'include conf.d/*.conf\n';
const CONNECTION = 'connections {\n  a {\n    remote_addrs = 203.0.113.1\n  }\n}\n';

test('texts and bytes at hand are linted like files', () => {
  const report = lint([
    { path: 'r1.cfg', text: ROUTER },
    { path: 'moon/etc/swanctl/swanctl.conf', bytes: Buffer.from(`\ufeff${SWANCTL}`, 'utf16le') },
    { path: 'moon/etc/swanctl/conf.d/a.conf', text: CONNECTION },
  ]);
  assert.equal(report.complete, true, JSON.stringify(report.problems));
  assert.deepEqual([report.summary.files, report.summary.devices], [3, 2]);
  assert.ok(report.findings.some(({ ruleId, location }) => ruleId === 'reference/undefined' && location.path === 'r1.cfg'));
});

test('includes are looked for among the inputs only', () => {
  const report = lint([{ path: 'moon/swanctl.conf', text: 'include /etc/passwd\ninclude none.d/*.conf\n' }]);
  assert.deepEqual(
    report.problems.map(({ path, line }) => [path, line]),
    [['moon/swanctl.conf', 1]],
  );
});

test('severities and topology', () => {
  const config = { rules: { 'reference/undefined': 'off' }, topology: { devices: { hq: { files: ['*.cfg'] } } } } as const;
  const report = lint([{ path: 'r1.cfg', text: ROUTER }], config);
  assert.ok(report.findings.length > 0);
  assert.ok(report.findings.every(({ ruleId, device }) => ruleId !== 'reference/undefined' && device === 'hq'));
});

test('a wrong configuration throws with every mistake', () => {
  const wrong: object = { topology: { devices: { a: { nat: { kind: 'natp' } } } }, rulse: {} };
  assert.throws(
    () => lint([], wrong),
    /"rulse"; did you mean "rules"\?[\s\S]*did you mean "napt"\?|did you mean "napt"\?[\s\S]*"rulse"/,
  );
});

test('a text in no dialect is a problem', () => {
  const report = lint([{ path: 'x.txt', text: 'nothing of ours\n' }]);
  assert.equal(report.complete, false);
  assert.deepEqual(
    report.problems.map(({ path }) => path),
    ['x.txt'],
  );
});
