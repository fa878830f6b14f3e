import type { Device, Secret } from '../../src/rule/index.ts';
import { defineRule } from '../../src/rule/index.ts';
import { headerOf } from '../shared/entities.ts';
import { isOwnedByAll, pskSecrets } from '../shared/psk.ts';

/** A key belongs to two devices; one that more of them know proves nothing about which of them is speaking. */
export const rule = defineRule({
  meta: {
    id: 'auth/shared-psk',
    summary: 'the same pre-shared key for several peers',
    severity: 'warning',
    scope: ['fleet'],
    formats: ['ios', 'swanctl', 'ipsec.conf'],
    tags: ['authentication', 'psk', 'fleet'],
    references: ['RFC 3947, section 8', 'RFC 7296, section 2.15'],
    messages: {
      shared: {
        text: '{count} devices hold the key secret#{number}: each of them can pose as any other one',
        help: 'Make a key for each pair of devices: openssl rand -base64 33',
      },
      several: {
        text: '{device} uses the key secret#{number} for {count} peers: each of them can pose as any other one',
        help: 'Make a key for each pair of devices: openssl rand -base64 33',
      },
    },
  },
  *fleet(fleet) {
    const holders = new Map<number, { readonly device: Device; readonly secret: Secret }[]>();
    for (const device of fleet.devices) {
      for (const secret of pskSecrets(device)) {
        if (secret.number === undefined) continue;
        const there = holders.get(secret.number);
        if (there === undefined) holders.set(secret.number, [{ device, secret }]);
        else there.push({ device, secret });
      }
    }
    for (const [number, held] of holders) {
      const [first, ...rest] = held;
      if (first === undefined) continue;
      const devices = new Set(held.map(({ device }) => device));
      const related = rest.slice(0, 5).map(({ device, secret }) => ({ at: headerOf(secret), message: device.name }));
      const at = headerOf(first.secret);
      if (devices.size > 2)
        yield { message: 'shared', data: { count: devices.size, number }, at, related, device: first.device.name };
      else if (devices.size === 1) {
        const peers = held.filter(({ secret }) => !isOwnedByAll(secret)).map(({ secret }) => ownersOf(secret));
        const count = new Set(peers).size;
        const data = { device: first.device.name || 'this device', count, number };
        if (count > 1) yield { message: 'several', data, at, related, device: first.device.name };
      }
    }
  },
});

function ownersOf({ owners, peerLabel }: Secret): string {
  return peerLabel ?? owners.map(({ value }) => value).join(' ');
}
