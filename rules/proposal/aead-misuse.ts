import type { Device, Finding, IkeProposal, Transform } from '../../src/rule/index.ts';
import { defineRule } from '../../src/rule/index.ts';
import { headerOf, ikeProposalsOf, negotiating } from '../shared/entities.ts';
import { oncePerPlace } from '../shared/grouping.ts';
import { isAead } from '../shared/transforms.ts';

/**
 * A cipher that authenticates by itself takes no separate integrity, but in IKE it needs a PRF. strongSwan refuses such proposals
 * itself (`syntax/file-rejected`).
 */
export const rule = defineRule({
  meta: {
    id: 'proposal/aead-misuse',
    summary: 'an authenticating cipher with a separate integrity algorithm, without a PRF, or mixed with CBC',
    severity: 'error',
    scope: ['device'],
    formats: ['ios'],
    tags: ['proposal', 'aead'],
    references: [
      'RFC 5282, section 8',
      'RFC 7296, section 3.3.3',
      'RFC 8221, section 4',
      'strongSwan, libstrongswan/crypto/proposal/proposal.c',
    ],
    messages: {
      mixed: {
        text: '{proposal} has {aead}, which authenticates by itself, together with {other}, which does not: one proposal cannot say which integrity goes with which',
        help: 'Write two proposals, one for each kind',
      },
      integrity: {
        text: '{proposal} adds {integrity} to {aead}, which authenticates by itself: no peer agrees to both',
        help: 'Remove {integrity}, and set the PRF instead (IOS: prf sha256; strongSwan: prfsha256)',
      },
      prf: {
        text: '{proposal} has {aead} and no PRF: without an integrity algorithm nothing implies one, and keys cannot be derived',
        help: 'Add a PRF: aes256gcm16-prfsha256-ecp256 (IOS: prf sha256)',
      },
    },
  },
  device: (device) => oncePerPlace(check(device)),
});

type Found = Finding<'mixed' | 'integrity' | 'prf'>;

function* check(device: Device): Iterable<Found> {
  const seen = new Set<string>();
  for (const gateway of negotiating(device)) {
    for (const proposal of ikeProposalsOf(device, gateway)) {
      if (seen.has(proposal.id) || proposal.builtIn || proposal.version === 1) continue;
      seen.add(proposal.id);
      yield* judged(proposal);
    }
  }
}

function* judged(proposal: IkeProposal): Iterable<Found> {
  const { encryption, integrity, prf, name, id } = proposal;
  const aead = encryption.find(isAead);
  const other = encryption.find((transform: Transform) => !isAead(transform));
  if (aead === undefined) return;
  const at = aead.origin ?? headerOf(proposal);
  if (other !== undefined) {
    yield {
      message: 'mixed',
      data: { proposal: name, aead: aead.name, other: other.name },
      at: other.origin,
      related: [{ at, message: aead.name }],
      subject: id,
    };
    return;
  }
  const [integ] = integrity;
  if (integ !== undefined && integ.origin.kind === 'written' && prf.some(({ origin }) => origin.kind === 'written')) {
    yield {
      message: 'integrity',
      data: { proposal: name, aead: aead.name, integrity: integ.name },
      at: integ.origin,
      subject: id,
    };
  }
  if (prf.length === 0 && integrity.length === 0)
    yield { message: 'prf', data: { proposal: name, aead: aead.name }, at, subject: id };
}
