import type { Child, Device, Gateway } from '../../model/types.ts';
import type { Evidence, PathHypothesis, Side, Verdict } from '../verdict.ts';
import { type ChildOutcome, quickMode } from './child.ts';
import { forecastOf } from './forecast.ts';
import { aggressiveMode, mainMode } from './ikev1.ts';
import { ikev2 } from './ikev2.ts';
import type { End, Implementation, NatView, Refusal, Start } from './implementation.ts';
import { isRefusal } from './implementation.ts';
import { implementationOf } from './implementations.ts';
import type { Dialled, NameAnswer, Path } from './path.ts';
import { dependsOnRelease } from './release.ts';
import { encapsulates, type Run } from './run.ts';

/** Everything that one negotiation needs. */
export interface Game {
  readonly initiator: Device;
  readonly gateway: Gateway;
  /** Undefined: IKE alone. */
  readonly child: Child | undefined;
  readonly responder: Device;
  readonly start: Start;
  readonly dialled: Dialled;
  readonly path: Path;
  /** Host names, asked by one device about the other or about itself. */
  readonly resolve: (name: string, asker: Device, about: Device) => NameAnswer;
  /** Assumptions that were made before the first message. */
  readonly assumptions?: readonly string[];
}

const NO_NAT: NatView = { here: false, there: false, forced: false };

/** Plays one negotiation out, message by message. Never throws; the same input gives the same verdict. */
export function play(game: Game): Verdict {
  const run = begin(game);
  const { version, exchange } = game.start;
  const result = version === 2 ? ikev2(run) : ikev1(run, exchange === 'aggressive' ? aggressiveMode(run) : mainMode(run));
  return verdictOf(game, run, result);
}

interface Result {
  readonly ike?: Refusal;
  readonly child?: ChildOutcome;
}

function ikev1(run: Run, refusal: Refusal | undefined): Result {
  if (refusal !== undefined) return { ike: refusal };
  return run.initiator.child === undefined ? {} : { child: quickMode(run) };
}

function begin(game: Game): Run {
  const { start, path } = game;
  const byInitiator = implementationOf(game.initiator);
  const byResponder = implementationOf(game.responder);
  const initiator = endOf(game, 'initiator');
  const responder = endOf(game, 'responder');
  introduce(initiator, byInitiator, responder, byResponder);
  return {
    path,
    initiator,
    responder,
    byInitiator,
    byResponder,
    trace: [],
    dialled: game.dialled.address ?? path.ownAddress.responder ?? '',
    firstPort: start.sourcePort,
    sourceUnknown: start.sourceUnknown === true,
    floated: false,
    request: undefined,
    natEvaluated: false,
  };
}

/** Vendor ids go with the first messages. */
function introduce(initiator: End, byInitiator: Implementation, responder: End, byResponder: Implementation): void {
  initiator.peer = byResponder.vendor(responder);
  responder.peer = byInitiator.vendor(initiator);
}

function endOf(game: Game, side: 'initiator' | 'responder'): End {
  const { start, path } = game;
  const initiates = side === 'initiator';
  const device = initiates ? game.initiator : game.responder;
  const other = initiates ? game.responder : game.initiator;
  return {
    side,
    device,
    other,
    version: start.version,
    exchange: start.exchange,
    gateway: initiates ? game.gateway : undefined,
    child: initiates ? game.child : undefined,
    candidates: [],
    ownAddress: initiates ? (start.localAddress ?? path.ownAddress.initiator) : path.ownAddress.responder,
    ownAddresses: path.ownAddresses[side],
    peerAddress: initiates ? game.dialled.address : undefined,
    ownPort: initiates ? start.sourcePort : start.destinationPort,
    peerPort: initiates ? start.destinationPort : start.sourcePort,
    nat: NO_NAT,
    peer: { platform: other.platform, natTraversal: true, strongswanId: false, asksForCertificates: true, severalRounds: false },
    ike: undefined,
    key: undefined,
    ownIdentity: undefined,
    peerIdentity: undefined,
    peerUnseen: false,
    virtualAddress: 'none',
    virtualRange: undefined,
    assumptions: new Set(initiates ? game.assumptions : undefined),
    resolve: (name, whose = 'peer') => game.resolve(name, device, whose === 'own' ? device : other),
  };
}

function verdictOf(game: Game, run: Run, result: Result): Verdict {
  const refusal = result.ike ?? (result.child !== undefined && isRefusal(result.child) ? result.child : undefined);
  const answer = result.child !== undefined && !isRefusal(result.child) ? result.child.answer : undefined;
  const unknown = refusal?.question !== undefined;
  const ikeUp = result.ike === undefined;
  const flow = answer === undefined ? undefined : flowOf(game, run, answer);
  const flowEvidence = flow === undefined || flow.traffic === 'passes' ? NO_EVIDENCE : flow.evidence;
  // One literal and a few assignments: fleets have tens of thousands of these.
  const verdict: { -readonly [Field in keyof Verdict]: Verdict[Field] } = {
    initiator: game.initiator.name,
    responder: game.responder.name,
    connection: game.gateway.name,
    child: game.child?.name ?? '',
    responderConnection: run.responder.gateway?.name ?? null,
    path: game.path.hypothesis,
    ike: ikeUp ? 'up' : unknown ? 'unknown' : 'down',
    childSa: refusal === undefined && game.child !== undefined ? 'up' : unknown ? 'unknown' : 'down',
    traffic: flow?.traffic ?? (unknown ? 'unknown' : 'blocked'),
    exchange: run.trace.length === 0 ? 'none' : run.initiator.exchange,
    floated: run.floated,
    natSeen: natSeen(run),
    reason: refusal === undefined ? 'ok' : unknown ? 'undecided' : refusal.reason,
    explanation: refusal?.explanation ?? (game.child === undefined ? ikeAlone(run) : success(run, answer?.mode)),
    question: refusal?.question ?? null,
    assumptions: assumptionsOf(game, run),
    trace: run.trace,
    evidence: refusal === undefined ? flowEvidence : [...bothSides(run, refusal), ...flowEvidence],
  };
  if (refusal?.detail !== undefined) verdict.detail = refusal.detail;
  if (flow?.traffic === 'blocked' && flow.detail !== undefined) verdict.trafficDetail = flow.detail;
  const forecast = refusal === undefined && answer !== undefined ? forecastOf(run, answer) : undefined;
  if (forecast !== undefined) verdict.forecast = forecast;
  return verdict;
}

/** A refusal has two ends: the connection of the one that its evidence does not mention is named, too. */
function bothSides(run: Run, refusal: Refusal): Verdict['evidence'] {
  if (refusal.reason === 'blocked') return refusal.evidence;
  const missing = [run.responder, run.initiator].flatMap((end): Verdict['evidence'] => {
    if (end.gateway === undefined || refusal.evidence.some(({ side }) => side === end.side)) return [];
    return [{ side: end.side, ...standpoint(end, end.gateway, refusal) }];
  });
  return missing.length === 0 ? refusal.evidence : [...refusal.evidence, ...missing];
}

/** What an end contributes to a refusal of the other one. */
function standpoint(end: End, gateway: Gateway, refusal: Refusal): Omit<Evidence, 'side'> {
  const header = { kind: 'written' as const, ...gateway.header };
  if (refusal.detail === 'version') return { origin: gateway.at.version ?? header, message: `speaks IKEv${end.version}` };
  const [remote] = gateway.remote;
  if (refusal.reason === 'no-ike-config' && remote !== undefined)
    return { origin: remote.origin, message: `dials ${remote.value}` };
  return { origin: header, message: `connection ${gateway.name}` };
}

const NO_EVIDENCE: Verdict['evidence'] = [];

type Answer = Exclude<ChildOutcome, Refusal>['answer'];

/** Nobody, the initiator, the responder, both. */
const SEEN: readonly (readonly Side[])[] = [[], ['initiator'], ['responder'], ['initiator', 'responder']];

function natSeen(run: Run): readonly Side[] {
  if (!run.natEvaluated) return [];
  const { here, there } = run.initiator.nat;
  return SEEN[(here ? 1 : 0) + (there ? 2 : 0)] ?? [];
}

function flowOf(game: Game, run: Run, answer: Answer): ReturnType<Path['traffic']> {
  return game.path.traffic({
    protocol: answer.agreement.protocol === 'ah' ? 'ah' : 'esp',
    encapsulated: encapsulates(run.initiator),
    sourcePort: run.initiator.ownPort,
    destinationPort: typeof run.initiator.peerPort === 'number' ? run.initiator.peerPort : 4500,
  });
}

function success(run: Run, mode: string | undefined): string {
  const { responder, initiator } = run;
  const via = encapsulates(initiator) ? ', encapsulated in UDP' : '';
  return `The tunnel comes up with connection ${responder.gateway?.name ?? ''} of ${responder.device.name} in ${mode ?? 'tunnel'} mode${via}.`;
}

function ikeAlone({ responder }: Run): string {
  return `The IKE SA comes up with connection ${responder.gateway?.name ?? ''} of ${responder.device.name}; the connection that starts it has no child.`;
}

const NO_ASSUMPTIONS: readonly string[] = [];

function assumptionsOf(game: Game, run: Run): readonly string[] {
  const released = releaseAssumptions(game, run);
  const { initiator, responder } = run;
  if (released.length + initiator.assumptions.size + responder.assumptions.size === 0) return NO_ASSUMPTIONS;
  return [...new Set([...released, ...initiator.assumptions, ...responder.assumptions])];
}

/** A release that nobody told is an assumption where another one has other defaults (contract, "Releases"). */
function releaseAssumptions(game: Game, run: Run): readonly string[] {
  if (game.initiator.release.basis !== 'assumed' && game.responder.release.basis !== 'assumed') return NO_ASSUMPTIONS;
  const used = [
    { device: game.initiator, gateway: game.gateway, child: game.child },
    { device: game.responder, gateway: run.responder.gateway, child: run.responder.child },
  ];
  return used.flatMap(({ device, gateway, child }) => {
    if (device.release.basis !== 'assumed' || !dependsOnRelease(device, gateway, child)) return [];
    return [`${device.name} runs ${device.platform === 'ios' ? 'IOS' : 'strongSwan'} ${device.release.version}`];
  });
}

/** A verdict for a negotiation that cannot begin. */
export function notStarted(
  names: Pick<Verdict, 'initiator' | 'responder' | 'connection' | 'child'>,
  refusal: Refusal,
  hypothesis: PathHypothesis,
): Verdict {
  const rejected = refusal.reason === 'config-rejected';
  const unknown = refusal.question !== undefined;
  return {
    ...names,
    responderConnection: null,
    path: hypothesis,
    ike: unknown ? 'unknown' : 'down',
    childSa: unknown ? 'unknown' : 'down',
    traffic: unknown ? 'unknown' : 'blocked',
    ...(rejected ? {} : { exchange: 'none' as const, floated: false, natSeen: [] }),
    reason: unknown ? 'undecided' : refusal.reason,
    ...(refusal.detail === undefined ? {} : { detail: refusal.detail }),
    explanation: refusal.explanation,
    question: refusal.question ?? null,
    assumptions: [],
    evidence: refusal.evidence,
    trace: [],
  };
}
