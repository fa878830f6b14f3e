import assert from 'node:assert/strict';
import { test } from 'node:test';
import { createAsk } from '../../../src/analyze/ask.ts';
import type { Device, FilterLine } from '../../../src/model/types.ts';
import { entity, fleet, iface, natRule, router } from '../devices.ts';

const ORIGIN = { kind: 'written', source: 0, start: 40, end: 50 } as const;

function permitUdp(port: number): FilterLine {
  return {
    action: { do: 'permit' },
    protocols: [17],
    source: { any: true },
    destination: { any: true },
    destinationPorts: [[port, port]],
    origin: ORIGIN,
  };
}

/** An edge router that translates the branch behind it one to one, with an access list on its outside. */
function edge(...lines: readonly FilterLine[]): Device {
  return router('edge', '198.51.100.7', '192.0.2.99', {
    interfaces: [
      iface('GigabitEthernet0/0', '198.51.100.7', { nat: 'outside', accessIn: 'IN' }),
      iface('GigabitEthernet0/1', '10.9.0.1', { nat: 'inside' }),
    ],
    natRules: [natRule({ local: '10.9.0.2', global: '198.51.100.8' })],
    filters: [
      {
        ...entity('acl IN', { name: 'IN', kind: 'extended' as const, family: 'ipv4' as const, otherwise: 'deny' as const }),
        lines,
      },
    ],
  });
}

function play(gate: Device) {
  const branch = router('branch', '10.9.0.2', '203.0.113.1');
  const hq = router('hq', '203.0.113.1', '198.51.100.8');
  const ask = createAsk(fleet(gate, branch, hq));
  return { out: ask.play(branch, hq)[0], back: ask.play(hq, branch)[0] };
}

test('an access list of the router that translates an end decides about its packets, answers included', () => {
  const open = play(edge(permitUdp(500), permitUdp(4500)));
  assert.deepEqual([open.out?.reason, open.back?.reason], ['ok', 'ok']);
  const closed = play(edge(permitUdp(53)));
  assert.deepEqual([closed.out?.reason, closed.out?.detail], ['blocked', 'filter-ike']);
  assert.deepEqual([closed.back?.reason, closed.back?.detail], ['blocked', 'filter-ike']);
  const half = play(edge(permitUdp(500)));
  assert.deepEqual([half.back?.reason, half.back?.detail], ['blocked', 'filter-nat-t']);
});
