import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { BuildContext } from '../../../src/model/build.ts';
import type { Device, Gateway } from '../../../src/model/types.ts';
import { deviceOf } from './devices.ts';

function built(text: string, more: Partial<BuildContext> = {}): Device {
  return deviceOf({ 'ipsec.conf': text, 'ipsec.secrets': '' }, more).device;
}

function conn(
  body: string,
  before = '',
  more: Partial<BuildContext> = {},
): { readonly device: Device; readonly gateway: Gateway } {
  const device = built(`${before}conn a\n${body.replaceAll(/^/gm, ' ')}\n auto=add\n`, more);
  const gateway = device.gateways.find(({ name }) => name === 'a');
  assert.ok(gateway !== undefined);
  return { device, gateway };
}

test('a conn has the defaults of starter, not those of vici', () => {
  const { gateway, device } = conn('right=192.0.2.1');
  const { version, keyingTries, unique, reauthTime, rekeyTime, overTime, dpdDelay } = gateway;
  assert.deepEqual(
    { version, keyingTries, unique, reauthTime, rekeyTime, overTime, dpdDelay },
    { version: 0, keyingTries: 3, unique: 'replace', reauthTime: 10_260, rekeyTime: 0, overTime: 540, dpdDelay: 0 },
  );
  assert.deepEqual([gateway.localAuth[0]?.method, gateway.remoteAuth[0]?.method], ['pubkey', 'pubkey']);
  const [child] = gateway.children;
  assert.deepEqual([child?.name, child?.rekeyTime, child?.lifeTime], ['a', 3060, 3600]);
  assert.deepEqual(device.notices, []);
});

test('without `!` the default proposals follow, with it they do not', () => {
  const count = (text: string): number[] => {
    const { gateway } = conn(text);
    return [gateway.ikeProposals.length, gateway.children[0]?.proposals.length ?? 0];
  };
  assert.deepEqual(count('right=192.0.2.1'), [2, 2]);
  assert.deepEqual(count('ike=aes128-sha1-modp1024\nesp=aes128-sha1'), [3, 3]);
  assert.deepEqual(count('ike=aes128-sha1-modp1024,aes256-sha1-modp2048!\nesp=aes128-sha1!'), [2, 1]);
  assert.deepEqual(count('ah=sha1!'), [2, 1]);
});

test('one wrong proposal and the conn is not added', () => {
  const { gateway, device } = conn('ike=aes128-sha1-modp1024,aes128-group2!');
  assert.equal(gateway.rejected?.message, 'skipped invalid proposal string: aes128-group2');
  assert.equal(device.notices[0]?.suggestion, 'did you mean `modp1024`?');
  assert.ok(conn('ike=aes128-sha1').gateway.rejected !== undefined);
});

test('identities: written, the address, none', () => {
  const ids = (text: string) => {
    const { gateway } = conn(text);
    return [gateway.localAuth[0]?.identity, gateway.remoteAuth[0]?.identity].map((id) =>
      id === undefined ? '-' : `${id.type} ${id.value}`,
    );
  };
  assert.deepEqual(ids('left=192.0.2.1\nright=192.0.2.2'), ['ipv4 192.0.2.1', 'ipv4 192.0.2.2']);
  assert.deepEqual(ids('left=%any\nright=%any'), ['-', '-']);
  assert.deepEqual(ids('left=192.0.2.1\nleftid=@gw\nright=192.0.2.2\nrightid=%gw2'), ['fqdn gw', 'fqdn gw2']);
  assert.deepEqual(ids('left=192.0.2.1\nleftcert=a.pem\nright=peer.example'), ['-', 'fqdn peer.example']);
  const { gateway } = conn('right=192.0.2.2');
  assert.equal(gateway.remoteAuth[0]?.identity?.origin.kind, 'derived');
});

test('methods: authby, leftauth, second rounds', () => {
  const methods = (text: string) => {
    const { gateway } = conn(text);
    return [gateway.localAuth, gateway.remoteAuth].map((rounds) => rounds.map(({ method }) => method).join(' '));
  };
  assert.deepEqual(methods('authby=secret'), ['psk', 'psk']);
  assert.deepEqual(methods('authby=psk\nleftauth=eap-mschapv2'), ['eap', 'pubkey']);
  assert.deepEqual(methods('authby=xauthpsk'), ['psk xauth', 'psk']);
  assert.deepEqual(methods('authby=xauthrsasig\nxauth=server'), ['pubkey', 'pubkey xauth']);
  assert.deepEqual(methods('leftauth=psk\nrightauth=psk\nrightauth2=xauth'), ['psk', 'psk xauth']);
});

test('selectors: lists, protocols, invalid entries, none', () => {
  const { gateway, device } = conn('leftsubnet=10.1.0.0/16,10.2.0.1[tcp/80],foo\nrightprotoport=udp/%any');
  const [child] = gateway.children;
  assert.deepEqual(
    child?.localTs.map(({ network, protocol, portFrom }) => [network, protocol, portFrom]),
    [
      ['10.1.0.0/16', 0, 0],
      ['10.2.0.1/32', 6, 80],
    ],
  );
  assert.deepEqual(
    child?.remoteTs.map(({ kind, protocol }) => [kind, protocol]),
    [['dynamic', 17]],
  );
  assert.equal(device.notices[0]?.log, 'invalid subnet: foo, skipped');
});

test('ends are swapped when `right` is the own address', () => {
  const declared = { addresses: ['192.0.2.9'], origin: { kind: 'declared', pointer: 'x' } } as const;
  const { gateway } = conn('left=192.0.2.1\nleftid=@peer\nright=192.0.2.9\nrightid=@me\nrightsubnet=10.9.0.0/16', '', {
    declared,
  });
  assert.equal(gateway.local[0]?.value, '192.0.2.9');
  assert.equal(gateway.localAuth[0]?.identity?.value, 'me');
  assert.equal(gateway.children[0]?.localTs[0]?.network, '10.9.0.0/16');
});

test('an alias that a parent uses wins over the own keyword, and is told', () => {
  const { gateway, device } = conn('lifetime=2h', 'conn %default\n keylife=20m\n');
  assert.equal(gateway.children[0]?.lifeTime, 1200);
  assert.equal(gateway.children[0]?.at.lifeTime?.kind, 'inherited');
  assert.match(device.notices[0]?.message ?? '', /'lifetime' has no effect here: 'keylife'/);
});

test('an inherited source address makes the type tunnel, an own type stays', () => {
  assert.equal(conn('type=transport', 'conn %default\n rightsourceip=10.3.0.0/24\n').gateway.children[0]?.mode, 'tunnel');
  assert.equal(conn('type=transport\nrightsourceip=10.3.0.0/24').gateway.children[0]?.mode, 'transport');
});

test('what starter ignores, and what makes it drop a conn', () => {
  const { device, gateway } = conn('pfs=yes\nleftsubnets=10.0.0.0/8\nlefsubnet=10.0.0.0/8');
  assert.equal(gateway.rejected, undefined);
  assert.deepEqual(device.notices.map(({ kind }) => kind).sort(), ['foreign', 'ignored', 'not-understood']);
  assert.equal(device.notices.find(({ kind }) => kind === 'not-understood')?.suggestion, 'did you mean `leftsubnet`?');
  for (const text of ['nat_traversal=yes', 'compress=1', 'type=Tunnel', 'leftfirewall=yes\nleftupdown=x', 'keyexchange=ikev3'])
    assert.ok(conn(text).gateway.rejected !== undefined, text);
  assert.equal(conn('', 'config setup\n uniqueids=foo\n').gateway.rejected?.wholeFile, true);
  assert.equal(conn('also=nowhere').gateway.rejected?.wholeFile, true);
});

test('auto decides what is loaded', () => {
  const device = built(
    'conn a\n auto=ignore\n right=192.0.2.1\nconn b\n right=192.0.2.1\nconn base\n right=192.0.2.2\nconn c\n also=base\n auto=start\n',
  );
  assert.deepEqual(
    device.gateways.map(({ name }) => name),
    ['c'],
  );
  assert.equal(device.gateways[0]?.children[0]?.startAction, 'start');
  assert.deepEqual(
    device.notices.map(({ message }) => message.slice(0, 12)),
    ["The conn 'b'"],
  );
});

test('conns that only differ in their child are one connection', () => {
  const device = built(
    'conn %default\n right=192.0.2.1\n auto=add\nconn a\n leftsubnet=10.1.0.0/16\nconn b\n leftsubnet=10.2.0.0/16\nconn c\n rightid=@other\n',
  );
  assert.deepEqual(
    device.gateways.map(({ name, children }) => [name, children.map((child) => child.name)]),
    [
      ['a', ['a', 'b']],
      ['c', ['c']],
    ],
  );
});

test('uniqueids and the pools of the conn', () => {
  const { gateway, device } = conn('rightsourceip=10.3.0.0/28,%ext', 'config setup\n uniqueids=never\n');
  assert.equal(gateway.unique, 'never');
  assert.deepEqual(
    gateway.pools.map(({ value }) => value),
    ['10.3.0.0/28', 'ext'],
  );
  assert.deepEqual(
    device.pools.map(({ addresses }) => addresses),
    ['10.3.0.0/28'],
  );
});

test('what the daemon passes over of virtual addresses, pools and name servers', () => {
  const values = (body: string) => {
    const { gateway, device } = conn(`right=192.0.2.1\n${body}`);
    return {
      asked: gateway.virtualAddresses.map(({ value }) => value),
      pools: device.pools.map(({ addresses }) => addresses),
      said: device.notices.map(({ log, message }) => log ?? message),
    };
  };
  assert.deepEqual(values('leftsourceip=%config,10.3.0.9'), { asked: ['0.0.0.0', '10.3.0.9'], pools: [], said: [] });
  assert.deepEqual(values('leftsourceip=%config\nrightsourceip=10.3.0.0/24'), {
    asked: [],
    pools: ['10.3.0.0/24'],
    said: ["'leftsourceip' is ignored beside 'rightsourceip': a connection asks for addresses or gives them"],
  });
  assert.deepEqual(values('leftsourceip=vpn'), { asked: [], pools: [], said: ['ignored invalid subnet token: vpn'] });
  assert.deepEqual(values('rightsourceip=10.3.0.0/255.255.255.0,clients\nrightdns=10.3.0.1,ns1'), {
    asked: [],
    pools: ['10.3.0.0/32'],
    said: [
      "ignoring invalid DNS address 'ns1'",
      "'10.3.0.0/255.255.255.0' is read as 10.3.0.0/32, the rest of it is ignored",
      'IP pool clients invalid, ignored',
    ],
  });
  // biome-ignore lint/suspicious/noTemplateCurlyInString: what a template engine replaces
  assert.deepEqual(values('rightsourceip=<pool>\nrightdns=${DNS}').said, []);
});

test('secrets of ipsec.secrets: owners, kinds, order, and the gap when there are none', () => {
  const { device } = deviceOf({
    'ipsec.conf': 'conn a\n authby=psk\n auto=add\n',
    'ipsec.secrets':
      '192.0.2.1 @b : PSK "topsecretvalue"\n: EAP x1y2z3w4\n: RSA k.pem\n10.0.0.1: PSK "lost"\n: PSK "also lost"\n',
  });
  assert.deepEqual(
    device.secrets.map(({ kind, owners }) => [kind, owners.map(({ type }) => type)]),
    [
      ['psk', ['ipv4', 'fqdn']],
      ['eap', []],
      ['private-key', []],
    ],
  );
  assert.equal(device.notices[0]?.log, "line 4: missing ' : ' separator");
  assert.ok(!/topsecret|x1y2z3|lost/.test(JSON.stringify({ ...device, notices: [] })));
  assert.deepEqual(device.gaps, []);
  assert.equal(deviceOf({ 'ipsec.conf': 'conn a\n authby=psk\n auto=add\n' }).device.gaps.length, 1);
});
