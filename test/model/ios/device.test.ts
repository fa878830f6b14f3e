import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { Provenance } from '../../../src/model/provenance.ts';
import { spanOf } from '../../../src/model/provenance.ts';
import { type Built, buildLines } from './build.ts';

/** Text that a provenance points at. */
function textAt({ text }: Built, provenance: Provenance | undefined): string | undefined {
  const span = provenance === undefined ? undefined : spanOf(provenance);
  return span === undefined ? undefined : text.slice(span.start, span.end);
}

const SPOKE = [
  'version 15.7',
  'hostname spoke',
  'ip domain name example.com',
  'crypto isakmp policy 10',
  ' encr aes 256',
  ' authentication pre-share',
  ' group 14',
  'crypto isakmp key cisco123 address 198.51.100.1',
  'crypto isakmp nat keepalive 20',
  'crypto ipsec transform-set T esp-aes 256 esp-sha256-hmac',
  ' mode tunnel',
  'crypto map VPN 10 ipsec-isakmp',
  ' set peer 198.51.100.1',
  ' set transform-set T',
  ' set pfs group14',
  ' match address VPN',
  'interface GigabitEthernet0/0',
  ' ip address 10.1.0.10 255.255.255.0',
  ' ip access-group OUTSIDE in',
  ' ip nat outside',
  ' crypto map VPN',
  'ip access-list extended VPN',
  ' permit ip 192.168.1.0 0.0.0.255 192.168.2.0 0.0.0.255',
  'ip access-list extended OUTSIDE',
  ' permit udp any eq isakmp host 10.1.0.10 eq isakmp',
  ' permit esp any any',
];

test('a crypto map entry becomes a gateway with its child', () => {
  const built = buildLines(...SPOKE);
  const [gateway] = built.device.gateways;
  assert.equal(built.device.gateways.length, 1);
  assert.equal(gateway?.name, 'crypto map VPN 10');
  assert.equal(gateway?.version, 1);
  assert.deepEqual(
    gateway?.local.map(({ kind, value }) => [kind, value]),
    [['interface', '10.1.0.10']],
  );
  assert.deepEqual(
    gateway?.remote.map(({ value }) => value),
    ['198.51.100.1'],
  );
  assert.equal(gateway?.localAuth[0]?.method, 'psk');
  const [child] = gateway?.children ?? [];
  assert.equal(child?.mode, 'tunnel');
  assert.equal(child?.pfs, 14);
  assert.deepEqual(
    child?.pairs?.map(({ local, remote }) => [local.network, remote.network]),
    [['192.168.1.0/24', '192.168.2.0/24']],
  );
});

test('values carry where they are from: written, or the default of the release', () => {
  const built = buildLines(...SPOKE);
  const [policy] = built.device.ikeProposals;
  assert.equal(policy?.encryption[0]?.name, 'aes-256-cbc');
  assert.equal(textAt(built, policy?.encryption[0]?.origin), 'encr aes 256');
  assert.equal(policy?.integrity[0]?.name, 'hmac-sha1-96');
  const origin = policy?.integrity[0]?.origin;
  assert.equal(origin?.kind, 'default');
  assert.equal(origin?.kind === 'default' ? origin.default.release : '', '15.x');
  assert.equal(textAt(built, origin), 'crypto isakmp policy 10');
  assert.equal(policy?.lifetime, 86_400);
  assert.equal(textAt(built, built.device.gateways[0]?.children[0]?.at.pfs), 'group14');
});

test('keys are known by number, never by text', () => {
  const { device } = buildLines(
    ...SPOKE,
    'crypto isakmp key cisco123 address 203.0.113.0 255.255.255.0',
    'crypto isakmp key 6 XYZ hostname h',
  );
  assert.deepEqual(
    device.secrets.map(({ number, encoding, dictionary, owners }) => [
      number,
      encoding,
      dictionary,
      owners.map(({ type, value }) => `${type} ${value}`),
    ]),
    [
      [1, 'plain', true, ['ipv4 198.51.100.1']],
      [1, 'plain', true, ['ipv4-subnet 203.0.113.0/24']],
      [undefined, 'type6', undefined, ['fqdn h']],
    ],
  );
  assert.ok(!JSON.stringify(device).includes('cisco123'));
});

test('a wildcard key belongs to anybody, with and without its mask', () => {
  const { device } = buildLines('crypto isakmp key a address 0.0.0.0', 'crypto isakmp key b address 0.0.0.0 0.0.0.0');
  assert.deepEqual(
    device.secrets.map(({ owners }) => owners),
    [[], []],
  );
});

test('without an isakmp policy the built-in ones apply, unless they are switched off', () => {
  const open = [
    'version 15.7',
    'crypto map M 10 ipsec-isakmp',
    ' set peer 192.0.2.1',
    ' match address A',
    'interface Gi0/0',
    ' crypto map M',
  ];
  assert.equal(buildLines(...open).device.ikeProposals.filter(({ builtIn }) => builtIn).length, 8);
  assert.equal(buildLines(...open, 'no crypto isakmp default policy').device.ikeProposals.length, 0);
  const old = buildLines(...open.with(0, 'version 12.3')).device.ikeProposals;
  assert.deepEqual(
    old.map(({ priority }) => priority),
    [65535],
  );
});

test('an entry without transform set takes the built-in one from 12.4 on', () => {
  const { device } = buildLines(
    'version 15.7',
    'crypto map M 10 ipsec-isakmp',
    ' set peer 192.0.2.1',
    ' match address A',
    'interface Gi0/0',
    ' crypto map M',
  );
  assert.deepEqual(
    device.childProposals.map(({ name, mode, builtIn }) => [name, mode, builtIn]),
    [['default', 'transport', true]],
  );
});

test('an incomplete entry does not exist at run time', () => {
  const { device } = buildLines(
    'version 15.7',
    'crypto map M 10 ipsec-isakmp',
    ' set peer 192.0.2.1',
    'interface Gi0/0',
    ' crypto map M',
  );
  assert.match(device.gateways[0]?.rejected?.message ?? '', /match address/);
  assert.deepEqual(
    device.notices.map(({ kind }) => kind),
    ['incomplete'],
  );
});

test('a dynamic map waits for peers and takes what they propose', () => {
  const { device } = buildLines(
    'version 15.7',
    'crypto dynamic-map D 10',
    ' set transform-set T',
    'crypto map M 65000 ipsec-isakmp dynamic D',
    'interface Gi0/0',
    ' ip address dhcp',
    ' crypto map M',
  );
  const [gateway] = device.gateways;
  assert.equal(gateway?.kind, 'dynamic-map');
  assert.equal(gateway?.name, 'crypto map M 65000');
  assert.ok(gateway?.cannotInitiate !== undefined);
  assert.equal(gateway?.remote[0]?.kind, 'any');
  assert.equal(gateway?.local[0]?.kind, 'dynamic');
  assert.equal(gateway?.children[0]?.acceptsAny, true);
});

test('aggressive mode: by the peer, by the profile, and not when it is switched off', () => {
  const map = ['crypto map M 10 ipsec-isakmp', ' set peer 192.0.2.1', ' match address A', 'interface Gi0/0', ' crypto map M'];
  const peer = [
    'crypto isakmp peer address 192.0.2.1',
    ' set aggressive-mode password p',
    ' set aggressive-mode client-endpoint fqdn spoke.example.com',
  ];
  const aggressive = buildLines(...peer, ...map).device.gateways[0];
  assert.equal(aggressive?.aggressive, true);
  assert.deepEqual(
    [aggressive?.localAuth[0]?.identity?.type, aggressive?.localAuth[0]?.identity?.value],
    ['fqdn', 'spoke.example.com'],
  );
  assert.equal(buildLines(...peer, ...map, 'crypto isakmp aggressive-mode disable').device.gateways[0]?.aggressive, false);
  const profile = ['crypto isakmp profile P', ' initiate mode aggressive', ' match identity address 192.0.2.1'];
  assert.equal(buildLines(...profile, ...map.toSpliced(1, 0, ' set isakmp-profile P')).device.gateways[0]?.aggressive, true);
});

test('VTI with IKEv2: profile, identities, keyring, selectors', () => {
  const { device } = buildLines(
    'version 17.3',
    'crypto ikev2 keyring K',
    ' peer HQ',
    '  address 198.51.100.1',
    '  pre-shared-key local abc',
    '  pre-shared-key remote def',
    'crypto ikev2 profile P',
    ' match identity remote fqdn hq.example.com',
    ' identity local email spoke@example.com',
    ' authentication local pre-share',
    ' authentication remote rsa-sig',
    ' authentication remote pre-share',
    ' keyring local K',
    ' nat force-encap',
    ' dpd 30 5 on-demand',
    'crypto ipsec profile I',
    ' set ikev2-profile P',
    'interface Tunnel0',
    ' tunnel source GigabitEthernet1',
    ' tunnel destination 198.51.100.1',
    ' tunnel mode ipsec ipv4',
    ' tunnel protection ipsec profile I',
    'interface GigabitEthernet1',
    ' ip address 203.0.113.9 255.255.255.0',
  );
  const [gateway] = device.gateways;
  assert.equal(gateway?.name, 'Tunnel0');
  assert.equal(gateway?.version, 2);
  assert.equal(gateway?.interface, 'GigabitEthernet1');
  assert.equal(gateway?.forceEncapsulation, true);
  assert.equal(gateway?.dpdDelay, 30);
  assert.equal(gateway?.at.ikev2Profile?.kind, 'inherited');
  assert.deepEqual(gateway?.localAuth[0]?.identity?.value, 'spoke@example.com');
  assert.deepEqual([gateway?.remoteAuth[0]?.method, gateway?.remoteAuth[0]?.alternatives[0]?.value], ['any', 'hq.example.com']);
  assert.deepEqual(
    [gateway?.children[0]?.localTs[0]?.network, gateway?.children[0]?.remoteTs[0]?.network],
    ['0.0.0.0/0', '0.0.0.0/0'],
  );
  assert.deepEqual(
    device.secrets.map(({ peerLabel, side, keyring }) => [keyring, peerLabel, side]),
    [
      ['K', 'HQ', 'local'],
      ['K', 'HQ', 'remote'],
    ],
  );
  const supplied = device.ikeProposals.find(({ name }) => name === 'default');
  assert.deepEqual(
    supplied?.ke.map(({ id }) => id),
    [19, 14, 21, 5],
  );
});

test('DMVPN: the spoke dials its next-hop server, the hub waits', () => {
  const common = [
    'crypto ipsec profile I',
    ' set transform-set T',
    'interface Gi0/0',
    ' ip address 203.0.113.9 255.255.255.0',
    'interface Tunnel0',
    ' tunnel source Gi0/0',
    ' tunnel mode gre multipoint',
    ' tunnel protection ipsec profile I shared',
  ];
  const spoke = buildLines(...common, ' ip nhrp nhs 10.0.0.1', ' ip nhrp map 10.0.0.1 198.51.100.1').device.gateways[0];
  assert.equal(spoke?.kind, 'mgre-tunnel');
  assert.equal(spoke?.remote[0]?.value, '198.51.100.1');
  assert.equal(spoke?.cannotInitiate, undefined);
  assert.deepEqual(
    spoke?.children[0]?.remoteTs.map(({ network, protocol }) => [network, protocol]),
    [['198.51.100.1/32', 47]],
  );
  const hub = buildLines(...common).device.gateways[0];
  assert.equal(hub?.remote[0]?.kind, 'any');
  assert.ok(hub?.cannotInitiate !== undefined);
});

test('later lines win, no-forms take away', () => {
  const { device } = buildLines(
    'interface Gi0/0',
    ' ip address 192.0.2.1 255.255.255.0',
    ' ip address 192.0.2.2 255.255.255.0',
    ' ip access-group A in',
    ' no ip access-group A in',
    ' crypto map M',
    'ip access-list extended B',
    ' 10 permit ip any any',
    ' 20 permit esp any any',
    ' no 10',
    'crypto isakmp policy 10',
    ' group 5',
    ' no group',
    'no crypto ipsec nat-transparency udp-encapsulation',
  );
  const [face] = device.interfaces;
  assert.deepEqual(
    face?.addresses.map(({ address }) => address),
    ['192.0.2.2'],
  );
  assert.equal(face?.accessIn, undefined);
  assert.deepEqual(
    device.filters[0]?.lines.map(({ sequence }) => sequence),
    [20],
  );
  assert.equal(device.ikeProposals.find(({ priority }) => priority === 10)?.ke[0]?.id, 1);
  assert.equal(device.ios?.natTraversal, false);
});

test('access lists: protocols, ports by name, wildcards, groups and conditions', () => {
  const { device } = buildLines(
    'ip access-list extended A',
    ' permit udp any eq isakmp host 192.0.2.1 range 4000 4500',
    ' permit tcp 10.0.0.0 0.255.0.255 any neq 80 established',
    ' permit object-group S object-group N any',
    ' deny ip any any fragments',
    'access-list 7 permit 192.0.2.0 0.0.0.255',
  );
  const [first, second, third, fourth] = device.filters[0]?.lines ?? [];
  assert.deepEqual(
    [first?.protocols, first?.sourcePorts, first?.destination, first?.destinationPorts],
    [[17], [[500, 500]], { v4: [3221225985, 0] }, [[4000, 4500]]],
  );
  assert.deepEqual(
    [second?.source, second?.destinationPorts, second?.conditions?.[0]?.kind],
    [
      { v4: [0x0a000000, 0x00ff00ff] },
      [
        [0, 79],
        [81, 65535],
      ],
      'established',
    ],
  );
  assert.deepEqual([third?.serviceGroup, third?.source], ['S', { group: 'N' }]);
  assert.equal(fourth?.conditions?.[0]?.kind, 'fragments');
  assert.deepEqual(device.filters[1]?.lines[0]?.source, { v4: [0xc0000200, 0xff] });
});

test('NAT rules of every kind', () => {
  const { device } = buildLines(
    'ip nat inside source list A interface Gi0/0 overload',
    'ip nat inside source static udp 10.0.0.1 500 interface Gi0/0 500',
    'ip nat inside source static 10.0.0.1 192.0.2.1 vrf V',
    'ip nat inside source static esp 10.0.0.1 interface Gi0/0',
    'ip nat inside source static network 10.0.0.0 192.0.2.0 /24',
    'ip nat inside source static tcp 10.0.0.2 80 192.0.2.2 8080',
    'no ip nat inside source static tcp 10.0.0.2 80 192.0.2.2 8080',
  );
  assert.deepEqual(
    device.natRules.map(({ kind, local, global, localPort, prefixLength, interface: face, overload }) => [
      kind,
      local,
      global,
      localPort,
      prefixLength,
      face,
      overload,
    ]),
    [
      ['dynamic', undefined, undefined, undefined, undefined, 'GigabitEthernet0/0', true],
      ['static-port', '10.0.0.1', undefined, 500, undefined, 'GigabitEthernet0/0', false],
      ['static', '10.0.0.1', '192.0.2.1', undefined, undefined, undefined, false],
      ['static-esp', '10.0.0.1', undefined, undefined, undefined, 'GigabitEthernet0/0', false],
      ['static-network', '10.0.0.0', '192.0.2.0', undefined, 24, undefined, false],
    ],
  );
});

test('zone pairs are flattened: classes in order, then what class-default does', () => {
  const { device } = buildLines(
    'class-map type inspect match-any IKE',
    ' match protocol isakmp',
    ' match access-group name ESP',
    'policy-map type inspect P',
    ' class type inspect IKE',
    '  pass',
    'zone-pair security Z source OUT destination self',
    ' service-policy type inspect P',
  );
  assert.deepEqual(
    device.zonePairs[0]?.classes.map(({ name, action, match, terms }) => [name, action, match, terms.length]),
    [
      ['IKE', 'pass', 'any', 2],
      ['class-default', 'drop', 'all', 0],
    ],
  );
});

test('definitions and references meet by kind and name', () => {
  const { device } = buildLines(
    'crypto map M 10 ipsec-isakmp',
    ' set transform-set MISSPELT',
    ' match address A',
    'crypto ipsec transform-set SPELT esp-aes esp-sha-hmac',
  );
  assert.deepEqual(
    device.references.map(({ kind, name, by }) => `${kind} ${name} by ${by}`),
    ['transform-set MISSPELT by crypto map M 10', 'access-list A by crypto map M 10'],
  );
  assert.deepEqual(
    device.definitions.map(({ kind, name, crypto }) => [kind, name, crypto]),
    [
      ['crypto-map', 'M', true],
      ['transform-set', 'SPELT', true],
    ],
  );
});

test('release and completeness', () => {
  assert.deepEqual([buildLines('hostname r').device.release.basis, buildLines('hostname r').device.whole], ['assumed', false]);
  assert.deepEqual(buildLines('version 12.4', 'hostname r').device.release.version, '12.4');
  assert.equal(buildLines('hostname r', 'end', '').device.whole, true);
});

test('AH beside ESP, AH alone, authentication alone', () => {
  const { device } = buildLines(
    'crypto ipsec transform-set A ah-sha-hmac esp-aes 256 esp-md5-hmac comp-lzs',
    'crypto ipsec transform-set B ah-md5-hmac',
    'crypto ipsec transform-set C esp-sha-hmac',
    ' mode transport require',
  );
  const shape = device.childProposals.map(({ protocol, mode, ipcomp, encryption, integrity, ah }) =>
    [protocol, mode, ipcomp, encryption, integrity, ah].map((part) =>
      Array.isArray(part) ? part.map(({ name }) => name).join() : part,
    ),
  );
  assert.deepEqual(shape, [
    ['esp', 'tunnel', true, 'aes-256-cbc', 'hmac-md5-96', 'hmac-sha1-96'],
    ['ah', 'tunnel', undefined, '', 'hmac-md5-96', ''],
    ['esp', 'transport-require', undefined, 'null', 'hmac-sha1-96', ''],
  ]);
});

test('interfaces by any of their names, in ranges, and secrets of type 7', () => {
  const { device } = buildLines(
    'int range gi0/1 - 3 , te1/0',
    ' ip nat inside',
    'crypto isakmp key 7 070C285F4D06 address 192.0.2.1',
    'crypto isakmp key 0 cisco address 192.0.2.2',
  );
  assert.deepEqual(
    device.interfaces.map(({ name, nat }) => [name, nat]),
    ['GigabitEthernet0/1', 'GigabitEthernet0/2', 'GigabitEthernet0/3', 'TenGigabitEthernet1/0'].map((name) => [name, 'inside']),
  );
  // 070C285F4D06 is "cisco", so the two keys are the same.
  assert.deepEqual(new Set(device.secrets.map(({ number }) => number)).size, 1);
});

test('a FlexVPN client gives a dynamic tunnel its peers in the order of their numbers, and its source', () => {
  const { device } = buildLines(
    'crypto ikev2 keyring K',
    ' peer HUB',
    '  address 0.0.0.0 0.0.0.0',
    '  pre-shared-key local first',
    'crypto ikev2 profile default',
    ' match identity remote any',
    ' authentication local pre-share',
    ' authentication remote pre-share',
    ' keyring local K',
    'crypto ikev2 client flexvpn F',
    ' peer 2 fqdn hub2.example.com',
    ' peer 1 198.51.100.1',
    ' source 1 GigabitEthernet0/0',
    ' client connect Tunnel1',
    'interface GigabitEthernet0/0',
    ' ip address 192.0.2.1 255.255.255.0',
    'interface Tunnel1',
    ' ip address negotiated',
    ' tunnel source dynamic',
    ' tunnel mode ipsec ipv4',
    ' tunnel destination dynamic',
    ' tunnel protection ipsec profile default',
  );
  const [gateway] = device.gateways;
  assert.deepEqual(
    gateway?.remote.map(({ kind, value }) => [kind, value]),
    [
      ['address', '198.51.100.1'],
      ['name', 'hub2.example.com'],
    ],
  );
  assert.deepEqual(
    gateway?.local.map(({ value }) => value),
    ['192.0.2.1'],
  );
  assert.equal(gateway?.cannotInitiate, undefined);
  assert.equal(gateway?.ikev2Profile, 'default');
  assert.equal(gateway?.version, 2);
});

test('an object group takes a prefix by its length, and a VRRP group of version 3 its virtual addresses', () => {
  const { device } = buildLines(
    'object-group network SITES',
    ' 10.20.30.40 /16',
    ' 10.50.0.0 255.255.0.0',
    ' 0.0.0.0 /0',
    'interface GigabitEthernet0/1',
    ' ip address 192.0.2.2 255.255.255.0',
    ' vrrp 5 address-family ipv4',
    '  address 192.0.2.1 primary',
    '  priority 120',
    ' description uplink',
  );
  assert.deepEqual(
    device.addressGroups[0]?.members.map(({ match }) => match),
    [{ v4: [0x0a140000, 0xffff] }, { v4: [0x0a320000, 0xffff] }, { v4: [0, 0xffffffff] }],
  );
  assert.deepEqual(
    device.interfaces[0]?.addresses.map(({ address, role }) => [address, role]),
    [
      ['192.0.2.2', 'primary'],
      ['192.0.2.1', 'virtual'],
    ],
  );
});
