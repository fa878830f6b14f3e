import type { Child, Device, Finding, PairOutcome, TrafficSelector } from '../../src/rule/index.ts';
import { defineRule } from '../../src/rule/index.ts';
import { covers } from '../shared/addresses.ts';
import { findingsOf, pairMessage } from '../shared/from-reason.ts';
import { mirroring } from '../shared/mirror.ts';

/** What one end calls its own network, the other has to call the remote one. */
export const rule = defineRule({
  meta: {
    id: 'selector/not-mirrored',
    summary: 'the selectors of the two ends are not mirror images',
    severity: 'error',
    scope: ['pair'],
    formats: ['ios', 'swanctl', 'ipsec.conf'],
    tags: ['selector', 'interoperability'],
    offers: 'fix',
    references: ['RFC 2409, section 5.5', 'RFC 7296, section 2.9', 'Cisco document 5409, proxy identities'],
    messages: {
      narrower: {
        text: '{wide} has {wideNetwork} where {narrow} has {narrowNetwork}: by the document only {narrow} can start this tunnel',
        help: 'Make the two access lists mirror images: permit ip A B here, permit ip B A there',
      },
      pair: pairMessage('Make the selectors mirror images: what is local here is remote there'),
    },
  },
  *pair(pair) {
    for (const finding of [...findingsOf('selector/not-mirrored', pair), ...narrower(pair)])
      yield { ...finding, ...mirroring(pair, finding) };
  },
});

/** IOS with IOS, IKEv1: both ends have one pair of networks, one of which holds the other. Dynamic maps wait anyway, with room for all. */
function* narrower(pair: PairOutcome): Iterable<Finding<'narrower'>> {
  const { a, b, verdicts } = pair;
  if (a.platform !== 'ios' || b.platform !== 'ios') return;
  if (verdicts.some(({ reason }) => reason === 'ts')) return;
  const verdict = verdicts.find(({ childSa, exchange }) => childSa === 'up' && exchange !== 'ikev2');
  if (verdict === undefined) return;
  const [from, to] = verdict.initiator === a.name ? [a, b] : [b, a];
  if (to.gateways.some(({ name, kind }) => name === verdict.responderConnection && kind === 'dynamic-map')) return;
  const mine = onlyPair(from, verdict.connection);
  const theirs = onlyPair(to, verdict.responderConnection ?? '');
  if (mine === undefined || theirs === undefined) return;
  const wide = [
    { here: theirs.remote, there: mine.local },
    { here: theirs.local, there: mine.remote },
  ].find(({ here, there }) => here.network !== there.network && covers(here.network, there.network));
  if (wide === undefined) return;
  yield {
    message: 'narrower',
    data: { wide: to.name, narrow: from.name, wideNetwork: wide.here.network, narrowNetwork: wide.there.network },
    at: wide.here.origin,
    related: [{ at: wide.there.origin, message: `${from.name}: ${wide.there.network}` }],
    subject: verdict.responderConnection ?? verdict.connection,
    device: to.name,
    peer: from.name,
    severity: 'warning',
    confidence: 'likely',
  };
}

function onlyPair(
  device: Device,
  connection: string,
): { readonly local: TrafficSelector; readonly remote: TrafficSelector } | undefined {
  const child: Child | undefined = device.gateways.find(({ name }) => name === connection)?.children[0];
  const permits = child?.pairs?.filter(({ action }) => action === 'permit') ?? [];
  return permits.length === 1 ? permits[0] : undefined;
}
