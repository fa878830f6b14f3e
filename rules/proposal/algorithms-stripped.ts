import type { IkeProposal } from '../../src/rule/index.ts';
import { defineRule } from '../../src/rule/index.ts';
import { headerOf, ikeProposalsOf, listed, named, negotiating } from '../shared/entities.ts';
import { oncePerPlace } from '../shared/grouping.ts';

/** An IKEv1 transform holds one algorithm of each kind, so of several in one proposal the first one is sent. */
export const rule = defineRule({
  meta: {
    id: 'proposal/algorithms-stripped',
    summary: 'several algorithms of a kind in one IKEv1 proposal, of which only the first is sent',
    severity: 'warning',
    scope: ['device'],
    formats: ['swanctl', 'ipsec.conf'],
    tags: ['proposal', 'ikev1'],
    references: ['strongSwan, swanctl.conf(5), proposals', 'strongSwan, libcharon/encoding/payloads/proposal_substructure.c'],
    messages: {
      stripped: {
        text: '{gateway} is IKEv1, and of proposal {proposal} only {kept} are sent: the peer never hears of {dropped}',
        help: 'Write one proposal for each combination, separated by commas: aes256-sha256-modp2048,aes128-sha256-modp2048',
      },
    },
  },
  *device(device) {
    if (device.charon === undefined) return;
    yield* oncePerPlace(
      negotiating(device)
        .filter(({ version }) => version === 1)
        .flatMap((gateway) =>
          ikeProposalsOf(device, gateway).flatMap((proposal) => {
            const { kept, dropped } = split(proposal);
            if (proposal.builtIn || dropped.length === 0) return [];
            return [
              {
                message: 'stripped' as const,
                data: { gateway: named(gateway), proposal: proposal.name, kept: listed(kept), dropped: listed(dropped) },
                at: proposal.encryption[0]?.origin ?? headerOf(proposal),
                related: [{ at: gateway.at.version ?? headerOf(gateway), message: 'IKEv1' }],
                subject: gateway.id,
              },
            ];
          }),
        ),
    );
  },
});

function split({ encryption, integrity, ke }: IkeProposal): {
  readonly kept: readonly string[];
  readonly dropped: readonly string[];
} {
  const kinds = [encryption, integrity, ke];
  return {
    kept: kinds.flatMap((kind) => kind.slice(0, 1).map(({ name }) => name)),
    dropped: kinds.flatMap((kind) => kind.slice(1).map(({ name }) => name)),
  };
}
