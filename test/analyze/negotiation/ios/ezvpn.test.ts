import assert from 'node:assert/strict';
import { test } from 'node:test';
import { playRouters } from './routers.ts';

function server(cipher: string, group: string): string {
  return [
    'aaa new-model',
    'aaa authentication login USERS local',
    'aaa authorization network GROUPS local',
    'crypto isakmp policy 1',
    ` encr ${cipher}`,
    ' authentication pre-share',
    ` group ${group}`,
    'crypto isakmp client configuration group BRANCHES',
    ' key groupsecret',
    ' pool P',
    'crypto ipsec transform-set T esp-3des esp-sha-hmac',
    'crypto dynamic-map D 10',
    ' set transform-set T',
    'crypto map M client authentication list USERS',
    'crypto map M isakmp authorization list GROUPS',
    'crypto map M client configuration address respond',
    'crypto map M 10 ipsec-isakmp dynamic D',
    'interface FastEthernet0/0',
    ' ip address 198.51.100.77 255.255.255.0',
    ' crypto map M',
    'ip local pool P 10.16.20.1 10.16.20.200',
  ].join('\n');
}

const CLIENT = [
  'crypto ipsec client ezvpn E',
  ' connect auto',
  ' group BRANCHES key groupsecret',
  ' mode client',
  ' peer 198.51.100.77',
  ' username u password p',
  ' xauth userid mode local',
  'interface FastEthernet0/0',
  ' ip address 203.0.113.9 255.255.255.0',
  ' crypto ipsec client ezvpn E outside',
].join('\n');

test('an Easy VPN client without policies and transform sets proposes those of its image', () => {
  const [verdict] = playRouters(CLIENT, server('3des', '2'));
  assert.deepEqual([verdict?.reason, verdict?.childSa, verdict?.exchange], ['ok', 'up', 'aggressive']);
  assert.match(verdict?.assumptions.join() ?? '', /Easy VPN client/);
});

test('policies of the client are not those of its Easy VPN: a server without group 2 refuses', () => {
  const own = 'crypto isakmp policy 1\n encr aes 256\n authentication pre-share\n group 14\n';
  const [verdict] = playRouters(own + CLIENT, server('aes 256', '14'));
  assert.deepEqual([verdict?.reason, verdict?.ike], ['ike-proposal', 'down']);
});
