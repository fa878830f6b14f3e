import type { Ask, Device, Finding } from '../../src/rule/index.ts';
import { defineRule } from '../../src/rule/index.ts';
import { headerOf, negotiating, whereFrom } from '../shared/entities.ts';
import { findingsOf, isPlayed, pairMessage } from '../shared/from-reason.ts';
import { oncePerPlace } from '../shared/grouping.ts';
import { natHere } from '../shared/nat-view.ts';

/** By default a tunnel carries the own address, and behind a NAT the two ends disagree on what that is. */
export const rule = defineRule({
  meta: {
    id: 'selector/dynamic-behind-nat',
    summary: 'tunnel mode with default selectors behind a NAT',
    severity: 'error',
    scope: ['device', 'pair'],
    formats: ['swanctl', 'ipsec.conf'],
    tags: ['selector', 'nat'],
    references: ['strongSwan, swanctl.conf(5), local_ts', 'RFC 7296, section 2.23.1'],
    messages: {
      dynamic: {
        text: '{child} carries only the own address{from}: {when}, it proposes its private address, and a peer with default selectors expects the one of the NAT',
        help: 'local_ts = 192.168.10.0/24 here and the same as remote_ts at the peer; or ask for a virtual address: vips = 0.0.0.0',
      },
      pair: pairMessage(
        'Write local_ts and remote_ts at both ends, or ask for a virtual address (vips = 0.0.0.0, leftsourceip=%config)',
      ),
    },
  },
  device: (device, ask) => oncePerPlace(check(device, ask)),
  pair: (pair) => findingsOf('selector/dynamic-behind-nat', pair),
});

function* check(device: Device, ask: Ask): Iterable<Finding<'dynamic'>> {
  if (device.platform !== 'strongswan') return;
  for (const gateway of negotiating(device)) {
    if (gateway.virtualAddresses.length > 0) continue;
    const nat = natHere(ask, device, gateway);
    if (nat === undefined || isPlayed(ask, device, gateway)) continue;
    for (const child of gateway.children) {
      const [selector] = child.localTs;
      if (child.mode !== 'tunnel' || selector === undefined || child.localTs.some(({ kind }) => kind !== 'dynamic')) continue;
      yield {
        message: 'dynamic',
        data: { child: child.name, when: nat.when, from: whereFrom(selector.origin) },
        at: selector.origin.kind === 'default' ? headerOf(child) : selector.origin,
        related: nat.related,
        subject: child.id,
        likelihood: nat.likelihood,
        severity: 'warning',
      };
    }
  }
}
