import type { Provenance } from '../../model/provenance.ts';
import type { DeclaredNat, Device, Gateway, NatKind } from '../../model/types.ts';
import type { Because } from '../outlook.ts';
import type { PathHypothesis } from '../verdict.ts';
import { canonicalAddress, familyOf, isPrivate, UNKNOWN_ADDRESS } from './address.ts';
import type { Directory } from './directory.ts';
import type { Outside } from './endpoint.ts';
import { outsideOf, ownAddresses } from './endpoint.ts';
import type { RemoteAddress } from './remotes.ts';
import { remotesOf } from './remotes.ts';

/** One end of a path: where it stands and what is in front of it, under one hypothesis. */
export interface Site {
  readonly device: Device;
  /** The end's outside address, as it itself knows it. */
  readonly own: string | undefined;
  /** Interface that carries the crypto. */
  readonly interface: string | undefined;
  readonly nat: NatKind;
  /** Address that others see and dial; a dummy address where nobody can know it. */
  readonly public: string;
  /** What a `forward` lets in: `udp/500`, `udp/4500`, `esp`, `ah`. */
  readonly ports: ReadonlySet<string>;
  /** Device of the fleet that translates, when it is one. */
  readonly router?: Device | undefined;
  readonly basis: PathHypothesis['basis'];
  readonly because: readonly Because[];
}

/** Ports that a NAT must forward for a host that is dialled (contract, rule 2). */
const IKE_PORTS = ['udp/500', 'udp/4500'];

interface Draft {
  readonly nat: NatKind;
  readonly public?: string | undefined;
  readonly ports?: readonly string[];
  readonly router?: Device;
  readonly basis: PathHypothesis['basis'];
  readonly because: readonly Because[];
}

/** Where an initiator may stand, the likeliest first: one place, or two when nothing tells whether there is a NAT. */
export function initiatorSites(
  directory: Directory,
  initiator: Device,
  gateway: Gateway,
  dialled: string,
  responder: Device,
): readonly Site[] {
  const outside = outsideOf(initiator, gateway);
  const named = namedBy(directory, responder, initiator, gateway, outside.address);
  const nat = directory.declaredNat(initiator);
  const drafts =
    nat === undefined
      ? undeclared(directory, initiator, outside, dialled, responder, named)
      : [speaksPastNat(initiator, outside) ? pastNat(declaredDraft(nat)) : declaredDraft(nat)];
  return drafts.map((draft) => {
    const seen =
      draft.nat === 'none' ? (outside.address ?? named?.address) : (draft.public ?? otherThan(named?.address, outside));
    return siteOf(initiator, outside, draft, seen ?? dummy(dialled));
  });
}

/** The connection is bound to another own address than the one behind the NAT, a public one. */
function speaksPastNat(device: Device, { address }: Outside): boolean {
  const first = device.declared?.addresses?.[0];
  return first !== undefined && address !== undefined && isPrivate(first) && !isPrivate(address);
}

function otherThan(named: string | undefined, outside: Outside): string | undefined {
  return named === outside.address ? undefined : named;
}

function dummy(dialled: string): string {
  return UNKNOWN_ADDRESS[familyOf(dialled) ?? 4];
}

function siteOf(device: Device, outside: Outside, draft: Draft, seen: string): Site {
  return {
    device,
    own: outside.address,
    interface: outside.interface,
    nat: draft.nat,
    public: canonicalAddress(seen),
    ports: new Set(draft.ports),
    router: draft.router,
    basis: draft.basis,
    because: draft.because,
  };
}

function declaredDraft(nat: DeclaredNat): Draft {
  const message = nat.kind === 'none' ? 'declared: no NAT' : `declared: ${describeNat(nat.kind)}`;
  return {
    nat: nat.kind,
    public: nat.public,
    ports: nat.ports ?? (nat.kind === 'forward' ? IKE_PORTS : []),
    basis: 'declared',
    because: [{ at: nat.origin, message }],
  };
}

/** A NAT kind as a clause: `a NAPT`, `a 1:1 NAT`. */
export function describeNat(kind: NatKind): string {
  if (kind === 'static') return 'a 1:1 NAT';
  return kind === 'forward' ? 'a NAPT with port forwards' : kind === 'napt' ? 'a NAPT' : 'no NAT';
}

function undeclared(
  directory: Directory,
  device: Device,
  outside: Outside,
  dialled: string,
  other: Device,
  named: RemoteAddress | undefined,
): readonly Draft[] {
  const own = outside.address;
  if (own === undefined) return [assumed('none'), assumed('napt')];
  const at = { at: outside.origin, message: `${device.name} uses ${own}` };
  if (named?.address === own) return [inferred('none', [at, { at: named.origin, message: `${other.name} dials it` }])];
  const translation = directory.translations.of(own, device);
  if (translation !== undefined) {
    const { kind, router, ports, because } = translation;
    return [{ nat: kind, public: translation.public, ports, router, basis: 'inferred', because: [at, ...because] }];
  }
  if (!isPrivate(own)) return named === undefined ? [inferred('none', [at])] : [assumed('none'), assumed('napt')];
  if (isPrivate(dialled)) return [inferred('none', [at])];
  if (named === undefined) return [assumed('napt'), assumed('none')];
  const because = [at, { at: named.origin, message: `${other.name} dials ${named.address}` }];
  return [{ nat: 'napt', public: named.address, basis: 'inferred', because }];
}

function assumed(nat: NatKind): Draft {
  return { nat, basis: 'assumed', because: [] };
}

function inferred(nat: NatKind, because: readonly Because[]): Draft {
  return { nat, basis: 'inferred', because };
}

/**
 * The address under which a device knows another one: its own when it is dialled, else the one that nobody else in the fleet has
 * (chosen by identity where there are several). Undefined when it accepts any address or names nobody who could be it.
 */
export function namedBy(
  directory: Directory,
  from: Device,
  self: Device,
  gateway: Gateway,
  own: string | undefined,
): RemoteAddress | undefined {
  const { addresses } = remotesOf(from);
  const direct = own === undefined ? undefined : addresses.get(own)?.[0];
  if (direct !== undefined) return direct;
  const declared = directory.declaredNat(self)?.public ?? self.declared?.addresses?.[0];
  const known = declared === undefined ? undefined : addresses.get(canonicalAddress(declared))?.[0];
  if (known !== undefined) return known;
  const strangers = strangersOf(directory, from);
  if (strangers.length < 2) return strangers[0];
  const identity = gateway.localAuth[0]?.identity?.value;
  return strangers.find((remote) => expects(remote.gateway, identity)) ?? strangers[0];
}

function expects(gateway: Gateway, identity: string | undefined): boolean {
  if (identity === undefined) return false;
  return gateway.remoteAuth.some(
    (round) => round.identity?.value === identity || round.alternatives.some(({ value }) => value === identity),
  );
}

const STRANGERS = new WeakMap<Directory, Map<Device, readonly RemoteAddress[]>>();

/** Peers that a device dials and that no device of the fleet is known to be. */
function strangersOf(directory: Directory, device: Device): readonly RemoteAddress[] {
  let byDevice = STRANGERS.get(directory);
  if (byDevice === undefined) {
    byDevice = new Map();
    STRANGERS.set(directory, byDevice);
  }
  let known = byDevice.get(device);
  if (known === undefined) {
    known = [...remotesOf(device).addresses.values()].flatMap((list) =>
      list.filter(({ address }) => directory.owners(address).length === 0).slice(0, 1),
    );
    byDevice.set(device, known);
  }
  return known;
}

/** Where a responder stands, seen from who dials it; undefined when the address is known not to lead to it. */
export function responderSite(directory: Directory, responder: Device, dialled: string | undefined): Site | undefined {
  const nat = directory.declaredNat(responder);
  const outside = responderOutside(responder, dialled);
  if (nat !== undefined) return declaredResponder(responder, behindDeclared(responder, nat, outside, dialled), nat, dialled);
  if (dialled === undefined || outside.address === undefined || outside.address === dialled) {
    const own = outside.address ?? dialled;
    const because = own === undefined ? [] : [{ at: outside.origin, message: `${responder.name} has ${own}` }];
    return siteOf(responder, { ...outside, address: own }, inferred('none', because), own ?? UNKNOWN_ADDRESS[4]);
  }
  const translation = directory.translations.of(outside.address, responder);
  if (translation !== undefined && (translation.public === undefined || translation.public === dialled)) {
    const { kind, router, ports, because } = translation;
    return siteOf(responder, outside, { nat: kind, ports, router, basis: 'inferred', because }, dialled);
  }
  if (isPrivate(outside.address) && !isPrivate(dialled)) {
    const because = [{ at: outside.origin, message: `${responder.name} has ${outside.address}, and its peer dials ${dialled}` }];
    return siteOf(responder, outside, { nat: 'forward', ports: IKE_PORTS, basis: 'inferred', because }, dialled);
  }
  if (ownAddresses(responder).complete) return undefined;
  return siteOf(responder, { ...outside, address: dialled }, inferred('none', []), dialled);
}

/** A public address of one's own is reached, and speaks, past the NAT. */
function pastNat(draft: Draft): Draft {
  return { ...draft, nat: 'none', public: undefined, ports: [] };
}

/** What the NAT in front of a host sends on goes to its outside address, whatever other address a connection speaks of. */
function behindDeclared(device: Device, nat: DeclaredNat, outside: Outside, dialled: string | undefined): Outside {
  const first = device.declared?.addresses?.[0];
  if (nat.kind === 'none' || first === undefined || device.declared === undefined || outside.address === dialled) return outside;
  return { ...outside, address: canonicalAddress(first), origin: device.declared.origin };
}

function declaredResponder(device: Device, outside: Outside, nat: DeclaredNat, dialled: string | undefined): Site | undefined {
  const draft = declaredDraft(nat);
  if (nat.kind === 'none') {
    const own = outside.address ?? dialled;
    if (dialled !== undefined && own !== dialled && ownAddresses(device).complete) return undefined;
    return siteOf(device, { ...outside, address: dialled ?? own }, draft, dialled ?? own ?? UNKNOWN_ADDRESS[4]);
  }
  const outer = nat.public === undefined ? dialled : canonicalAddress(nat.public);
  if (dialled !== undefined && dialled !== outer && outside.address === dialled && !isPrivate(dialled)) {
    return siteOf(device, outside, pastNat(draft), dialled);
  }
  if (dialled !== undefined && outer !== dialled && !ownAddresses(device).all.has(dialled)) return undefined;
  return siteOf(device, outside, draft, outer ?? UNKNOWN_ADDRESS[4]);
}

/** The own address that a dialled address means: itself when the device has it, else that of the interface with the crypto. */
function responderOutside(device: Device, dialled: string | undefined): Outside {
  let first: Outside | undefined;
  for (const gateway of device.gateways) {
    const outside = outsideOf(device, gateway);
    if (outside.address !== undefined && outside.address === dialled) return outside;
    if (first?.address === undefined) first = outside;
    if (dialled === undefined && first?.address !== undefined) break;
  }
  if (dialled !== undefined && ownAddresses(device).all.has(dialled)) return ownOutside(device, dialled, first);
  return first ?? { address: undefined, origin: deviceOrigin(device), interface: undefined };
}

function ownOutside(device: Device, address: string, near: Outside | undefined): Outside {
  for (const at of device.interfaces) {
    const own = at.addresses.find((candidate) => canonicalAddress(candidate.address) === address);
    if (own !== undefined) return { address, origin: own.origin, interface: at.name };
  }
  return { address, origin: device.declared?.origin ?? near?.origin ?? deviceOrigin(device), interface: near?.interface };
}

function deviceOrigin(device: Device): Provenance {
  return { kind: 'written', source: device.sources[0] ?? 0, start: 0, end: 0 };
}
