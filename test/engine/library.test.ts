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

test('overrides and ignore hold for texts at hand; what would read files is refused', () => {
  const text = [
    'version 15.7',
    'hostname r',
    'crypto isakmp policy 10\n encr 3des\n authentication pre-share\n group 14',
    'crypto isakmp key 0 Xk3vQ9bTz1LpW8 address 198.51.100.9',
    'crypto ipsec transform-set TS esp-aes 256 esp-sha256-hmac',
    'access-list 101 permit ip 10.1.0.0 0.0.255.255 10.9.0.0 0.0.255.255',
    'crypto map M 10 ipsec-isakmp\n set peer 198.51.100.9\n set transform-set TS\n match address 101',
    'interface GigabitEthernet0/0\n ip address 203.0.113.1 255.255.255.0\n crypto map M\nend\n',
  ].join('\n');
  const inputs = ['a/r.cfg', 'b/r.cfg'].map((path) => ({ path, text }));
  const off = { 'crypto/weak-algorithm': 'off' } as const;
  const devices = (config: Parameters<typeof lint>[1]): string[] => [
    ...new Set(
      lint(inputs, config)
        .findings.filter(({ ruleId }) => ruleId === 'crypto/weak-algorithm')
        .map(({ location }) => location.path),
    ),
  ];
  assert.deepEqual(devices({}), ['a/r.cfg', 'b/r.cfg']);
  assert.deepEqual(devices({ overrides: [{ files: ['a/**'], rules: off }] }), ['b/r.cfg']);
  assert.deepEqual(devices({ ignore: ['b'] }), ['a/r.cfg']);
  const withFiles: object = { extends: ['base.json'] };
  assert.throws(() => lint(inputs, withFiles), /no file is read here: "base\.json"/);
});
