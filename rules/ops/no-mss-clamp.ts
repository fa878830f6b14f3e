import type { Device, Interface } from '../../src/rule/index.ts';
import { defineRule } from '../../src/rule/index.ts';
import { headerOf, negotiating } from '../shared/entities.ts';

/** Packets that grow beyond the MTU, and a sender that is never told. */
export const rule = defineRule({
  meta: {
    id: 'ops/no-mss-clamp',
    summary: 'no interface clamps the TCP segment size',
    severity: 'info',
    scope: ['device'],
    formats: ['ios'],
    tags: ['ops', 'mtu'],
    references: ['RFC 4459', 'RFC 3948, section 3'],
    messages: {
      none: {
        text: 'no interface has `ip tcp adjust-mss` or a smaller `ip mtu`: ESP (and 8 bytes of UDP behind a NAT) makes full packets too large, small ones pass and large transfers hang',
        help: 'ip tcp adjust-mss 1350 on the inside interface or the tunnel',
      },
    },
  },
  *device(device) {
    const [first] = negotiating(device);
    if (!device.whole || first === undefined || device.interfaces.length === 0 || device.interfaces.some(isClamped)) return;
    yield { message: 'none', at: placeOf(device) ?? headerOf(first), subject: first.id };
  },
});

function isClamped({ adjustMss, ipMtu, shutdown }: Interface): boolean {
  return !shutdown && (adjustMss !== undefined || ipMtu !== undefined);
}

function placeOf(device: Device) {
  const inside = device.interfaces.find(({ tunnel, nat }) => tunnel !== undefined || nat === 'inside');
  return inside === undefined ? undefined : headerOf(inside);
}
