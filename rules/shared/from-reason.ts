import type {
  Ask,
  Device,
  Evidence,
  Finding,
  Gateway,
  MessageText,
  PairOutcome,
  Provenance,
  RelatedPlace,
  Undecided,
  Verdict,
} from '../../src/rule/index.ts';
import { deviatingEnd } from './deviating-end.ts';
import { headerOf } from './entities.ts';
import { placeKey } from './grouping.ts';
import { placeOfMistake, ruleOfReason } from './reason-table.ts';
import { remedyFor } from './remedy.ts';

/*
 * From the verdicts of a pair to its findings. A pair of which no direction comes up has exactly one finding, at the line that
 * decides. Where one direction comes up, another one that fails is a warning, unless it is a role or a NAT that lets nothing in, or
 * an SA pair that the other direction does not bring up either.
 */

interface Chosen {
  readonly rule: string;
  readonly finding: Finding<'pair'>;
}

const CHOSEN = new WeakMap<PairOutcome, readonly Chosen[]>();

/** The message that every rule of the table has for a pair; the verdict explains, the rule says what to do. */
export function pairMessage(help: string): MessageText {
  return { text: 'from {initiator} to {responder} ({connection}): {explanation}{other}', help: `${help}{remedy}` };
}

const NONE: readonly Finding<'pair'>[] = [];

/** What the verdicts of a pair mean for one rule. */
export function findingsOf(rule: string, pair: PairOutcome): readonly Finding<'pair'>[] {
  let chosen = CHOSEN.get(pair);
  if (chosen === undefined) {
    chosen = choose(pair);
    CHOSEN.set(pair, chosen);
  }
  if (chosen.length === 0) return NONE;
  return chosen.filter((one) => one.rule === rule).map(({ finding }) => finding);
}

/** Verdicts that could not be reached, each cause once; nothing when the pair is known to come up anyway. */
export function* undecidedOf(pair: PairOutcome): Iterable<Undecided> {
  if (pair.verdicts.some(isUp)) return;
  const questions = new Set(pair.verdicts.filter(isUnknown).map((verdict) => verdict.question ?? verdict.explanation));
  for (const undecided of questions) yield { undecided, subject: `${pair.a.name}, ${pair.b.name}` };
}

function isUp(verdict: Verdict): boolean {
  return verdict.ike === 'up' && verdict.childSa === 'up';
}

/** A connection that has no child at all is for IKE alone (mediation, configuration): that no child comes up is as it should be. */
function isIkeOnly(verdict: Verdict, { a, b }: PairOutcome): boolean {
  if (verdict.reason === 'ok') return verdict.childSa === 'down';
  if (verdict.reason !== 'ts' && verdict.reason !== 'cannot-initiate') return false;
  return [a, b].some(({ name, gateways }) => {
    const connection = name === verdict.initiator ? verdict.connection : verdict.responderConnection;
    return gateways.some((gateway) => gateway.name === connection && gateway.children.length === 0);
  });
}

function isUnknown(verdict: Verdict): boolean {
  return verdict.reason === 'undecided' || (verdict.childSa === 'unknown' && verdict.ike !== 'down');
}

function choose({ a, b, verdicts }: PairOutcome): readonly Chosen[] {
  const pair: PairOutcome = { a, b, verdicts: verdicts.filter((verdict) => !isIkeOnly(verdict, { a, b, verdicts })) };
  const up = pair.verdicts.filter(isUp);
  if (up.length === 0) {
    if (pair.verdicts.some(isUnknown)) return [];
    const deciding = decidingVerdict(pair.verdicts);
    return deciding === undefined ? [] : [chosenOf(pair, deciding, otherWay(pair, deciding))];
  }
  const out = new Map<string, Chosen>();
  for (const verdict of pair.verdicts) {
    if (isUp(verdict) || isUnknown(verdict) || isRole(verdict)) continue;
    const chosen = chosenOf(pair, verdict, undefined);
    add(out, verdict.detail === 'disjoint-selectors' ? chosen : lowered(chosen));
  }
  const passes = up.some(({ traffic }) => traffic === 'passes');
  for (const verdict of up) {
    if (verdict.traffic !== 'blocked') continue;
    const blocked = chosenOf(pair, verdict, undefined);
    add(out, passes ? lowered(blocked) : blocked);
  }
  return [...out.values()];
}

function add(out: Map<string, Chosen>, chosen: Chosen): void {
  const { at } = chosen.finding;
  const place = at.kind === 'derived' || at.kind === 'declared' ? at.kind : `${at.source}:${at.start}`;
  const key = `${chosen.rule} ${place}`;
  if (!out.has(key)) out.set(key, chosen);
}

function lowered({ rule, finding }: Chosen): Chosen {
  return { rule, finding: { ...finding, severity: 'warning' } };
}

/** A direction that is down by its role, or because nothing comes in through a NAT. */
function isRole({ reason, detail }: Verdict): boolean {
  return reason === 'cannot-initiate' || (reason === 'blocked' && detail === 'nat-inbound');
}

/** Of the failures of a pair the one that tells most: a refusal before silence, silence before a role. */
function decidingVerdict(verdicts: readonly Verdict[]): Verdict | undefined {
  let best: Verdict | undefined;
  for (const verdict of verdicts) if (best === undefined || weight(verdict) > weight(best)) best = verdict;
  return best;
}

function weight({ reason, detail, ike }: Verdict): number {
  if (reason === 'cannot-initiate') return 0;
  if (reason === 'blocked') return detail === 'nat-inbound' ? 1 : 3;
  if (reason === 'no-ike-config') return detail === undefined || detail === 'address' ? 2 : 4;
  return ike === 'up' ? 6 : 5;
}

/** The other direction, when it fails for a reason of its own. */
function otherWay(pair: PairOutcome, deciding: Verdict): Verdict | undefined {
  return pair.verdicts.find(
    (verdict) =>
      verdict.initiator !== deciding.initiator &&
      !isRole(verdict) &&
      verdict.reason !== deciding.reason &&
      verdict.explanation !== deciding.explanation,
  );
}

function chosenOf(pair: PairOutcome, found: Verdict, other: Verdict | undefined): Chosen {
  const [initiator, responder] = found.initiator === pair.a.name ? [pair.a, pair.b] : [pair.b, pair.a];
  const rule = ruleOfReason(found, pair, initiator, responder);
  const verdict =
    rule.startsWith('proposal/no-common') || rule === 'auth/identity-mismatch'
      ? deviatingFirst(found, initiator, responder)
      : found;
  const [deciding] = verdict.evidence;
  const here = sideOfMistake(rule, verdict, initiator, responder) ?? (deciding?.side === 'responder' ? responder : initiator);
  const at = placeOfMistake(rule, verdict, here) ?? connectionOf(initiator, verdict.connection);
  const finding: Finding<'pair'> = {
    message: 'pair',
    data: {
      initiator: initiator.name,
      responder: responder.name,
      connection: verdict.connection,
      explanation: explanationOf(verdict),
      remedy: remedyFor(rule, verdict, here, here === initiator ? responder : initiator),
      other: other === undefined ? '' : ` The other way, from ${other.initiator}: ${other.explanation}`,
    },
    at,
    related: relatedPlaces(rule, verdict, at, initiator, responder),
    subject: verdict.connection,
    device: here.name,
    peer: here === initiator ? responder.name : initiator.name,
    ...likelihoodOf(verdict, initiator, responder),
  };
  return { rule, finding };
}

/** The verdict with the places of the end that should change in front. */
function deviatingFirst(verdict: Verdict, initiator: Device, responder: Device): Verdict {
  const end = deviatingEnd(verdict, initiator, responder);
  if (end === undefined) return verdict;
  const { evidence } = verdict;
  return {
    ...verdict,
    evidence: [...evidence.filter(({ side }) => side === end), ...evidence.filter(({ side }) => side !== end)],
  };
}

/** Where both ends have a part in it: NAT traversal at the end that has it off, AH at the end behind the NAT. */
function sideOfMistake(rule: string, verdict: Verdict, initiator: Device, responder: Device): Device | undefined {
  if (rule === 'nat/ah-across-nat') return verdict.path.nat.includes('initiator') ? initiator : responder;
  if (rule !== 'nat/esp-without-udp-encapsulation') return undefined;
  return [initiator, responder].find(({ ios }) => ios?.natTraversal === false);
}

function explanationOf({ reason, explanation, evidence }: Verdict): string {
  if (reason !== 'ok') return explanation;
  const [first] = evidence;
  return `the tunnel comes up, and its packets do not get through${first === undefined ? '' : `: ${first.message}`}`;
}

/** The other places that decide; where a NAT or a filter does, also how the path is known. */
function relatedPlaces(
  rule: string,
  verdict: Verdict,
  at: Provenance,
  initiator: Device,
  responder: Device,
): readonly RelatedPlace[] {
  const onPath = rule.startsWith('nat/') || rule.startsWith('filter/') || verdict.path.basis === 'assumed';
  const places = [
    ...verdict.evidence.map((one) => relatedOf(one, initiator, responder)),
    ...(onPath ? verdict.path.because.map(({ origin, message }) => ({ at: origin, message })) : []),
  ];
  const told = new Set([placeKey(at)]);
  return places.filter(({ at: place }) => {
    const key = placeKey(place);
    if (told.has(key)) return false;
    told.add(key);
    return true;
  });
}

function relatedOf({ side, origin, message }: Evidence, initiator: Device, responder: Device): RelatedPlace {
  const { name } = side === 'initiator' ? initiator : responder;
  return { at: origin, message: message.startsWith(name) ? message : `${name}: ${message}` };
}

/** An assumed path takes one step off; so do the acceptance rules of IOS that are documented in wording only. */
function likelihoodOf(verdict: Verdict, initiator: Device, responder: Device): Pick<Finding, 'likelihood'> {
  if (verdict.path.basis === 'assumed') return { likelihood: 'likely' };
  return hasDocumentedAnswerOnly(verdict, initiator, responder) ? { likelihood: 'likely' } : {};
}

function hasDocumentedAnswerOnly({ detail, exchange, reason }: Verdict, initiator: Device, responder: Device): boolean {
  if (initiator.platform !== 'ios' || responder.platform !== 'ios' || exchange === 'ikev2') return false;
  return reason === 'child-proposal' && detail === 'mode' && !requiresTransport(initiator) && !requiresTransport(responder);
}

function requiresTransport(device: Device): boolean {
  return device.childProposals.some(({ mode }) => mode === 'transport-require');
}

function connectionOf(device: Device, name: string): Provenance {
  const gateway: Gateway | undefined = device.gateways.find((one) => one.name === name) ?? device.gateways[0];
  if (gateway !== undefined) return headerOf(gateway);
  return device.hostname?.origin ?? { kind: 'declared', pointer: `devices.${device.name}` };
}

/** Whether a pair of this device already has a finding of the rule that is about this gateway. */
export function isToldByPair(rule: string, ask: Ask, device: Device, gateway: Gateway): boolean {
  const played = playedFor(ask, device).get(gateway.name);
  return played?.pairs.some((pair) => findingsOf(rule, pair).length > 0) === true;
}

/** Whether a negotiation of this gateway was played out: then the pair tells what is wrong with it. */
export function isPlayed(ask: Ask, device: Device, gateway: Gateway): boolean {
  return playedFor(ask, device).has(gateway.name);
}

/** Whether a negotiation of this gateway is known to come up. */
export function comesUp(ask: Ask, device: Device, gateway: Gateway): boolean {
  return playedFor(ask, device).get(gateway.name)?.up === true;
}

/** Whether the packets of this gateway are known to get through to some peer. */
export function trafficPasses(ask: Ask, device: Device, gateway: Gateway): boolean {
  return playedFor(ask, device).get(gateway.name)?.passes === true;
}

/** What was played with the gateways of one name. */
interface Played {
  readonly pairs: PairOutcome[];
  up: boolean;
  passes: boolean;
}

type PlayedByName = ReadonlyMap<string, Played>;

const PLAYED = new WeakMap<readonly PairOutcome[], Map<string, PlayedByName>>();

/** By name of a gateway, for a hub has hundreds of them, and as many pairs. */
function playedFor(ask: Ask, device: Device): PlayedByName {
  const pairs = ask.pairsOf(device);
  let byDevice = PLAYED.get(pairs);
  if (byDevice === undefined) {
    byDevice = new Map();
    PLAYED.set(pairs, byDevice);
  }
  let known = byDevice.get(device.name);
  if (known === undefined) {
    known = indexPairs(pairs, device);
    byDevice.set(device.name, known);
  }
  return known;
}

function indexPairs(pairs: readonly PairOutcome[], { name }: Device): PlayedByName {
  const out = new Map<string, Played>();
  const note = (gateway: string, pair: PairOutcome, verdict: Verdict): void => {
    let played = out.get(gateway);
    if (played === undefined) {
      played = { pairs: [], up: false, passes: false };
      out.set(gateway, played);
    }
    if (played.pairs.at(-1) !== pair) played.pairs.push(pair);
    played.up ||= isUp(verdict);
    played.passes ||= verdict.traffic === 'passes';
  };
  for (const pair of pairs) {
    for (const verdict of pair.verdicts) {
      if (verdict.initiator === name) note(verdict.connection, pair, verdict);
      if (verdict.responder === name && verdict.responderConnection !== null) note(verdict.responderConnection, pair, verdict);
    }
  }
  return out;
}
