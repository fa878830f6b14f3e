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
import { headerOf } from './entities.ts';
import { placeKey } from './grouping.ts';
import { placeOfMistake, ruleOfReason } from './reason-table.ts';

/*
 * From the verdicts of a pair to its findings. A pair of which no direction comes up has exactly one finding, at the line that
 * decides. Where one direction comes up, another one that fails is a warning, unless it is a role or a NAT that lets nothing in.
 */

interface Chosen {
  readonly rule: string;
  readonly finding: Finding<'pair'>;
}

const CHOSEN = new WeakMap<PairOutcome, readonly Chosen[]>();

/** The message that every rule of the table has for a pair; the verdict explains, the rule says what to do. */
export function pairMessage(help: string): MessageText {
  return { text: 'from {initiator} to {responder} ({connection}): {explanation}{other}', help };
}

/** What the verdicts of a pair mean for one rule. */
export function* findingsOf(rule: string, pair: PairOutcome): Iterable<Finding<'pair'>> {
  let chosen = CHOSEN.get(pair);
  if (chosen === undefined) {
    chosen = choose(pair);
    CHOSEN.set(pair, chosen);
  }
  for (const one of chosen) if (one.rule === rule) yield one.finding;
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

function isUnknown(verdict: Verdict): boolean {
  return verdict.reason === 'undecided' || (verdict.childSa === 'unknown' && verdict.ike !== 'down');
}

function choose(pair: PairOutcome): readonly Chosen[] {
  const up = pair.verdicts.filter(isUp);
  if (up.length === 0) {
    if (pair.verdicts.some(isUnknown)) return [];
    const deciding = decidingVerdict(pair.verdicts);
    return deciding === undefined ? [] : [chosenOf(pair, deciding, otherWay(pair, deciding))];
  }
  const out = new Map<string, Chosen>();
  for (const verdict of pair.verdicts) {
    if (isUp(verdict) || isUnknown(verdict) || isRole(verdict)) continue;
    add(out, lowered(chosenOf(pair, verdict, undefined)));
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
    (verdict) => verdict.initiator !== deciding.initiator && !isRole(verdict) && verdict.reason !== deciding.reason,
  );
}

function chosenOf(pair: PairOutcome, found: Verdict, other: Verdict | undefined): Chosen {
  const verdict = found.reason === 'ah-nat' ? natFirst(found) : found;
  const [initiator, responder] = verdict.initiator === pair.a.name ? [pair.a, pair.b] : [pair.b, pair.a];
  const rule = ruleOfReason(verdict, pair, initiator, responder);
  const [deciding] = verdict.evidence;
  const here = sideOfMistake(rule, initiator, responder) ?? (deciding?.side === 'responder' ? responder : initiator);
  const at = placeOfMistake(rule, verdict, here) ?? connectionOf(initiator, verdict.connection);
  const finding: Finding<'pair'> = {
    message: 'pair',
    data: {
      initiator: initiator.name,
      responder: responder.name,
      connection: verdict.connection,
      explanation: explanationOf(verdict),
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

/** Both ends use AH: the finding stands at the one behind the NAT. */
function natFirst(verdict: Verdict): Verdict {
  const behind = verdict.evidence.filter(({ side }) => verdict.path.nat.includes(side));
  return { ...verdict, evidence: [...behind, ...verdict.evidence.filter(({ side }) => !verdict.path.nat.includes(side))] };
}

/** NAT traversal is switched off at one end, and the path that shows it lies at the other. */
function sideOfMistake(rule: string, initiator: Device, responder: Device): Device | undefined {
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
  return ask.pairsOf(device).some((pair) => {
    const told = [...findingsOf(rule, pair)];
    return told.length > 0 && pair.verdicts.some((verdict) => isAbout(verdict, device, gateway));
  });
}

/** Whether a negotiation of this gateway is known to come up. */
export function comesUp(ask: Ask, device: Device, gateway: Gateway): boolean {
  return ask
    .pairsOf(device)
    .some(({ verdicts }) => verdicts.some((verdict) => isUp(verdict) && isAbout(verdict, device, gateway)));
}

/** Whether the packets of this gateway are known to get through to some peer. */
export function trafficPasses(ask: Ask, device: Device, gateway: Gateway): boolean {
  return ask
    .pairsOf(device)
    .some(({ verdicts }) => verdicts.some((verdict) => verdict.traffic === 'passes' && isAbout(verdict, device, gateway)));
}

function isAbout(
  { initiator, connection, responder, responderConnection }: Verdict,
  { name }: Device,
  gateway: Gateway,
): boolean {
  return (initiator === name && connection === gateway.name) || (responder === name && responderConnection === gateway.name);
}
