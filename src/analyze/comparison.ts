import type { Provenance } from '../model/provenance.ts';
import type { AddressSpec, AuthRound, Child, Device, Gateway, IkeProposal, TrafficSelector, Transform } from '../model/types.ts';
import type { Reason, Verdict } from './verdict.ts';

/** One thing that both ends have to agree on: what each of them offers or expects, effective values with defaults marked. */
export interface Compared {
  readonly what: string;
  readonly initiator: ComparedSide;
  readonly responder: ComparedSide;
  /** The difference that ended the negotiation. */
  readonly decides: boolean;
}

export interface ComparedSide {
  readonly text: string;
  readonly isDefault: boolean;
}

interface End {
  readonly device: Device;
  readonly gateway: Gateway;
  readonly child: Child | undefined;
}

const NONE: ComparedSide = { text: '-', isDefault: false };

/** What each end offers and expects in the negotiation of a verdict. Empty where the responder has no connection to show. */
export function compareEnds(verdict: Verdict, initiator: Device, responder: Device): readonly Compared[] {
  const own = endOf(initiator, verdict.connection, verdict.child);
  const other = endOf(responder, verdict.responderConnection ?? undefined, undefined) ?? likeliestEnd(responder);
  if (own === undefined || other === undefined) return [];
  return ROWS.map(({ what, of, reasons }) => ({
    what,
    initiator: of(own),
    responder: of(other),
    decides: reasons.includes(verdict.reason) && verdict.detail !== 'no-such-child' && verdict.detail !== 'responder-only',
  })).filter((row) => row.initiator.text !== '-' || row.responder.text !== '-');
}

function endOf(device: Device, connection: string | undefined, child: string | undefined): End | undefined {
  const gateway = device.gateways.find((candidate) => candidate.name === connection);
  if (gateway === undefined) return undefined;
  return { device, gateway, child: gateway.children.find((candidate) => candidate.name === child) ?? gateway.children[0] };
}

function likeliestEnd(device: Device): End | undefined {
  const gateway = device.gateways[0];
  return gateway === undefined ? undefined : { device, gateway, child: gateway.children[0] };
}

const ROWS: readonly { readonly what: string; readonly reasons: readonly Reason[]; readonly of: (end: End) => ComparedSide }[] = [
  {
    what: 'IKE version',
    reasons: [],
    of: ({ gateway }) => side(gateway.version === 0 ? '2, accepts 1' : String(gateway.version), gateway.at.version),
  },
  { what: 'own address', reasons: ['no-ike-config'], of: ({ gateway }) => addresses(gateway.local) },
  { what: 'peer', reasons: ['no-ike-config', 'cannot-initiate'], of: ({ gateway }) => addresses(gateway.remote) },
  { what: 'IKE proposals', reasons: ['ike-proposal', 'ke-group'], of: ikeProposals },
  { what: 'authenticates by', reasons: ['auth'], of: ({ gateway }) => methods(gateway.localAuth) },
  { what: 'expects of the peer', reasons: ['auth'], of: ({ gateway }) => methods(gateway.remoteAuth) },
  {
    what: 'identity sent',
    reasons: ['peer-config', 'psk-unusable'],
    of: ({ gateway }) => identities(gateway.localAuth, 'its address'),
  },
  {
    what: 'identity required',
    reasons: ['peer-config', 'psk-unusable'],
    of: ({ gateway }) => identities(gateway.remoteAuth, 'any'),
  },
  { what: 'ESP and AH', reasons: ['child-proposal', 'ah-nat'], of: childProposals },
  { what: 'PFS', reasons: ['child-proposal'], of: pfs },
  { what: 'mode', reasons: [], of: ({ child }) => (child === undefined ? NONE : side(child.mode, child.at.mode)) },
  { what: 'own networks', reasons: ['ts'], of: ({ child }) => selectors(child, 'local') },
  { what: "peer's networks", reasons: ['ts'], of: ({ child }) => selectors(child, 'remote') },
];

function side(text: string, origin: Provenance | undefined): ComparedSide {
  return { text: text === '' ? '-' : text, isDefault: origin?.kind === 'default' };
}

function addresses(list: readonly AddressSpec[]): ComparedSide {
  return side(list.map((spec) => (spec.kind === 'any' ? 'any' : spec.value || spec.kind)).join(', ') || 'any', list[0]?.origin);
}

function ikeProposals({ device, gateway }: End): ComparedSide {
  const wanted = new Set(gateway.ikeProposals);
  const proposals = device.ikeProposals.filter((proposal) => wanted.has(proposal.id));
  return side(proposals.map(ikeText).join('; '), proposals[0]?.encryption[0]?.origin);
}

function ikeText(proposal: IkeProposal): string {
  if (proposal.builtIn && proposal.encryption.length > 3) return 'the default list';
  return [proposal.encryption, proposal.integrity, proposal.ke].map(names).filter(Boolean).join(' ');
}

function names(transforms: readonly Transform[]): string {
  return transforms.map((transform) => transform.name).join('|');
}

function methods(rounds: readonly AuthRound[]): ComparedSide {
  return side(rounds.map((round) => round.detail ?? round.method).join(', then '), rounds[0]?.at.method);
}

function identities(rounds: readonly AuthRound[], otherwise: string): ComparedSide {
  const [first] = rounds;
  const list = first?.identity === undefined ? (first?.alternatives ?? []) : [first.identity];
  if (list.length === 0) return { text: otherwise, isDefault: true };
  return side(list.map((identity) => identity.value || identity.type).join(', '), list[0]?.origin);
}

function childProposals({ device, child }: End): ComparedSide {
  if (child === undefined) return NONE;
  const wanted = new Set(child.proposals);
  const proposals = device.childProposals.filter((proposal) => wanted.has(proposal.id));
  const texts = proposals.map((proposal) =>
    [proposal.protocol, names(proposal.encryption), names(proposal.integrity), names(proposal.ah)].filter(Boolean).join(' '),
  );
  return side(texts.join('; '), proposals[0]?.encryption[0]?.origin ?? proposals[0]?.integrity[0]?.origin);
}

function pfs({ device, child }: End): ComparedSide {
  if (child === undefined) return NONE;
  if (child.pfs !== undefined) return side(`group ${child.pfs}`, child.at.pfs);
  const wanted = new Set(child.proposals);
  const groups = device.childProposals.filter((proposal) => wanted.has(proposal.id)).flatMap((proposal) => proposal.ke);
  return groups.length === 0
    ? { text: 'none', isDefault: true }
    : side([...new Set(groups.map((group) => group.name))].join('|'), groups[0]?.origin);
}

function selectors(child: Child | undefined, end: 'local' | 'remote'): ComparedSide {
  if (child === undefined) return NONE;
  if (child.acceptsAny === true) return { text: 'whatever the peer proposes', isDefault: true };
  const list =
    child.pairs?.filter((pair) => pair.action === 'permit').map((pair) => pair[end]) ??
    (end === 'local' ? child.localTs : child.remoteTs);
  return side([...new Set(list.map(selectorText))].join(', '), list[0]?.origin);
}

function selectorText(selector: TrafficSelector): string {
  const network = selector.kind === 'network' ? selector.network : selector.kind;
  const ports =
    selector.portFrom === 0 && selector.portTo === 65535
      ? ''
      : `/${selector.portFrom}${selector.portTo === selector.portFrom ? '' : `-${selector.portTo}`}`;
  return selector.protocol === 0 && ports === '' ? network : `${network}[${selector.protocol || 'any'}${ports}]`;
}
