import type { Ask, Finding, Fleet, Gateway } from '../../src/rule/index.ts';
import { defineRule } from '../../src/rule/index.ts';
import { canStart, headerOf, named, negotiating } from '../shared/entities.ts';
import { findingsOf, pairMessage } from '../shared/from-reason.ts';

const HELP = 'Give one end the address of the other: set peer ADDRESS, or remote_addrs = ADDRESS with start_action = start';

/** Two ends that wait for each other wait for ever. */
export const rule = defineRule({
  meta: {
    id: 'nat/responder-only-both-sides',
    summary: 'neither end can start the tunnel',
    severity: 'error',
    scope: ['pair', 'fleet'],
    formats: ['ios', 'swanctl', 'ipsec.conf'],
    tags: ['nat', 'roles'],
    references: ['RFC 7296, section 1.2'],
    messages: {
      waiting: {
        text: '{gateway} waits for its peer, and so does {other} of {peer}: neither has an address to dial',
        help: HELP,
      },
      pair: pairMessage(HELP),
    },
  },
  pair: (pair) => findingsOf('nat/responder-only-both-sides', pair),
  fleet: twoThatWait,
});

/** Two devices and nothing else: there is no third one that could be meant. */
function* twoThatWait(fleet: Fleet, ask: Ask): Iterable<Finding<'waiting'>> {
  const [a, b, ...more] = fleet.devices;
  if (a === undefined || b === undefined || more.length > 0 || !a.whole || !b.whole) return;
  if (ask.pairsOf(a).length > 0) return;
  const [mine, theirs] = [negotiating(a), negotiating(b)];
  const [first] = mine;
  const [other] = theirs;
  if (first === undefined || other === undefined || [...mine, ...theirs].some(mayStart)) return;
  yield {
    message: 'waiting',
    data: { gateway: named(first), other: other.name, peer: b.name },
    at: headerOf(first),
    related: [{ at: headerOf(other), message: `${b.name} waits, too` }],
    subject: first.id,
    device: a.name,
    peer: b.name,
  };
}

function mayStart(gateway: Gateway): boolean {
  return canStart(gateway) || gateway.remote.some(({ kind }) => kind === 'unknown');
}
