import { isPrivate, UNKNOWN_ADDRESS } from '../path/address.ts';
import type { Side, TraceMessage } from '../verdict.ts';
import type { End, Implementation, NatView, Refusal } from './implementation.ts';
import type { Datagram, Delivered, Lost, Path } from './path.ts';
import { sameAddress } from './ranges.ts';

/** One negotiation while it is played: both ends, the path, and what was sent. */
export interface Run {
  readonly path: Path;
  readonly initiator: End;
  readonly responder: End;
  readonly byInitiator: Implementation;
  readonly byResponder: Implementation;
  readonly trace: TraceMessage[];
  /** Address that the initiator dials. */
  readonly dialled: string;
  /** Source port of the first message. */
  readonly firstPort: number;
  /** NAT detection takes the initiator's own address for translated. */
  readonly sourceUnknown: boolean;
  /** The initiator sent from the NAT-T port, or from another port than the first. */
  floated: boolean;
  /** The initiator's latest message that arrived, and how. */
  request: { readonly sent: Datagram; readonly seen: Delivered } | undefined;
  /** Set once the initiator has evaluated NAT detection. */
  natEvaluated: boolean;
}

/** A message of an exchange, as far as the trace shows it. */
export interface Message {
  readonly exchange: TraceMessage['exchange'];
  readonly message: number;
  readonly payloads: readonly string[];
  /** What its receiver decides on it, for the trace. */
  readonly because?: string;
}

/** Sends a message; a refusal when it does not arrive or is not heard. */
export function say(run: Run, from: Side, message: Message): Refusal | undefined {
  return from === 'initiator' ? ask(run, message) : answer(run, message);
}

function ask(run: Run, message: Message): Refusal | undefined {
  const { initiator, responder, path } = run;
  const datagram: Datagram = {
    from: 'initiator',
    sourceAddress: initiator.ownAddress,
    sourcePort: initiator.ownPort,
    destinationAddress: run.dialled,
    destinationPort: initiator.peerPort,
  };
  if (datagram.sourcePort !== run.firstPort || datagram.sourcePort === 4500) run.floated = true;
  const sent = isOwned(initiator, datagram) ? path.send(datagram) : notOwned(initiator, datagram);
  if (!sent.delivered) return lost(run, datagram, message, sent);
  const passage = isInner(run) ? untranslated(sent, datagram) : sent;
  responder.ownAddress = passage.destinationAddress;
  responder.ownPort = passage.destinationPort;
  responder.peerAddress = isUnknownAddress(passage.sourceAddress) ? undefined : passage.sourceAddress;
  responder.peerPort = passage.sourcePort;
  run.request = { sent: datagram, seen: passage };
  return heard(run, datagram, message, passage, responder, run.byResponder);
}

function answer(run: Run, message: Message): Refusal | undefined {
  const { initiator, responder, path, request } = run;
  const datagram: Datagram = {
    from: 'responder',
    sourceAddress: responder.ownAddress,
    sourcePort: responder.ownPort,
    destinationAddress: request?.seen.sourceAddress ?? '',
    destinationPort: responder.peerPort,
    ...(request === undefined ? {} : { answers: request.sent }),
  };
  const passage = isInner(run) ? noWayBack(initiator) : path.send(datagram);
  if (!passage.delivered) return lost(run, datagram, message, passage);
  if (!isUnknownAddress(passage.sourceAddress)) initiator.peerAddress ??= passage.sourceAddress;
  return heard(run, datagram, message, passage, initiator, run.byInitiator);
}

/** A path without a known address says so with an address that nobody has. */
function isUnknownAddress(address: string): boolean {
  return address === '' || address === UNKNOWN_ADDRESS[4] || address === UNKNOWN_ADDRESS[6];
}

/** Whether the host has the address that it is told to send from, as far as its addresses are known. */
function isOwned(end: End, { sourceAddress }: Datagram): boolean {
  const { ownAddresses } = end;
  if (sourceAddress === undefined || ownAddresses === undefined || ownAddresses.length === 0) return true;
  return ownAddresses.some((own) => sameAddress(own, sourceAddress));
}

function notOwned(end: End, { sourceAddress }: Datagram): Lost {
  const because = `${end.device.name} does not have the address ${sourceAddress ?? ''} that it is told to send from`;
  const spec = end.gateway?.local.find(({ value }) => value === sourceAddress);
  const evidence = spec === undefined ? [] : [{ side: end.side, origin: spec.origin, message: `sends from ${spec.value}` }];
  return { delivered: false, detail: 'local-address', because, evidence };
}

/**
 * The initiator is told to send from a private address that is not its outside one, towards a public address: the NAT that is
 * declared for the outside address does not translate it, and no answer finds the way back.
 */
function isInner({ initiator, path, dialled }: Run): boolean {
  const outside = initiator.device.declared?.addresses?.[0];
  const { ownAddress } = initiator;
  if (outside === undefined || ownAddress === undefined || sameAddress(outside, ownAddress) || !isPrivate(ownAddress))
    return false;
  return path.behindNat.initiator || !isPrivate(dialled);
}

function untranslated(passage: Delivered, { sourceAddress, sourcePort }: Datagram): Delivered {
  return sourceAddress === undefined ? passage : { ...passage, sourceAddress, sourcePort };
}

function noWayBack(end: End): Lost {
  const because = `answers do not find ${end.ownAddress ?? ''}, the inner address that ${end.device.name} sends from`;
  const spec = end.gateway?.local.find(({ value }) => value === end.ownAddress);
  const evidence = spec === undefined ? [] : [{ side: end.side, origin: spec.origin, message: `sends from ${spec.value}` }];
  return { delivered: false, detail: 'local-address', because, evidence };
}

/** Four zero octets stand before IKE unless one of the ports is 500 (RFC 3948, 2.2). */
function hasMarker(datagram: Datagram): boolean {
  return datagram.sourcePort !== 500 && datagram.destinationPort !== 500;
}

function heard(
  run: Run,
  datagram: Datagram,
  message: Message,
  passage: Delivered,
  receiver: End,
  implementation: Implementation,
): Refusal | undefined {
  const arrival = {
    sourcePort: passage.sourcePort,
    destinationPort: passage.destinationPort,
    nonEspMarker: hasMarker(datagram),
  };
  const result = implementation.receives(receiver, arrival);
  const answers = receiver.side === 'responder' ? implementation.answers(receiver.device) : true;
  const deaf = result !== true ? result : answers !== true ? answers : undefined;
  record(run, datagram, message, {
    seen: passage.sourcePort,
    outcome: deaf === undefined ? 'delivered' : 'unanswered',
    because: deaf?.because ?? message.because ?? passage.because,
  });
  if (deaf === undefined) return undefined;
  return { refused: true, reason: 'blocked', detail: deaf.detail, explanation: sentence(deaf.because), evidence: deaf.evidence };
}

function lost(run: Run, datagram: Datagram, message: Message, passage: Lost): Refusal {
  record(run, datagram, message, { seen: seenPort(run, datagram), outcome: 'dropped', because: passage.because });
  return {
    refused: true,
    reason: 'blocked',
    detail: passage.detail,
    explanation: sentence(`${describe(message, datagram)} does not arrive: ${passage.because}`),
    evidence: passage.evidence,
    ...(passage.unknown === undefined ? {} : { question: passage.unknown }),
  };
}

function seenPort(run: Run, datagram: Datagram): number | 'translated' {
  return datagram.from === 'initiator' && run.path.behindNat.initiator ? 'translated' : datagram.sourcePort;
}

function describe(message: Message, datagram: Datagram): string {
  return `message ${message.message} (${message.exchange}) of the ${datagram.from} to UDP ${datagram.destinationPort}`;
}

function record(
  run: Run,
  datagram: Datagram,
  message: Message,
  fate: { readonly seen: number | 'translated'; readonly outcome: TraceMessage['outcome']; readonly because: string },
): void {
  run.trace.push({
    message: message.message,
    exchange: message.exchange,
    from: datagram.from,
    payloads: message.payloads,
    sourcePort: datagram.sourcePort,
    seenSourcePort: fate.seen,
    destinationPort: datagram.destinationPort === 'translated' ? run.initiator.ownPort : datagram.destinationPort,
    nonEspMarker: hasMarker(datagram),
    outcome: fate.outcome,
    because: fate.because,
  });
}

/** Marks the message last sent as answered with an error, or with nothing. */
export function reject(run: Run, refusal: Refusal): void {
  const last = run.trace.at(-1);
  if (last === undefined || last.outcome !== 'delivered') return;
  const outcome = refusal.silent === true ? 'unanswered' : 'rejected';
  run.trace[run.trace.length - 1] = { ...last, outcome, because: refusal.explanation };
}

/**
 * What both ends conclude from NAT detection (RFC 3947, 3.2; RFC 7296, 2.23). `responder` alone: as after message 3 of main mode;
 * the initiator concludes with the answer.
 */
export function detectNat(run: Run, side: Side): void {
  const { initiator, responder, request } = run;
  if (!initiator.peer.natTraversal || !responder.peer.natTraversal || request === undefined) return;
  const { sent, seen } = request;
  const sourceChanged =
    run.sourceUnknown ||
    changed(sent.sourceAddress, seen.sourceAddress, run.path.behindNat.initiator) ||
    sent.sourcePort !== seen.sourcePort;
  const destinationChanged =
    changed(sent.destinationAddress, seen.destinationAddress, run.path.behindNat.responder) ||
    sent.destinationPort !== seen.destinationPort;
  const initiatorForces = run.byInitiator.forcesEncapsulation(initiator);
  const responderForces = run.byResponder.forcesEncapsulation(responder);
  if (side === 'initiator') {
    run.natEvaluated = true;
    initiator.nat = natView(sourceChanged, destinationChanged || responderForces, initiatorForces);
  } else {
    responder.nat = natView(destinationChanged, sourceChanged || initiatorForces, responderForces);
  }
}

function natView(here: boolean, there: boolean, forces: boolean): NatView {
  return { here, there, forced: forces && !here && !there };
}

function changed(sent: string | undefined, seen: string, behindNat: boolean): boolean {
  if (sent === undefined || sent === '') return behindNat;
  return !sameAddress(sent, seen);
}

/** True when UDP encapsulation is used by this end. */
export function encapsulates(end: End): boolean {
  return end.nat.here || end.nat.there || end.nat.forced;
}

/** Moves the initiator to the NAT-T ports. */
export function float(run: Run): void {
  const ports = run.byInitiator.floatedPorts(run.initiator);
  run.initiator.ownPort = ports.source;
  run.initiator.peerPort = ports.destination;
}

/** A clause as a sentence. */
export function sentence(clause: string): string {
  const text = clause.trim();
  const ended = /[.?!]$/.test(text) ? text : `${text}.`;
  return ended.charAt(0).toUpperCase() + ended.slice(1);
}
