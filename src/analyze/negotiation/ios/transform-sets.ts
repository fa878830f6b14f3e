import { ALGORITHMS } from '../../../model/algorithms/index.ts';
import type { Provenance } from '../../../model/provenance.ts';
import type { Child, ChildProposal, Device, Gateway, Transform } from '../../../model/types.ts';
import type { Agreement, ChildAnswer, ChildRequest, End, Offer, Refusal } from '../implementation.ts';
import { common } from './proposals.ts';
import type { Difference } from './wording.ts';
import { differenceEvidence, evidence, namesOf, present, refuse } from './wording.ts';

/** Devices with more transform sets than this get an index of them. */
export const FEW = 8;
const PROPOSALS = new WeakMap<Device, ReadonlyMap<string, ChildProposal>>();

/** The transform sets of a child that exist. */
export function transformSets(device: Device, child: Child): readonly ChildProposal[] {
  const all = device.childProposals;
  if (all.length <= FEW) return present(child.proposals.map((id) => all.find((set) => set.id === id)));
  const byId = proposalsById(device);
  return present(child.proposals.map((id) => byId.get(id)));
}

function proposalsById(device: Device): ReadonlyMap<string, ChildProposal> {
  let known = PROPOSALS.get(device);
  if (known === undefined) {
    known = new Map(device.childProposals.map((proposal) => [proposal.id, proposal]));
    PROPOSALS.set(device, known);
  }
  return known;
}

export function offerOf(set: ChildProposal, ke: readonly Transform[]): Offer {
  const isAh = set.protocol === 'ah';
  return {
    protocol: set.protocol,
    encryption: set.encryption,
    integrity: isAh && set.integrity.length === 0 ? set.ah : set.integrity,
    prf: [],
    ke,
    esn: set.esn.length > 0 ? set.esn : [noEsn(set)],
    ...(isAh || set.ah.length === 0 ? {} : { bundledAh: set.ah }),
    origin: set.encryption[0]?.origin ?? set.ah[0]?.origin ?? set.integrity[0]?.origin ?? { kind: 'written', ...set.header },
    name: setText(set),
    proposal: set.id,
  };
}

/** Sequence numbers of 32 bits, unless a set says `esn`. */
function noEsn(set: ChildProposal): Transform {
  return { type: 'esn', id: 0, keyBits: 0, name: 'noesn', origin: { kind: 'written', ...set.header } };
}

function setText(set: ChildProposal): string {
  const parts = [set.ah, set.encryption, set.integrity].filter((list) => list.length > 0).map(namesOf);
  return `${set.name}: ${[...new Set(parts)].join(' ')}`;
}

/** The group of `set pfs` as a transform. */
export function pfsGroup(child: Child): readonly Transform[] {
  if (child.pfs === undefined) return [];
  const name = ALGORITHMS.find(({ type, id }) => type === 'ke' && id === child.pfs)?.name ?? `group ${child.pfs}`;
  return [{ type: 'ke', id: child.pfs, keyBits: 0, name, origin: child.at.pfs ?? { kind: 'written', ...child.header } }];
}

/** The first offer that some local transform set equals, with a mode that both take. */
export function acceptTransform(
  end: End,
  child: Child,
  request: ChildRequest,
): { readonly found: Agreement; readonly mode: ChildAnswer['mode'] } | Refusal {
  const sets = transformSets(end.device, child);
  let near: Refusal | undefined;
  for (const [position, offer] of request.offers.entries()) {
    for (const set of sets) {
      const own = offerOf(set, []);
      if (differences(offer, own).length > 0) continue;
      const mode = acceptMode(request, set);
      const pfs = request.keStripped ? undefined : refusedPfs(end, child, offer);
      if (mode !== undefined && pfs === undefined) return { found: agreementOf(offer, own, position), mode };
      near ??= mode === undefined ? modeRefusal(end, request, offer, set) : pfs;
    }
  }
  return near ?? noCommonTransform(end, child, request.offers, sets);
}

function agreementOf(offer: Offer, own: Offer, position: number): Agreement {
  const [encryption] = common(offer.encryption, own.encryption);
  const [integrity] = common(offer.integrity, own.integrity);
  const [esn] = offer.esn;
  const [ke] = offer.ke;
  return {
    protocol: offer.protocol,
    ...(encryption === undefined ? {} : { encryption }),
    ...(integrity === undefined ? {} : { integrity }),
    ...(esn === undefined ? {} : { esn }),
    ...(ke === undefined ? {} : { ke }),
    ...(own.bundledAh === undefined ? {} : { bundledAh: own.bundledAh }),
    offer: position,
  };
}

/** ios.md 14.7: transport takes transport and tunnel, tunnel takes tunnel only, `require` takes transport only. */
function acceptMode(request: ChildRequest, set: ChildProposal): ChildAnswer['mode'] | undefined {
  if (request.mode === 'beet') return undefined;
  if (request.mode === 'tunnel') return set.mode === 'transport-require' ? undefined : 'tunnel';
  return set.mode?.startsWith('transport') === true ? 'transport' : undefined;
}

function modeRefusal(end: End, request: ChildRequest, offer: Offer, set: ChildProposal): Refusal {
  const own = evidence(
    'responder',
    set.at.mode ?? { kind: 'written', ...set.header },
    `${set.name}: mode ${set.mode ?? 'tunnel'}`,
  );
  const theirs = evidence('initiator', offeredMode(end, offer) ?? offer.origin, `${offer.name}: asks for ${request.mode} mode`);
  const strict = set.mode === 'transport-require';
  const explanation = `${end.other.name} asks for ${request.mode} mode, ${end.device.name} takes ${strict ? 'transport' : 'tunnel'} mode only.`;
  return refuse('child-proposal', 'mode', explanation, strict ? [own, theirs] : [theirs, own]);
}

function offeredMode(end: End, offer: Offer) {
  return end.other.childProposals.find(({ id }) => id === offer.proposal)?.at.mode;
}

function differences(offer: Offer, own: Offer): readonly Difference[] {
  const out: Difference[] = [];
  const add = (what: string, a: readonly Transform[], b: readonly Transform[]): void => {
    if (a.length === 0 && b.length === 0) return;
    if (common(a, b).length > 0) return;
    out.push({
      what,
      initiator: { transforms: a, origin: a[0]?.origin ?? offer.origin },
      responder: { transforms: b, origin: b[0]?.origin ?? own.origin },
    });
  };
  if (offer.protocol !== own.protocol) {
    out.push({
      what: 'protocol',
      initiator: { transforms: [...offer.encryption, ...offer.integrity], origin: offer.origin },
      responder: { transforms: [...own.encryption, ...own.integrity], origin: own.origin },
    });
    return out;
  }
  add('encryption', offer.encryption, own.encryption);
  add('integrity', offer.integrity, own.integrity);
  add('AH', offer.bundledAh ?? [], own.bundledAh ?? []);
  if (offer.esn.length > 0) add('ESN', offer.esn, own.esn);
  return out;
}

function noCommonTransform(end: End, child: Child, offers: readonly Offer[], sets: readonly ChildProposal[]): Refusal {
  let nearest: readonly Difference[] | undefined;
  for (const offer of offers) {
    for (const set of sets) {
      const found = differences(offer, offerOf(set, []));
      if (nearest === undefined || found.length < nearest.length) nearest = found;
    }
  }
  if (nearest === undefined) {
    const place = evidence(end.side, missingSet(end.device, child), `${child.name} has no transform set`);
    return refuse('child-proposal', 'algorithms', 'One end has no transform set to compare.', [place]);
  }
  const what = nearest.map(({ what: name }) => name).join(', ');
  const places = [
    ...nearest.flatMap(differenceEvidence),
    ...offers.slice(0, 1).map((offer) => evidence('initiator', offer.origin, `offers ${offer.name}`)),
    ...sets.slice(0, 1).map((set) => evidence('responder', { kind: 'written', ...set.header }, `accepts ${setText(set)}`)),
  ];
  const detail = nearest.some(({ what: name }) => name === 'protocol') ? 'protocol' : 'algorithms';
  return refuse(
    'child-proposal',
    detail,
    `No transform set of ${end.device.name} equals an offered one: ${what} differ.`,
    places,
  );
}

/** A responder with `set pfs` wants exactly that group; one without takes any (ios.md 14.7). */
function refusedPfs(end: End, child: Child, offer: Offer): Refusal | undefined {
  const [own] = pfsGroup(child);
  if (own === undefined || offer.ke.some(({ id }) => id === own.id)) return undefined;
  const [offered] = offer.ke;
  const header = end.other.gateways.find(({ version, remote }) => version === end.version && remote.length > 0);
  const theirs =
    offered === undefined
      ? present([header === undefined ? undefined : evidence('initiator', missingPfs(end, header), 'proposes no PFS')])
      : [evidence('initiator', offered.origin, `PFS ${offered.name}`)];
  const explanation = `${end.device.name} demands PFS with ${own.name}; ${end.other.name} proposes ${offered?.name ?? 'none'}.`;
  return refuse('child-proposal', 'pfs', explanation, [...theirs, evidence('responder', own.origin, `PFS ${own.name}`)]);
}

/** Where the initiator would write PFS: the child that dials this end. */
function missingPfs(end: End, fallback: Gateway) {
  const dialling = end.other.gateways.find(({ remote }) => remote.some(({ value }) => value === end.ownAddress)) ?? fallback;
  return { kind: 'written', ...(dialling.children[0]?.header ?? dialling.header) } as const;
}

/** Where a transform set is named that does not exist; the header of the child where none is named. */
export function missingSet(device: Device, child: Child): Provenance {
  const known = new Set(device.childProposals.map(({ id }) => id));
  const missing = child.proposals.find((id) => !known.has(id));
  const name = missing?.slice('crypto ipsec transform-set '.length);
  const { source, start } = child.header;
  const after = device.references.filter(
    (one) => one.kind === 'transform-set' && one.name === name && one.span.source === source,
  );
  const reference = after.find(({ span }) => span.start >= start) ?? after[0];
  return { kind: 'written', ...(reference?.span ?? child.header) };
}
