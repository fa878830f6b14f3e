import type { Device, IkeProposal, PairOutcome } from '../../src/rule/index.ts';
import { defineRule } from '../../src/rule/index.ts';
import { headerOf, ikeProposalsOf } from '../shared/entities.ts';

/** IKEv1 lifetimes are negotiated on IOS; the document asks for an initiator that is not longer, and images accept both. */
export const rule = defineRule({
  meta: {
    id: 'proposal/lifetime-mismatch',
    summary: 'the IKEv1 lifetimes of two IOS devices differ',
    severity: 'info',
    scope: ['pair'],
    formats: ['ios'],
    tags: ['proposal', 'lifetime'],
    references: ['Cisco IOS Security Command Reference, lifetime (IKE policy)'],
    messages: {
      differs: {
        text: '{initiator} offers an IKE lifetime of {mine} s and {responder} has {theirs} s: the shorter one is used, and by the document the longer side may be refused when it starts',
        help: 'lifetime {theirs} in both policies',
      },
    },
  },
  *pair(pair) {
    const told = new Set<string>();
    for (const verdict of pair.verdicts) {
      if (verdict.ike !== 'up' || verdict.exchange === 'ikev2') continue;
      const [from, to] = ends(pair, verdict.initiator);
      const mine = policyOf(from, verdict.connection);
      const theirs = policyOf(to, verdict.responderConnection ?? '');
      if (mine?.lifetime === undefined || theirs?.lifetime === undefined || mine.lifetime <= theirs.lifetime || told.has(mine.id))
        continue;
      told.add(mine.id);
      yield {
        message: 'differs',
        data: { initiator: from.name, responder: to.name, mine: mine.lifetime, theirs: theirs.lifetime },
        at: mine.at.lifetime ?? headerOf(mine),
        related: [{ at: theirs.at.lifetime ?? headerOf(theirs), message: `${to.name}: ${theirs.lifetime} s` }],
        subject: mine.id,
        device: from.name,
        peer: to.name,
      };
    }
  },
});

function ends({ a, b }: PairOutcome, initiator: string): readonly [Device, Device] {
  return a.name === initiator ? [a, b] : [b, a];
}

function policyOf(device: Device, connection: string): IkeProposal | undefined {
  const gateway = device.gateways.find(({ name }) => name === connection);
  if (device.platform !== 'ios' || gateway === undefined) return undefined;
  return ikeProposalsOf(device, gateway)[0];
}
