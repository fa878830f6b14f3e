import assert from 'node:assert/strict';
import { test } from 'node:test';
import { cliOn, type Tree } from './run.ts';

/** A router whose IKE policy is weak: crypto/weak-algorithm speaks of it. */
const router = (name: string, address: string): string => `version 15.7
hostname ${name}
crypto isakmp policy 10
 encr 3des
 authentication pre-share
 group 14
crypto isakmp key 0 Xk3vQ9bTz1LpW8 address 198.51.100.9
crypto ipsec transform-set TS esp-aes 256 esp-sha256-hmac
access-list 101 permit ip 10.1.0.0 0.0.255.255 10.9.0.0 0.0.255.255
crypto map M 10 ipsec-isakmp
 set peer 198.51.100.9
 set transform-set TS
 match address 101
interface GigabitEthernet0/0
 ip address ${address} 255.255.255.0
 crypto map M
end
`;

const FLEET: Tree = {
  'hq/edge.cfg': router('hq', '203.0.113.1'),
  'branch/edge.cfg': router('branch', '203.0.113.2'),
  'backup/hq/edge.cfg': router('old', '203.0.113.3'),
};

interface Finding {
  readonly ruleId: string;
  readonly severity: string;
  readonly device: string;
}

function findings(config: unknown, words: readonly string[] = ['.'], files: Tree = FLEET) {
  const run = cliOn({ ...files, 'ipsec-lint.config.json': JSON.stringify(config) }, ['check', ...words, '-f', 'json']);
  assert.ok(run.status !== 2, run.stderr);
  const report: { findings: Finding[]; summary: { files: number; devices: number } } = JSON.parse(run.stdout);
  return { ...report, stderr: run.stderr, status: run.status };
}

function severities(config: unknown): Record<string, string[]> {
  const out: Record<string, string[]> = {};
  for (const { ruleId, severity, device } of findings(config).findings)
    if (ruleId === 'crypto/weak-algorithm') out[device] = [...new Set([...(out[device] ?? []), severity])];
  return out;
}

test('overrides hold for their files and devices, the last one that fits decides', () => {
  const rules = { 'crypto/weak-algorithm': 'info' };
  const plain = severities({ rules });
  assert.deepEqual(plain, { branch: ['info'], hq: ['info'], old: ['info'] });
  const off = { 'crypto/weak-algorithm': 'off' };
  const error = { 'crypto/weak-algorithm': 'error' };
  assert.deepEqual(severities({ rules, overrides: [{ files: ['backup/**'], rules: off }] }), { branch: ['info'], hq: ['info'] });
  assert.deepEqual(severities({ rules, overrides: [{ devices: ['b*'], rules: error }] }), {
    branch: ['error'],
    hq: ['info'],
    old: ['info'],
  });
  assert.deepEqual(
    severities({
      rules,
      overrides: [
        { devices: ['*'], rules: off },
        { devices: ['hq'], rules: error },
      ],
    }),
    {
      hq: ['error'],
    },
  );
  assert.deepEqual(severities({ rules: off, overrides: [{ files: ['hq/**'], rules: error }] }), { hq: ['error'] });
  assert.deepEqual(severities({ rules, overrides: [{ files: ['hq/**'], devices: ['branch'], rules: off }] }), plain);
});

test('what is off for a device leaves no undecided check behind', () => {
  const run = (rules: unknown): { ruleId: string; examples: string[] }[] =>
    JSON.parse(cliOn({ ...FLEET, 'ipsec-lint.config.json': JSON.stringify(rules) }, ['hq', 'branch', '-f', 'json']).stdout)
      .undecided;
  const [first] = run({});
  if (first === undefined) return;
  const left = run({ overrides: [{ devices: ['hq', 'branch'], rules: { [first.ruleId]: 'off' } }] });
  assert.ok(!left.some(({ ruleId }) => ruleId === first.ruleId));
});

test('ignore leaves files and directories out, even named ones, and says so there', () => {
  for (const ignore of [['backup'], ['backup/'], ['backup/**'], ['**/backup'], ['backup/*/*.cfg']]) {
    const { summary, stderr } = findings({ ignore });
    assert.deepEqual([ignore, summary.devices, stderr], [ignore, 2, '']);
  }
  const named = findings({ ignore: ['backup/**'] }, ['hq/edge.cfg', 'backup/hq/edge.cfg']);
  assert.equal(named.summary.files, 1);
  assert.match(
    named.stderr,
    /backup\/hq\/edge\.cfg is not read: "backup\/\*\*" in ignore leaves it out \(ipsec-lint\.config\.json:1:12\)/,
  );
  assert.equal(findings({ ignore: ['backup'] }, ['backup']).status, 0);
  assert.equal(findings({ ignore: ['backup'] }, ['**/*.cfg']).summary.devices, 2);
});

const STALE = {
  ignore: ['nothing/**', '*.bak'],
  rules: { 'acme/rule': 'off', 'crypto/no-pfs': 'info' },
  overrides: [
    { files: ['branhc/**'], rules: { 'crypto/weak-algorithm': 'info' } },
    { devices: ['brunch'], rules: { 'crypto/weak-algorithm': 'info' } },
    { devices: ['hq'], rules: { 'crypto/no-pfs': 'info' } },
  ],
  topology: { devices: { hq: { files: ['hq/**'] }, second: { files: ['hq/*.cfg'] }, gone: { files: ['gone/**', 'branch'] } } },
};

test('entries that have no effect are told at their place', () => {
  const { stderr, status } = findings(STALE);
  const lines = stderr
    .trim()
    .split('\n')
    .map((line) => line.replace(/^ipsec-lint: warning: ipsec-lint\.config\.json:1:\d+: /, ''));
  assert.deepEqual(lines, [
    '"nothing/**" in ignore leaves nothing out',
    '"*.bak" in ignore leaves nothing out; "**/*.bak" looks in every directory',
    'there is no rule "acme/rule"',
    '"branhc/**" in overrides matches no file',
    'there is no device "brunch"; did you mean "branch"?',
    'this override changes nothing: crypto/no-pfs is "info" everywhere',
    'every file of device second belongs to a device that comes before it',
    '"gone/**" of device gone matches no file',
    '"branch" of device gone matches no file; globs are relative to the configuration, and "directory/**" is everything below one',
  ]);
  assert.equal(status, 0, 'a stale entry is no incomplete run');
  assert.equal(cliOn({ ...FLEET, 'ipsec-lint.config.json': JSON.stringify(STALE) }, ['.', '-q']).stderr, '');
});

test('a run over part of the fleet says nothing of entries for the rest', () => {
  const { rules: _, ...config } = { ...STALE, overrides: STALE.overrides.slice(0, 2) };
  assert.equal(findings(config, ['hq/edge.cfg', 'branch/edge.cfg']).stderr, '');
  assert.equal(findings(config, ['branch']).stderr, '');
  assert.match(findings(config, ['hq']).stderr, /^[^\n]*every file of device second [^\n]*\n$/);
});

test('packs of the configuration are gone by; a wrong one is told at its place, an id of one is a rule id', () => {
  const { findings: found } = findings({ policies: ['cnsa2'] });
  assert.ok(found.some(({ ruleId }) => ruleId.startsWith('cnsa2/')));
  assert.ok(
    !findings({ policies: ['cnsa2'], rules: { 'cnsa2/cnsa2-sig': 'off' } }).findings.some(
      ({ ruleId }) => ruleId === 'cnsa2/cnsa2-sig',
    ),
  );
  assert.equal(findings({ rules: { 'cnsa2/cnsa2-sig': 'off' } }).stderr, '', 'it is for runs with --policy');
  const wrong = cliOn({ ...FLEET, 'c/ipsec-lint.config.json': '{\n "policies": ["cnsa3",\n "no.yaml"] }' }, [
    '.',
    '-c',
    'c/ipsec-lint.config.json',
  ]);
  assert.deepEqual([wrong.status, wrong.stdout], [2, '']);
  assert.match(wrong.stderr, /c\/ipsec-lint\.config\.json:2:15: there is no policy pack or file "cnsa3"; did you mean "cnsa2"\?/);
});
