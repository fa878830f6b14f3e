import type { Finding, PairOutcome, Provenance, Verdict } from '../../src/rule/index.ts';
import { defineRule } from '../../src/rule/index.ts';
import { groupName } from '../shared/algorithms.ts';
import { childProposalsOf, headerOf } from '../shared/entities.ts';
import { findingsOf, pairMessage } from '../shared/from-reason.ts';

/** IKEv1 notices at once; IKEv2 makes its first child without a group and notices when the keys are renewed. */
export const rule = defineRule({
  meta: {
    id: 'proposal/pfs-mismatch',
    summary: 'the groups of PFS differ: IKEv1 fails at once, IKEv2 at the first rekeying',
    severity: 'error',
    scope: ['pair'],
    formats: ['ios', 'swanctl', 'ipsec.conf'],
    tags: ['proposal', 'pfs'],
    references: ['RFC 7296, section 1.3', 'RFC 2409, section 5.5', 'strongSwan, swanctl.conf(5), esp_proposals'],
    messages: {
      rekey: {
        text: 'from {initiator} to {responder} ({connection}): the tunnel comes up and ends after {seconds} s: its keys cannot be renewed, for {initiator} wants {mine} and {responder} {theirs}',
        help: 'Use the same group at both ends, or none at both: set pfs group14 (IOS), esp_proposals = aes256gcm16-modp2048',
      },
      pair: pairMessage('Use the same PFS group at both ends, or none at both'),
    },
  },
  *pair(pair) {
    yield* findingsOf('proposal/pfs-mismatch', pair);
    yield* atRekeying(pair);
  },
});

function* atRekeying({ a, b, verdicts }: PairOutcome): Iterable<Finding<'rekey'>> {
  const verdict = verdicts.find(({ forecast }) => forecast?.event === 'child-rekey' && forecast.reason.startsWith('pfs'));
  if (verdict?.forecast === undefined) return;
  const [initiator, responder] = verdict.initiator === a.name ? [a, b] : [b, a];
  const mine = groupsOf(initiator, verdict.connection, verdict.child);
  const theirs = groupsOf(responder, verdict.responderConnection ?? '', undefined);
  const at = mine?.at ?? theirs?.at;
  if (at === undefined) return;
  yield {
    message: 'rekey',
    data: {
      connection: verdict.connection,
      initiator: initiator.name,
      responder: responder.name,
      seconds: verdict.forecast.afterSeconds,
      mine: mine?.text ?? 'another group',
      theirs: theirs?.text ?? 'another group',
    },
    at,
    related: theirs === undefined || theirs.at === at ? [] : [{ at: theirs.at, message: `${responder.name}: ${theirs.text}` }],
    subject: verdict.connection,
    device: initiator.name,
    peer: responder.name,
  };
}

function groupsOf(
  device: PairOutcome['a'],
  connection: string,
  childName: Verdict['child'] | undefined,
): { readonly text: string; readonly at: Provenance } | undefined {
  const gateway = device.gateways.find(({ name }) => name === connection);
  const child = gateway?.children.find(({ name }) => name === childName) ?? gateway?.children[0];
  if (child === undefined) return undefined;
  if (child.pfs !== undefined) return { text: groupName(child.pfs), at: child.at.pfs ?? headerOf(child) };
  const proposals = childProposalsOf(device, child);
  const groups = [...new Set(proposals.flatMap(({ ke }) => ke.map(({ name, id }) => (id === 0 ? 'none' : name))))];
  const at = proposals[0]?.ke[0]?.origin ?? proposals[0]?.encryption[0]?.origin ?? headerOf(child);
  return { text: groups.length === 0 ? 'no group' : groups.join(' or '), at };
}
