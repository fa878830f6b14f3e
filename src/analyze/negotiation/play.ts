import type { Child, Device, Gateway } from '../../model/types.ts';
import type { PathHypothesis, Side, Verdict } from '../verdict.ts';
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
  readonly child: Child;
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
  return { child: quickMode(run) };
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
    get ownAddresses() {
      return path.ownAddresses[side];
    },
    peerAddress: initiates ? game.dialled.address : undefined,
    ownPort: initiates ? start.sourcePort : start.destinationPort,
    peerPort: initiates ? start.destinationPort : start.sourcePort,
    nat: NO_NAT,
    peer: { platform: other.platform, natTraversal: true, strongswanId: false, asksForCertificates: true },
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
  return {
    ...header(game.initiator, game.gateway, game.child, game.responder),
    responderConnection: run.responder.gateway?.name ?? null,
    path: game.path.hypothesis,
    ike: ikeUp ? 'up' : unknown ? 'unknown' : 'down',
    childSa: refusal === undefined ? 'up' : unknown ? 'unknown' : 'down',
    ...trafficOf(game, run, answer, unknown),
    exchange: run.trace.length === 0 ? 'none' : run.initiator.exchange,
    floated: run.floated,
    natSeen: natSeen(run),
    reason: refusal === undefined ? 'ok' : unknown ? 'undecided' : refusal.reason,
    ...(refusal?.detail === undefined ? {} : { detail: refusal.detail }),
    explanation: refusal?.explanation ?? success(run, answer?.mode),
    question: refusal?.question ?? null,
    assumptions: assumptionsOf(game, run),
    trace: run.trace,
    ...(refusal === undefined && answer !== undefined ? withForecast(run, answer) : {}),
    evidence: [...(refusal?.evidence ?? []), ...trafficEvidence(game, run, answer)],
  };
}

type Answer = Exclude<ChildOutcome, Refusal>['answer'];

function header(
  initiator: Device,
  gateway: Gateway,
  child: Child,
  responder: Device,
): Pick<Verdict, 'initiator' | 'responder' | 'connection' | 'child'> {
  return { initiator: initiator.name, responder: responder.name, connection: gateway.name, child: child.name };
}

function natSeen(run: Run): readonly Side[] {
  if (!run.natEvaluated) return [];
  const { here, there } = run.initiator.nat;
  return [...(here ? (['initiator'] as const) : []), ...(there ? (['responder'] as const) : [])];
}

function trafficOf(
  game: Game,
  run: Run,
  answer: Answer | undefined,
  unknown: boolean,
): Pick<Verdict, 'traffic' | 'trafficDetail'> {
  if (answer === undefined) return { traffic: unknown ? 'unknown' : 'blocked' };
  const { traffic, detail } = flowOf(game, run, answer);
  return { traffic, ...(traffic !== 'blocked' || detail === undefined ? {} : { trafficDetail: detail }) };
}

function flowOf(game: Game, run: Run, answer: Answer): ReturnType<Path['traffic']> {
  return game.path.traffic({
    protocol: answer.agreement.protocol === 'ah' ? 'ah' : 'esp',
    encapsulated: encapsulates(run.initiator),
    sourcePort: run.initiator.ownPort,
    destinationPort: typeof run.initiator.peerPort === 'number' ? run.initiator.peerPort : 4500,
  });
}

function trafficEvidence(game: Game, run: Run, answer: Answer | undefined): Verdict['evidence'] {
  if (answer === undefined) return [];
  const flow = flowOf(game, run, answer);
  return flow.traffic === 'passes' ? [] : flow.evidence;
}

function success(run: Run, mode: string | undefined): string {
  const { responder, initiator } = run;
  const via = encapsulates(initiator) ? ', encapsulated in UDP' : '';
  return `The tunnel comes up with connection ${responder.gateway?.name ?? ''} of ${responder.device.name} in ${mode ?? 'tunnel'} mode${via}.`;
}

function withForecast(run: Run, answer: Answer): Pick<Verdict, 'forecast'> {
  const forecast = forecastOf(run, answer);
  return forecast === undefined ? {} : { forecast };
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
