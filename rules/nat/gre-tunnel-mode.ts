import type { Ask, Device, Finding } from '../../src/rule/index.ts';
import { defineRule } from '../../src/rule/index.ts';
import { childProposalsOf, headerOf, named, negotiating } from '../shared/entities.ts';
import { oncePerPlace } from '../shared/grouping.ts';
import { natOnPath } from '../shared/nat-view.ts';

/** In tunnel mode the GRE header travels inside and keeps the private address, which the peer does not know. */
export const rule = defineRule({
  meta: {
    id: 'nat/gre-tunnel-mode',
    summary: 'GRE or DMVPN protected in tunnel mode across a NAT',
    severity: 'warning',
    scope: ['device'],
    formats: ['ios'],
    tags: ['nat', 'gre', 'dmvpn'],
    references: ['Cisco IOS, DMVPN spokes behind NAT', 'RFC 3948, section 3.1.2'],
    messages: {
      tunnel: {
        text: 'GRE of {gateway} is protected in tunnel mode{from}: {when}, the peer unpacks a GRE packet from a private address and matches no tunnel',
        help: 'mode transport',
      },
    },
  },
  device: (device, ask) => oncePerPlace(check(device, ask)),
});

function* check(device: Device, ask: Ask): Iterable<Finding<'tunnel'>> {
  const gre = new Set(
    device.interfaces.filter(({ tunnel }) => tunnel?.mode === 'gre' || tunnel?.mode === 'mgre').map(({ name }) => name),
  );
  for (const gateway of negotiating(device)) {
    if (!gre.has(gateway.name)) continue;
    const nat = natOnPath(ask, device, gateway);
    if (nat === undefined) continue;
    for (const child of gateway.children) {
      const [proposal] = childProposalsOf(device, child);
      if (proposal === undefined || proposal.mode !== 'tunnel') continue;
      yield {
        message: 'tunnel',
        data: { gateway: named(gateway), when: nat.when, from: proposal.at.mode?.kind === 'default' ? ' (mode is not set)' : '' },
        at: proposal.at.mode ?? headerOf(proposal),
        related: [{ at: headerOf(gateway), message: `used by ${gateway.name}` }, ...nat.related],
        subject: proposal.id,
        likelihood: nat.likelihood,
      };
    }
  }
}
