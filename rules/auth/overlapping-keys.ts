import type { Device, Finding, Secret } from '../../src/rule/index.ts';
import { defineRule } from '../../src/rule/index.ts';
import { headerOf } from '../shared/entities.ts';
import { isAnybody, pskSecrets } from '../shared/psk.ts';

/** Two keys for one address: the order in which keyrings are searched decides, and it differs by who starts. */
export const rule = defineRule({
  meta: {
    id: 'auth/overlapping-keys',
    summary: 'two different keys are stored for one peer',
    severity: 'warning',
    scope: ['device'],
    formats: ['ios'],
    tags: ['authentication', 'psk'],
    references: ['Cisco document 117259, IKEv1 keyring and profile selection'],
    messages: {
      twice: {
        text: 'two different keys are stored for {peer}, in {first} and in {second}: as initiator the profile chooses, as responder the order, so the tunnel may start from one side only',
        help: 'Keep one of them, or bind the keyrings apart: local-address in each, or vrf',
      },
    },
  },
  device: check,
});

function* check(device: Device): Iterable<Finding<'twice'>> {
  if (device.ios === undefined) return;
  const first = new Map<string, Secret>();
  for (const key of pskSecrets(device)) {
    if (key.side !== undefined || key.peerLabel !== undefined || key.number === undefined) continue;
    for (const owner of key.owners) {
      if (isAnybody(owner)) continue;
      const place = `${owner.type} ${owner.value} ${key.vrf ?? ''} ${key.localAddress ?? ''}`;
      const other = first.get(place);
      if (other === undefined) first.set(place, key);
      else if (other.number !== key.number) {
        yield {
          message: 'twice',
          data: { peer: owner.value.replace(/\/32$/, ''), first: ringOf(other), second: ringOf(key) },
          at: headerOf(key),
          related: [{ at: headerOf(other), message: `the other key, secret#${other.number}` }],
          subject: key.id,
        };
      }
    }
  }
}

function ringOf({ keyring }: Secret): string {
  return keyring === undefined || keyring === 'default' ? 'the global list' : `keyring ${keyring}`;
}
