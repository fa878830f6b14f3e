import type { Device, Finding, Gateway, NatRule, SelectorPair } from '../../src/rule/index.ts';
import { defineRule } from '../../src/rule/index.ts';
import { covers } from '../shared/addresses.ts';
import { headerOf, named, negotiating } from '../shared/entities.ts';
import { oncePerPlace } from '../shared/grouping.ts';

/** A static translation has no list to exempt tunnel traffic in; it takes every packet of its host. */
export const rule = defineRule({
  meta: {
    id: 'nat/static-nat-captures-tunnel-host',
    summary: 'static NAT without a route map for a host inside the crypto ACL',
    severity: 'warning',
    scope: ['device'],
    formats: ['ios'],
    tags: ['nat', 'exemption'],
    references: ['Cisco IOS, NAT order of operation (document 6209)', 'Cisco IOS, static NAT with route maps'],
    messages: {
      host: {
        text: '{host} is translated to {global} always, also towards {remote}: packets of this host leave in the clear instead of entering {gateway}',
        help: 'ip nat inside source static {host} {global} route-map NAT-ONLY, where NAT-ONLY denies {host} to {remote}',
      },
    },
  },
  device: (device) => oncePerPlace(check(device)),
});

function* check(device: Device): Iterable<Finding<'host'>> {
  if (device.ios === undefined) return;
  const statics = device.natRules.filter(({ kind, routeMap }) => kind === 'static' && routeMap === undefined);
  if (statics.length === 0) return;
  for (const gateway of negotiating(device)) {
    if (gateway.kind !== 'crypto-map' && gateway.kind !== 'dynamic-map') continue;
    if (device.interfaces.find(({ name }) => name === gateway.interface)?.nat !== 'outside') continue;
    for (const translation of statics) {
      const selector = selectorOf(gateway, translation);
      if (selector !== undefined) yield found(gateway, translation, selector);
    }
  }
}

function selectorOf({ children }: Gateway, { local }: NatRule): SelectorPair | undefined {
  if (local === undefined) return undefined;
  const lines = children.flatMap(({ pairs }) => pairs ?? []);
  const first = lines.find((line) => line.local.wildcard === undefined && covers(line.local.network, local));
  return first?.action === 'permit' && !first.local.network.endsWith('/0') ? first : undefined;
}

function found(gateway: Gateway, translation: NatRule, { remote, origin }: SelectorPair): Finding<'host'> {
  const { local = '', global, interface: name } = translation;
  return {
    message: 'host',
    data: { host: local, global: global ?? name ?? 'a public address', remote: remote.network, gateway: named(gateway) },
    at: headerOf(translation),
    related: [{ at: origin, message: `the crypto ACL of ${gateway.name} covers ${local}` }],
    subject: gateway.id,
  };
}
