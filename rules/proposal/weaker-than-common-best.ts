import type { Device, PairOutcome, Transform, Verdict } from '../../src/rule/index.ts';
import { defineRule, strengthOf } from '../../src/rule/index.ts';
import { ikeProposalsOf } from '../shared/entities.ts';

/** What two ends agree on follows the order of their lists, not the strength of what stands in them. */
export const rule = defineRule({
  meta: {
    id: 'proposal/weaker-than-common-best',
    summary: 'both ends could agree on a stronger group than they will',
    severity: 'info',
    scope: ['pair'],
    formats: ['ios', 'swanctl', 'ipsec.conf'],
    tags: ['proposal', 'strength'],
    references: ['RFC 7296, section 2.7', 'NIST SP 800-57 part 1'],
    messages: {
      weaker: {
        text: '{initiator} and {responder} agree on {used} ({usedBits} bits), although both have {best} ({bestBits} bits)',
        help: 'Put {best} first at {initiator}, and in a proposal before the weaker one',
      },
    },
  },
  *pair(pair) {
    for (const verdict of pair.verdicts) {
      if (verdict.ike !== 'up') continue;
      const [from, to] = pair.a.name === verdict.initiator ? [pair.a, pair.b] : [pair.b, pair.a];
      const mine = groupsOf(from, verdict.connection);
      const theirs = new Set(groupsOf(to, verdict.responderConnection ?? '').map(({ id }) => id));
      const common = mine.filter(({ id }) => theirs.has(id));
      const [used] = common;
      const best = strongest(common);
      if (used === undefined || best === undefined || bits(best) <= bits(used)) continue;
      yield {
        message: 'weaker',
        data: { ...named(verdict), used: used.name, usedBits: bits(used), best: best.name, bestBits: bits(best) },
        at: used.origin,
        related: [{ at: best.origin, message: best.name }],
        subject: verdict.connection,
        device: from.name,
        peer: to.name,
      };
      return;
    }
  },
});

function named({ initiator, responder }: Verdict): { readonly initiator: string; readonly responder: string } {
  return { initiator, responder };
}

/** The groups that somebody wrote; the order of a platform's own list is nobody's mistake. */
function groupsOf(device: PairOutcome['a'] & Device, connection: string): readonly Transform[] {
  const gateway = device.gateways.find(({ name }) => name === connection);
  if (gateway === undefined) return [];
  return ikeProposalsOf(device, gateway)
    .filter(({ builtIn }) => !builtIn)
    .flatMap(({ ke }) => ke);
}

function bits(transform: Transform): number {
  return strengthOf(transform) ?? 0;
}

function strongest(transforms: readonly Transform[]): Transform | undefined {
  let best: Transform | undefined;
  for (const transform of transforms) if (best === undefined || bits(transform) > bits(best)) best = transform;
  return best;
}
