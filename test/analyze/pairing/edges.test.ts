import assert from 'node:assert/strict';
import { test } from 'node:test';
import { createAsk } from '../../../src/analyze/ask.ts';
import type { Device } from '../../../src/model/types.ts';
import { fc } from '../../seeded.ts';
import { ANY_PEER, AT, address, child, declared, fleet, gateway, identity, natRule, permit, round, router } from '../devices.ts';

function pairs(...devices: readonly Device[]): readonly string[] {
  return createAsk(fleet(...devices))
    .pairs()
    .map(({ a, b }) => `${a.name} ${b.name}`);
}

test('a declared public address leads to the device behind it', () => {
  const branch = router('branch', '10.9.0.2', '203.0.113.1', {
    declared: declared({ addresses: ['10.9.0.2'], nat: { kind: 'napt', public: '198.51.100.7', origin: AT } }),
  });
  assert.deepEqual(pairs(branch, router('hq', '203.0.113.1', '198.51.100.7')), ['branch hq']);
});

test('a static translation of another router leads to the device behind it', () => {
  const edge = router('edge', '198.51.100.7', '192.0.2.99', {
    natRules: [natRule({ local: '10.9.0.2', global: '198.51.100.8' })],
  });
  const branch = router('branch', '10.9.0.2', '203.0.113.1');
  const hq = router('hq', '203.0.113.1', '198.51.100.8');
  assert.deepEqual(pairs(edge, branch, hq), ['branch hq']);
  const [verdict] = createAsk(fleet(edge, branch, hq)).play(branch, hq);
  assert.deepEqual([verdict?.path.basis, verdict?.path.nat, verdict?.reason], ['inferred', ['initiator'], 'ok']);
  assert.match(verdict?.path.because.map(({ message }) => message).join() ?? '', /edge translates 10\.9\.0\.2/);
});

test('a host name leads to the device that has it, and to the one that `ip host` names', () => {
  const named = (name: string): Device => {
    const plain = router('branch', '198.51.100.7', '203.0.113.1');
    const remote = [{ kind: 'name' as const, value: name, origin: AT }];
    return { ...plain, gateways: plain.gateways.map((one) => ({ ...one, remote })) };
  };
  const hq = router('hq', '203.0.113.1', '198.51.100.7', { declared: declared({ names: ['vpn.example.com'] }) });
  assert.deepEqual(pairs(named('vpn.example.com'), hq), ['branch hq']);
  const hosts = [{ name: 'other.example.com', addresses: ['203.0.113.1'], origin: AT }];
  assert.deepEqual(pairs({ ...named('other.example.com'), hosts }, router('hq', '203.0.113.1', '198.51.100.7')), ['branch hq']);
});

test('where nobody has the address, the identity that is required finds the device', () => {
  const other = { localAuth: [round({ identity: identity('fqdn', 'hq.example.net') })] };
  const hidden = router('hq', '10.8.0.1', '198.51.100.7');
  const hq = { ...hidden, gateways: hidden.gateways.map((one) => ({ ...one, ...other })) };
  const plain = router('branch', '198.51.100.7', '203.0.113.1');
  const remoteAuth = [round({ identity: identity('fqdn', 'hq.example.net') })];
  const branch = { ...plain, gateways: plain.gateways.map((one) => ({ ...one, remoteAuth })) };
  assert.deepEqual(pairs(branch, hq), ['branch hq']);
});

test('a dynamic hub pairs with each spoke that dials it, spokes do not pair with each other', () => {
  const hub = router('hub', '203.0.113.1', undefined);
  const spokes = ['198.51.100.7', '198.51.100.8', '198.51.100.9'].map((own, at) => router(`s${at}`, own, '203.0.113.1'));
  assert.deepEqual(pairs(hub, ...spokes), ['hub s0', 'hub s1', 'hub s2']);
  assert.deepEqual(hub.gateways[0]?.remote, [ANY_PEER]);
});

test('several peers in order: each is a pair', () => {
  const plain = router('branch', '198.51.100.7', '203.0.113.1');
  const remote = [address('203.0.113.1'), address('203.0.113.2')];
  const branch = {
    ...plain,
    gateways: [
      gateway({ local: [address('198.51.100.7')], remote, children: [child({ pairs: [permit('10.1.0.0/24', '10.2.0.0/24')] })] }),
    ],
  };
  assert.deepEqual(pairs(branch, router('hq', '203.0.113.1', '198.51.100.7'), router('hq2', '203.0.113.2', '198.51.100.7')), [
    'branch hq',
    'branch hq2',
  ]);
});

test('pairs do not depend on the order of the devices, and are found from both ends', () => {
  const all = [
    router('hq', '203.0.113.1', undefined),
    router('a', '198.51.100.7', '203.0.113.1'),
    router('b', '198.51.100.8', '203.0.113.1'),
    router('c', '198.51.100.9', '192.0.2.1'),
    router('d', '192.0.2.1', '198.51.100.9'),
  ];
  fc.assert(
    fc.property(fc.shuffledSubarray(all, { minLength: all.length }), (devices) => {
      const ask = createAsk(fleet(...devices));
      const found = ask.pairs().map(({ a, b }) => [a.name, b.name].sort().join(' '));
      assert.deepEqual(found.sort(), ['a hq', 'b hq', 'c d']);
      for (const device of devices) {
        for (const pair of ask.pairsOf(device)) assert.ok(ask.pairsOf(pair.a === device ? pair.b : pair.a).includes(pair));
      }
    }),
    { numRuns: 20 },
  );
});
