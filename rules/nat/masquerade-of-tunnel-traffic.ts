import type { AddressMatch, Child, Device, Finding, Gateway, NatRule } from '../../src/rule/index.ts';
import { defineRule } from '../../src/rule/index.ts';
import { headerOf, negotiating } from '../shared/entities.ts';
import { matchCovers, matchMeets } from '../shared/matches.ts';

/** Linux translates before it looks for an IPsec policy, and what is translated matches no policy any more. */
export const rule = defineRule({
  meta: {
    id: 'nat/masquerade-of-tunnel-traffic',
    summary: 'MASQUERADE or SNAT takes traffic of a tunnel before IPsec sees it',
    severity: 'error',
    scope: ['device'],
    formats: ['iptables', 'nft'],
    tags: ['nat', 'exemption'],
    references: ['netfilter, packet flow: nat postrouting before xfrm', 'iptables-extensions(8), policy'],
    messages: {
      taken: {
        text: 'packets from {local} to {remote} are meant for {child}, but this rule rewrites their source first: they match no policy and leave in the clear',
        help: 'Before it: iptables -t nat -I POSTROUTING -m policy --dir out --pol ipsec -j ACCEPT (nft: ip daddr {remote} accept)',
      },
    },
  },
  *device(device) {
    if (device.platform !== 'strongswan') return;
    const rules = device.natRules.filter(({ rewrites, match }) => rewrites !== 'destination' && match !== undefined);
    const told = new Set<NatRule>();
    for (const gateway of negotiating(device)) {
      for (const child of gateway.children) {
        const finding = check(gateway, child, rules, told);
        if (finding !== undefined) yield finding;
      }
    }
  },
});

function check(gateway: Gateway, child: Child, rules: Device['natRules'], told: Set<NatRule>): Finding<'taken'> | undefined {
  if (child.mode !== 'tunnel' || gateway.virtualAddresses.length > 0) return undefined;
  for (const local of child.localTs) {
    for (const remote of child.remoteTs) {
      if (local.kind !== 'network' || remote.kind !== 'network' || local.network.endsWith('/0')) continue;
      const taker = takerOf(rules, local.network, remote.network);
      if (taker === undefined || told.has(taker)) continue;
      told.add(taker);
      return {
        message: 'taken',
        data: { local: local.network, remote: remote.network, child: child.name },
        at: headerOf(taker),
        related: [{ at: remote.origin, message: `${child.name} carries it` }],
        subject: child.id,
      };
    }
  }
  return undefined;
}

/** The first rule that surely rewrites packets between two networks; none where an earlier one may exempt them. */
function takerOf(rules: Device['natRules'], local: string, remote: string): NatRule | undefined {
  for (const one of rules) {
    const { kind, match } = one;
    if (match === undefined) continue;
    if (kind === 'exempt' && may(match.source, local) && may(match.destination, remote)) return undefined;
    if (kind !== 'dynamic' || match.protocols !== undefined) continue;
    const plain = match.conditions?.every(({ kind: what, negated }) => what === 'interface-out' && negated !== true) ?? true;
    if (plain && matchCovers(match.source, local) && matchCovers(match.destination, remote)) return one;
  }
  return undefined;
}

function may(match: AddressMatch, network: string): boolean {
  return matchMeets(match, network) !== false;
}
