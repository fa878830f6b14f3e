import assert from 'node:assert/strict';
import path from 'node:path';
import { test } from 'node:test';
import type { Provenance } from '../../../src/model/provenance.ts';
import type { Device } from '../../../src/model/types.ts';
import type { SourceTable } from '../../../src/text/source.ts';
import { CORPUS, corpusFiles, corpusText, skip } from '../../parse/strongswan-files.ts';
import { fc } from '../../seeded.ts';
import { deviceOf } from './devices.ts';

const NESTED = new Set(['id', 'at', 'header']);

/** Every entity and atom below a value, with its path. */
function* objectsOf(
  value: unknown,
  where = '',
): Generator<readonly [where: string, object: { readonly [key: string]: unknown }]> {
  if (Array.isArray(value)) {
    for (const [index, item] of value.entries()) yield* objectsOf(item, `${where}/${index}`);
  } else if (typeof value === 'object' && value !== null) {
    const object: { readonly [key: string]: unknown } = Object.fromEntries(Object.entries(value));
    yield [where, object];
    for (const [key, item] of Object.entries(object))
      if (key !== 'at' && key !== 'origin') yield* objectsOf(item, `${where}/${key}`);
  }
}

function isProvenance(value: unknown): value is Provenance {
  return typeof value === 'object' && value !== null && 'kind' in value && typeof value.kind === 'string';
}

/** Fields of entities without provenance. */
function unexplained(device: Device): string[] {
  const out: string[] = [];
  for (const [where, object] of objectsOf({
    gateways: device.gateways,
    ike: device.ikeProposals,
    child: device.childProposals,
    secrets: device.secrets,
    charon: device.charon,
  })) {
    const { at } = object;
    if (typeof at !== 'object' || at === null || !('header' in object)) continue;
    const map = new Map(Object.entries(at));
    for (const [field, value] of Object.entries(object)) {
      if (NESTED.has(field) || Array.isArray(value) || (typeof value === 'object' && value !== null)) continue;
      if (!isProvenance(map.get(field))) out.push(`${where}/${field}`);
    }
  }
  return out;
}

/** Written values whose text is not theirs. */
function mismatched(device: Device, sources: SourceTable): string[] {
  const out: string[] = [];
  const text = ({ source, start, end }: { source: number; start: number; end: number }): string =>
    sources.get(source).text.slice(start, end);
  for (const gateway of device.gateways) {
    for (const { value, kind, origin } of [...gateway.local, ...gateway.remote]) {
      if (kind === 'address' && origin.kind === 'written' && text(origin).replace(/^%/, '') !== value)
        out.push(`${gateway.name}: ${value}`);
    }
    for (const { value, origin } of [...gateway.virtualAddresses, ...gateway.pools]) {
      if (origin.kind === 'written' && !text(origin).includes(value) && !text(origin).startsWith('%c'))
        out.push(`${gateway.name}: ${value}`);
    }
    if (gateway.at.name?.kind === 'written' && !text(gateway.at.name).includes(gateway.name)) out.push(gateway.name);
  }
  for (const proposal of [...device.ikeProposals, ...device.childProposals]) {
    for (const transform of [...proposal.encryption, ...proposal.ke]) {
      if (transform.origin.kind === 'written' && !/^[a-z0-9_]+$/.test(text(transform.origin)))
        out.push(`${proposal.name}: ${text(transform.origin)}`);
    }
  }
  return out;
}

test('every field of the corpus knows where it comes from, and 6.0 loads all of it', { skip }, () => {
  const roots = new Map<string, { [name: string]: string }>();
  for (const file of corpusFiles('swanctl.conf', 'strongswan.conf', 'ipsec.conf', 'ipsec.secrets', 'swanctl_base.conf')) {
    const [group, scenario, host] = path.relative(CORPUS, file).split(path.sep);
    const key = `${group}/${scenario}/${host}`;
    const texts = roots.get(key) ?? {};
    texts[path.basename(file)] = corpusText(file);
    roots.set(key, texts);
  }
  assert.ok(roots.size > 500);
  for (const [key, texts] of roots) {
    const { device, sources } = deviceOf(texts, { strongswanVersion: '6.0' });
    assert.deepEqual(device.notices, [], key);
    assert.deepEqual(
      device.gateways.filter(({ rejected }) => rejected !== undefined),
      [],
      key,
    );
    assert.deepEqual(unexplained(device), [], key);
    assert.deepEqual(mismatched(device, sources), [], key);
    const names = new Set(device.definitions.map(({ kind, name }) => `${kind} ${name}`));
    assert.deepEqual(
      device.references.filter(({ kind, name, optional }) => optional !== true && !names.has(`${kind} ${name}`)),
      [],
      key,
    );
  }
});

const swanctl = fc.array(
  fc.constantFrom(
    'connections {',
    'a {',
    'children {',
    'local {',
    'remote {',
    'secrets {',
    'ike {',
    '}',
    '}',
    '\n',
    ' : a {',
    'proposals = aes128-sha1-modp1024\n',
    'esp_proposals = x\n',
    'secret = s3cretword\n',
    'id = @x\n',
    'remote_addrs = 10.0.0.1, %any\n',
    'local_ts = 10.0.0.0/8[tcp/80]\n',
    'auth = psk\n',
    'version = ',
    '1\n',
    '"',
    '__proto__ { ',
    '__proto__ = 1\n',
    'addrs = 10.0.0.0/24\n',
    'pools {',
  ),
  { maxLength: 60 },
);
const conf = fc.array(
  fc.constantFrom(
    'conn a\n',
    'conn %default\n',
    'conn __proto__\n',
    'config setup\n',
    'ca x\n',
    ' auto=add\n',
    ' also=a\n',
    ' left=10.0.0.1\n',
    ' right=%any\n',
    ' ike=aes128-sha1-modp1024\n',
    ' esp=,!\n',
    ' leftsubnet=10.0.0.0/8,%dynamic\n',
    ' authby=secret\n',
    ' leftauth=',
    'eap\n',
    ' pfs=yes\n',
    ' __proto__=x\n',
    ' rightsourceip=%x,10.0.0.0/30\n',
  ),
  { maxLength: 40 },
);
const secrets = fc.array(
  fc.constantFrom(
    ': PSK "s3cretword"\n',
    '@a : EAP s3cretword\n',
    ': RSA k "s3cretword"\n',
    'x: PSK s3cretword\n',
    ' : ',
    'PSK\n',
  ),
  { maxLength: 10 },
);

test('any texts give a device without secrets that can be printed as JSON', () => {
  fc.assert(
    fc.property(swanctl, conf, secrets, fc.string({ unit: 'binary', maxLength: 80 }), (a, b, c, noise) => {
      const { device } = deviceOf({
        'swanctl.conf': a.join(' '),
        'ipsec.conf': b.join(''),
        'ipsec.secrets': c.join(''),
        'strongswan.conf': noise,
      });
      assert.ok(!JSON.stringify(device).includes('s3cretword'));
      assert.deepEqual(unexplained(device), []);
    }),
  );
});
