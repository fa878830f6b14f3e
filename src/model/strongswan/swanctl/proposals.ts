import type { EffectiveSetting } from '../../../parse/settings/index.ts';
import { didYouMean } from '../../../text/suggest.ts';
import { ALGORITHMS } from '../../algorithms/index.ts';
import type { StrongswanRelease } from '../../defaults/strongswan.ts';
import { spanOf } from '../../provenance.ts';
import type { DeviceDraft } from '../draft.ts';
import { itemsOf, originOfPart } from '../origin.ts';
import { type ParsedProposal, type ProposalProtocol, parseProposal } from '../proposal.ts';
import { addProposal, defaultProposals, type NewProposal, type ProposalOwner } from '../proposals.ts';
import type { Verdict } from './check.ts';

/** Longest proposal that vici takes. */
const LONGEST = { '5.9': 511, '6.0': 2047 } as const;

/** Proposals of a setting, in order; `default` stands for the default ones. */
export function readProposals(
  draft: DeviceDraft,
  setting: EffectiveSetting,
  protocol: ProposalProtocol,
  owner: ProposalOwner,
  verdict: Verdict,
): NewProposal[] {
  const out: NewProposal[] = [];
  for (const item of itemsOf(setting)) {
    const header = spanOf(item.origin) ?? owner.header;
    if (item.text.toLowerCase() === 'default') {
      const order = draft.release === '5.9' ? 'classic-first' : 'aead-first';
      const defaults = defaultProposals(draft, protocol, order, header, '`default` stands for the proposals of the release');
      out.push(...defaults.map((proposal) => ({ ...proposal, origin: item.origin })));
      continue;
    }
    const originIn = (start: number, end: number) => originOfPart(setting, item.start + start, item.start + end);
    const context = { release: draft.release, originOf: originIn, header: item.origin };
    const parsed = parseProposal(protocol, item.text, context);
    if (parsed.ok && item.text.length <= LONGEST[draft.release]) {
      out.push({ protocol, transforms: parsed.transforms, name: item.text, builtIn: false, origin: item.origin, header });
      continue;
    }
    const log = `invalid value for: ${setting.setting.name.text}, config discarded`;
    const origin = parsed.ok || parsed.log === '' ? item.origin : originIn(parsed.start, parsed.end);
    verdict.reject(spanOf(origin) ?? owner.header, log, origin, () => refusal(draft, protocol, item.text, parsed));
  }
  return out;
}

function refusal(draft: DeviceDraft, protocol: ProposalProtocol, text: string, parsed: ParsedProposal) {
  if (parsed.ok) return { message: `A proposal may have ${LONGEST[draft.release]} characters: the connection is discarded` };
  const why = parsed.log === '' ? 'the proposal is empty' : `${parsed.log}${otherRelease(protocol, text, draft.release)}`;
  return {
    message: `'${text}' is not a valid proposal: ${why}; the connection is discarded`,
    suggestion: keywordHint(parsed.log),
  };
}

/** A word about the release that takes the proposal. */
export function otherRelease(protocol: ProposalProtocol, text: string, release: StrongswanRelease): string {
  const other = release === '5.9' ? '6.0' : '5.9';
  return parseProposal(protocol, text, { release: other, originOf: () => NOWHERE, header: NOWHERE }).ok
    ? ` (strongSwan ${other} takes it)`
    : '';
}

const NOWHERE = { kind: 'written', source: 0, start: 0, end: 0 } as const;

/** The keyword that was meant, for one that is not known. */
export function keywordHint(log: string): string | undefined {
  const found = /^algorithm '(.*)' not recognized$/.exec(log)?.[1];
  if (found === undefined) return undefined;
  const group = /^(?:dh|group|grp)_?([0-9]{1,2})$/i.exec(found)?.[1];
  const sameGroup = group === undefined ? undefined : ALGORITHMS.find(({ type, id }) => type === 'ke' && id === Number(group));
  const near = sameGroup?.strongswan[0] ?? didYouMean(found, KEYWORDS);
  return near === undefined ? undefined : `did you mean \`${near}\`?`;
}

const KEYWORDS = ALGORITHMS.flatMap(({ strongswan }) => strongswan);

/** Ids of the IKE proposals of a connection. */
export function ikeProposals(
  draft: DeviceDraft,
  setting: EffectiveSetting | undefined,
  owner: ProposalOwner,
  verdict: Verdict,
): string[] {
  const read = setting === undefined ? [] : readProposals(draft, setting, 'ike', owner, verdict);
  const proposals =
    read.length > 0
      ? read
      : defaultProposals(draft, 'ike', 'classic-first', owner.header, 'proposals is not set: those of the release');
  return proposals.map((proposal, index) => addProposal(draft, owner, proposal, index + 1));
}

/** Ids of the ESP and AH proposals of a child: in the order of the keys, which are alternatives. */
export function childProposals(
  draft: DeviceDraft,
  settings: readonly EffectiveSetting[],
  owner: ProposalOwner,
  verdict: Verdict,
): string[] {
  const read = settings.flatMap((setting) => {
    if (setting.setting.name.text === 'esp_proposals') return readProposals(draft, setting, 'esp', owner, verdict);
    return setting.setting.name.text === 'ah_proposals' ? readProposals(draft, setting, 'ah', owner, verdict) : [];
  });
  const proposals =
    read.length > 0
      ? read
      : defaultProposals(
          draft,
          'esp',
          'aead-first',
          owner.header,
          'neither esp_proposals nor ah_proposals is set: ESP proposals of the release',
        );
  return proposals.map((proposal, index) => addProposal(draft, owner, proposal, index + 1));
}
