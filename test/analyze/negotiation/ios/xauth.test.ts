import assert from 'node:assert/strict';
import { test } from 'node:test';
import { playRouters } from './routers.ts';

/* A router whose crypto map asks remote access clients for a user, and a site-to-site peer of the same map. */

function router(own: string, peer: string, key: string, ...more: readonly string[]): string {
  return [
    'version 15.7',
    'crypto isakmp policy 10',
    ' encr aes 256',
    ' authentication pre-share',
    ' group 14',
    `crypto isakmp key fvPYCuqXZ0NtzUsGkCSq4gewCsLOEjfha6PCevxqzOs address ${peer}${key}`,
    'crypto ipsec transform-set T esp-aes 256 esp-sha256-hmac',
    ...more,
    'crypto map M 10 ipsec-isakmp',
    ` set peer ${peer}`,
    ' set transform-set T',
    ' match address VPN',
    'interface GigabitEthernet0/0',
    ` ip address ${own} 255.255.255.0`,
    ' crypto map M',
    'ip access-list extended VPN',
    ' permit ip any any',
    'end',
  ].join('\n');
}

const ASKS = 'crypto map M client authentication list USERS';

function ending(key: string, ...more: readonly string[]) {
  const branch = router('198.51.100.7', '203.0.113.1', '');
  return playRouters(branch, router('203.0.113.1', '198.51.100.7', key, ...more))[0];
}

test('a map that asks for users asks routers, too, which have none', () => {
  const verdict = ending('', ASKS);
  assert.deepEqual([verdict?.ike, verdict?.reason, verdict?.detail], ['down', 'auth', 'credentials']);
  assert.match(verdict?.evidence[0]?.message ?? '', /asks every peer for a user of USERS/);
});

test('it does not with no-xauth at the key, without the list, or where it is taken away', () => {
  assert.equal(ending(' no-xauth', ASKS)?.reason, 'ok');
  assert.equal(ending('')?.reason, 'ok');
  assert.equal(ending('', ASKS, 'no crypto map M client authentication list USERS')?.reason, 'ok');
});
