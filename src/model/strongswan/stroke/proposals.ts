import type { EffectiveConfSetting } from '../../../parse/ipsec-conf/index.ts';
import { spanOf } from '../../provenance.ts';
import type { Rejection } from '../../types.ts';
import type { DeviceDraft } from '../draft.ts';
import { itemsOf, originOfPart } from '../origin.ts';
import { type ProposalProtocol, parseProposal } from '../proposal.ts';
import { addProposal, defaultProposals, type NewProposal, type ProposalOwner } from '../proposals.ts';
import { keywordHint, otherRelease } from '../swanctl/proposals.ts';
import type { ConnReader } from './reader.ts';

/** Ids of the proposals of a keyword, and why the conn is not added when one of them is invalid. */
export interface ReadProposals {
  readonly ids: readonly string[];
  readonly rejection: Rejection | undefined;
}

/** Reads `ike`, `esp` or `ah`. Without a trailing `!` the default proposals follow what is written. */
export function readProposals(
  draft: DeviceDraft,
  reader: ConnReader,
  protocol: ProposalProtocol,
  owner: ProposalOwner,
): ReadProposals {
  const setting = reader.get(protocol);
  const value = setting?.setting.value ?? '';
  const strict = value.endsWith('!');
  const { proposals, rejection } =
    setting === undefined ? { proposals: [], rejection: undefined } : written(draft, setting, protocol, owner);
  if (!strict || proposals.length === 0) {
    const why =
      setting === undefined
        ? `${protocol} is not set: the proposals of the release`
        : `${protocol} has no \`!\` at its end: the proposals of the release follow`;
    proposals.push(...defaultProposals(draft, protocol, 'classic-first', owner.header, why));
  }
  return { ids: proposals.map((proposal, index) => addProposal(draft, owner, proposal, index + 1)), rejection };
}

function written(
  draft: DeviceDraft,
  setting: EffectiveConfSetting,
  protocol: ProposalProtocol,
  owner: ProposalOwner,
): { readonly proposals: NewProposal[]; readonly rejection: Rejection | undefined } {
  const proposals: NewProposal[] = [];
  let rejection: Rejection | undefined;
  const length = setting.setting.value?.length ?? 0;
  for (const item of itemsOf(setting)) {
    const isLast = item.start + item.text.length === length;
    const text = isLast && item.text.endsWith('!') ? item.text.slice(0, -1).trimEnd() : item.text;
    const originIn = (start: number, end: number) => originOfPart(setting, item.start + start, item.start + end);
    const parsed = parseProposal(protocol, text, { release: draft.release, originOf: originIn, header: item.origin });
    if (parsed.ok) {
      const header = spanOf(item.origin) ?? owner.header;
      proposals.push({
        protocol,
        transforms: parsed.transforms,
        name: text,
        builtIn: false,
        origin: originIn(0, text.length),
        header,
      });
      continue;
    }
    const origin = originIn(parsed.start, Math.max(parsed.end, parsed.start + 1));
    const log = `skipped invalid proposal string: ${text}`;
    const message = `'${text}' is not a valid proposal: ${parsed.log === '' ? 'it is empty' : parsed.log}${otherRelease(protocol, text, draft.release)}; the conn is not added`;
    draft.notice('connection-rejected', message, origin, { log, suggestion: keywordHint(parsed.log) });
    rejection ??= { message: log, origin, wholeFile: false };
  }
  return { proposals, rejection };
}
