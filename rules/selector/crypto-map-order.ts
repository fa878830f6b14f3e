import type { Device, Finding, Gateway } from '../../src/rule/index.ts';
import { defineRule } from '../../src/rule/index.ts';
import { headerOf, negotiating } from '../shared/entities.ts';

/** Entries are tried by number, and a dynamic one takes whoever comes. */
export const rule = defineRule({
  meta: {
    id: 'selector/crypto-map-order',
    summary: 'a dynamic crypto map entry before static ones',
    severity: 'warning',
    scope: ['device'],
    formats: ['ios'],
    tags: ['selector', 'order'],
    references: ['Cisco IOS, Configuring Security for VPNs with IPsec, dynamic crypto maps'],
    messages: {
      before: {
        text: 'the dynamic entry {dynamic} of crypto map {map} is tried before {static}: a peer of the later entry is taken by the dynamic one',
        help: 'Give the dynamic entry the highest number: crypto map {map} 65535 ipsec-isakmp dynamic NAME',
      },
    },
  },
  device: check,
});

function* check(device: Device): Iterable<Finding<'before'>> {
  const maps = new Map<string, Gateway[]>();
  for (const gateway of negotiating(device)) {
    if (gateway.mapName === undefined || gateway.sequence === undefined) continue;
    maps.set(gateway.mapName, [...(maps.get(gateway.mapName) ?? []), gateway]);
  }
  for (const [map, entries] of maps) {
    const dynamic = entries.find(({ kind }) => kind === 'dynamic-map');
    const after = entries.filter(({ kind, sequence }) => kind === 'crypto-map' && (sequence ?? 0) > (dynamic?.sequence ?? 0));
    const [first] = after;
    if (dynamic === undefined || first === undefined) continue;
    yield {
      message: 'before',
      data: { dynamic: dynamic.sequence ?? 0, map, static: first.name },
      at: headerOf(dynamic),
      related: after.slice(0, 5).map((entry) => ({ at: headerOf(entry), message: `${entry.name} comes later` })),
      subject: dynamic.id,
    };
  }
}
