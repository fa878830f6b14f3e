import type { ChildAnswer, ChildRequest, End, Refusal } from './implementation.ts';
import { isRefusal } from './implementation.ts';
import { encapsulates, type Run, reject, say } from './run.ts';

/** What became of the child: the answer that both ends installed, or why not. */
export type ChildOutcome = { readonly answer: ChildAnswer } | Refusal;

/** The exchange in which SA pairs besides the first are asked for. */
const FURTHER = {
  quick: { exchange: 'quick', message: 1, before: ['HASH', 'SA', 'No'], behind: ['IDci', 'IDcr'] },
  'create-child-sa': { exchange: 'create-child-sa', message: 5, before: ['SA', 'No'], behind: ['TSi', 'TSr'] },
} as const;

/**
 * SA pairs that a child needs besides the one that is up. They go the way of the first, so that only decisions are left: the first that
 * is refused decides the child, and its exchange is the last one of the trace.
 */
export function furtherPairs(run: Run, kind: keyof typeof FURTHER): Refusal | undefined {
  const { initiator, responder, byInitiator, byResponder } = run;
  const { gateway, child } = responder;
  let up = 1;
  for (const request of byInitiator.furtherRequests?.(initiator) ?? []) {
    const answer = byResponder.childRespond(responder, request);
    const accepted = isRefusal(answer) ? answer : byInitiator.childAccept(initiator, request, answer);
    if (accepted !== true) {
      const { exchange, message, before, behind } = FURTHER[kind];
      const ke = request.offers.some((offer) => offer.ke.length > 0) ? ['KE'] : [];
      const lost = say(run, 'initiator', { exchange, message, payloads: [...before, ...ke, ...behind] });
      const told = `The ${up === 1 ? 'selector before it comes' : `${up} selectors before it come`} up.`;
      return lost ?? rejected(run, { ...accepted, explanation: `${accepted.explanation} ${told}` });
    }
    up++;
    responder.gateway = gateway;
    responder.child = child;
  }
  return undefined;
}

/** Mode config and quick mode (RFC 2409, 5.5). */
export function quickMode(run: Run): ChildOutcome {
  const configured = modeConfig(run);
  if (configured !== undefined) return configured;
  const request = run.byInitiator.childRequest(run.initiator, false);
  if (isRefusal(request)) return request;
  const natOa = request.originalAddresses === undefined ? [] : ['NAT-OA', 'NAT-OA'];
  const ke = request.offers.some((offer) => offer.ke.length > 0) ? ['KE'] : [];
  const payloads = ['HASH', 'SA', 'No', ...ke, 'IDci', 'IDcr', ...natOa];
  const asked = say(run, 'initiator', { exchange: 'quick', message: 1, payloads });
  if (asked !== undefined) return asked;
  const answer = run.byResponder.childRespond(run.responder, request);
  if (isRefusal(answer)) return rejected(run, answer);
  run.responder.child = answer.child;
  const answered = say(run, 'responder', { exchange: 'quick', message: 2, payloads });
  if (answered !== undefined) return answered;
  return (
    accept(run, request, answer) ??
    say(run, 'initiator', { exchange: 'quick', message: 3, payloads: ['HASH'] }) ??
    install(run, run.responder, answer) ??
    furtherPairs(run, 'quick') ?? { answer }
  );
}

function accept(run: Run, request: ChildRequest, answer: ChildAnswer): Refusal | undefined {
  const accepted = run.byInitiator.childAccept(run.initiator, request, answer);
  if (accepted !== true) return rejected(run, accepted);
  return install(run, run.initiator, answer);
}

function install(run: Run, end: End, answer: ChildAnswer): Refusal | undefined {
  const implementation = end.side === 'initiator' ? run.byInitiator : run.byResponder;
  const installed = implementation.install(end, answer, answer.mode, encapsulates(end));
  return installed === true ? undefined : rejected(run, installed);
}

function rejected(run: Run, refusal: Refusal): Refusal {
  reject(run, refusal);
  return refusal;
}

/** Mode config (draft-dukes-ike-mode-cfg): the initiator pulls, or the responder pushes. */
function modeConfig(run: Run): Refusal | undefined {
  const wants = run.byInitiator.modeConfig(run.initiator);
  const has = run.byResponder.modeConfig(run.responder);
  if (wants.asks.length > 1 && has.asks.length > 0) return bothAsk(run);
  if (wants.asks.length === 0) return has.gives && !has.pull ? push(run, []) : undefined;
  if (!has.gives && !wants.pull) return silence(run);
  if (has.gives && !has.pull) return push(run, wants.asks);
  if (!wants.pull) return silence(run);
  const asked = say(run, 'initiator', { exchange: 'mode-config', message: 1, payloads: ['HASH', 'CFG_REQUEST'] });
  if (asked !== undefined) return asked;
  return (
    assign(run, wants.asks) ?? say(run, 'responder', { exchange: 'mode-config', message: 2, payloads: ['HASH', 'CFG_REPLY'] })
  );
}

/** Two addresses are asked for while the other end asks for one, too: each waits for the answer to its own request (seen with 5.9.8). */
function bothAsk(run: Run): Refusal {
  const [own] = run.responder.gateway?.virtualAddresses ?? [];
  return {
    refused: true,
    reason: 'blocked',
    detail: 'silent',
    explanation: `${run.responder.device.name} asks its peer for an address while the peer asks for one: neither answers.`,
    evidence: own === undefined ? [] : [{ side: 'responder', origin: own.origin, message: 'asks for an address, too' }],
  };
}

function push(run: Run, asks: readonly string[]): Refusal | undefined {
  return (
    assign(run, asks) ??
    say(run, 'responder', { exchange: 'mode-config', message: 1, payloads: ['HASH', 'CFG_SET'] }) ??
    say(run, 'initiator', { exchange: 'mode-config', message: 2, payloads: ['HASH', 'CFG_ACK'] })
  );
}

function assign(run: Run, asks: readonly string[]): Refusal | undefined {
  const assigned = run.byResponder.assign(run.responder, asks);
  if (isRefusal(assigned)) return rejected(run, assigned);
  setAddresses(run, asks, assigned.given, assigned.range);
  return undefined;
}

function setAddresses(run: Run, asks: readonly string[], given: boolean, range: End['virtualRange']): void {
  const state = given && asks.length > 0 ? 'given' : asks.length > 0 ? 'asked' : 'none';
  for (const end of [run.initiator, run.responder]) {
    end.virtualAddress = state;
    end.virtualRange = state === 'given' ? range : undefined;
  }
}

function silence(run: Run): Refusal {
  const pull = run.initiator.gateway?.at.pull;
  return {
    refused: true,
    reason: 'no-address',
    detail: 'silent',
    explanation: 'The initiator waits for the responder to push an address, and the responder waits to be asked.',
    evidence: pull === undefined ? [] : [{ side: 'initiator', origin: pull, message: 'mode config is expected as a push' }],
  };
}

/** The responder's part of a child in IKE_AUTH or CREATE_CHILD_SA: address, selection, installation. */
export function respondChild(run: Run, request: ChildRequest, asks: readonly string[] | undefined): ChildOutcome {
  const unassigned = asks === undefined ? undefined : assign(run, asks);
  if (unassigned !== undefined) return selectorsFirst(run, request, unassigned, asks ?? []);
  const answer = run.byResponder.childRespond(run.responder, request);
  if (isRefusal(answer)) return answer;
  run.responder.child = answer.child;
  return install(run, run.responder, answer) ?? { answer };
}

/** The addresses of an IKE_AUTH without a child: that none can be given ends nothing, the child that is made later shows what comes of it. */
export function assignAlone(run: Run, asks: readonly string[]): void {
  const assigned = run.byResponder.assign(run.responder, asks);
  if (isRefusal(assigned)) setAddresses(run, asks, false, undefined);
  else setAddresses(run, asks, assigned.given, assigned.range);
}

/** A peer that did not ask for an address is refused after its selectors were looked at; one that asked is refused for the address. */
function selectorsFirst(run: Run, request: ChildRequest, unassigned: Refusal, asks: readonly string[]): Refusal {
  if (asks.length > 0) return unassigned;
  const answer = run.byResponder.childRespond(run.responder, request);
  return isRefusal(answer) && answer.reason === 'ts' ? answer : unassigned;
}

/** The initiator's part. */
export function acceptChild(run: Run, request: ChildRequest, answer: ChildAnswer): ChildOutcome {
  return accept(run, request, answer) ?? furtherPairs(run, 'create-child-sa') ?? { answer };
}
