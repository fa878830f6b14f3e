import type { TrafficSelector } from '../../src/rule/index.ts';
import { defineRule } from '../../src/rule/index.ts';
import { headerOf, named, negotiating } from '../shared/entities.ts';
import { oncePerPlace } from '../shared/grouping.ts';

/** A crypto map that takes everything takes the routing protocols, the management and the IKE of other peers, too. */
export const rule = defineRule({
  meta: {
    id: 'selector/any-any',
    summary: 'a crypto ACL that permits everything',
    severity: 'warning',
    scope: ['device'],
    formats: ['ios'],
    tags: ['selector'],
    references: ['Cisco IOS, Configuring Security for VPNs with IPsec, crypto access lists'],
    messages: {
      any: {
        text: 'the crypto ACL of {gateway} permits everything: whatever leaves the interface is to be protected, and what arrives in the clear is dropped, routing and management included',
        help: 'permit ip LOCAL-NETWORK WILDCARD REMOTE-NETWORK WILDCARD; for everything, a tunnel interface (tunnel mode ipsec ipv4)',
      },
    },
  },
  *device(device) {
    yield* oncePerPlace(
      negotiating(device).flatMap((gateway) =>
        gateway.kind !== 'crypto-map' && gateway.kind !== 'dynamic-map'
          ? []
          : gateway.children.flatMap(({ pairs = [], id }) =>
              pairs
                .filter(({ action, local, remote }) => action === 'permit' && isAny(local) && isAny(remote))
                .map(({ origin }) => ({
                  message: 'any' as const,
                  data: { gateway: named(gateway) },
                  at: origin,
                  related: [{ at: headerOf(gateway), message: `used by ${gateway.name}` }],
                  subject: id,
                })),
            ),
      ),
    );
  },
});

function isAny({ network, protocol }: TrafficSelector): boolean {
  return protocol === 0 && (network === '0.0.0.0/0' || network === '::/0');
}
