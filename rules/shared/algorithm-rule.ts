import type { ChildProposal, Device, Finding, IkeProposal, Transform } from '../../src/rule/index.ts';
import { groupName, type Judgement, judge } from './algorithms.ts';
import { childProposalsOf, ikeProposalsOf, proposalWord, running, whereFrom } from './entities.ts';
import { oncePerPlace } from './grouping.ts';

/** Texts that the rules on single algorithms share. */
export const ALGORITHM_MESSAGES = {
  algorithm: {
    text: '{what} uses {algorithm}{from}: {why}',
    help: 'AES-GCM (or AES with SHA-256), group 19 or 14: {instead}',
  },
} as const;

type AlgorithmFinding = Finding<'algorithm'>;

/** Every algorithm of one level that a connection of the device offers or accepts, each place once. */
export function* algorithmsOf(device: Device, level: Judgement['level']): Iterable<AlgorithmFinding> {
  const seen = new Set<string>();
  const fresh = <Proposal extends { readonly id: string }>(list: readonly Proposal[]): Proposal[] =>
    list.filter(({ id }) => !seen.has(id) && seen.add(id) !== undefined);
  for (const gateway of running(device)) {
    for (const proposal of fresh(ikeProposalsOf(device, gateway))) yield* inIke(device, proposal, level);
    for (const child of gateway.children) {
      for (const proposal of fresh(childProposalsOf(device, child))) yield* inChild(device, proposal, level);
      if (child.pfs !== undefined && child.at.pfs !== undefined) {
        const judgement = judge(groupName(child.pfs));
        if (judgement?.level === level) {
          const data = {
            what: `PFS of ${gateway.name}`,
            algorithm: `group ${child.pfs}`,
            from: whereFrom(child.at.pfs),
            why: judgement.why,
            instead: 'set pfs group19',
          };
          yield { message: 'algorithm', data, at: child.at.pfs, subject: gateway.id };
        }
      }
    }
  }
}

/* A platform's own list is judged by `proposal/defaults-in-use`: nobody chose its tail, and the peer rarely ends there. */
function* inIke(device: Device, proposal: IkeProposal, level: Judgement['level']): Iterable<AlgorithmFinding> {
  if (proposal.builtIn || !isJudged(proposal, level)) return;
  const what = device.platform === 'ios' ? `the IKE policy ${proposal.name}` : 'the IKE proposal';
  const instead =
    device.platform === 'ios'
      ? 'encryption aes 256, hash sha256, group 14'
      : 'proposals = aes256gcm16-prfsha384-ecp256, aes256-sha256-modp2048';
  for (const list of [proposal.encryption, proposal.integrity, proposal.ke])
    yield* judged(list, level, what, instead, proposal.id);
}

function* inChild(device: Device, proposal: ChildProposal, level: Judgement['level']): Iterable<AlgorithmFinding> {
  if (proposal.builtIn || !isJudged(proposal, level)) return;
  const what =
    device.platform === 'ios'
      ? `the ${proposalWord(device)} ${proposal.name}`
      : `the ${proposal.protocol.toUpperCase()} proposal`;
  const instead =
    device.platform === 'ios'
      ? 'esp-gcm 256, or esp-aes 256 esp-sha256-hmac'
      : 'esp_proposals = aes256gcm16-ecp256, aes256-sha256-modp2048';
  const { encryption, integrity, ah, ke } = proposal;
  for (const list of [encryption, integrity, ah, ke]) yield* judged(list, level, what, instead, proposal.id);
}

/** Most proposals have no algorithm of a level. */
function isJudged(proposal: IkeProposal | ChildProposal, level: Judgement['level']): boolean {
  const { encryption, integrity, ke } = proposal;
  return has(encryption, level) || has(integrity, level) || has(ke, level) || ('ah' in proposal && has(proposal.ah, level));
}

function has(transforms: readonly Transform[], level: Judgement['level']): boolean {
  return transforms.some(({ name }) => judge(name)?.level === level);
}

function* judged(
  transforms: readonly Transform[],
  level: Judgement['level'],
  what: string,
  instead: string,
  subject: string,
): Iterable<AlgorithmFinding> {
  for (const { name, origin } of transforms) {
    const judgement = judge(name);
    if (judgement?.level !== level) continue;
    yield {
      message: 'algorithm',
      data: { what, algorithm: name, from: whereFrom(origin), why: judgement.why, instead },
      at: origin,
      subject,
    };
  }
}

/** The findings of {@link algorithmsOf}, the same text at the same place once. */
export function algorithmFindings(device: Device, level: Judgement['level']): Iterable<AlgorithmFinding> {
  return oncePerPlaceOnly(algorithmsOf(device, level));
}

function* oncePerPlaceOnly(findings: Iterable<AlgorithmFinding>): Iterable<AlgorithmFinding> {
  for (const outcome of oncePerPlace(findings)) if (!('undecided' in outcome)) yield outcome;
}
