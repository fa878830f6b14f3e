import type { Device, Gateway, RelatedPlace } from '../../src/rule/index.ts';
import { defineRule } from '../../src/rule/index.ts';
import { headerOf, named } from '../shared/entities.ts';

/** So many connections of the other end are shown. */
const SHOWN = 3;

/** A tunnel has two ends: one that only one of them knows of never comes up. */
export const rule = defineRule({
  meta: {
    id: 'reference/one-sided',
    summary: 'a device points at a peer that does not point back',
    severity: 'error',
    scope: ['fleet'],
    formats: ['ios', 'swanctl', 'ipsec.conf'],
    tags: ['reference', 'fleet'],
    references: ['RFC 7296, section 2.21.2', 'docs/pairing.md'],
    messages: {
      alone: {
        text: '{gateway} dials {peer}, which is {other}, and {other} has no connection for {addresses}: its answer is "no proposal chosen"',
        help: 'Add the peer at {other} (set peer ADDRESS, remote_addrs = ADDRESS, right=ADDRESS), or correct the address here',
      },
      none: {
        text: '{gateway} dials {peer}, which is {other}, and no interface of {other} has IPsec: nothing answers there',
        help: 'Apply the crypto map, the tunnel protection or the virtual template at {other}, or correct the address here',
      },
    },
  },
  *fleet(fleet, ask) {
    for (const device of fleet.devices) {
      const answered = new Set<Gateway>();
      const peers = ask.namedPeers(device);
      for (const { gateway, outcome } of peers) if (outcome === 'mutual') answered.add(gateway);
      for (const { gateway, origin, text, outcome, devices } of peers) {
        if (outcome !== 'one-sided' || answered.has(gateway) || gateway.rejected !== undefined) continue;
        answered.add(gateway);
        const other = devices.length === 1 ? fleet.device(devices[0] ?? '') : undefined;
        if (other === undefined || !mayJudge(other)) continue;
        yield {
          message: other.gateways.length === 0 ? 'none' : 'alone',
          data: { gateway: named(gateway), peer: text, other: other.name, addresses: device.name },
          at: origin,
          related: other.gateways.length === 0 ? unapplied(other) : others(other),
          subject: gateway.id,
          device: device.name,
          peer: other.name,
        };
      }
    }
  },
});

function others({ name, gateways }: Device): readonly RelatedPlace[] {
  return gateways.slice(0, SHOWN).map((one) => ({
    at: one.remote[0]?.origin ?? headerOf(one),
    message: `${name} knows other peers only`,
  }));
}

/** What was probably meant to be on an interface. */
function unapplied({ name, definitions }: Device): readonly RelatedPlace[] {
  return definitions
    .filter(({ kind }) => kind === 'crypto-map' || kind === 'ipsec-profile')
    .slice(0, SHOWN)
    .map(({ span }) => ({ at: { kind: 'written', ...span }, message: `${name}: no interface has it` }));
}

/** Whether everything that the other end has is in the text, with addresses that can be compared. */
function mayJudge(device: Device): boolean {
  const { platform, whole, gaps, gateways } = device;
  if (!whole || gaps.length > 0) return false;
  if (gateways.length > 0) return gateways.every(isLiteral);
  // A router is one text; of a strongSwan host the file with the connections may not be among the inputs.
  return platform === 'ios' && !forwardsIke(device);
}

/** Whether a device may hand IKE on to a host behind it, which need not be of the run. */
function forwardsIke({ natRules }: Device): boolean {
  return natRules.some(({ kind, globalPort }) =>
    kind === 'static-port' ? globalPort === 500 || globalPort === 4500 : kind !== 'dynamic' && kind !== 'exempt',
  );
}

/** A name may stand for any address, and what is refused may have been meant. */
function isLiteral({ rejected, remote }: Gateway): boolean {
  return rejected === undefined && remote.every(({ kind }) => kind === 'address' || kind === 'subnet' || kind === 'range');
}
