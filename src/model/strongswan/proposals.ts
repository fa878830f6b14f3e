import type { Span } from '../../text/source.ts';
import {
  type DefaultProposal,
  defaultAhProposals,
  defaultEspProposals,
  defaultIkeProposals,
  defaultNote,
} from '../defaults/strongswan.ts';
import type { Provenance } from '../provenance.ts';
import type { Transform } from '../types.ts';
import type { DeviceDraft } from './draft.ts';
import { byDefault } from './origin.ts';
import { namedTransform, type ProposalProtocol, type ProposalTransforms } from './proposal.ts';

/** What proposals of one list are made for. */
export interface ProposalOwner {
  /** `connection gw`, `child net`: the beginning of the ids. */
  readonly id: string;
  readonly header: Span;
}

/** One proposal before it has an id. */
export interface NewProposal {
  readonly protocol: ProposalProtocol;
  readonly transforms: ProposalTransforms;
  readonly name: string;
  readonly builtIn: boolean;
  readonly origin: Provenance;
  readonly header: Span;
}

/** Adds a proposal to the device; returns its id. */
export function addProposal(draft: DeviceDraft, owner: ProposalOwner, proposal: NewProposal, position: number): string {
  const { protocol, transforms, name, builtIn, origin, header } = proposal;
  const id = draft.id(`${owner.id} ${protocol} proposal ${position}`);
  const { encryption, integrity, prf, ke, esn, additionalKe } = transforms;
  if (protocol === 'ike') {
    const at = { name: origin, version: origin, priority: origin, builtIn: origin };
    const fields = { name, version: 0 as const, priority: position, builtIn };
    draft.ikeProposals.push({ id, header, at, ...fields, encryption, integrity, prf, ke, esn, additionalKe });
  } else {
    const at = { name: origin, protocol: origin, builtIn: origin };
    draft.childProposals.push({ id, header, at, name, protocol, builtIn, encryption, integrity, ke, esn, ah: [] });
  }
  return id;
}

/** The default proposals of a protocol in the order in which a back-end adds them. */
export function defaultProposals(
  draft: DeviceDraft,
  protocol: ProposalProtocol,
  order: 'classic-first' | 'aead-first',
  header: Span,
  why: string,
): NewProposal[] {
  const { release } = draft;
  const table = `strongswan/${protocol}-proposals`;
  const otherwise = draft.releaseAssumed && protocol !== 'ike' ? OTHER_RELEASE[release] : undefined;
  const origin = byDefault(header, defaultNote(table, release, why, otherwise));
  const proposals =
    protocol === 'ike'
      ? defaultIkeProposals()
      : protocol === 'esp'
        ? defaultEspProposals(release, order)
        : defaultAhProposals(release);
  return proposals.map((proposal) => ({
    protocol,
    transforms: transformsOf(proposal, origin),
    name: 'default',
    builtIn: true,
    origin,
    header,
  }));
}

const OTHER_RELEASE = {
  '5.9': 'strongSwan 6.0 also proposes key exchange methods, and none, so that perfect forward secrecy is optional',
  '6.0': 'strongSwan 5.9 proposes no key exchange, so that there is no perfect forward secrecy',
} as const;

function transformsOf(proposal: DefaultProposal, origin: Provenance): ProposalTransforms {
  const named = (keywords: readonly string[]): Transform[] => keywords.map((keyword) => namedTransform(keyword, origin));
  const { encryption, integrity, prf, ke, esn } = proposal;
  return {
    encryption: named(encryption),
    integrity: named(integrity),
    prf: named(prf),
    ke: named(ke),
    esn: named(esn),
    additionalKe: [],
  };
}
