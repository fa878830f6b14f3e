import type { Provenance } from '../../../model/provenance.ts';
import type { AuthMethod, Device, Gateway, IkeProposal, Ikev2Policy, Transform } from '../../../model/types.ts';
import type { Agreement, End, Offer, Phase1Method, Refusal } from '../implementation.ts';
import type { Difference } from './wording.ts';
import { differenceEvidence, evidence, namesOf, present, refuse } from './wording.ts';

/** Equal on the wire. */
export function sameTransform(a: Transform, b: Transform): boolean {
  return a.type === b.type && a.id === b.id && a.keyBits === b.keyBits;
}

/** What both lists have, in the order of the first. */
export function common(first: readonly Transform[], second: readonly Transform[]): readonly Transform[] {
  return first.filter((one) => second.some((other) => sameTransform(one, other)));
}

/** Hash functions behind PRFs and integrity algorithms (IANA IKEv2 parameters). */
const HASHES: ReadonlyMap<string, string> = new Map([
  ...hash('md5', 1, [1, 6]),
  ...hash('sha', 2, [2, 7]),
  ...hash('sha256', 5, [12]),
  ...hash('sha384', 6, [13]),
  ...hash('sha512', 7, [14]),
]);

function hash(name: string, prf: number, integrity: readonly number[]): readonly (readonly [string, string])[] {
  return [[`prf ${prf}`, name], ...integrity.map((id) => [`integ ${id}`, name] as const)];
}

const PRF_OF: ReadonlyMap<number, number> = new Map([
  [1, 1],
  [2, 2],
  [12, 5],
  [13, 6],
  [14, 7],
]);

/** The hash of an IKEv1 policy is its PRF, too. */
function prfOf(integrity: Transform): readonly Transform[] {
  const id = PRF_OF.get(integrity.id);
  return id === undefined ? [] : [{ ...integrity, type: 'prf', id }];
}

/** The hash attribute of IKEv1 that an offer stands for; undefined when it has none that IKEv1 knows. */
export function hashOf(offer: Pick<Offer, 'prf' | 'integrity'>): string | undefined {
  const transform = offer.prf[0] ?? offer.integrity[0];
  return transform === undefined ? undefined : HASHES.get(`${transform.type} ${transform.id}`);
}

const PROPOSALS = new WeakMap<Device, ReadonlyMap<string, IkeProposal>>();

function proposalsById(device: Device): ReadonlyMap<string, IkeProposal> {
  let known = PROPOSALS.get(device);
  if (known === undefined) {
    known = new Map(device.ikeProposals.map((proposal) => [proposal.id, proposal]));
    PROPOSALS.set(device, known);
  }
  return known;
}

const POLICIES = new WeakMap<Device, readonly Offer[]>();

/** All isakmp policies of a device that are in force, highest priority first. */
export function isakmpOffers(device: Device): readonly Offer[] {
  let known = POLICIES.get(device);
  if (known === undefined) {
    known = collectPolicies(device).map(policyOffer);
    POLICIES.set(device, known);
  }
  return known;
}

function collectPolicies(device: Device): readonly IkeProposal[] {
  const byId = proposalsById(device);
  const used = new Set<string>();
  for (const gateway of device.gateways) if (gateway.version !== 2) for (const id of gateway.ikeProposals) used.add(id);
  const policies = present([...used].map((id) => byId.get(id))).filter(({ version }) => version !== 2);
  const all = policies.length > 0 ? policies : device.ikeProposals.filter(({ version }) => version === 1);
  return all.toSorted((a, b) => a.priority - b.priority);
}

function policyOffer(policy: IkeProposal): Offer {
  const authentication = phase1Method(policy.authentication);
  return {
    protocol: 'ike',
    encryption: policy.encryption.slice(0, 1),
    integrity: policy.integrity.slice(0, 1),
    prf: policy.integrity.slice(0, 1).flatMap(prfOf),
    ke: policy.ke.slice(0, 1),
    esn: [],
    authentication,
    origin: { kind: 'written', ...policy.header },
    name: `${policy.name}: ${namesOf(policy.encryption)} ${hashOf(policy) ?? namesOf(policy.prf)} ${namesOf(policy.ke)}`,
    proposal: policy.id,
  };
}

function phase1Method(method: AuthMethod | undefined): Phase1Method {
  if (method === 'psk') return 'psk';
  return method === 'rsa-encr' ? 'rsa-encr' : 'pubkey';
}

/** The IKEv2 policy in force for a local address: the first user policy that matches, else the built-in one. */
function ikev2PolicyOf(device: Device, gateway: Gateway | undefined, localAddress: string | undefined): Ikev2Policy | undefined {
  const fits = (device.ios?.ikev2Policies ?? []).filter(
    ({ fvrf, localAddresses }) =>
      (fvrf === undefined || fvrf === 'any' || fvrf === gateway?.vrf) &&
      (localAddresses.length === 0 || localAddress === undefined || localAddresses.includes(localAddress)),
  );
  return fits.find(({ builtIn }) => !builtIn) ?? fits[0];
}

/** Offers of the IKEv2 policy in force for a local address: the first user policy that matches, else the built-in one. */
export function ikev2Offers(device: Device, gateway: Gateway | undefined, localAddress: string | undefined): readonly Offer[] {
  const byId = proposalsById(device);
  const policy = ikev2PolicyOf(device, gateway, localAddress);
  const ids = policy?.proposals ?? gateway?.ikeProposals ?? [];
  const proposals = present(ids.map((id) => byId.get(id)));
  const all = proposals.length > 0 ? proposals : present((gateway?.ikeProposals ?? []).map((id) => byId.get(id)));
  return all.map(ikev2Offer);
}

function ikev2Offer(proposal: IkeProposal): Offer {
  return {
    protocol: 'ike',
    encryption: proposal.encryption,
    integrity: proposal.integrity,
    prf: proposal.prf,
    ke: proposal.ke,
    esn: [],
    origin: { kind: 'written', ...proposal.header },
    name: `${proposal.name}: ${namesOf(proposal.encryption)} ${namesOf(proposal.integrity)} ${namesOf(proposal.ke)}`,
    proposal: proposal.id,
  };
}

/** The first offered transform set that some local policy equals, offers in the peer's order (ios.md 14.4). */
export function matchPhase1(offers: readonly Offer[], own: readonly Offer[], accepts: MethodTest): Agreement | undefined {
  for (const [position, offer] of offers.entries()) {
    const match = own.find((policy) => phase1Differences(offer, policy).length === 0 && accepts(offer, policy));
    if (match !== undefined) return phase1Agreement(offer, position);
  }
  return undefined;
}

/** Whether the method of an offer can be used with a policy. */
export type MethodTest = (offer: Offer, policy: Offer) => boolean;

function phase1Agreement(offer: Offer, position: number): Agreement {
  const { encryption, integrity, prf, ke, authentication } = offer;
  return {
    protocol: 'ike',
    ...(encryption[0] === undefined ? {} : { encryption: encryption[0] }),
    ...(integrity[0] === undefined ? {} : { integrity: integrity[0] }),
    ...(prf[0] === undefined ? {} : { prf: prf[0] }),
    ...(ke[0] === undefined ? {} : { ke: ke[0] }),
    ...(authentication === undefined ? {} : { authentication }),
    offer: position,
  };
}

function phase1Differences(offer: Offer, policy: Offer): readonly Difference[] {
  const out: Difference[] = [];
  const differs = (a: readonly Transform[], b: readonly Transform[]): boolean => common(a, b).length === 0;
  if (differs(offer.encryption, policy.encryption)) out.push(difference('encryption', offer, policy, 'encryption'));
  if (hashOf(offer) !== hashOf(policy)) out.push(difference('hash', offer, policy, 'integrity'));
  if (differs(offer.ke, policy.ke)) out.push(difference('group', offer, policy, 'ke'));
  return out;
}

function difference(what: string, offer: Offer, policy: Offer, field: 'encryption' | 'integrity' | 'prf' | 'ke'): Difference {
  const side = (from: Offer): Difference['initiator'] => {
    const transforms = from[field].length > 0 || field !== 'prf' ? from[field] : from.integrity;
    return { transforms, origin: transforms[0]?.origin ?? from.origin };
  };
  return { what, initiator: side(offer), responder: side(policy) };
}

/** IKEv2: one alternative of each kind (RFC 7296, 3.3); the group of the KE payload is kept where both know it. */
export function matchIkev2(offers: readonly Offer[], own: readonly Offer[], ke: Transform | undefined): Agreement | undefined {
  for (const policy of own) {
    for (const [position, offer] of offers.entries()) {
      if (ikev2Differences(offer, policy).length > 0) continue;
      const groups = common(offer.ke, policy.ke);
      const group = ke === undefined ? groups[0] : (groups.find((one) => sameTransform(one, ke)) ?? groups[0]);
      const [encryption] = common(offer.encryption, policy.encryption);
      const [integrity] = common(offer.integrity, policy.integrity);
      const [prf] = common(offer.prf, policy.prf);
      return {
        protocol: 'ike',
        ...(encryption === undefined ? {} : { encryption }),
        ...(integrity === undefined ? {} : { integrity }),
        ...(prf === undefined ? {} : { prf }),
        ...(group === undefined ? {} : { ke: group }),
        offer: position,
      };
    }
  }
  return undefined;
}

const IKEV2_FIELDS = [
  ['encryption', 'encryption'],
  ['integrity', 'integrity'],
  ['PRF', 'prf'],
  ['group', 'ke'],
] as const;

function ikev2Differences(offer: Offer, policy: Offer): readonly Difference[] {
  return IKEV2_FIELDS.flatMap(([what, field]) => {
    const none = offer[field].length === 0 && policy[field].length === 0;
    const implied = field === 'prf' && (offer.prf.length === 0 || policy.prf.length === 0);
    const agrees = none || implied || common(offer[field], policy[field]).length > 0;
    return agrees ? [] : [difference(what, offer, policy, field)];
  });
}

/** One end has no proposal at all: its policy names none that is defined. */
function nothingOffered(end: End, byPeer: boolean): Refusal {
  const device = byPeer ? end.other : end.device;
  const side = byPeer === (end.side === 'responder') ? 'initiator' : 'responder';
  const gateway = byPeer ? undefined : end.candidates[0];
  const policy = ikev2PolicyOf(device, gateway, byPeer ? end.peerAddress : end.ownAddress);
  const places =
    policy === undefined
      ? []
      : [evidence(side, { kind: 'written', ...policy.header }, `${policy.name} names no proposal that is defined`)];
  return refuse('ike-proposal', 'algorithms', `${device.name} has no IKE proposal to offer.`, places);
}

/** No proposal in common: the pair of proposals that comes nearest, and what differs in it. */
export function noCommonProposal(end: End, offers: readonly Offer[], own: readonly Offer[]): Refusal {
  let nearest: { readonly differences: readonly Difference[]; readonly offer: Offer; readonly policy: Offer } | undefined;
  const differ = end.version === 1 ? phase1Differences : ikev2Differences;
  for (const offer of offers) {
    for (const policy of own) {
      const differences = differ(offer, policy);
      const methods = end.version === 1 && offer.authentication !== policy.authentication ? 1 : 0;
      const size = differences.length + methods;
      if (nearest === undefined || size < nearest.differences.length) nearest = { differences, offer, policy };
    }
  }
  if (nearest === undefined) return nothingOffered(end, offers.length === 0 && own.length > 0);
  const places = nearest.differences.flatMap(differenceEvidence);
  const what = nearest.differences.map(({ what: name }) => name);
  if (places.length === 0) return methodMismatch(end, nearest.offer, nearest.policy);
  const explanation = `No IKE proposal in common: the nearest ones differ in ${what.join(', ')}.`;
  return refuse('ike-proposal', 'algorithms', explanation, [...places, ...wholes(nearest.offer, nearest.policy)]);
}

function methodMismatch(end: End, offer: Offer, policy: Offer): Refusal {
  const places = [
    evidence(
      'initiator',
      methodOrigin(end.side === 'initiator' ? end.device : end.other, offer),
      `authentication ${offer.authentication}`,
    ),
    evidence(
      'responder',
      methodOrigin(end.side === 'initiator' ? end.other : end.device, policy),
      `authentication ${policy.authentication}`,
    ),
  ];
  const explanation = `No IKE policy in common: ${end.other.name} offers ${offer.authentication}, ${end.device.name} wants ${policy.authentication}.`;
  return refuse('ike-proposal', 'auth-method', explanation, defaultFirst(places));
}

function methodOrigin(device: Device, { proposal, origin }: Offer): Provenance {
  const written = proposal === undefined ? undefined : proposalsById(device).get(proposal)?.at.authentication;
  return written ?? origin;
}

function defaultFirst<T extends { readonly origin: Provenance }>(places: readonly T[]): readonly T[] {
  return places.toSorted((a, b) => Number(b.origin.kind === 'default') - Number(a.origin.kind === 'default'));
}

function wholes(offer: Offer, policy: Offer) {
  return [
    evidence('initiator', offer.origin, `offers ${offer.name}`),
    evidence('responder', policy.origin, `accepts ${policy.name}`),
  ];
}
