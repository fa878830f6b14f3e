import assert from 'node:assert/strict';
import { test } from 'node:test';
import { playRouters } from './routers.ts';

/* A spoke with a tunnel interface, and a hub whose profile clones a template, or whose interface is its mirror. */

const IKEV2 = [
  'crypto ikev2 keyring K',
  ' peer ALL',
  '  address 0.0.0.0 0.0.0.0',
  '  pre-shared-key fvPYCuqXZ0NtzUsGkCSq4gewCsLOEjfha6PCevxqzOs',
];

function ikev2Profile(template = ''): readonly string[] {
  return [
    'crypto ikev2 profile P',
    ' match identity remote any',
    ' authentication local pre-share',
    ' authentication remote pre-share',
    ' keyring local K',
    ...(template === '' ? [] : [` virtual-template ${template}`]),
  ];
}

const PROTECTION = [
  'crypto ipsec transform-set T esp-aes 256 esp-sha256-hmac',
  'crypto ipsec profile IP',
  ' set transform-set T',
  ' set ikev2-profile P',
];

function spoke(...lines: readonly string[]): string {
  return [
    'version 15.7',
    ...IKEV2,
    ...ikev2Profile(),
    ...PROTECTION,
    'interface Tunnel0',
    ' ip address 172.16.0.2 255.255.255.0',
    ' tunnel source GigabitEthernet0/0',
    ' tunnel destination 203.0.113.1',
    ' tunnel protection ipsec profile IP',
    ...lines,
    'interface GigabitEthernet0/0',
    ' ip address 198.51.100.7 255.255.255.0',
    'end',
  ].join('\n');
}

function templateHub(template: string, ...lines: readonly string[]): string {
  return [
    'version 15.7',
    ...IKEV2,
    ...ikev2Profile(template),
    ...PROTECTION,
    'interface Virtual-Template1 type tunnel',
    ' ip unnumbered GigabitEthernet0/0',
    ' tunnel source GigabitEthernet0/0',
    ' tunnel protection ipsec profile IP',
    ...lines,
    'interface GigabitEthernet0/0',
    ' ip address 203.0.113.1 255.255.255.0',
    'end',
  ].join('\n');
}

function tunnelHub(...lines: readonly string[]): string {
  return spoke(...lines)
    .replace('203.0.113.1', 'PEER')
    .replace('198.51.100.7', '203.0.113.1')
    .replace('PEER', '198.51.100.7')
    .replace('172.16.0.2', '172.16.0.1');
}

function ends(from: string, to: string): string {
  const [verdict] = playRouters(from, to);
  return verdict === undefined ? 'nothing' : `${verdict.ike}/${verdict.childSa} ${verdict.reason} ${verdict.traffic}`;
}

const VTI = ' tunnel mode ipsec ipv4';

test('a template takes what its mode is for: GRE unless it says otherwise, either with mode auto', () => {
  assert.equal(ends(spoke(VTI), templateHub('1', VTI)), 'up/up ok passes');
  assert.equal(ends(spoke(), templateHub('1')), 'up/up ok passes');
  assert.equal(ends(spoke(VTI), templateHub('1')), 'up/down ts blocked');
  assert.equal(ends(spoke(), templateHub('1', VTI)), 'up/down ts blocked');
  assert.equal(ends(spoke(VTI), templateHub('1 mode auto')), 'up/up ok passes');
  assert.equal(ends(spoke(), templateHub('1 mode auto', VTI)), 'up/up ok passes');
});

test('a template that no profile names takes nobody', () => {
  assert.match(ends(spoke(VTI), templateHub('', VTI)), /^down/);
  assert.match(ends(spoke(VTI), templateHub('9', VTI)), /^down/);
});

test('a tunnel interface that is shut down answers nobody', () => {
  const [verdict] = playRouters(spoke(VTI), tunnelHub(VTI, ' shutdown'));
  assert.deepEqual([verdict?.ike, verdict?.reason], ['down', 'no-ike-config']);
  assert.match(verdict?.explanation ?? '', /Tunnel0 is shut down/);
  assert.equal(ends(spoke(VTI), tunnelHub(VTI)), 'up/up ok passes');
});

test('packets of a GRE tunnel with another key are dropped behind IPsec', () => {
  assert.equal(ends(spoke(' tunnel key 5'), tunnelHub(' tunnel key 5')), 'up/up ok passes');
  assert.equal(ends(spoke(' tunnel key 5'), tunnelHub()), 'up/up ok blocked');
  assert.equal(ends(spoke(' tunnel key 5'), tunnelHub(' tunnel key 6')), 'up/up ok blocked');
  assert.equal(ends(spoke(VTI, ' tunnel key 5'), tunnelHub(VTI)), 'up/up ok passes');
  const [verdict] = playRouters(spoke(' tunnel key 5'), tunnelHub());
  assert.equal(verdict?.trafficDetail, 'tunnel-key');
});
