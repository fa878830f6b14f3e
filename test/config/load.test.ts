import assert from 'node:assert/strict';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { test } from 'node:test';
import { plainValue } from '../../src/config/document.ts';
import { parseJson } from '../../src/config/json.ts';
import { loadConfig, parseConfig } from '../../src/config/load.ts';
import type { Config } from '../../src/config/types.ts';
import { fc } from '../seeded.ts';

const RULES = ['crypto/ikev1', 'nat/no-keepalive'];

async function problems(text: string, path = 'ipsec-lint.config.json'): Promise<string[]> {
  const result = await parseConfig({ path, directory: '/x', text, ruleIds: RULES });
  assert.ok('problems' in result, 'the configuration was accepted');
  return result.problems.map(({ line, column, message }) => `${line}:${column} ${message}`);
}

async function accepted(text: string, path = 'ipsec-lint.config.json'): Promise<Config> {
  const result = await parseConfig({ path, directory: '/x', text, ruleIds: RULES });
  assert.ok('config' in result, JSON.stringify(result));
  return result.config;
}

const FULL = `{ "rules": { "crypto/ikev1": "off" },
  "topology": { "devices": {
    "branch": { "files": ["branch/**"], "addresses": ["10.1.0.10"], "names": ["b.example.com"], "version": "15.2",
                "outside": "eth0", "nat": { "kind": "forward", "public": "203.0.113.1", "ports": ["udp/500", "esp"] } } } } }`;

test('a configuration is read with the place of every value', async () => {
  const config = await accepted(FULL);
  assert.deepEqual([...config.rules], [['crypto/ikev1', 'off']]);
  assert.deepEqual(config.devices, [
    {
      name: 'branch',
      files: ['branch/**'],
      addresses: ['10.1.0.10'],
      names: ['b.example.com'],
      version: '15.2',
      outside: 'eth0',
      nat: { kind: 'forward', public: '203.0.113.1', ports: ['udp/500', 'esp'] },
    },
  ]);
  const range = config.locate(['topology', 'devices', 'branch', 'nat', 'public']);
  assert.ok(range);
  assert.equal(FULL.slice(range.start, range.end), '"203.0.113.1"');
  assert.equal(config.locate(['topology', 'devices', 'nobody']), undefined);
});

test('YAML says the same', async () => {
  const text = 'rules:\n  crypto/ikev1: off\ntopology:\n  devices:\n    hq:\n      files: [hq.cfg]\n      version: "15.2"\n';
  const config = await accepted(text, 'ipsec-lint.config.yaml');
  assert.deepEqual([...config.rules], [['crypto/ikev1', 'off']]);
  const range = config.locate(['topology', 'devices', 'hq', 'version']);
  assert.ok(range);
  assert.equal(text.slice(range.start, range.end), '"15.2"');
});

test('what is wrong is said at its line, with the nearest word', async () => {
  assert.deepEqual(await problems('{ "topolgy": {} }'), ['1:3 the configuration has no key "topolgy"; did you mean "topology"?']);
  assert.deepEqual(await problems('{\n "topology": { "devices": { "hq": { "adresses": [] } } } }'), [
    '2:37 topology.devices.hq has no key "adresses"; did you mean "addresses"?',
  ]);
  assert.deepEqual(await problems('{ "topology": { "devices": { "a": { "nat": { "kind": "natp" } } } } }'), [
    '1:54 topology.devices.a.nat.kind has to be one of none, static, napt, forward, not "natp"; did you mean "napt"?',
  ]);
  assert.deepEqual(await problems('{ "rules": { "crypto/ikev2": "error" } }'), [
    '1:14 there is no rule "crypto/ikev2"; did you mean "crypto/ikev1"?',
  ]);
  assert.deepEqual(await problems('{ "topology": { "devices": { "a": { "files": "x" } } } }'), [
    '1:46 topology.devices.a.files has to be a list',
  ]);
  assert.deepEqual(await problems('{ "topology": { "devices": { "a": { "nat": {} } } } }'), [
    '1:37 topology.devices.a.nat needs the key "kind"',
  ]);
});

test('syntax errors have a place', async () => {
  assert.deepEqual(await problems('{ "rules": {} '), ['1:15 expected "," or "}"']);
  assert.deepEqual(await problems('{\n "rules": {},\n "rules": {} }'), ['3:2 "rules" stands twice in one object']);
  assert.match((await problems('rules: [\n', 'x.yaml')).join(), /^2:1 /);
});

test('a key like __proto__ is a name and nothing else', async () => {
  assert.deepEqual(await problems('{ "__proto__": {} }'), [
    '1:3 the configuration has no key "__proto__"; known: extends, rules, overrides, policies, ignore, topology',
  ]);
  const config = await accepted('{ "topology": { "devices": { "__proto__": { "files": ["a"] } } } }');
  assert.deepEqual(config.devices, [{ name: '__proto__', files: ['a'] }]);
  assert.equal(Reflect.get({}, 'files'), undefined);
});

test('JSON is read as JSON.parse reads it', () => {
  fc.assert(
    fc.property(fc.jsonValue(), (value) => {
      const text = JSON.stringify(value, null, 1);
      const parsed = parseJson(text);
      assert.ok('root' in parsed, text);
      assert.equal(JSON.stringify(plainValue(parsed.root)), JSON.stringify(JSON.parse(text)));
    }),
  );
});

test('any text gives a value or an error within it, never a throw', () => {
  fc.assert(
    fc.property(fc.string(), (text) => {
      const parsed = parseJson(text);
      if ('error' in parsed) assert.ok(parsed.at >= 0 && parsed.at <= text.length);
    }),
  );
  assert.ok('error' in parseJson('['.repeat(100_000)));
});

test('an override needs something to fit, and rules; its rules are checked like all others', async () => {
  assert.deepEqual(
    await problems('{ "overrides": [\n {},\n { "rules": {} },\n { "devices": ["a"], "rules": { "crypto/ikev2": "off" } } ] }'),
    [
      '2:2 overrides[0] needs "files" or "devices" or "rules"',
      '2:2 overrides[0] needs the key "rules"',
      '3:2 overrides[1] needs "files" or "devices"',
    ],
  );
  assert.deepEqual(await problems('{ "overrides": [\n { "devices": ["a"], "rules": { "crypto/ikev2": "off" } } ] }'), [
    '2:33 there is no rule "crypto/ikev2"; did you mean "crypto/ikev1"?',
  ]);
  assert.deepEqual(await problems('{ "ignore": ["a", 1] }'), ['1:19 ignore[1] has to be a string (in quotes)']);
});

test('ids of policy packs are left to who loads the packs, near misses of our own groups are not', async () => {
  const config = await accepted('{ "rules": { "acme/no-sha1": "off" } }');
  assert.equal(config.rules.get('acme/no-sha1'), 'off');
  assert.deepEqual(await problems('{ "rules": { "crytpo/ikev1": "off", "ikev1": "off" } }'), [
    '1:14 there is no rule "crytpo/ikev1"; did you mean "crypto/ikev1"?',
    '1:37 there is no rule "ikev1"',
  ]);
});

test('aliases of YAML repeat a value; bombs, loops and pits are refused at their place', async () => {
  const config = await accepted(
    'overrides:\n  - { devices: [a], rules: &r { crypto/ikev1: off } }\n  - { devices: [b], rules: *r }\n',
    'c.yaml',
  );
  assert.deepEqual(
    config.overrides.map(({ rules }) => rules.get('crypto/ikev1')?.setting),
    ['off', 'off'],
  );
  assert.deepEqual(await problems('ignore: *x\n', 'c.yaml'), ['1:9 there is no anchor "x" before this alias']);
  assert.deepEqual(await problems('ignore: &x [*x]\n', 'c.yaml'), ['1:13 there is no anchor "x" before this alias']);
  const levels = Array.from(
    { length: 30 },
    (_, level) => `k${level + 1}: &a${level + 1} [${`*a${level}, `.repeat(9)}*a${level}]`,
  );
  const started = process.cpuUsage();
  assert.match(
    (await problems(['k0: &a0 [lol]', ...levels].join('\n'), 'c.yaml')).join(),
    /aliases repeat more than 100000 values/,
  );
  assert.ok(process.cpuUsage(started).user < 2_000_000);
  assert.match((await problems(`ignore: ${'['.repeat(50_000)}`, 'c.yaml')).join(), /nested deeper|Flow sequence/);
  assert.match((await problems(`ignore: ${'['.repeat(100)}${']'.repeat(100)}`, 'c.yaml')).join(), /nested deeper than 64 levels/);
});

test('the nearest file upward is taken, the named one before it; a missing one is an error', async () => {
  const root = mkdtempSync(join(tmpdir(), 'ipsec-lint-config-'));
  try {
    mkdirSync(join(root, 'a/b'), { recursive: true });
    writeFileSync(join(root, 'ipsec-lint.config.yaml'), 'rules: { crypto/ikev1: info }\n');
    writeFileSync(join(root, 'other.json'), '{"rules":{"crypto/ikev1":"error"}}');
    const cwd = join(root, 'a/b');
    const near = await loadConfig({ cwd, ruleIds: RULES });
    assert.ok('config' in near);
    assert.deepEqual([near.config.path, near.config.directory], ['../../ipsec-lint.config.yaml', root]);
    const named = await loadConfig({ cwd, file: '../../other.json', ruleIds: RULES });
    assert.ok('config' in named);
    assert.equal(named.config.rules.get('crypto/ikev1'), 'error');
    const missing = await loadConfig({ cwd, file: 'no.json', ruleIds: RULES });
    assert.ok('problems' in missing);
    assert.match(missing.problems[0]?.message ?? '', /ENOENT/);
  } finally {
    rmSync(root, { recursive: true });
  }
});
