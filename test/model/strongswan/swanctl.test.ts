import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { Device, Gateway, Transform } from '../../../src/model/types.ts';
import { deviceOf } from './devices.ts';

function connection(body: string, release: '5.9' | '6.0' = '5.9'): { readonly device: Device; readonly gateway: Gateway } {
  const { device } = deviceOf({ 'swanctl.conf': `connections {\n gw {\n${body}\n }\n}\n` }, { strongswanVersion: release });
  const [gateway] = device.gateways;
  assert.ok(gateway !== undefined);
  return { device, gateway };
}

function names(transforms: readonly Transform[] | undefined): string {
  return (transforms ?? []).map(({ name }) => name).join(' ');
}

test('an empty connection has the defaults of vici', () => {
  const { gateway } = connection('remote_addrs = 192.0.2.1\n children { c { } }');
  const { version, mobike, forceEncapsulation, rekeyTime, reauthTime, overTime, keyingTries, unique, localPort, remotePort } =
    gateway;
  assert.deepEqual(
    { version, mobike, forceEncapsulation, rekeyTime, reauthTime, overTime, keyingTries, unique, localPort, remotePort },
    {
      version: 0,
      mobike: true,
      forceEncapsulation: false,
      rekeyTime: 14_400,
      reauthTime: 0,
      overTime: 1440,
      keyingTries: 1,
      unique: 'no',
      localPort: 500,
      remotePort: 500,
    },
  );
  assert.equal(gateway.at.mobike?.kind, 'default');
  assert.equal(gateway.cannotInitiate, undefined);
  const [child] = gateway.children;
  assert.deepEqual([child?.mode, child?.rekeyTime, child?.lifeTime, child?.startAction], ['tunnel', 3600, 3960, 'none']);
  assert.deepEqual(
    child?.localTs.map(({ kind }) => kind),
    ['dynamic'],
  );
});

test('values are what vici makes of them', () => {
  const { gateway } = connection(
    'version = 0x1\n encap = YES\n dpd_delay = 5 M\n reauth_time = 1h\n remote_port = 4500\n children { c { life_time = 30m\n mode = TRANSPORT\n start_action = trap | start\n } }',
  );
  assert.deepEqual(
    [gateway.version, gateway.forceEncapsulation, gateway.dpdDelay, gateway.rekeyTime, gateway.remotePort],
    [1, true, 300, 0, 4500],
  );
  const [child] = gateway.children;
  assert.deepEqual([child?.mode, child?.startAction, child?.rekeyTime, child?.lifeTime], ['transport', 'trap|start', 3600, 1800]);
  assert.equal(connection('children { c { life_time = 30m\n } }', '6.0').gateway.children[0]?.rekeyTime, 1636);
});

const discarded: readonly (readonly [body: string, log: string])[] = [
  ['foo = 1', 'unknown option: foo, config discarded'],
  ['Version = 1', 'unknown option: Version, config discarded'],
  ['mobike = maybe', 'invalid value for: mobike, config discarded'],
  ['dpd_delay = 1w', 'invalid value for: dpd_delay, config discarded'],
  ['proposals = aes128-sha256-dh14', 'invalid value for: proposals, config discarded'],
  ['proposals = aes128-sha256', 'invalid value for: proposals, config discarded'],
  ['children { c { esp_proposals = sha256\n } }', 'invalid value for: esp_proposals, config discarded'],
  ['children { c { local_ts = foo.example\n } }', 'invalid value for: local_ts, config discarded'],
  ['children { c { per_cpu_sas = yes\n } }', 'unknown option: per_cpu_sas, config discarded'],
  ['local { auth = pks\n }', 'invalid value for: auth, config discarded'],
  ['childless = prefer', 'invalid value for: childless, config discarded'],
  ['ocsp = both', 'unknown option: ocsp, config discarded'],
  ['child { }', 'invalid section: child, config discarded'],
];

for (const [body, log] of discarded) {
  test(`vici discards a connection with ${JSON.stringify(body)}`, () => {
    const { gateway, device } = connection(body);
    assert.equal(gateway.rejected?.message, log);
    assert.ok(device.notices.some(({ kind }) => kind === 'connection-rejected'));
  });
}

test('what 6.0 has learned is no error there', () => {
  for (const body of [
    'childless = prefer',
    'ocsp = both',
    'children { c { per_cpu_sas = encap\n icmp = yes\n mode = iptfs\n } }',
    'proposals = aes128-sha256-x25519-ke1_mlkem768',
  ])
    assert.equal(connection(body, '6.0').gateway.rejected, undefined, body);
  for (const body of ['proposals = aes128-sha256-ntru128', 'local { auth = bliss\n }']) {
    assert.ok(connection(body, '6.0').gateway.rejected !== undefined, body);
    assert.equal(connection(body).gateway.rejected, undefined, body);
  }
});

test('a misspelt option names the one that was meant', () => {
  const { device } = connection('remote_addr = 192.0.2.1');
  assert.equal(device.notices[0]?.suggestion, 'did you mean `remote_addrs`?');
});

test('proposals keep the order of their kinds and derive the PRF', () => {
  const { device, gateway } = connection('proposals = aes256-aes128-sha384-modp2048, default');
  const [first, second, third] = gateway.ikeProposals.map((id) => device.ikeProposals.find((proposal) => proposal.id === id));
  assert.equal(names(first?.encryption), 'aes-256-cbc aes-128-cbc');
  assert.equal(names(first?.prf), 'prf-hmac-sha2-384');
  assert.equal(first?.prf[0]?.origin.kind, 'derived');
  assert.equal(second?.encryption.length, 13);
  assert.equal(third?.encryption.length, 28);
});

test('default ESP proposals: AEAD first unless `default` is written; 6.0 offers groups and none', () => {
  const child = (body: string, release: '5.9' | '6.0' = '5.9') => {
    const { device, gateway } = connection(`children { c { ${body}\n } }`, release);
    return gateway.children[0]?.proposals.map((id) => device.childProposals.find((proposal) => proposal.id === id)) ?? [];
  };
  assert.equal(names(child('')[0]?.encryption), 'aes-128-gcm-16 aes-192-gcm-16 aes-256-gcm-16');
  assert.equal(names(child('esp_proposals = default')[0]?.encryption), 'aes-128-cbc aes-192-cbc aes-256-cbc');
  assert.deepEqual(child('')[0]?.ke, []);
  assert.equal(child('', '6.0')[0]?.ke.at(-1)?.id, 0);
  assert.deepEqual(
    child('ah_proposals = sha256\n esp_proposals = aes128-sha256').map((proposal) => proposal?.protocol),
    ['ah', 'esp'],
  );
});

test('authentication: rounds in order, missing methods, identities', () => {
  const { gateway } = connection(
    'local-2 { round = 2\n auth = xauth\n xauth_id = u\n }\n local-1 { round = 1\n auth = psk\n id = @x\n }\n remote { id = 192.0.2.1\n }',
  );
  assert.deepEqual(
    gateway.localAuth.map(({ method }) => method),
    ['psk', 'xauth'],
  );
  assert.deepEqual([gateway.localAuth[0]?.identity?.type, gateway.localAuth[0]?.identity?.value], ['fqdn', 'x']);
  assert.equal(gateway.remoteAuth[0]?.method, 'any');
  assert.equal(gateway.remoteAuth[0]?.at.method?.kind, 'default');
  assert.equal(gateway.remoteAuth[0]?.identity?.type, 'ipv4');
});

test('what cannot be dialled cannot initiate', () => {
  assert.match(connection('children { c { } }').gateway.cannotInitiate ?? '', /no address/);
  assert.match(connection('remote_addrs = 10.0.0.0/8\n children { c { } }').gateway.cannotInitiate ?? '', /only networks/);
  assert.equal(connection('remote_addrs = 10.0.0.0/8, 10.0.0.1\n children { c { } }').gateway.cannotInitiate, undefined);
  assert.match(connection('remote_addrs = 10.0.0.1').gateway.cannotInitiate ?? '', /children/);
});

test('an inherited value knows its template; the template is outside of the connections', () => {
  const text = 'connections {\n a : tmpl {\n remote_addrs = 192.0.2.1\n }\n}\ntmpl {\n version = 2\n children { c { } }\n}\n';
  const { device } = deviceOf({ 'swanctl.conf': text });
  const [gateway] = device.gateways;
  assert.equal(gateway?.version, 2);
  assert.equal(gateway?.at.version?.kind, 'inherited');
  assert.equal(gateway?.children.length, 1);
  assert.deepEqual(device.notices, []);
  assert.deepEqual(
    device.references.map(({ name }) => name),
    ['tmpl'],
  );
  assert.deepEqual(
    device.definitions.map(({ name }) => name),
    ['tmpl'],
  );
});

test('a syntax error takes all connections with it', () => {
  const { device } = deviceOf({ 'swanctl.conf': 'connections {\n a {\n }\n b {\n }\n}\n}\n' });
  assert.deepEqual(
    device.gateways.map(({ rejected }) => rejected?.wholeFile),
    [true, true],
  );
  assert.equal(device.notices[0]?.kind, 'file-rejected');
});

test('secrets by reference: kinds, owners, equal ones', () => {
  const { device, sources } = deviceOf({
    'swanctl.conf':
      'secrets {\n ike-a { id-1 = 192.0.2.1\n id = @b\n secret = hunter22hunter\n }\n eap { secret = 0s aGVsbG8=\n }\n ike-b { secret = "hunter22hunter"\n }\n psk { secret = x1\n }\n ike-c { }\n private-k { file = k.pem\n secret = pass1word\n }\n}\n',
  });
  const [first, , third, key] = device.secrets;
  assert.deepEqual(
    device.secrets.map(({ kind }) => kind),
    ['psk', 'eap', 'psk', 'private-key'],
  );
  assert.deepEqual(
    first?.owners.map(({ type }) => type),
    ['ipv4', 'fqdn'],
  );
  assert.equal(first?.number, third?.number);
  assert.equal(key?.file, 'k.pem');
  assert.deepEqual(
    device.notices.map(({ log }) => log),
    ["ignoring unsupported secret 'psk'", "missing secret in 'ike-c', ignored"],
  );
  assert.ok(!JSON.stringify(device).includes('hunter22') && !JSON.stringify(device).includes('pass1word'));
  assert.equal(sources.get(0).secrets.length, 5);
});

test('a secret that `#` or `}` cuts short is told', () => {
  const kinds = (text: string) => deviceOf({ 'swanctl.conf': `secrets { ike { ${text}` }).device.notices.map(({ kind }) => kind);
  assert.deepEqual(kinds('secret = abc#def\n } }'), ['ignored']);
  assert.deepEqual(kinds('secret = abc # comment\n } }'), []);
  assert.deepEqual(kinds('secret = "abc#def"\n } }'), []);
  assert.deepEqual(kinds('secret = abc}def = 1\n }'), ['ignored']);
});

test('pools, authorities and certificates', () => {
  const { device } = deviceOf({
    'swanctl.conf':
      'pools {\n p { addrs = 10.3.0.0/24\n dns = 10.0.0.1\n }\n q { addrs = 10.3.0.0-x\n }\n r { adrs = 10.4.0.0/24\n addrs = 10.4.0.0/24\n }\n}\nauthorities { ca { cacert = ca.pem\n } none { }\n}\nconnections { a { local { certs = gw.pem\n } pools = p, s\n } }\n',
  });
  assert.deepEqual(
    device.pools.map(({ name, addresses }) => [name, addresses]),
    [
      ['p', '10.3.0.0/24'],
      ['r', '10.4.0.0/24'],
    ],
  );
  assert.deepEqual(
    device.notices.map(({ log }) => log),
    ['invalid addrs value: 10.3.0.0-x', 'invalid attribute: adrs', 'CA certificate missing: none'],
  );
  assert.deepEqual(
    device.certificates.map(({ name, role }) => [name, role]),
    [
      ['gw.pem', 'end-entity'],
      ['ca.pem', 'authority'],
    ],
  );
  assert.deepEqual(
    device.references.filter(({ kind }) => kind === 'address-pool').map(({ name }) => name),
    ['p', 's'],
  );
});

test('a pool as the daemon reads it: one subnet or range, and attributes that are addresses', () => {
  const { device } = deviceOf({
    'swanctl.conf':
      'pools {\n a { addrs = 10.3.0.0/24, 10.4.0.0/24\n }\n b { addrs = 10.5.0.1 - 10.5.0.9\n dns = 10.0.0.1, 2001:db8::1\n 25 = text\n }\n' +
      ' c { addrs = %any\n subnet = 10.0.0.0/8, 0.0.0.0/0\n }\n d { addrs = 10.6.0.0/24\n dns = 10.0.0.1, ns1.example.com\n }\n}\n',
  });
  assert.deepEqual(
    device.pools.map(({ name, addresses }) => [name, addresses]),
    [
      ['a', '10.3.0.0/24'],
      ['b', '10.5.0.1-10.5.0.9'],
      ['c', '0.0.0.0/32'],
      ['d', '10.6.0.0/24'],
    ],
  );
  assert.deepEqual(
    device.notices.map(({ kind, message, log }) => [kind, log ?? message]),
    [
      ['ignored', "'10.3.0.0/24, 10.4.0.0/24' is read as 10.3.0.0/24, the rest of it is ignored"],
      ['connection-rejected', 'invalid attribute value for dns'],
    ],
  );
});

test('a subnet with a mask, or two without a comma, is another one for the daemon', () => {
  const { device } = deviceOf({
    'swanctl.conf':
      'connections { a { children { k { local_ts = 10.0.0.0/255.255.0.0, 10.1.0.0/16\n remote_ts = 10.2.0.0/16 10.3.0.0/16[tcp/80]\n } } } }\n',
  });
  const child = device.gateways[0]?.children[0];
  assert.deepEqual(
    [...(child?.localTs ?? []), ...(child?.remoteTs ?? [])].map(({ network }) => network),
    ['10.0.0.0/32', '10.1.0.0/16', '10.2.0.0/16'],
  );
  assert.deepEqual(
    device.notices.map(({ message, suggestion }) => [message, suggestion]),
    [
      [
        "'10.0.0.0/255.255.0.0' is read as 10.0.0.0/32, the rest of it is ignored",
        'write the length of the prefix instead of the mask 255.255.0.0',
      ],
      [
        "'10.2.0.0/16 10.3.0.0/16' is read as 10.2.0.0/16, the rest of it is ignored",
        'separate networks by commas, with the length of the prefix behind the slash',
      ],
    ],
  );
});

test('the daemon reads what swanctl.conf includes, and nothing else', () => {
  const { device } = deviceOf({
    'swanctl.conf': 'include a.conf\n',
    'a.conf': 'connections { a { } }',
    'b.conf': 'connections { b { } }',
  });
  assert.deepEqual(
    device.gateways.map(({ name }) => name),
    ['a'],
  );
  assert.deepEqual(
    device.notices.map(({ kind }) => kind),
    ['ignored'],
  );
  const fragments = deviceOf({ 'a.conf': 'connections { a { } }', 'b.conf': 'connections { b { } }' });
  assert.deepEqual(
    fragments.device.gateways.map(({ name }) => name),
    ['a', 'b'],
  );
});

test('charon settings, those of a broken strongswan.conf, defaults of the release', () => {
  const { device } = deviceOf({
    'swanctl.conf': 'connections { a { } }',
    'strongswan.conf': 'charon { port = 0\n port_nat_t = 4501\n keep_alive = 1m\n plugins { eap-radius { secret = abc\n } } }',
  });
  assert.deepEqual([device.charon?.port, device.charon?.portNatT, device.charon?.keepAlive], [0, 4501, 60]);
  assert.equal(device.gateways[0]?.localPort, 0);
  assert.ok(device.charon?.others.every(({ value }) => value !== 'abc'));
  const broken = deviceOf({ 'swanctl.conf': 'connections { a { } }', 'strongswan.conf': 'charon {' });
  assert.equal(broken.device.gateways[0]?.rejected?.wholeFile, true);
  const makes = (release: '5.9' | '6.0') =>
    deviceOf({ 'swanctl.conf': '' }, { strongswanVersion: release }).device.charon?.makeBeforeBreak;
  assert.deepEqual([makes('5.9'), makes('6.0')], [false, true]);
});

test('a netmask behind the slash is a prefix length that is too long, and said', () => {
  const { gateway, device } = connection('remote_addrs = 10.0.0.1\n children { c { remote_ts = 192.168.1.0/255.255.255.0 } }');
  assert.equal(gateway.children[0]?.remoteTs[0]?.network, '192.168.1.0/32');
  assert.match(device.notices.map(({ message }) => message).join(), /read as 192\.168\.1\.0\/32/);
});

test('ports as strtol reads them', () => {
  const ports = (text: string) => {
    const { gateway } = connection(`remote_addrs = 10.0.0.1\n children { c { remote_ts = 10.1.0.0/16[tcp/${text}] } }`);
    const [ts] = gateway.children[0]?.remoteTs ?? [];
    return [ts?.portFrom, ts?.portTo];
  };
  assert.deepEqual(ports('1024-'), [1024, 0]);
  assert.deepEqual(ports('90-80'), [90, 80]);
});
