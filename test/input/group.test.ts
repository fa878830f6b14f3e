import assert from 'node:assert/strict';
import { test } from 'node:test';
import { emptyConfig, parseConfig } from '../../src/config/load.ts';
import { groupFiles, strongswanRoot } from '../../src/input/group.ts';

const found = (path: string) => ({ path, absolute: `/w/${path}`, named: false });

test('the root is what remains of the path', () => {
  assert.equal(strongswanRoot('moon/etc/swanctl/swanctl.conf'), 'moon');
  assert.equal(strongswanRoot('moon/etc/swanctl/conf.d/10.conf'), 'moon');
  assert.equal(strongswanRoot('moon/etc/ipsec.secrets'), 'moon');
  assert.equal(strongswanRoot('a/moon/rules.v4'), 'a/moon');
  assert.equal(strongswanRoot('moon/etc/iptables/rules.v6'), 'moon');
  assert.equal(strongswanRoot('moon/etc/strongswan.d/charon/eap.conf'), 'moon');
  assert.equal(strongswanRoot('etc/swanctl/swanctl.conf'), '.');
  assert.equal(strongswanRoot('moon/fw.nft'), 'moon');
  assert.equal(strongswanRoot('moon/etc/swanctl/x509ca/ca.pem'), 'moon');
  assert.equal(strongswanRoot('moon/etc/ipsec.d/certs/moon.der'), 'moon');
  assert.equal(strongswanRoot('moon/router.conf'), undefined);
});

test('files of one root are one device, other files stand alone', () => {
  const files = ['moon/etc/ipsec.conf', 'moon/etc/ipsec.secrets', 'moon/etc/swanctl/conf.d/x.conf', 'r1.cfg', 'r2.cfg'].map(
    found,
  );
  const groups = groupFiles(files, emptyConfig('/w'), '/w');
  assert.deepEqual(
    groups.map((group) => [group.pathName, group.root, group.files.length]),
    [
      ['moon', '/w/moon', 3],
      ['r1', '/w', 1],
      ['r2', '/w', 1],
    ],
  );
});

test('the root of a device of the topology is what its files have in common', async () => {
  const text = JSON.stringify({ topology: { devices: { hq: { files: ['hq/**'] } } } });
  const result = await parseConfig({ path: 'ipsec-lint.config.json', directory: '/w', text, ruleIds: [] });
  assert.ok('config' in result);
  const flat = ['hq/conf.d/a.conf', 'hq/rules.v4', 'hq/strongswan.conf', 'hq/x509/a.pem'].map(found);
  const deep = ['hq/etc/swanctl/conf.d/a.conf', 'hq/etc/strongswan.conf'].map(found);
  for (const files of [flat, deep]) assert.equal(groupFiles(files, result.config, '/w')[0]?.root, '/w/hq');
});

test('the topology claims files by glob, relative to its own directory', async () => {
  const text = JSON.stringify({
    topology: { devices: { hq: { files: ['./hq/**'] }, any: { files: ['**/*.cfg'] }, b: { files: ['../b.cfg'] } } },
  });
  const result = await parseConfig({ path: 'net/ipsec-lint.config.json', directory: '/w/net', text, ruleIds: [] });
  assert.ok('config' in result);
  const files = ['b.cfg', 'net/hq/a.cfg', 'net/hq/etc/ipsec.conf', 'net/x/y.cfg', 'z.cfg'].map(found);
  const groups = groupFiles(files, result.config, '/w');
  assert.deepEqual(
    groups.map((group) => [group.topology?.name, ...group.files.map((file) => file.path)]),
    [
      ['b', 'b.cfg'],
      ['hq', 'net/hq/a.cfg', 'net/hq/etc/ipsec.conf'],
      ['any', 'net/x/y.cfg'],
      [undefined, 'z.cfg'],
    ],
  );
});
