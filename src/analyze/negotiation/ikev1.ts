import type { Agreement, Hello, Implementation, Phase1Method, Refusal } from './implementation.ts';
import { isRefusal } from './implementation.ts';
import { detectNat, encapsulates, float, type Run, reject, say } from './run.ts';

/** Phase 1 in main mode (RFC 2409, 5): six messages, and what both ends decide on each. Undefined: the IKE SA is up. */
export function mainMode(run: Run): Refusal | undefined {
  return mainProposal(run) ?? mainKeys(run) ?? mainIdentities(run) ?? xauth(run);
}

/** Phase 1 in aggressive mode: three messages. */
export function aggressiveMode(run: Run): Refusal | undefined {
  return aggressiveRequest(run) ?? aggressiveAnswer(run) ?? xauth(run);
}

function selectPhase1(run: Run, hello: Hello): Refusal | undefined {
  const { responder, byResponder } = run;
  const selected = byResponder.selectIkeConfig(responder);
  if (isRefusal(selected)) return rejected(run, selected);
  responder.candidates = selected.candidates;
  responder.gateway = selected.candidates[0];
  const chosen = byResponder.selectIkeProposal(responder, hello);
  if (isRefusal(chosen)) return rejected(run, chosen);
  responder.candidates = chosen.candidates;
  responder.gateway = chosen.candidates[0] ?? responder.gateway;
  responder.ike = chosen.agreement;
  run.initiator.ike = chosen.agreement;
  return undefined;
}

function rejected(run: Run, refusal: Refusal): Refusal {
  reject(run, refusal);
  return refusal;
}

function mainProposal(run: Run): Refusal | undefined {
  const hello = run.byInitiator.hello(run.initiator);
  if (isRefusal(hello)) return hello;
  return (
    say(run, 'initiator', { exchange: 'main', message: 1, payloads: ['SA', 'VID'] }) ??
    selectPhase1(run, hello) ??
    say(run, 'responder', { exchange: 'main', message: 2, payloads: ['SA', 'VID'] }) ??
    checkSelection(run)
  );
}

function checkSelection(run: Run): Refusal | undefined {
  const { ike } = run.initiator;
  const accepted = ike === undefined ? true : run.byInitiator.acceptsSelection(run.initiator, ike);
  return accepted === true ? undefined : rejected(run, accepted);
}

function mainKeys(run: Run): Refusal | undefined {
  const payloads = natDetection(run) ? ['KE', 'No', 'NAT-D', 'NAT-D'] : ['KE', 'No'];
  const asked = say(run, 'initiator', { exchange: 'main', message: 3, payloads });
  if (asked !== undefined) return asked;
  detectNat(run, 'responder');
  const responderKey = run.byResponder.mainModeKey(run.responder);
  if (isRefusal(responderKey)) return rejected(run, responderKey);
  run.responder.key = responderKey.key;
  const answered = say(run, 'responder', { exchange: 'main', message: 4, payloads });
  if (answered !== undefined) return answered;
  const initiatorKey = run.byInitiator.mainModeKey(run.initiator);
  if (isRefusal(initiatorKey)) return rejected(run, initiatorKey);
  run.initiator.key = initiatorKey.key;
  detectNat(run, 'initiator');
  if (encapsulates(run.initiator)) float(run);
  return undefined;
}

function natDetection(run: Run): boolean {
  return run.initiator.peer.natTraversal && run.responder.peer.natTraversal;
}

function proof(agreement: Agreement | undefined): string {
  const method: Phase1Method = agreement?.authentication ?? 'psk';
  return method.includes('psk') ? 'HASH' : 'SIG';
}

function mainIdentities(run: Run): Refusal | undefined {
  const { initiator, responder, byInitiator, byResponder } = run;
  const own = byInitiator.credentials(initiator);
  if (isRefusal(own)) return own;
  initiator.ownIdentity = own.identity;
  const asked = say(run, 'initiator', { exchange: 'main', message: 5, payloads: ['IDii', proof(initiator.ike)] });
  if (asked !== undefined) return asked;
  responder.peerIdentity = own.identity;
  const verified = byResponder.verify(responder, own);
  if (isRefusal(verified)) return rejected(run, verified);
  responder.gateway = verified.gateway;
  const theirs = byResponder.credentials(responder);
  if (isRefusal(theirs)) return rejected(run, theirs);
  responder.ownIdentity = theirs.identity;
  const answered = say(run, 'responder', { exchange: 'main', message: 6, payloads: ['IDir', proof(initiator.ike)] });
  if (answered !== undefined) return answered;
  initiator.peerIdentity = theirs.identity;
  const accepted = byInitiator.verify(initiator, theirs);
  return isRefusal(accepted) ? rejected(run, accepted) : undefined;
}

function aggressiveRequest(run: Run): Refusal | undefined {
  const { initiator, responder, byInitiator, byResponder } = run;
  const hello = byInitiator.hello(initiator);
  if (isRefusal(hello)) return hello;
  const own = byInitiator.credentials(initiator);
  if (isRefusal(own)) return own;
  initiator.ownIdentity = own.identity;
  const refused =
    say(run, 'initiator', { exchange: 'aggressive', message: 1, payloads: ['SA', 'KE', 'Ni', 'IDii', 'VID'] }) ??
    selectPhase1(run, hello);
  if (refused !== undefined) return refused;
  responder.peerIdentity = own.identity;
  const verified = byResponder.verify(responder, own);
  if (isRefusal(verified)) return rejected(run, verified);
  responder.gateway = verified.gateway;
  if (responder.ike === undefined) return undefined;
  const unwanted = checkSelection(run);
  if (unwanted !== undefined) return unwanted;
  const group = byInitiator.acceptsGroup(initiator, hello, responder.ike);
  return group === true ? undefined : rejected(run, group);
}

function aggressiveAnswer(run: Run): Refusal | undefined {
  const { initiator, responder, byInitiator, byResponder } = run;
  const theirs = byResponder.credentials(responder);
  if (isRefusal(theirs)) return rejected(run, theirs);
  responder.ownIdentity = theirs.identity;
  const payloads = ['SA', 'KE', 'Nr', 'IDir', ...(natDetection(run) ? ['NAT-D', 'NAT-D'] : []), proof(initiator.ike)];
  const answered = say(run, 'responder', { exchange: 'aggressive', message: 2, payloads });
  if (answered !== undefined) return answered;
  initiator.peerIdentity = theirs.identity;
  const accepted = byInitiator.verify(initiator, theirs);
  if (isRefusal(accepted)) return rejected(run, accepted);
  detectNat(run, 'initiator');
  detectNat(run, 'responder');
  if (encapsulates(initiator)) float(run);
  const last = [...(natDetection(run) ? ['NAT-D', 'NAT-D'] : []), proof(initiator.ike)];
  return say(run, 'initiator', { exchange: 'aggressive', message: 3, payloads: last });
}

/** The XAuth round that the negotiated method or the responder demands: the server asks, the client answers. */
function xauth(run: Run): Refusal | undefined {
  const method = run.initiator.ike?.authentication;
  const isAgreed = method !== undefined && method !== 'psk' && method !== 'pubkey' && method !== 'rsa-encr';
  const demand = isAgreed ? undefined : run.byResponder.asksUser(run.responder);
  if (!isAgreed && demand === undefined) return undefined;
  const initiatorIsClient = demand !== undefined || method?.includes('-init-') === true;
  const [client, byClient, clientSide] = endOf(run, initiatorIsClient);
  const [server, byServer, serverSide] = endOf(run, !initiatorIsClient);
  const asked = say(run, serverSide, { exchange: 'xauth', message: 1, payloads: ['HASH', 'CFG_REQUEST'] });
  if (asked !== undefined) return asked;
  const reply = byClient.xauthAnswer(client);
  if (isRefusal(reply)) return rejected(run, demand === undefined ? reply : { ...reply, evidence: [demand, ...reply.evidence] });
  const answered = say(run, clientSide, { exchange: 'xauth', message: 2, payloads: ['HASH', 'CFG_REPLY'] });
  if (answered !== undefined) return answered;
  const verified = byServer.xauthVerify(server, reply);
  if (verified !== true) return rejected(run, verified);
  return (
    say(run, serverSide, { exchange: 'xauth', message: 3, payloads: ['HASH', 'CFG_SET'] }) ??
    say(run, clientSide, { exchange: 'xauth', message: 4, payloads: ['HASH', 'CFG_ACK'] })
  );
}

function endOf(run: Run, initiator: boolean): [Run['initiator'], Implementation, 'initiator' | 'responder'] {
  return initiator ? [run.initiator, run.byInitiator, 'initiator'] : [run.responder, run.byResponder, 'responder'];
}
