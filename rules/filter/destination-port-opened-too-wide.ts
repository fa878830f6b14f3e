import type { Device, Filter, FilterLine, Finding } from '../../src/rule/index.ts';
import { defineRule } from '../../src/rule/index.ts';
import { oncePerPlace } from '../shared/grouping.ts';

/** A NAPT changes the source port; the destination port stays 500 or 4500 and need not be opened any wider. */
export const rule = defineRule({
  meta: {
    id: 'filter/destination-port-opened-too-wide',
    summary: 'any UDP destination port is admitted where only the source port varies',
    severity: 'warning',
    scope: ['device'],
    formats: ['ios', 'iptables', 'nft'],
    tags: ['filter'],
    references: ['RFC 3947, section 4', 'RFC 3715, section 2.1 d'],
    messages: {
      wide: {
        text: 'this line admits every UDP port from anybody to a VPN gateway: a NAT changes the source port of IKE, never the destination',
        help: 'permit udp any host ADDRESS eq isakmp, and eq non500-isakmp (iptables: -p udp -m multiport --dports 500,4500)',
      },
    },
  },
  device: (device) => oncePerPlace(check(device)),
});

function* check(device: Device): Iterable<Finding<'wide'>> {
  const inbound = new Set(
    device.interfaces
      .filter(({ cryptoMap, nat }) => cryptoMap !== undefined || nat === 'outside')
      .map(({ accessIn }) => accessIn),
  );
  for (const filter of device.filters) {
    const applies = filter.hook === 'input' || inbound.has(filter.name);
    if (!applies || filter.table === 'nat' || device.gateways.length === 0) continue;
    const line = filter.lines.find(isWide);
    if (line !== undefined) yield { message: 'wide', at: line.origin, subject: filter.id };
  }
}

function isWide({ action, protocols, source, sourcePorts, destinationPorts, conditions }: FilterLine): boolean {
  return (
    action.do === 'permit' &&
    protocols?.length === 1 &&
    protocols[0] === 17 &&
    'any' in source &&
    sourcePorts === undefined &&
    destinationPorts === undefined &&
    (conditions === undefined ||
      conditions.every(({ kind }: NonNullable<Filter['lines'][number]['conditions']>[number]) => kind === 'interface-in'))
  );
}
