import type { Provenance } from '../../model/provenance.ts';
import type { Device, Gateway } from '../../model/types.ts';
import type { Because, Likelihood, NatOutlook } from '../outlook.ts';
import { isPrivate } from './address.ts';
import type { Directory } from './directory.ts';
import type { Outside } from './endpoint.ts';
import { gatewayOrigin, outsideOf, outsidesOf } from './endpoint.ts';
import { peersOfGateway, remotesOf } from './remotes.ts';
import { describeNat } from './site.ts';

/** Devices that may be the peers of a gateway. */
export type PeersOf = (device: Device, gateway: Gateway) => readonly Device[];

const ORDER: Readonly<Record<Likelihood | 'none', number>> = { none: 0, possible: 1, likely: 2, certain: 3 };

/** Whether a NAT stands in front of this device (contract, "The path of a pair"; rule catalogue, "Severity and confidence"). */
export function localNat(directory: Directory, peersOf: PeersOf, device: Device, gateway: Gateway): NatOutlook {
  const outside = outsideOf(device, gateway);
  const known = knownNat(directory, device, outside);
  if (known !== undefined) return { where: 'local', ...known };
  for (const peer of peersOf(device, gateway)) {
    const dialled = dialledAs(peer, device, outside);
    if (dialled !== undefined) return { where: 'local', ...dialled };
  }
  return { where: 'local', ...supposed(device, gateway, outside) };
}

/** Whether a NAT stands in front of the peers of this gateway; with several peers the surest NAT counts. */
export function remoteNat(directory: Directory, peersOf: PeersOf, device: Device, gateway: Gateway): NatOutlook {
  let best: Knowledge | undefined;
  const own = outsideOf(device, gateway);
  for (const peer of peersOf(device, gateway)) {
    const found = natOfPeer(directory, device, gateway, own, peer);
    if (best === undefined || ORDER[found.knowledge] > ORDER[best.knowledge]) best = found;
    if (best.knowledge === 'certain') break;
  }
  if (best !== undefined) return { where: 'remote', ...best };
  const dynamic = peersOfGateway(device, gateway).find(({ kind }) => kind === 'any' || kind === 'dynamic');
  if (dynamic === undefined && gateway.remote.length > 0)
    return { where: 'remote', ...nothing('no NAT in front of the peer is known') };
  const because = [{ at: dynamic?.origin ?? gatewayOrigin(gateway), message: 'the address of the peer is not known' }];
  return { where: 'remote', knowledge: 'possible', because, condition: 'a peer is behind a NAT' };
}

type Knowledge = Omit<NatOutlook, 'where'>;

function nothing(condition: string, because: readonly Because[] = []): Knowledge {
  return { knowledge: 'none', because, condition };
}

function certain(device: Device, kind: Knowledge['kind'], because: readonly Because[]): Knowledge {
  const condition = `${device.name} is behind ${describeNat(kind ?? 'napt')}`;
  return { knowledge: 'certain', ...(kind === undefined ? {} : { kind }), because, condition };
}

/** Declared, or translated by another device of the fleet. */
function knownNat(directory: Directory, device: Device, outside: Outside): Knowledge | undefined {
  const declared = directory.declaredNat(device);
  if (declared !== undefined) {
    const because = [{ at: declared.origin, message: `declared: ${describeNat(declared.kind)}` }];
    return declared.kind === 'none'
      ? nothing(`${device.name} is declared without NAT`, because)
      : certain(device, declared.kind, because);
  }
  if (outside.address === undefined || !isPrivate(outside.address)) return undefined;
  const translation = directory.translations.of(outside.address, device);
  return translation === undefined ? undefined : certain(device, translation.kind, translation.because);
}

/** The peer dials this device: at its own address there is no NAT, at another one there is (rule 2). */
function dialledAs(peer: Device, device: Device, outside: Outside): Knowledge | undefined {
  const { addresses } = remotesOf(peer);
  const own = outside.address;
  if (own === undefined) return undefined;
  const direct = addresses.get(own)?.[0];
  if (direct !== undefined)
    return nothing(`${peer.name} dials ${own}`, [{ at: direct.origin, message: `${peer.name} dials ${own}` }]);
  const [only, ...more] = addresses.values();
  const remote = only?.[0];
  if (!isPrivate(own) || remote === undefined || more.length > 0 || isPrivate(remote.address)) return undefined;
  const because = [
    { at: outside.origin, message: `${device.name} has ${own}` },
    { at: remote.origin, message: `${peer.name} dials ${remote.address}` },
  ];
  return certain(device, undefined, because);
}

function natOfPeer(directory: Directory, device: Device, gateway: Gateway, own: Outside, peer: Device): Knowledge {
  let best: Knowledge | undefined;
  for (const outside of outsidesOf(peer)) {
    const found =
      knownNat(directory, peer, outside) ?? dialledBy(device, gateway, peer, outside) ?? supposedPeer(own, peer, outside);
    if (best === undefined || ORDER[found.knowledge] > ORDER[best.knowledge]) best = found;
  }
  return best ?? nothing(`no NAT in front of ${peer.name} is known`);
}

function dialledBy(device: Device, gateway: Gateway, peer: Device, outside: Outside): Knowledge | undefined {
  if (outside.address === undefined) return undefined;
  const [written] = peersOfGateway(device, gateway).filter(({ kind }) => kind === 'address');
  if (written === undefined) return undefined;
  if (written.value === outside.address) return nothing(`${peer.name} is dialled at its own address`);
  if (!isPrivate(outside.address) || isPrivate(written.value)) return undefined;
  const because = [
    { at: outside.origin, message: `${peer.name} has ${outside.address}` },
    { at: written.origin, message: `${device.name} dials ${written.value}` },
  ];
  return certain(peer, undefined, because);
}

function supposedPeer(own: Outside, peer: Device, outside: Outside): Knowledge {
  const { address } = outside;
  if (address === undefined) return maybe('possible', outside.origin, `the address of ${peer.name} is not known`, peer.name);
  if (!isPrivate(address) || (own.address !== undefined && isPrivate(own.address))) return nothing(`${peer.name} has ${address}`);
  return maybe('likely', outside.origin, `${peer.name} has the private address ${address}`, peer.name);
}

function maybe(knowledge: Likelihood, at: Provenance, message: string, who: string): Knowledge {
  return { knowledge, because: [{ at, message }], condition: `${who} is behind a NAT` };
}

/** What the device's own text suggests: a private address towards a public peer, or a keepalive for NATs. */
function supposed(device: Device, gateway: Gateway, outside: Outside): Knowledge {
  const own = outside.address;
  const peers = peersOfGateway(device, gateway);
  if (own !== undefined && isPrivate(own)) {
    const fixed = peers.filter(({ kind }) => kind === 'address');
    const facing = fixed.find(({ value }) => !isPrivate(value)) ?? (fixed.length === 0 ? peers[0] : undefined);
    if (facing === undefined && fixed.length > 0) return nothing('two private addresses face each other');
    const because = [{ at: outside.origin, message: `${device.name} has the private address ${own}` }];
    if (facing?.kind === 'address') because.push({ at: facing.origin, message: `its peer ${facing.value} is public` });
    const knowledge = facing?.kind === 'address' || facing?.kind === 'name' ? 'likely' : 'possible';
    return { knowledge, because, condition: `${device.name} is behind a NAT` };
  }
  const keepalive = writtenKeepalive(device, gateway);
  if (keepalive !== undefined) return maybe('possible', keepalive, 'a keepalive for NATs is configured', device.name);
  return nothing(`nothing tells of a NAT in front of ${device.name}`);
}

function writtenKeepalive(device: Device, gateway: Gateway): Provenance | undefined {
  const { ios, charon } = device;
  const profile = ios?.ikev2Profiles.find(({ name }) => name === gateway.ikev2Profile);
  const places: readonly (Provenance | undefined)[] = [
    gateway.version !== 2 && (ios?.isakmpNatKeepalive ?? 0) > 0 ? ios?.at.isakmpNatKeepalive : undefined,
    gateway.version === 2 && (ios?.ikev2NatKeepalive ?? 0) > 0 ? ios?.at.ikev2NatKeepalive : undefined,
    (profile?.natKeepalive ?? 0) > 0 ? profile?.at.natKeepalive : undefined,
    (charon?.keepAlive ?? 0) > 0 ? charon?.at.keepAlive : undefined,
  ];
  return places.find((origin) => origin?.kind === 'written' || origin?.kind === 'inherited');
}
