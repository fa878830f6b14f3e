import type { Ask, Device, Finding, Gateway } from '../../src/rule/index.ts';
import { defineRule } from '../../src/rule/index.ts';
import { headerOf, named, negotiating } from '../shared/entities.ts';
import { oncePerPlace } from '../shared/grouping.ts';
import { natHere } from '../shared/nat-view.ts';

/** Only the side behind the NAT can keep the mapping alive; without it the peer's packets vanish after some idle minutes. */
export const rule = defineRule({
  meta: {
    id: 'nat/no-keepalive',
    summary: 'the side behind the NAT sends no NAT keepalive',
    severity: 'warning',
    scope: ['device'],
    formats: ['ios', 'swanctl', 'ipsec.conf'],
    tags: ['nat', 'keepalive'],
    references: ['RFC 3948, section 4', 'RFC 4787, REQ-5'],
    messages: {
      none: {
        text: 'no NAT keepalive is sent: {when}, the mapping of {gateway} ends after some minutes without traffic and the peer reaches nobody',
        help: '{fix}',
      },
      off: {
        text: 'charon.keep_alive = 0: a daemon behind a NAT loses its mapping after some minutes without traffic',
        help: 'charon.keep_alive = 20s',
      },
    },
  },
  *device(device, ask) {
    if (device.charon?.keepAlive === 0 && device.gateways.length === 0) {
      yield {
        message: 'off',
        at: device.charon.at.keepAlive ?? headerOf(device.charon),
        subject: device.charon.id,
        likelihood: 'possible',
      };
    }
    yield* oncePerPlace(check(device, ask));
  },
});

function* check(device: Device, ask: Ask): Iterable<Finding<'none'>> {
  for (const gateway of negotiating(device)) {
    const setting = keepaliveOf(device, gateway);
    if (setting === undefined || setting.seconds > 0) continue;
    const nat = natHere(ask, device, gateway);
    if (nat === undefined) continue;
    yield {
      message: 'none',
      data: { gateway: named(gateway), when: nat.when, fix: setting.fix },
      at: setting.at.kind === 'default' ? headerOf(gateway) : setting.at,
      related: nat.related,
      subject: gateway.id,
      likelihood: nat.likelihood,
    };
  }
}

function keepaliveOf({ ios, charon, whole }: Device, { version, ikev2Profile }: Gateway) {
  if (charon !== undefined)
    return { seconds: charon.keepAlive, at: charon.at.keepAlive ?? headerOf(charon), fix: 'charon.keep_alive = 20s' };
  if (ios === undefined || (!whole && ios.at.isakmpNatKeepalive?.kind === 'default')) return undefined;
  if (version === 1) {
    const at = ios.at.isakmpNatKeepalive ?? headerOf(ios);
    return { seconds: ios.isakmpNatKeepalive, at, fix: 'crypto isakmp nat keepalive 20' };
  }
  const profile = ios.ikev2Profiles.find(({ name }) => name === ikev2Profile);
  const seconds = Math.max(ios.ikev2NatKeepalive, profile?.natKeepalive ?? 0);
  return { seconds, at: ios.at.ikev2NatKeepalive ?? headerOf(ios), fix: 'crypto ikev2 nat keepalive 20' };
}
