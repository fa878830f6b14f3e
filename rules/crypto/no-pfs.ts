import type { Child, Device, Gateway } from '../../src/rule/index.ts';
import { defineRule } from '../../src/rule/index.ts';
import { childProposalsOf, headerOf, negotiating } from '../shared/entities.ts';
import { type MistakePlace, onePerDevice } from '../shared/one-per-device.ts';

/** Without PFS all keys of a tunnel hang on one exchange. */
export const rule = defineRule({
  meta: {
    id: 'crypto/no-pfs',
    summary: 'no perfect forward secrecy',
    severity: 'warning',
    scope: ['device'],
    formats: ['ios', 'swanctl', 'ipsec.conf'],
    tags: ['crypto', 'pfs'],
    references: ['RFC 7296, section 1.3.1', 'RFC 2409, section 5.5'],
    messages: {
      none: {
        text: 'no perfect forward secrecy for {names}: whoever learns the keys of one IKE SA reads all traffic of its tunnels, rekeyed or not',
        help: '{fix}, at both ends at once',
      },
    },
  },
  device: (device) =>
    onePerDevice('none', places(device), {
      fix:
        device.platform === 'ios'
          ? 'set pfs group19 in the crypto map entry or ipsec profile'
          : 'add a group to every esp proposal: aes256gcm16-ecp256',
    }),
});

function places(device: Device): MistakePlace[] {
  return negotiating(device).flatMap((gateway) =>
    gateway.children
      .filter((child) => child.mode !== 'pass' && child.mode !== 'drop' && lacksPfs(device, child))
      .map((child) => placeOf(device, gateway, child)),
  );
}

function lacksPfs(device: Device, child: Child): boolean {
  if (child.pfs !== undefined) return false;
  const proposals = childProposalsOf(device, child);
  return proposals.length > 0 && proposals.every(({ ke }) => ke.length === 0);
}

function placeOf(device: Device, gateway: Gateway, child: Child): MistakePlace {
  const [proposal] = childProposalsOf(device, child);
  const transform = proposal?.encryption[0] ?? proposal?.integrity[0];
  const isHere = device.platform === 'strongswan' && transform !== undefined && transform.origin.kind !== 'derived';
  return {
    at: isHere ? transform.origin : headerOf(child),
    name: child.name === gateway.name ? gateway.name : `${gateway.name}/${child.name}`,
    subject: gateway.id,
  };
}
