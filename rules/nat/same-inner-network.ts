import type { Ask, Child, Device, Finding, Fleet, Gateway, TrafficSelector } from '../../src/rule/index.ts';
import { defineRule } from '../../src/rule/index.ts';
import { isPrivate } from '../shared/addresses.ts';
import { negotiating } from '../shared/entities.ts';
import { natThere } from '../shared/nat-view.ts';

/** Two peers behind different NATs may have the same addresses inside; the gateway cannot tell where to send an answer. */
export const rule = defineRule({
  meta: {
    id: 'nat/same-inner-network',
    summary: 'two peers of one gateway bring the same inner network',
    severity: 'error',
    scope: ['device', 'fleet'],
    formats: ['ios', 'swanctl', 'ipsec.conf'],
    tags: ['nat', 'selector'],
    references: ['RFC 3948, section 5.1', 'RFC 3715, section 2.1 e'],
    messages: {
      same: {
        text: '{second} and {first} lead to different peers and both carry {network}: answers go to one of them only',
        help: 'Give each peer a network of its own, virtual addresses, or a translation inside the tunnel',
      },
      fleet: {
        text: '{second} and {first} both bring {network} to {hub}: answers go to one of them only',
        help: 'Renumber one of the two networks, or translate it before the tunnel',
      },
    },
  },
  device: within,
  fleet: between,
});

function* within(device: Device, ask: Ask): Iterable<Finding<'same'>> {
  const first = new Map<string, { readonly gateway: Gateway; readonly selector: TrafficSelector }>();
  for (const gateway of negotiating(device)) {
    const peer = peerKey(gateway);
    if (peer === undefined || natThere(ask, device, gateway) === undefined) continue;
    for (const { local, remote } of gateway.children.flatMap(selectorPairs)) {
      if (remote.kind !== 'network' || !isPrivate(remote.network)) continue;
      const key = `${gateway.vrf ?? ''} ${gateway.interface ?? ''} ${text(local)} ${text(remote)}`;
      const other = first.get(key);
      if (other === undefined) first.set(key, { gateway, selector: remote });
      else if (peerKey(other.gateway) !== peer && other.gateway !== gateway) {
        yield {
          message: 'same',
          data: { second: gateway.name, first: other.gateway.name, network: remote.network },
          at: remote.origin,
          related: [{ at: other.selector.origin, message: `${other.gateway.name} carries it, too` }],
          subject: gateway.id,
          severity: 'warning',
        };
      }
    }
  }
}

/** The peer as a key; undefined where several connections may well be alternatives for one peer. */
function peerKey({ remote }: Gateway): string | undefined {
  const [peer] = remote;
  return peer?.kind === 'address' && remote.length === 1 ? peer.value : undefined;
}

function text({ network, protocol, portFrom, portTo }: TrafficSelector): string {
  return `${network} ${protocol} ${portFrom}-${portTo}`;
}

function selectorPairs({
  pairs,
  localTs,
  remoteTs,
}: Child): readonly { readonly local: TrafficSelector; readonly remote: TrafficSelector }[] {
  if (pairs !== undefined) return pairs.filter(({ action }) => action === 'permit');
  return localTs.flatMap((local) => remoteTs.map((remote) => ({ local, remote })));
}

function* between(fleet: Fleet): Iterable<Finding<'fleet'>> {
  const first = new Map<string, { readonly device: Device; readonly selector: TrafficSelector }>();
  for (const device of fleet.devices) {
    const nat = device.declared?.nat?.kind;
    if (nat === undefined || nat === 'none') continue;
    for (const gateway of negotiating(device)) {
      const hub = peerKey(gateway);
      if (hub === undefined) continue;
      for (const { local } of gateway.children.flatMap(selectorPairs)) {
        if (local.kind !== 'network' || !isPrivate(local.network)) continue;
        const key = `${hub} ${text(local)}`;
        const other = first.get(key);
        if (other === undefined) first.set(key, { device, selector: local });
        else if (other.device !== device) {
          yield {
            message: 'fleet',
            data: { second: device.name, first: other.device.name, network: local.network, hub },
            at: local.origin,
            related: [{ at: other.selector.origin, message: other.device.name }],
            device: device.name,
            peer: other.device.name,
            subject: gateway.id,
          };
        }
      }
    }
  }
}
