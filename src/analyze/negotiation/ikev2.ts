import { acceptChild, assignAlone, type ChildOutcome, respondChild } from './child.ts';
import type { Agreement, AuthRequest, AuthResponse, Credentials, EapDemand, Hello, Refusal } from './implementation.ts';
import { isRefusal } from './implementation.ts';
import { detectNat, encapsulates, float, type Run, reject, say } from './run.ts';

const MOST_KE_RETRIES = 5;

/** Both SAs of an IKEv2 negotiation. */
export interface Ikev2Outcome {
  /** Why the IKE SA is not up. */
  readonly ike?: Refusal;
  readonly child?: ChildOutcome;
}

/** IKE_SA_INIT, IKE_AUTH with the first child, CREATE_CHILD_SA where the initiation is childless (RFC 7296, 1.2; RFC 6023). */
export function ikev2(run: Run): Ikev2Outcome {
  const init = ikeSaInit(run);
  if (init !== undefined) return { ike: init };
  const policy = childlessPolicy(run);
  if (policy.refusal !== undefined) return { ike: policy.refusal };
  const request = run.byInitiator.authRequest(run.initiator);
  if (isRefusal(request)) return { ike: request };
  const sent = policy.childless ? withoutChild(request) : request;
  return ikeAuth(run, sent, request);
}

function withoutChild(request: AuthRequest): AuthRequest {
  const { child: _, ...rest } = request;
  return rest;
}

function ikeSaInit(run: Run): Refusal | undefined {
  const { initiator, responder, byInitiator } = run;
  let hello = byInitiator.hello(initiator);
  for (let attempt = 0; attempt < MOST_KE_RETRIES; attempt++) {
    if (isRefusal(hello)) return hello;
    const agreement = offer(run, hello);
    if (isRefusal(agreement)) return agreement;
    responder.ike = agreement;
    initiator.ike = agreement;
    if (agreement.ke === undefined || hello.ke === undefined || agreement.ke.id === hello.ke.id) return initAnswer(run);
    const accepted = byInitiator.acceptsGroup(initiator, hello, agreement);
    if (accepted !== true) return rejected(run, accepted);
    const because = `the responder asks for ${agreement.ke.name} instead of ${hello.ke.name}`;
    const answered = say(run, 'responder', { exchange: 'ike-sa-init', message: 2, payloads: ['N(INVALID_KE_PAYLOAD)'], because });
    if (answered !== undefined) return answered;
    hello = { ...hello, ke: agreement.ke };
  }
  return undefined;
}

function offer(run: Run, hello: Hello): Agreement | Refusal {
  const { responder, byResponder } = run;
  const payloads = ['SA', 'KE', 'No', 'N(NAT_DETECTION_SOURCE_IP)', 'N(NAT_DETECTION_DESTINATION_IP)'];
  const asked = say(run, 'initiator', { exchange: 'ike-sa-init', message: 1, payloads });
  if (asked !== undefined) return asked;
  const selected = byResponder.selectIkeConfig(responder);
  if (isRefusal(selected)) return rejected(run, selected);
  responder.candidates = selected.candidates;
  responder.gateway = selected.candidates[0];
  const chosen = byResponder.selectIkeProposal(responder, hello);
  if (isRefusal(chosen)) return rejected(run, chosen);
  responder.candidates = chosen.candidates;
  responder.gateway = chosen.candidates[0] ?? responder.gateway;
  return chosen.agreement;
}

function initAnswer(run: Run): Refusal | undefined {
  const payloads = ['SA', 'KE', 'No', 'N(NAT_DETECTION_SOURCE_IP)', 'N(NAT_DETECTION_DESTINATION_IP)'];
  detectNat(run, 'responder');
  const answered = say(run, 'responder', { exchange: 'ike-sa-init', message: 2, payloads });
  if (answered !== undefined) return answered;
  detectNat(run, 'initiator');
  const natKnown = run.initiator.peer.natTraversal && run.responder.peer.natTraversal;
  if (encapsulates(run.initiator) || (natKnown && run.byInitiator.floatsWithoutNat(run.initiator))) float(run);
  return undefined;
}

function childlessPolicy(run: Run): { readonly childless: boolean; readonly refusal?: Refusal } {
  const wanted = run.byInitiator.childless(run.initiator) === 'force';
  const offered = run.byResponder.childless(run.responder);
  if (!wanted || offered !== 'never') return { childless: wanted };
  const refusal: Refusal = {
    refused: true,
    reason: 'childless',
    explanation: 'The initiator insists on an IKE SA without a child, and the responder does not support that.',
    evidence: childlessEvidence(run),
  };
  return { childless: true, refusal };
}

function childlessEvidence(run: Run): Refusal['evidence'] {
  return [run.initiator, run.responder].flatMap((end) => {
    const origin = end.gateway?.at.childless;
    return origin === undefined || end.gateway === undefined
      ? []
      : [{ side: end.side, origin, message: `childless ${end.gateway.childless}` }];
  });
}

function ikeAuth(run: Run, request: AuthRequest, full: AuthRequest): Ikev2Outcome {
  const { initiator, responder, byResponder } = run;
  initiator.ownIdentity = request.credentials.identity;
  const asked = say(run, 'initiator', { exchange: 'ike-auth', message: 3, payloads: authPayloads(request) });
  if (asked !== undefined) return { ike: asked };
  responder.peerIdentity = request.credentials.identity;
  const response = byResponder.authRespond(responder, request);
  if (isRefusal(response)) return { ike: rejected(run, response) };
  responder.gateway = response.gateway;
  responder.ownIdentity = response.credentials.identity;
  if (request.child !== undefined && byResponder.childless(responder) === 'force') {
    return { ike: rejected(run, unwantedChild(run)) };
  }
  const rounds = Math.max(request.credentials.further ?? 0, response.credentials.further ?? 0);
  if (response.eap !== undefined || rounds > 0) return severalMessages(run, { request, full, response, rounds });
  return plainAnswer(run, request, full, response);
}

function authPayloads(request: AuthRequest): readonly string[] {
  const { credentials, child, asks } = request;
  return [
    'IDi',
    ...(credentials.certificateSent === true ? ['CERT'] : []),
    ...(credentials.expected === undefined ? [] : ['IDr']),
    ...(credentials.method === 'eap' ? [] : ['AUTH']),
    ...(asks.length === 0 ? [] : ['CP(REQUEST)']),
    ...(child === undefined ? [] : ['SA', 'TSi', 'TSr']),
  ];
}

function unwantedChild(run: Run): Refusal {
  return {
    refused: true,
    reason: 'childless',
    explanation: 'The responder only accepts an IKE SA without a child, and the initiator asks for one at once.',
    evidence: childlessEvidence(run).toReversed(),
  };
}

function plainAnswer(run: Run, request: AuthRequest, full: AuthRequest, response: AuthResponse): Ikev2Outcome {
  const child = request.child === undefined ? undefined : respondChild(run, request.child, request.asks);
  const answered = say(run, 'responder', { exchange: 'ike-auth', message: 4, payloads: answerPayloads(child) });
  if (answered !== undefined) return { ike: answered };
  const refused = verifyResponder(run, response.credentials);
  if (refused !== undefined) return { ike: refused };
  if (child === undefined) return laterChild(run, full);
  return { child: finish(run, request, child) };
}

function answerPayloads(child: ChildOutcome | undefined): readonly string[] {
  if (child === undefined) return ['IDr', 'AUTH'];
  if (!isRefusal(child)) return ['IDr', 'AUTH', 'SA', 'TSi', 'TSr'];
  const notify =
    child.reason === 'ts' ? 'TS_UNACCEPTABLE' : child.reason === 'no-address' ? 'INTERNAL_ADDRESS_FAILURE' : 'NO_PROPOSAL_CHOSEN';
  return ['IDr', 'AUTH', `N(${notify})`];
}

function finish(run: Run, request: AuthRequest, child: ChildOutcome): ChildOutcome {
  if (isRefusal(child) || request.child === undefined) return child;
  return acceptChild(run, request.child, child.answer);
}

function verifyResponder(run: Run, credentials: Credentials): Refusal | undefined {
  run.initiator.peerIdentity = credentials.identity;
  const verified = run.byInitiator.verify(run.initiator, credentials);
  return isRefusal(verified) ? rejected(run, verified) : undefined;
}

/** The responder owes an answer with this number and these payloads. */
interface Owed {
  readonly message: number;
  readonly payloads: readonly string[];
}

interface Exchange {
  readonly request: AuthRequest;
  readonly full: AuthRequest;
  readonly response: AuthResponse;
  /** Rounds that follow the first one. */
  readonly rounds: number;
}

/** EAP and further rounds take more messages; the child comes with the last one. */
function severalMessages(run: Run, { request, full, response, rounds }: Exchange): Ikev2Outcome {
  const follows = response.credentials.further === undefined ? [] : ['N(ANOTHER_AUTH_FOLLOWS)'];
  const eap = response.eap === undefined ? [] : ['EAP'];
  const answered = say(run, 'responder', { exchange: 'ike-auth', message: 4, payloads: ['IDr', 'AUTH', ...follows, ...eap] });
  if (answered !== undefined) return { ike: answered };
  const refused = verifyResponder(run, response.credentials);
  if (refused !== undefined) return { ike: refused };
  let owed: Owed | undefined;
  if (response.eap !== undefined) {
    const done = eapRound(run, response.eap, 5);
    if (isRefusal(done)) return { ike: done };
    owed = done;
  }
  for (let round = 1; round <= rounds; round++) {
    const done = anotherRound(run, round, owed);
    if (isRefusal(done)) return { ike: done };
    owed = done;
  }
  const child = request.child === undefined ? undefined : respondChild(run, request.child, request.asks);
  const payloads = [...(owed?.payloads ?? []), ...answerPayloads(child).slice(2)];
  const last = say(run, 'responder', { exchange: 'ike-auth', message: owed?.message ?? 4, payloads });
  if (last !== undefined) return { ike: last };
  return child === undefined ? laterChild(run, full) : { child: finish(run, request, child) };
}

/** EAP inside IKE_AUTH (RFC 7296, 2.16): the responder has proved itself, the client answers method by method. */
function eapRound(run: Run, eap: EapDemand, message: number): Owed | Refusal {
  const { initiator, responder, byInitiator, byResponder } = run;
  const answer = byInitiator.eapAnswer(initiator, eap);
  if (isRefusal(answer)) return rejected(run, answer);
  const asked = say(run, 'initiator', { exchange: 'ike-auth', message, payloads: ['EAP'] });
  if (asked !== undefined) return asked;
  const verified = byResponder.eapVerify(responder, eap, answer);
  if (verified !== true) return rejected(run, verified);
  const last =
    say(run, 'responder', { exchange: 'ike-auth', message: message + 1, payloads: ['EAP'] }) ??
    say(run, 'initiator', { exchange: 'ike-auth', message: message + 2, payloads: ['AUTH'] });
  return last ?? { message: message + 3, payloads: ['AUTH'] };
}

/** A further round of authentication (RFC 4739), of the initiator, the responder or both. */
function anotherRound(run: Run, round: number, before: Owed | undefined): Owed | Refusal {
  const { initiator, responder, byInitiator, byResponder } = run;
  if (before !== undefined) {
    const answered = say(run, 'responder', { exchange: 'ike-auth', message: before.message, payloads: before.payloads });
    if (answered !== undefined) return answered;
  }
  const message = (before?.message ?? 4) + 1;
  const own = byInitiator.furtherRound(initiator, round);
  if (own !== undefined && isRefusal(own)) return rejected(run, own);
  const payloads = own === undefined ? [] : own.method === 'eap' ? ['IDi'] : ['IDi', 'AUTH'];
  const asked = say(run, 'initiator', { exchange: 'ike-auth', message, payloads });
  if (asked !== undefined) return asked;
  const verified = own === undefined ? undefined : byResponder.furtherVerify(responder, own, round);
  if (verified !== undefined && isRefusal(verified)) return rejected(run, verified);
  if (verified !== undefined) responder.gateway = verified.gateway;
  if (verified?.eap !== undefined) {
    const answered = say(run, 'responder', { exchange: 'ike-auth', message: message + 1, payloads: ['EAP'] });
    return answered ?? eapRound(run, verified.eap, message + 2);
  }
  const theirs = byResponder.furtherRound(responder, round);
  if (theirs === undefined) return { message: message + 1, payloads: [] };
  if (isRefusal(theirs)) return rejected(run, theirs);
  const checked = byInitiator.furtherVerify(initiator, theirs, round);
  return isRefusal(checked) ? rejected(run, checked) : { message: message + 1, payloads: ['IDr', 'AUTH'] };
}

/** After a childless initiation: the child that was wanted, if any. */
function laterChild(run: Run, full: AuthRequest): Ikev2Outcome {
  return full.child === undefined ? {} : { child: createChild(run, full) };
}

/** The child of a childless initiation: a group counts at once. */
function createChild(run: Run, full: AuthRequest): ChildOutcome {
  assignAlone(run, full.asks);
  const request = run.byInitiator.childRequest(run.initiator, false);
  if (isRefusal(request)) return request;
  const payloads = ['SA', 'No', ...(request.offers.some((one) => one.ke.length > 0) ? ['KE'] : []), 'TSi', 'TSr'];
  const asked = say(run, 'initiator', { exchange: 'create-child-sa', message: 5, payloads });
  if (asked !== undefined) return asked;
  const child = respondChild(run, request, undefined);
  if (isRefusal(child)) return rejected(run, child);
  const answered = say(run, 'responder', { exchange: 'create-child-sa', message: 6, payloads });
  return answered ?? acceptChild(run, request, child.answer);
}

function rejected(run: Run, refusal: Refusal): Refusal {
  reject(run, refusal);
  return refusal;
}
