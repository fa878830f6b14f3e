import assert from 'node:assert/strict';
import { test } from 'node:test';
import { createAsk } from '../../../src/analyze/ask.ts';
import type { Device, FilterLine } from '../../../src/model/types.ts';
import { entity, fleet, iface, natRule, router } from '../devices.ts';

const LAN = 0x0a010000;
const REMOTE = 0x0a020000;

function line(action: 'permit' | 'deny', destination?: number): FilterLine {
  return {
    action: { do: action },
    source: { v4: [LAN, 255] },
    destination: destination === undefined ? { any: true } : { v4: [destination, 255] },
    origin: { kind: 'written', source: 0, start: action === 'deny' ? 10 : 20, end: 30 },
  };
}

function translating(...lines: readonly FilterLine[]): Device {
  return router('branch', '198.51.100.7', '203.0.113.1', {
    interfaces: [
      iface('GigabitEthernet0/0', '198.51.100.7', { nat: 'outside' }),
      iface('GigabitEthernet0/1', '10.1.0.1', { nat: 'inside' }),
    ],
    natRules: [natRule({ kind: 'dynamic', list: 'NAT', interface: 'GigabitEthernet0/0', overload: true })],
    filters: [
      {
        ...entity('acl NAT', { name: 'NAT', kind: 'extended' as const, family: 'ipv4' as const, otherwise: 'deny' as const }),
        lines,
      },
    ],
  });
}

function traffic(branch: Device): string {
  const [verdict] = createAsk(fleet(branch, router('hq', '203.0.113.1', '198.51.100.7'))).play(
    branch,
    router('hq', '203.0.113.1', '198.51.100.7'),
  );
  return `${verdict?.reason} ${verdict?.traffic} ${verdict?.trafficDetail ?? ''}`.trim();
}

test('traffic that the own NAT takes never reaches the crypto map', () => {
  assert.equal(traffic(translating(line('permit'))), 'ok blocked exemption-missing');
});

test('a deny before the permit exempts it, one after it comes too late', () => {
  assert.equal(traffic(translating(line('deny', REMOTE), line('permit'))), 'ok passes');
  assert.equal(traffic(translating(line('permit'), line('deny', REMOTE))), 'ok blocked exemption-shadowed');
});

test('half an exemption is none', () => {
  const half: FilterLine = { ...line('deny', REMOTE), destination: { v4: [REMOTE, 127] } };
  assert.equal(traffic(translating(half, line('permit'))), 'ok blocked exemption-missing');
});

test('a route map exempts by its deny clause', () => {
  const branch = translating(line('permit', REMOTE));
  const origin = { kind: 'written', source: 0, start: 0, end: 1 } as const;
  const clauses = [
    { action: 'deny' as const, sequence: 10, filters: ['NAT'], conditions: [], origin },
    { action: 'permit' as const, sequence: 20, filters: ['NAT'], conditions: [], origin },
  ];
  const routeMaps = [{ ...entity('route-map RM', { name: 'RM' }), clauses }];
  const natRules = [natRule({ kind: 'dynamic', routeMap: 'RM', interface: 'GigabitEthernet0/0', overload: true })];
  assert.equal(traffic({ ...branch, routeMaps, natRules }), 'ok passes');
});
