import type {
  AddressSpec,
  Child,
  ChildProposal,
  Device,
  Gateway,
  IkeProposal,
  Provenance,
  Secret,
  Written,
} from '../../src/rule/index.ts';

/** The statement that opens an entity, as a place. */
export function headerOf(entity: {
  readonly header: { readonly source: number; readonly start: number; readonly end: number };
}): Written {
  return { kind: 'written', ...entity.header };
}

/** Gateways that exist at run time: those that the platform refuses are reported by `syntax/file-rejected` alone. */
export function running(device: Device): readonly Gateway[] {
  return gatewaysOf(device).running;
}

/** Gateways that negotiate: manual keying and group keying have rules of their own. */
export function negotiating(device: Device): readonly Gateway[] {
  return gatewaysOf(device).negotiating;
}

interface Gateways {
  readonly running: readonly Gateway[];
  readonly negotiating: readonly Gateway[];
}

const GATEWAYS = new WeakMap<Device, Gateways>();

/** Every rule asks for them; most devices need no list of their own. */
function gatewaysOf(device: Device): Gateways {
  let known = GATEWAYS.get(device);
  if (known === undefined) {
    const running = those(device.gateways, ({ rejected }) => rejected === undefined);
    known = { running, negotiating: those(running, ({ kind }) => kind !== 'manual' && kind !== 'gdoi') };
    GATEWAYS.set(device, known);
  }
  return known;
}

function those(list: readonly Gateway[], wanted: (gateway: Gateway) => boolean): readonly Gateway[] {
  return list.every(wanted) ? list : list.filter(wanted);
}

interface Index {
  readonly ike: ReadonlyMap<string, IkeProposal>;
  readonly child: ReadonlyMap<string, ChildProposal>;
  readonly secrets: ReadonlyMap<string, Secret>;
}

const INDEXES = new WeakMap<Device, Index>();

function indexOf(device: Device): Index {
  let index = INDEXES.get(device);
  if (index === undefined) {
    index = {
      ike: new Map(device.ikeProposals.map((proposal) => [proposal.id, proposal])),
      child: new Map(device.childProposals.map((proposal) => [proposal.id, proposal])),
      secrets: new Map(device.secrets.map((secret) => [secret.id, secret])),
    };
    INDEXES.set(device, index);
  }
  return index;
}

/** IKE proposals of a gateway, in order of preference. */
export function ikeProposalsOf(device: Device, gateway: Gateway): readonly IkeProposal[] {
  const { ike } = indexOf(device);
  return gateway.ikeProposals.flatMap((id) => ike.get(id) ?? []);
}

/** ESP and AH proposals of a child, in order of preference. */
export function childProposalsOf(device: Device, child: Child): readonly ChildProposal[] {
  const { child: byId } = indexOf(device);
  return child.proposals.flatMap((id) => byId.get(id) ?? []);
}

/** A secret by its id. */
export function secretOf(device: Device, id: string | undefined): Secret | undefined {
  return id === undefined ? undefined : indexOf(device).secrets.get(id);
}

/** Whether some peer of the gateway is not told by an address or a name: any peer, a range of peers, a leased address. */
export function peerIsOpen(gateway: Gateway): boolean {
  return gateway.remote.length === 0 || gateway.remote.some((peer) => isOpen(peer));
}

function isOpen({ kind }: AddressSpec): boolean {
  return kind === 'any' || kind === 'subnet' || kind === 'range' || kind === 'dynamic';
}

/** The peer in words: `198.51.100.7`, `any peer`. */
export function peerText(gateway: Gateway): string {
  const [first] = gateway.remote;
  if (first === undefined || first.kind === 'any' || first.kind === 'dynamic') return 'any peer';
  if (first.kind === 'unknown') return 'the peer';
  return first.value;
}

/** Whether this end can start the exchange: it has somebody to dial, and nothing but a child that is still to be written stops it. */
export function canStart(gateway: Gateway): boolean {
  return (
    (gateway.cannotInitiate === undefined || gateway.children.length === 0) &&
    gateway.remote.some(({ kind }) => kind === 'address' || kind === 'name' || kind === 'unknown')
  );
}

/** IKEv1 methods that a gateway may use: from its rounds, and on IOS from its policies. */
export function mayUsePsk(device: Device, gateway: Gateway): boolean {
  if (device.platform === 'ios' && gateway.version === 1 && gateway.localAuth.length === 0) {
    return ikeProposalsOf(device, gateway).some((proposal) => proposal.authentication === 'psk');
  }
  return gateway.localAuth.some(({ method }) => method === 'psk') || gateway.remoteAuth.some(({ method }) => method === 'psk');
}

/** What a default says of itself, in brackets for a message; empty for a value that somebody wrote. */
export function whereFrom(provenance: Provenance | undefined): string {
  if (provenance?.kind === 'default') return ` (${provenance.default.note})`;
  if (provenance?.kind === 'derived' && provenance.from.some((from) => from.kind === 'default')) return ` (${provenance.how})`;
  return '';
}

/** Words as a list in English: `a, b and c`. */
export function listed(words: readonly string[]): string {
  const unique = [...new Set(words)];
  const last = unique.at(-1) ?? '';
  return unique.length < 2 ? last : `${unique.slice(0, -1).join(', ')} and ${last}`;
}

/** `transform set` on IOS, `proposal` elsewhere. */
export function proposalWord(device: Device): string {
  return device.platform === 'ios' ? 'transform set' : 'proposal';
}

/** A gateway as a message names it: `crypto map VPN 10`, `Tunnel0`, `connection office`. */
export function named({ kind, name }: Gateway): string {
  if (kind === 'swanctl-connection') return `connection ${name}`;
  return kind === 'ipsec-conn' ? `conn ${name}` : name;
}
