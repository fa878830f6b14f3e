import assert from 'node:assert/strict';
import { test } from 'node:test';
import { parseLines, problemText, treeText } from './tree-text.ts';

test('a running-config: blocks by indentation, comments and blank lines inside them', () => {
  const tree = parseLines(
    'crypto isakmp policy 10',
    ' encr aes 256',
    ' ! a remark',
    '',
    ' authentication pre-share',
    'crypto keyring K vrf FRONT',
    '  pre-shared-key address 192.0.2.1 key 6 ENCRYPTED',
    'crypto isakmp profile P',
    '   keyring K',
    '   match identity address 192.0.2.1 255.255.255.255',
    '! This profile is incomplete',
    'hostname R1',
  );
  assert.deepEqual(treeText(tree), [
    'isakmp-policy: crypto isakmp policy $priority=10',
    '  encryption: encr aes 256',
    '  authentication: authentication pre-share',
    'keyring: crypto keyring $name=K vrf $vrf=FRONT',
    '  pre-shared-key: pre-shared-key address $address=192.0.2.1 key 6 $key=ENCRYPTED',
    'isakmp-profile: crypto isakmp profile $name=P',
    '  profile-keyring: keyring $keyring=K',
    '  match-identity: match identity address $address=192.0.2.1 $mask=255.255.255.255',
    'hostname: hostname $name=R1',
  ]);
  assert.deepEqual(problemText(tree), []);
});

test('a script without indentation: a line belongs to the sub-mode that knows it, else to the global mode', () => {
  const tree = parseLines(
    'conf t',
    'int gi 0/0',
    'ip add 192.0.2.1 255.255.255.0',
    'no sh',
    'ip route 0.0.0.0 0.0.0.0 192.0.2.254',
    'int tun 1',
    'tun so gi 0/0',
    'tun mode ips ipv4',
    'exit',
    'crypto isakmp policy 10',
    'auth pre',
    'end',
  );
  assert.deepEqual(treeText(tree), [
    'interface: interface $interface=gi 0/0',
    '  ip-address: ip address $address=192.0.2.1 $mask=255.255.255.0',
    '  shutdown(no): shutdown',
    'ip-route: ip route $prefix=0.0.0.0 $mask=0.0.0.0 $via=192.0.2.254',
    'interface: interface $interface=tun 1',
    '  tunnel-source: tunnel source $interface=gi 0/0',
    '  tunnel-mode: tunnel mode ipsec ipv4',
    'isakmp-policy: crypto isakmp policy $priority=10',
    '  authentication: authentication pre-share',
  ]);
  assert.deepEqual(problemText(tree), []);
});

test('scripts with prompts, a pager and what it left behind', () => {
  const tree = parseLines(
    'R1#conf t',
    'R1(config)#crypto isakmp policy 5',
    'R1(config-isakmp)#hash sha256',
    'R1(config-isakmp)#do show run',
    'R1#show run',
    'interface Tunnel0',
    ' tunnel key 7',
    ' --More-- \b\b\b\b\b\b\b\b\b         \b\b\b\b\b\b\b\b\b tunnel vrf FRONT',
  );
  assert.deepEqual(treeText(tree), [
    'isakmp-policy: crypto isakmp policy $priority=5',
    '  hash: hash sha256',
    'interface: interface $interface=Tunnel0',
    '  tunnel-key: tunnel key $key=7',
    '  tunnel-vrf: tunnel vrf $vrf=FRONT',
  ]);
  assert.deepEqual(problemText(tree), []);
});

test('blocks that do not matter are passed over, and what is in them is not taken for crypto', () => {
  const tree = parseLines(
    'event manager applet A',
    ' action 1.0 cli command "crypto isakmp policy 99"',
    'aaa group server radius G',
    ' ip vrf forwarding MGMT',
    'router bgp 65000',
    ' neighbor 192.0.2.1 remote-as 65001',
    ' address-family ipv4',
    '  network 192.0.2.0',
    'line vty 0 4',
    ' access-class 10 in',
    'crypto isakmp invalid-spi-recovery',
  );
  assert.deepEqual(treeText(tree), ['isakmp-invalid-spi: crypto isakmp invalid-spi-recovery']);
  assert.deepEqual(problemText(tree), []);
});

test('texts of several lines: banners with any delimiter, certificates, keys, macros', () => {
  const tree = parseLines(
    'banner motd ^C',
    'crypto isakmp policy 1',
    '^C',
    'banner login # crypto isakmp policy 2',
    'interface Tunnel9 # ',
    'crypto pki certificate chain CA',
    ' certificate ca 01',
    '  30820201 3082016A A0030201 02020101 300D0609 2A864886 F70D0101 04050030',
    '  0C2E5369 67',
    '  \tquit',
    'crypto key pubkey-chain rsa',
    ' addressed-key 192.0.2.1',
    '  key-string',
    '   005C300D 06092A86',
    '   quit',
    'macro name M',
    'interface Tunnel8',
    '@',
    'crypto isakmp client configuration group G',
    ' banner ^Ccrypto isakmp policy 3',
    ' interface Tunnel7^C',
    ' pool P',
    'hostname R1',
  );
  assert.deepEqual(treeText(tree), [
    'banner: banner motd $rest=^C',
    'banner: banner login $rest=# crypto isakmp policy 2',
    'certificate-chain: crypto pki certificate chain $trustpoint=CA',
    '  certificate: certificate ca $serial=01',
    'pubkey-chain: crypto key pubkey-chain rsa',
    '  key-string: key-string',
    'macro: macro name $name=M',
    'isakmp-client-group: crypto isakmp client configuration group $name=G',
    '  group-banner: banner $rest=^Ccrypto isakmp policy 3',
    '  group-pool: pool $pool=P',
    'hostname: hostname $name=R1',
  ]);
  assert.deepEqual(problemText(tree), []);
});

test('a banner that is never closed ends with its line', () => {
  const tree = parseLines('banner motd %oops', 'hostname R1', 'banner motd %again', 'hostname R2');
  assert.deepEqual(
    tree.statements.filter(({ command }) => command === 'hostname').map((statement) => tree.value(statement, '$name')),
    // The second opening delimiter closes the first banner, as on the router.
    ['R2'],
  );
});

test('no and default forms need not be complete, and open no mode', () => {
  const tree = parseLines(
    'no crypto isakmp default policy',
    'no crypto ipsec nat-transparency udp-encapsulation',
    'no interface Tunnel0',
    'interface Gi0/0',
    ' no ip address',
    ' default ip mtu',
  );
  assert.deepEqual(treeText(tree), [
    'isakmp-default-policy(no): crypto isakmp default policy',
    'nat-transparency(no): crypto ipsec nat-transparency udp-encapsulation',
    'interface(no): interface $interface=Tunnel0',
    'interface: interface $interface=Gi0/0',
    '  ip-address(no): ip address',
    '  ip-mtu(default): ip mtu',
  ]);
});

test('carriage returns, no-break spaces, tabs and Markdown escapes are blanks and letters', () => {
  const tree = parseLines(
    '\ufeffcrypto\u00a0isakmp policy\t10\r',
    '\u00a0hash md5\r',
    'crypto map OUT\\_SIDE 10 ipsec\\-isakmp\r',
  );
  assert.deepEqual(treeText(tree), [
    'isakmp-policy: crypto isakmp policy $priority=10',
    '  hash: hash md5',
    'map-entry: crypto map $map=OUT_SIDE $sequence=10 ipsec-isakmp',
  ]);
});

test('a comment behind a command is not part of it', () => {
  const tree = parseLines('crypto map M 10 ipsec-isakmp ! Incomplete', ' set peer 192.0.2.1 !the other end');
  assert.deepEqual(treeText(tree), [
    'map-entry: crypto map $map=M $sequence=10 ipsec-isakmp',
    '  set-peer: set peer $peer=192.0.2.1',
  ]);
});

test('a session: what the router printed between the commands is passed over', () => {
  const tree = parseLines(
    'R1(config)#cry map M 10 ipsec-i',
    '% NOTE: This new crypto map will remain disabled until a peer',
    '        and a valid access list have been configured.',
    'R1(config-crypto-map)#set peer 192.0.2.1',
    'R1(config-crypto-map)#int g0/0',
    'R1(config-if)#cry map M',
    '*Mar  1 00:12:33.123: %CRYPTO-6-ISAKMP_ON_OFF: ISAKMP is ON',
    'R1(config-if)#no shut',
    "% Invalid input detected at '^' marker.",
    '        ^',
    'R1(config-if)#int g0/1',
    'R1(config-if)#ip add 198.51.100.1 255.255.255.0',
    'R1(config-if)#acc 101 per ip any any',
  );
  assert.deepEqual(treeText(tree), [
    'map-entry: crypto map $map=M $sequence=10 ipsec-isakmp',
    '  set-peer: set peer $peer=192.0.2.1',
    'interface: interface $interface=g0/0',
    '  crypto-map: crypto map $map=M',
    '  shutdown(no): shutdown',
    'interface: interface $interface=g0/1',
    '  ip-address: ip address $address=198.51.100.1 $mask=255.255.255.0',
    'numbered-extended: access-list $acl=101 permit $protocol=ip any any',
  ]);
  assert.deepEqual(problemText(tree), []);
});

test('the first word of a global command that is passed over does not end the block it is indented in', () => {
  const tree = parseLines(
    'interface Tunnel7',
    ' ip address 10.7.0.1 255.255.255.0',
    ' domain north path MPLS path-id 1',
    ' lisp mobility SITE',
    ' tunnel source GigabitEthernet1',
    ' tunnel protection ipsec profile P',
    'router bgp 65001',
    ' bgp log-neighbor-changes',
    'hostname R1',
  );
  assert.deepEqual(treeText(tree), [
    'interface: interface $interface=Tunnel7',
    '  ip-address: ip address $address=10.7.0.1 $mask=255.255.255.0',
    '  tunnel-source: tunnel source $interface=GigabitEthernet1',
    '  tunnel-protection: tunnel protection ipsec profile $profile=P',
    'hostname: hostname $name=R1',
  ]);
  assert.deepEqual(problemText(tree), []);
});

test('a session: every prompt of a mode is one, and what the router prints between prompts ends no mode', () => {
  const tree = parseLines(
    'R7(config)#crypto ikev2 keyring K',
    'R7(config-ikev2-keyring)# peer A',
    'R7(config-ikev2-keyring-peer)#  address 192.0.2.1',
    'R7(config-ikev2-keyring-peer)# !',
    'R7(config-ikev2-keyring-peer)#crypto ikev2 profile P',
    'IKEv2 profile MUST have:',
    '   1. A local and a remote authentication method.',
    'R7(config-ikev2-profile)# authentication local rsa-sig',
    'R7(config-ikev2-profile)#crypto ipsec transform-set T esp-aes',
    'R7(cfg-crypto-trans)# mode transport',
    'R7(cfg-crypto-trans)#crypto gdoi group G',
    'R7(config-gdoi-group)#server local',
    'R7(gdoi-local-server)#address ipv4 192.0.2.7',
  );
  assert.deepEqual(treeText(tree), [
    'ikev2-keyring: crypto ikev2 keyring $name=K',
    '  keyring-peer: peer $label=A',
    '    peer-address: address $address=192.0.2.1',
    'ikev2-profile: crypto ikev2 profile $name=P',
    '  auth-local: authentication local rsa-sig',
    'transform-set: crypto ipsec transform-set $name=T esp-aes',
    '  mode: mode transport',
    'gdoi-group: crypto gdoi group $name=G',
    '  gdoi-local-server: server local',
    '    gdoi-address: address ipv4 $address=192.0.2.7',
  ]);
  assert.deepEqual(problemText(tree), []);
});
