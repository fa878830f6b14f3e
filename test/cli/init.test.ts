import assert from 'node:assert/strict';
import { mkdirSync, readFileSync, symlinkSync } from 'node:fs';
import { join } from 'node:path';
import { test } from 'node:test';
import { cli, inTree, type Tree } from './run.ts';

const initiator = (name: string, address: string, peer: string): string => `version 15.7
hostname ${name}
crypto isakmp policy 10
 encr aes 256
 authentication pre-share
 group 14
crypto isakmp key 0 Xk3vQ9bTz1LpW8 address ${peer}
crypto ipsec transform-set TS esp-aes 256 esp-sha256-hmac
access-list 101 permit ip 10.1.0.0 0.0.255.255 10.9.0.0 0.0.255.255
crypto map M 10 ipsec-isakmp
 set peer ${peer}
 set transform-set TS
 match address 101
interface GigabitEthernet0/0
 ip address ${address}
 crypto map M
end
`;

const FLEET: Tree = {
  'fixed.cfg': initiator('fixed', '203.0.113.1 255.255.255.0', '10.7.7.7'),
  'leased.cfg': initiator('leased', 'dhcp', '203.0.113.1'),
  'sites/private [1].cfg': initiator('private', '192.168.1.2 255.255.255.0', '203.0.113.1'),
  'moon/etc/swanctl/swanctl.conf': 'connections { a { remote_addrs = 203.0.113.1 } }\n',
  'moon/etc/swanctl/x509ca/ca.pem': '-----BEGIN CERTIFICATE-----\n-----END CERTIFICATE-----\n',
};

/** Findings of a JSON report without their fingerprints: a strongSwan device that gets a name has new ones. */
function told(report: string): unknown {
  const { findings }: { findings: { ruleId: string; message: string; device: string; location: object }[] } = JSON.parse(report);
  return findings.map(({ ruleId, message, device, location }) => ({ ruleId, message, device, location }));
}

test('the devices found are written down with what their files do not tell; the result runs and changes nothing', () =>
  inTree(FLEET, (cwd) => {
    const before = cli(['.', '-f', 'json'], { cwd });
    const run = cli(['init'], { cwd });
    assert.deepEqual([run.status, run.stdout, run.stderr], [0, 'ipsec-lint.config.yaml: 4 devices, 5 open questions\n', '']);
    const text = readFileSync(join(cwd, 'ipsec-lint.config.yaml'), 'utf8');
    assert.match(
      text,
      /"fixed": {3}# IOS 15\.7, outside 203\.0\.113\.1\n {6}files: \["fixed\.cfg"\]\n {6}# It dials 10\.7\.7\.7, which is private/,
    );
    assert.match(
      text,
      /"leased": {3}# IOS 15\.7, outside address not told\n.*\n {6}# The outside address of GigabitEthernet0\/0 is not in its files/,
    );
    assert.match(text, /files: \["sites\/private \?1\?\.cfg"\]\n {4}"|\n\n/, 'its NAT is inferred: nothing is asked');
    assert.match(text, /files: \["moon\/etc\/swanctl\/swanctl\.conf", "moon\/etc\/swanctl\/x509ca\/ca\.pem"\]/);
    const after = cli(['.', '-f', 'json'], { cwd });
    assert.deepEqual([after.status, after.stderr], [before.status, before.stderr]);
    assert.deepEqual(told(after.stdout), told(before.stdout));
  }));

test('a private address whose peer is not here leaves its NAT open', () =>
  inTree({ 'r.cfg': FLEET['sites/private [1].cfg'] ?? '' }, (cwd) => {
    assert.match(cli(['init'], { cwd }).stdout, /1 device, 1 open question\n/);
    assert.match(
      readFileSync(join(cwd, 'ipsec-lint.config.yaml'), 'utf8'),
      /# Its outside address 192\.168\.1\.2 is private\. Is it behind a NAT, .*\n {6}# nat: /,
    );
  }));

test('every answer that it offers is valid as it stands', () =>
  inTree(FLEET, (cwd) => {
    cli(['init'], { cwd });
    const text = readFileSync(join(cwd, 'ipsec-lint.config.yaml'), 'utf8');
    const offered = text
      .split('\n')
      .filter((line) => /^( {6})?# (addresses|nat|rules|policies|ignore|overrides| {2}-)/.test(line));
    assert.ok(offered.length >= 7, text);
    const answered = text.replace(/^( {6})?# (addresses|nat|rules|policies|ignore|overrides| {2}-)/gm, '$1$2');
    const run = inTree({ ...FLEET, 'ipsec-lint.config.yaml': answered }, (other) => cli(['.', '-f', 'json'], { cwd: other }));
    assert.ok(run.status !== 2, run.stderr);
    assert.match(run.stdout, /"schemaVersion"/);
  }));

test('a configuration that exists stays, unless it is forced; the one above is told to hold no longer', () =>
  inTree({ ...FLEET, 'ipsec-lint.config.yaml': 'rules: {}\n' }, (cwd) => {
    const read = (): string => readFileSync(join(cwd, 'ipsec-lint.config.yaml'), 'utf8');
    const refused = cli(['init'], { cwd });
    assert.deepEqual([refused.status, refused.stdout, read()], [2, '', 'rules: {}\n']);
    assert.match(refused.stderr, /ipsec-lint\.config\.yaml exists; --force writes over it/);
    assert.equal(cli(['init', '--json', '--force'], { cwd }).status, 2);
    const below = cli(['init'], { cwd: join(cwd, 'sites') });
    assert.equal(below.status, 0);
    assert.match(
      below.stderr,
      /\.\.\/ipsec-lint\.config\.yaml no longer holds here; .*extends: \["\.\.\/ipsec-lint\.config\.yaml"\]/,
    );
    assert.equal(cli(['init', '--force'], { cwd }).status, 0);
    assert.match(read(), /"fixed"/);
  }));

test('JSON has no comments: the questions are printed; a dangling link counts as what exists', () =>
  inTree(FLEET, (cwd) => {
    const run = cli(['init', '--json'], { cwd });
    assert.match(run.stdout, /^ipsec-lint\.config\.json: 4 devices, 5 open questions\n {2}fixed: It dials 10\.7\.7\.7/);
    const config: { topology: { devices: object } } = JSON.parse(readFileSync(join(cwd, 'ipsec-lint.config.json'), 'utf8'));
    assert.deepEqual(Object.keys(config.topology.devices).sort(), ['fixed', 'leased', 'moon', 'private']);
    assert.equal(cli(['.'], { cwd }).status !== 2, true);
    mkdirSync(join(cwd, 'x'));
    symlinkSync('nowhere', join(cwd, 'x/ipsec-lint.config.yaml'));
    assert.equal(cli(['init'], { cwd: join(cwd, 'x') }).status, 2);
  }));

test('names of devices cannot leave their comment or their quotes', () =>
  inTree({ 'evil.cfg': 'version 15.7\nhostname a"]\u2028\u001b[31mx\ncrypto isakmp policy 10\n encr aes\nend\n' }, (cwd) => {
    assert.equal(cli(['init'], { cwd }).status, 0);
    const text = readFileSync(join(cwd, 'ipsec-lint.config.yaml'), 'utf8');
    assert.ok(!/[\u001b\u2028]/.test(text));
    assert.ok(cli(['.'], { cwd }).status !== 2);
  }));
