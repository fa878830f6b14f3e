import type { Child, Device, Gateway, IkeProposal, Transform } from '../../../model/types.ts';
import type { Agreement, Offer, Phase1Method } from '../implementation.ts';
import { childProposals, ikeProposals } from './lookup.ts';

/** Combined-mode ciphers (IANA IKEv2 transform type 1): AES-CCM, AES-GCM, GMAC, Camellia-CCM, ChaCha20-Poly1305. */
const COMBINED = new Set([14, 15, 16, 18, 19, 20, 21, 25, 26, 27, 28]);
const FIRST_PRIVATE = 1024;

/** What the comparison leaves out. */
export interface SelectionRules {
  /** The peer's order decides (`prefer_configured_proposals = no`). */
  readonly preferReceived: boolean;
  /** Private-use numbers are ignored unless the peer is known to be strongSwan. */
  readonly skipPrivate: boolean;
}

/** The kind of transform that stopped the comparison that got furthest. */
export type Obstacle = 'protocol' | 'encryption' | 'integrity' | 'prf' | 'ke' | 'esn' | 'nothing';

const PROGRESS: readonly Obstacle[] = ['nothing', 'protocol', 'encryption', 'integrity', 'prf', 'ke', 'esn'];

/** The first pair of proposals that agree, in the preferred side's order; else what stood in the way. */
export function select(configured: readonly Offer[], received: readonly Offer[], rules: SelectionRules): Agreement | Obstacle {
  const [preferred, others] = rules.preferReceived ? [received, configured] : [configured, received];
  let furthest: Obstacle = 'nothing';
  for (const mine of preferred) {
    for (const theirs of others) {
      const result = compare(mine, theirs, rules);
      if (typeof result !== 'string') return { ...result, offer: received.indexOf(rules.preferReceived ? mine : theirs) };
      if (PROGRESS.indexOf(result) > PROGRESS.indexOf(furthest)) furthest = result;
    }
  }
  return furthest;
}

function compare(mine: Offer, theirs: Offer, rules: SelectionRules): Omit<Agreement, 'offer'> | Obstacle {
  if (mine.protocol !== theirs.protocol) return 'protocol';
  const encryption = common(mine.encryption, theirs.encryption, rules);
  if (encryption === 'none') return 'encryption';
  const combined = encryption !== undefined && COMBINED.has(encryption.id);
  const integrity = combined ? undefined : common(mine.integrity, theirs.integrity, rules);
  if (integrity === 'none') return 'integrity';
  const prf = common(mine.prf, theirs.prf, rules);
  if (prf === 'none') return 'prf';
  const ke = mine.protocol === 'ike' ? common(mine.ke, theirs.ke, rules) : optionalKe(mine.ke, theirs.ke, rules);
  if (ke === 'none') return 'ke';
  const esn = common(mine.esn, theirs.esn, rules);
  if (esn === 'none') return 'esn';
  return {
    protocol: mine.protocol,
    ...(encryption === undefined ? {} : { encryption }),
    ...(integrity === undefined ? {} : { integrity }),
    ...(prf === undefined ? {} : { prf }),
    ...(ke === undefined ? {} : { ke }),
    ...(esn === undefined ? {} : { esn }),
    ...authenticationOf(theirs, mine),
  };
}

function authenticationOf(...offers: readonly Offer[]): { authentication?: Phase1Method } {
  const authentication = offers.map((offer) => offer.authentication).find((method) => method !== undefined);
  return authentication === undefined ? {} : { authentication };
}

/** Undefined: neither side has this kind. */
function common(mine: readonly Transform[], theirs: readonly Transform[], rules: SelectionRules): Transform | undefined | 'none' {
  if (mine.length === 0 && theirs.length === 0) return undefined;
  for (const one of mine) {
    if (rules.skipPrivate && one.id >= FIRST_PRIVATE) continue;
    for (const other of theirs) if (one.id === other.id && one.keyBits === other.keyBits) return one;
  }
  return 'none';
}

/** In ESP and AH one side may leave the group out where the other lists `none`. */
function optionalKe(
  mine: readonly Transform[],
  theirs: readonly Transform[],
  rules: SelectionRules,
): Transform | undefined | 'none' {
  if (mine.length === 0 && theirs.some(isNone)) return undefined;
  if (theirs.length === 0 && mine.some(isNone)) return undefined;
  const found = common(mine, theirs, rules);
  return found !== undefined && found !== 'none' && isNone(found) ? undefined : found;
}

function isNone(transform: Transform): boolean {
  return transform.id === 0;
}

const ikeOffers = new WeakMap<Gateway, readonly Offer[]>();
const childOffers = new WeakMap<Child, readonly Offer[]>();

/** What a connection offers and accepts in IKE_SA_INIT; also what an IKEv1 responder accepts. */
export function configuredIke(device: Device, gateway: Gateway): readonly Offer[] {
  const known = ikeOffers.get(gateway);
  if (known !== undefined) return known;
  const offers = ikeProposals(device, gateway).map(ikeOffer);
  ikeOffers.set(gateway, offers);
  return offers;
}

/** Whether a connection's own proposals allow what was agreed on, as a responder's other connections or an initiator check it. */
export function allows(device: Device, gateway: Gateway, agreement: Agreement): boolean {
  const listed = (transform: Transform | undefined): readonly Transform[] => (transform === undefined ? [] : [transform]);
  const agreed: Offer = {
    protocol: 'ike',
    encryption: listed(agreement.encryption),
    integrity: listed(agreement.integrity),
    prf: listed(agreement.prf),
    ke: listed(agreement.ke),
    esn: listed(agreement.esn),
    origin: { kind: 'written', ...gateway.header },
    name: 'agreed',
  };
  return typeof select(configuredIke(device, gateway), [agreed], { preferReceived: false, skipPrivate: false }) !== 'string';
}

function ikeOffer(proposal: IkeProposal): Offer {
  const { encryption, integrity, prf, ke, esn, name, id, header, at } = proposal;
  return {
    protocol: 'ike',
    encryption,
    integrity,
    prf,
    ke,
    esn,
    name,
    proposal: id,
    origin: at.name ?? { kind: 'written', ...header },
  };
}

/** ESP and AH proposals of a child. */
export function configuredChild(device: Device, child: Child): readonly Offer[] {
  const known = childOffers.get(child);
  if (known !== undefined) return known;
  const offers = childProposals(device, child).map((proposal): Offer => {
    const { protocol, encryption, integrity, ke, esn, name, id, header, at } = proposal;
    const origin = at.name ?? { kind: 'written' as const, ...header };
    return { protocol, encryption, integrity, prf: [], ke, esn, name, proposal: id, origin };
  });
  childOffers.set(child, offers);
  return offers;
}

/** Without key exchange, as in IKE_AUTH. */
export function withoutKe(offers: readonly Offer[]): readonly Offer[] {
  return offers.map((offer) => (offer.ke.length === 0 ? offer : { ...offer, ke: [] }));
}

/** Ciphers with a number in IKEv1 phase 1: DES, 3DES, IDEA, CAST, Blowfish, AES-CBC, Camellia-CBC; Serpent and Twofish by private ones. */
const PHASE1_CIPHERS = new Set([2, 3, 5, 6, 7, 12, 23, 1026, 1027]);
/** Integrity algorithms with a hash number in IKEv1, and the PRF that goes with the hash. */
const HASH_PRF: ReadonlyMap<number, number> = new Map([
  [1, 1],
  [2, 2],
  [12, 5],
  [13, 6],
  [14, 7],
]);

/** IKEv1: each proposal becomes one transform, the first of each kind that IKEv1 has a number for; one without is left out. */
export function phase1Offers(offers: readonly Offer[], authentication: Phase1Method): readonly Offer[] {
  return offers.flatMap((offer) => {
    const encryption = offer.encryption.find((transform) => PHASE1_CIPHERS.has(transform.id));
    const integrity = offer.integrity.find((transform) => HASH_PRF.has(transform.id));
    const ke = offer.ke.find((transform) => !isNone(transform));
    if (encryption === undefined || integrity === undefined || ke === undefined) return [];
    const prf: Transform = { ...integrity, type: 'prf', id: HASH_PRF.get(integrity.id) ?? 0, keyBits: 0 };
    return [{ ...offer, encryption: [encryption], integrity: [integrity], prf: [prf], ke: [ke], esn: [], authentication }];
  });
}

/** ChaCha20-Poly1305 has no number in IKEv1, nor has SHA-256 truncated to 96 bits. */
const NOT_IN_QUICK = new Set([28]);

/**
 * IKEv1 quick mode: one transform of each kind. If any proposal has a group, one group is chosen (that of the IKE SA if it is among
 * them, else the first) and only proposals with it are sent.
 */
export function quickOffers(offers: readonly Offer[], ikeGroup: Transform | undefined): readonly Offer[] {
  return oneProtocol(reduceQuick(offers, ikeGroup));
}

/** AH transform numbers that mean a cipher in ESP (RFC 2407, 4.4): read as DES, 3DES, IDEA, CAST, Blowfish. */
const AH_AS_ESP: ReadonlyMap<number, Pick<Transform, 'id' | 'name'>> = new Map([
  [1, { id: 2, name: 'des' }],
  [2, { id: 3, name: '3des' }],
  [12, { id: 5, name: 'idea' }],
  [13, { id: 6, name: 'cast' }],
  [14, { id: 7, name: 'blowfish' }],
]);

/** charon puts all transforms of quick mode into one proposal with the protocol of the first: others are misread by the peer. */
function oneProtocol(offers: readonly Offer[]): readonly Offer[] {
  const protocol = offers[0]?.protocol;
  return offers.map((offer): Offer => {
    if (protocol === undefined || offer.protocol === protocol) return offer;
    if (protocol === 'ah') return { ...offer, protocol, encryption: [] };
    const [integrity] = offer.integrity;
    const misread = integrity === undefined ? undefined : AH_AS_ESP.get(integrity.id);
    const encryption: readonly Transform[] =
      misread === undefined || integrity === undefined ? [] : [{ ...integrity, ...misread, type: 'encr', keyBits: 0 }];
    return { ...offer, protocol, encryption };
  });
}

function reduceQuick(offers: readonly Offer[], ikeGroup: Transform | undefined): readonly Offer[] {
  const groups = offers.flatMap((offer) => offer.ke).filter((transform) => !isNone(transform));
  const group = groups.find((transform) => transform.id === ikeGroup?.id) ?? groups[0];
  return offers.flatMap((offer) => {
    const ke = offer.ke.find((transform) => transform.id === group?.id);
    if (group !== undefined && ke === undefined) return [];
    const encryption = offer.encryption.find((transform) => !NOT_IN_QUICK.has(transform.id));
    if (offer.protocol === 'esp' && encryption === undefined) return [];
    const integrity = offer.integrity.find((transform) => transform.id < FIRST_PRIVATE);
    const esn = offer.esn.find((transform) => transform.id === 1) ?? offer.esn[0];
    return [
      {
        ...offer,
        encryption: encryption === undefined || offer.protocol === 'ah' ? [] : [encryption],
        integrity: integrity === undefined ? [] : [integrity],
        ke: ke === undefined || group === undefined ? [] : [ke],
        esn: esn === undefined ? [] : [esn],
      },
    ];
  });
}

/** The group of the KE payload: the first of the first proposal that has one. */
export function firstGroup(offers: readonly Offer[]): Transform | undefined {
  return offers.flatMap((offer) => offer.ke).find((transform) => !isNone(transform));
}
