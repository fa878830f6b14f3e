import type { Ask, Child, Device, Finding, Gateway, Provenance } from '../../src/rule/index.ts';
import { defineRule } from '../../src/rule/index.ts';
import { childProposalsOf, headerOf, named, negotiating } from '../shared/entities.ts';
import { oncePerPlace } from '../shared/grouping.ts';
import { natOnPath } from '../shared/nat-view.ts';

/** Transport mode keeps one IP header, so clients behind one NAT look alike; it protects hosts, not networks. */
export const rule = defineRule({
  meta: {
    id: 'nat/transport-mode',
    summary: 'transport mode across a NAT, or for a network',
    severity: 'warning',
    scope: ['device'],
    formats: ['ios', 'swanctl', 'ipsec.conf'],
    tags: ['nat', 'mode'],
    references: ['RFC 3948, section 5.2', 'RFC 7296, section 2.23.1', 'RFC 3947, section 5.2'],
    messages: {
      transport: {
        text: 'transport mode across a NAT ({gateway}, {when}): of several peers behind one NAT only the last one gets answers',
        help: '{fix}',
      },
      network: {
        text: '{child} asks for transport mode but carries the network {network}: transport mode joins two hosts, and the peer is offered no usable selector',
        help: '{fix}',
      },
    },
  },
  device: (device, ask) => oncePerPlace(check(device, ask)),
});

function* check(device: Device, ask: Ask): Iterable<Finding<'transport' | 'network'>> {
  for (const gateway of negotiating(device)) {
    if (gateway.kind === 'tunnel' || gateway.kind === 'mgre-tunnel') continue;
    for (const child of gateway.children) {
      const at = transportAt(device, child);
      if (at === undefined) continue;
      const fix = device.platform === 'ios' ? 'mode tunnel' : 'mode = tunnel (ipsec.conf: type=tunnel)';
      const network = child.pairs === undefined ? networkOf(child) : undefined;
      if (network !== undefined && device.platform !== 'ios') {
        yield { message: 'network', data: { child: child.name, network, fix }, at, subject: child.id };
        continue;
      }
      if (child.pairs?.some(({ local, remote }) => isNetwork(local.network) || isNetwork(remote.network))) continue;
      yield* acrossNat(device, ask, gateway, child, at, fix);
    }
  }
}

function* acrossNat(
  device: Device,
  ask: Ask,
  gateway: Gateway,
  child: Child,
  at: Provenance,
  fix: string,
): Iterable<Finding<'transport'>> {
  const nat = natOnPath(ask, device, gateway);
  if (nat === undefined) return;
  yield {
    message: 'transport',
    data: { gateway: named(gateway), when: nat.when, fix },
    at,
    related: [{ at: headerOf(gateway), message: `used by ${gateway.name}` }, ...nat.related],
    subject: child.id,
    likelihood: nat.likelihood,
  };
}

function transportAt(device: Device, child: Child): Provenance | undefined {
  if (device.platform !== 'ios') return child.mode === 'transport' ? (child.at.mode ?? headerOf(child)) : undefined;
  const [first] = childProposalsOf(device, child);
  if (first === undefined || first.builtIn || (first.mode !== 'transport' && first.mode !== 'transport-require'))
    return undefined;
  return first.at.mode ?? headerOf(first);
}

function networkOf({ localTs, remoteTs }: Child): string | undefined {
  return [...localTs, ...remoteTs].find(({ kind, network }) => kind === 'network' && isNetwork(network))?.network;
}

function isNetwork(text: string): boolean {
  return !text.endsWith('/32') && !text.endsWith('/128') && (text.includes('/') || text.includes('-'));
}
