import { spanOf } from '../../model/provenance.ts';
import type { Child, Device, Gateway } from '../../model/types.ts';
import type { Evidence, PathHypothesis, Verdict } from '../verdict.ts';
import type { Refusal, Start } from './implementation.ts';
import { isRefusal } from './implementation.ts';
import { implementationOf } from './implementations.ts';
import { laterRelease } from './later-release.ts';
import type { Dialled, Path, Topology } from './path.ts';
import { notStarted, play } from './play.ts';
import { refuse } from './refusals.ts';

export type { Datagram, Delivered, Dialled, Lost, NameAnswer, Passage, Path, ProtectedFlow, Topology, Traffic } from './path.ts';

/** The path of what is never sent: as it is declared, else nothing is known of it. */
function unused(initiator: Device, responder: Device): PathHypothesis {
  const ends = [
    { side: 'initiator', nat: initiator.declared?.nat },
    { side: 'responder', nat: responder.declared?.nat },
  ] as const;
  if (ends.every(({ nat }) => nat === undefined)) return { nat: [], basis: 'assumed', because: [] };
  const behind = ends.filter(({ nat }) => nat !== undefined && nat.kind !== 'none');
  return { nat: behind.map(({ side }) => side), basis: 'declared', because: [] };
}

/** Which negotiations are wanted. */
export interface Wanted {
  /** Only this child of the initiator. */
  readonly child?: string;
  /** Only these connections of the initiator: those that pairing found for the responder. */
  readonly gateways?: readonly Gateway[];
  /** Only the likeliest hypothesis of the path. */
  readonly likeliest?: boolean;
}

/**
 * Every negotiation that one device can start towards another: one verdict for each connection, child and hypothesis, in file order.
 * At least one: a device that cannot start says why.
 */
export function negotiate(initiator: Device, responder: Device, topology: Topology, wanted: Wanted = {}): readonly Verdict[] {
  const here = laterRelease(initiator);
  const there = laterRelease(responder);
  if (here === undefined && there === undefined) return negotiateAs(initiator, responder, topology, wanted);
  const original = (device: Device): Device =>
    device === here?.device ? initiator : device === there?.device ? responder : device;
  const known: Topology = {
    paths: (from, gateway, dialled, to) => topology.paths(original(from), gateway, dialled, original(to)),
    resolve: (name, asker, about) => topology.resolve(name, original(asker), original(about)),
  };
  const assumed = [here?.assumption, there?.assumption].filter((assumption) => assumption !== undefined);
  const verdicts = negotiateAs(here?.device ?? initiator, there?.device ?? responder, known, reloaded(wanted, here?.device));
  return verdicts.map((verdict) => ({ ...verdict, assumptions: [...assumed, ...verdict.assumptions] }));
}

function reloaded(wanted: Wanted, device: Device | undefined): Wanted {
  if (wanted.gateways === undefined || device === undefined) return wanted;
  const ids = new Set(wanted.gateways.map(({ id }) => id));
  return { ...wanted, gateways: device.gateways.filter(({ id }) => ids.has(id)) };
}

function negotiateAs(initiator: Device, responder: Device, topology: Topology, wanted: Wanted): readonly Verdict[] {
  const rejected = rejection(initiator, responder, wanted);
  if (rejected !== undefined) return [rejected];
  const starts = startsOf(initiator, responder, topology, wanted);
  const playable = starts.flatMap((start) => playStart(start, responder, topology, wanted));
  if (playable.length > 0) return playable;
  const refused = starts.find((start) => isRefusal(start.outcome));
  if (refused !== undefined && isRefusal(refused.outcome))
    return [notStarted(namesOf(refused, responder), refused.outcome, unused(initiator, responder))];
  if (starts.length > 0) return starts.map((start) => elsewhere(start, responder));
  return [noChild(initiator, responder, wanted)];
}

interface Begun {
  readonly initiator: Device;
  readonly gateway: Gateway;
  /** Undefined: the connection has no child and is for IKE alone (mediation, `childless = force`). */
  readonly child: Child | undefined;
  readonly outcome: Start | Refusal;
}

function startsOf(initiator: Device, responder: Device, topology: Topology, wanted: Wanted): readonly Begun[] {
  const implementation = implementationOf(initiator);
  return (wanted.gateways ?? initiator.gateways).flatMap((gateway) => {
    if (gateway.rejected !== undefined) return [];
    return childrenOf(gateway, wanted).map((child) => ({
      initiator,
      gateway,
      child,
      outcome: implementation.start(initiator, gateway, child, responder, (name, whose) =>
        topology.resolve(name, initiator, whose === 'own' ? initiator : responder),
      ),
    }));
  });
}

/** What is started with a connection: its children, or IKE alone where it has none and can be started without. */
function childrenOf(gateway: Gateway, wanted: Wanted): readonly (Child | undefined)[] {
  if (wanted.child !== undefined) return gateway.children.filter(({ name }) => name === wanted.child);
  const alone = gateway.kind === 'swanctl-connection' && gateway.cannotInitiate === undefined;
  return gateway.children.length === 0 && alone ? [undefined] : gateway.children;
}

/** Plays the hypotheses that are wanted towards the first dialled address that leads to the responder. */
function playStart(begun: Begun, responder: Device, topology: Topology, { likeliest }: Wanted): readonly Verdict[] {
  const { initiator, gateway, outcome } = begun;
  if (isRefusal(outcome)) return [];
  const playAll = (paths: readonly Path[], dialled: Dialled): readonly Verdict[] =>
    (likeliest === true ? paths.slice(0, 1) : paths).map((path) => playPath(begun, outcome, dialled, path, responder, topology));
  for (const dialled of outcome.dial) {
    const paths = topology.paths(initiator, gateway, dialled, responder);
    if (paths.length > 0) return playAll(paths, dialled);
    const floating =
      dialled.address === undefined || !claims(responder, dialled.address)
        ? []
        : floatingPaths(begun, dialled, responder, topology);
    if (floating.length > 0) return playAll(floating, dialled);
  }
  return [];
}

function playPath(begun: Begun, start: Start, dialled: Dialled, path: Path, responder: Device, topology: Topology): Verdict {
  const { initiator, gateway, child } = begun;
  const assumptions =
    dialled.address === undefined
      ? [`${dialled.text} resolves to ${responder.name}`]
      : claims(responder, dialled.address)
        ? [`${responder.name} has the address ${dialled.address}`]
        : [];
  return play({
    initiator,
    gateway,
    child,
    responder,
    start,
    dialled,
    path,
    assumptions,
    resolve: (...question) => topology.resolve(...question),
  });
}

function namesOf(begun: Begun, responder: Device): Pick<Verdict, 'initiator' | 'responder' | 'connection' | 'child'> {
  return {
    initiator: begun.initiator.name,
    responder: responder.name,
    connection: begun.gateway.name,
    child: begun.child?.name ?? '',
  };
}

function elsewhere(begun: Begun, responder: Device): Verdict {
  const dialled = isRefusal(begun.outcome) ? '' : begun.outcome.dial.map(({ text }) => text).join(', ');
  const [remote] = begun.gateway.remote;
  const refusal = refuse({
    reason: 'blocked',
    detail: 'address',
    explanation: `Connection ${begun.gateway.name} dials ${dialled}, which is no address of ${responder.name}.`,
    evidence: [
      { side: 'initiator', origin: remote?.origin ?? { kind: 'written', ...begun.gateway.header }, message: `dials ${dialled}` },
    ],
  });
  const version = isRefusal(begun.outcome) ? 'none' : begun.outcome.exchange;
  return { ...notStarted(namesOf(begun, responder), refusal, unused(begun.initiator, responder)), exchange: version };
}

/** A configuration speaks of an address as its own that the topology does not list: a floating address. */
function claims(device: Device, address: string): boolean {
  if (device.declared?.addresses?.includes(address) !== false) return false;
  return device.gateways.some(({ local }) => local.some(({ kind, value }) => kind === 'address' && value === address));
}

/** The ways to the responder as if it had the dialled address. */
function floatingPaths(begun: Begun, dialled: Dialled, responder: Device, topology: Topology): readonly Path[] {
  const address = dialled.address ?? '';
  const paths = topology.paths(begun.initiator, begun.gateway, { ...dialled, address: undefined }, responder);
  return paths.map((path) => ({
    ...path,
    ownAddress: { ...path.ownAddress, responder: address },
    send: (datagram) => {
      const passage = path.send(
        datagram.from === 'initiator' ? { ...datagram, destinationAddress: path.ownAddress.responder ?? address } : datagram,
      );
      return passage.delivered && datagram.from === 'initiator' ? { ...passage, destinationAddress: address } : passage;
    },
  }));
}

function noChild(initiator: Device, responder: Device, wanted: Wanted): Verdict {
  const name = wanted.child ?? '';
  const [gateway] = initiator.gateways;
  const refusal = refuse({
    reason: 'cannot-initiate',
    detail: 'no-such-child',
    explanation:
      wanted.child === undefined
        ? `${initiator.name} has no child that it could start.`
        : `${initiator.name} has no child called ${name}.`,
    evidence: [
      gateway === undefined
        ? undefined
        : { side: 'initiator', origin: { kind: 'written', ...gateway.header }, message: 'no such child here' },
    ],
  });
  return notStarted(
    { initiator: initiator.name, responder: responder.name, connection: gateway?.name ?? '', child: name },
    refusal,
    unused(initiator, responder),
  );
}

/**
 * A configuration that the platform refuses. swanctl: any connection of the file; ipsec.conf: the initiator's connection that is
 * asked for, or all of the responder's.
 */
function rejection(initiator: Device, responder: Device, wanted: Wanted): Verdict | undefined {
  const found = rejectedAt(initiator, 'initiator', wanted) ?? rejectedAt(responder, 'responder', wanted);
  if (found === undefined) return undefined;
  const own = found.evidence.side === 'initiator' ? found.gateway : undefined;
  const gateway =
    own ?? initiator.gateways.find((one) => wanted.child === undefined || one.children.some(({ name }) => name === wanted.child));
  const child = wanted.child ?? gateway?.children[0]?.name ?? '';
  const device = found.evidence.side === 'initiator' ? initiator : responder;
  const refusal = refuse({
    reason: 'config-rejected',
    question: releaseQuestion(device, found.evidence),
    explanation: `${found.evidence.side === 'initiator' ? initiator.name : responder.name} does not load its configuration: ${found.evidence.message}.`,
    evidence: [found.evidence],
  });
  const names = { initiator: initiator.name, responder: responder.name, connection: gateway?.name ?? '', child };
  return notStarted(names, refusal, unused(initiator, responder));
}

/** What only a later release knows is no error if that release runs. */
function releaseQuestion(device: Device, { origin }: Evidence): string | undefined {
  if (device.release.basis !== 'assumed') return undefined;
  const span = spanOf(origin);
  const later = device.notices.some((notice) => {
    const at = spanOf(notice.origin);
    return at !== undefined && at.source === span?.source && at.start === span.start && LATER.test(notice.message);
  });
  return later ? `Which release of strongSwan runs ${device.name}? It was taken for ${device.release.version}.` : undefined;
}

/** Wording of the model for what another release takes. */
const LATER = /strongSwan [0-9.]+ (?:knows|takes) it/;

function rejectedAt(
  device: Device,
  side: 'initiator' | 'responder',
  wanted: Wanted,
): { readonly gateway: Gateway | undefined; readonly evidence: Evidence } | undefined {
  if (device.platform !== 'strongswan') return undefined;
  if (device.gateways.length === 0 && device.charon?.backend === 'stroke') return unreadable(device, side);
  const rejected = device.gateways.filter((gateway) => gateway.rejected !== undefined && !isUnloaded(gateway));
  const decisive = rejected.find((gateway) => decides(device, gateway, side, wanted));
  if (decisive?.rejected === undefined) return rejectedItem(device, side);
  const { message, origin } = decisive.rejected;
  return { gateway: decisive, evidence: { side, origin, message } };
}

/** A syntax error hides every connection of an ipsec.conf. */
function unreadable(device: Device, side: 'initiator' | 'responder'): ReturnType<typeof rejectedAt> {
  const file = device.notices.find(({ kind }) => kind === 'file-rejected');
  return file === undefined
    ? undefined
    : { gateway: undefined, evidence: { side, origin: file.origin, message: file.log ?? file.message } };
}

/** swanctl also fails for a pool or an authority that it cannot load. */
function rejectedItem(device: Device, side: 'initiator' | 'responder'): ReturnType<typeof rejectedAt> {
  if (device.charon?.backend === 'stroke') return undefined;
  const notice = device.notices.find(({ kind }) => kind === 'connection-rejected');
  return notice === undefined
    ? undefined
    : { gateway: undefined, evidence: { side, origin: notice.origin, message: notice.log ?? notice.message } };
}

/** A syntax error in swanctl.conf refuses no connection: swanctl goes on with an empty configuration, and unloads what was there. */
function isUnloaded(gateway: Gateway): boolean {
  return gateway.kind === 'swanctl-connection' && gateway.rejected?.wholeFile === true;
}

function decides(device: Device, gateway: Gateway, side: 'initiator' | 'responder', wanted: Wanted): boolean {
  if (gateway.kind === 'swanctl-connection') return true;
  if (side === 'initiator') return wanted.child === undefined ? device.gateways.length === 1 : gateway.name === wanted.child;
  return device.gateways.every((one) => one.rejected !== undefined);
}
