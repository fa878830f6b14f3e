import { defineRule } from '../../src/rule/index.ts';
import { headerOf, negotiating } from '../shared/entities.ts';
import { onePerDevice } from '../shared/one-per-device.ts';

/** IKEv1 has been moved to Historic; nothing breaks today, nothing is repaired either. */
export const rule = defineRule({
  meta: {
    id: 'crypto/ikev1',
    summary: 'IKEv1 is Historic',
    severity: 'info',
    scope: ['device'],
    formats: ['ios', 'swanctl', 'ipsec.conf'],
    tags: ['crypto', 'ikev1'],
    references: ['RFC 9395'],
    messages: {
      historic: {
        text: '{names} use IKEv1, which is Historic since RFC 9395: no new algorithms, no names with pre-shared keys in main mode',
        help: 'IKEv2: version = 2, keyexchange=ikev2, or an ikev2 profile named in the crypto map or ipsec profile, at both ends',
      },
    },
  },
  device: (device) =>
    onePerDevice(
      'historic',
      negotiating(device)
        .filter(({ version }) => version === 1)
        .map((gateway) => ({
          at: gateway.at.version?.kind === 'written' ? gateway.at.version : headerOf(gateway),
          name: gateway.name,
          subject: gateway.id,
        })),
    ),
});
