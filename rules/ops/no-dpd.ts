import { defineRule } from '../../src/rule/index.ts';
import { headerOf, negotiating } from '../shared/entities.ts';
import { onePerDevice } from '../shared/one-per-device.ts';

/** Nobody notices that the peer is gone. */
export const rule = defineRule({
  meta: {
    id: 'ops/no-dpd',
    summary: 'dead peers are not detected',
    severity: 'warning',
    scope: ['device'],
    formats: ['ios', 'swanctl', 'ipsec.conf'],
    tags: ['ops', 'dpd'],
    references: ['RFC 3706', 'RFC 7296, section 2.4'],
    messages: {
      off: {
        text: 'no dead peer detection for {names}: after the peer restarts, this side keeps sending into SAs that the peer no longer has, until they expire',
        help: '{fix}',
      },
    },
  },
  device: (device) => {
    if (!device.whole) return [];
    const places = negotiating(device)
      .filter(({ dpdDelay }) => dpdDelay === 0)
      .map((gateway) => ({ at: headerOf(gateway), name: gateway.name, subject: gateway.id }));
    const fix =
      device.platform === 'ios'
        ? 'crypto isakmp keepalive 30 5 periodic (IKEv1), dpd 30 5 on-demand in the IKEv2 profile'
        : 'dpd_delay = 30s; dpdaction=restart with dpddelay=30s in ipsec.conf';
    return onePerDevice('off', places, { fix });
  },
});
