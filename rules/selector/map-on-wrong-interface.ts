import { defineRule } from '../../src/rule/index.ts';
import { headerOf } from '../shared/entities.ts';

/** A packet meets the crypto map of the interface that it leaves by, in the form that it has there. */
export const rule = defineRule({
  meta: {
    id: 'selector/map-on-wrong-interface',
    summary: 'a crypto map on a tunnel interface, where its traffic has another form',
    severity: 'warning',
    scope: ['device'],
    formats: ['ios'],
    tags: ['selector'],
    references: ['Cisco IOS, Configuring Security for VPNs with IPsec, crypto map (interface)'],
    messages: {
      tunnel: {
        text: 'the crypto map {map} is applied to {interface}, a tunnel: packets leave by the physical interface, already wrapped, and newer releases refuse a map here',
        help: 'tunnel protection ipsec profile NAME on {interface}, or the crypto map on the physical interface with an ACL for GRE between the tunnel ends',
      },
    },
  },
  *device(device) {
    for (const one of device.interfaces) {
      const map = one.cryptoMap ?? one.cryptoMap6;
      if (map === undefined || one.tunnel === undefined || one.tunnel.virtualTemplate === true) continue;
      const at = one.at.cryptoMap ?? one.at.cryptoMap6 ?? headerOf(one);
      yield { message: 'tunnel', data: { map, interface: one.name }, at, subject: one.id };
    }
  },
});
