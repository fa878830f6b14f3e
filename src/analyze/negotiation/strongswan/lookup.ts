import type { AuthRound, Child, ChildProposal, Device, Gateway, IkeProposal } from '../../../model/types.ts';

interface Index {
  readonly ike: ReadonlyMap<string, IkeProposal>;
  readonly child: ReadonlyMap<string, ChildProposal>;
  readonly gateways: readonly Gateway[];
}

const indexes = new WeakMap<Device, Index>();

function indexOf(device: Device): Index {
  const known = indexes.get(device);
  if (known !== undefined) return known;
  const index: Index = {
    ike: new Map(device.ikeProposals.map((proposal) => [proposal.id, proposal])),
    child: new Map(device.childProposals.map((proposal) => [proposal.id, proposal])),
    gateways: device.gateways.filter((gateway) => gateway.rejected === undefined && isLoaded(gateway)),
  };
  indexes.set(device, index);
  return index;
}

function isLoaded(gateway: Gateway): boolean {
  return gateway.kind === 'swanctl-connection' || gateway.kind === 'ipsec-conn';
}

/** The connections that the daemon has, in the order in which it tries them. */
export function connections(device: Device): readonly Gateway[] {
  return indexOf(device).gateways;
}

/** IKE proposals of a connection, in order of preference. */
export function ikeProposals(device: Device, gateway: Gateway): readonly IkeProposal[] {
  const { ike } = indexOf(device);
  return gateway.ikeProposals.map((id) => ike.get(id)).filter((proposal) => proposal !== undefined);
}

/** ESP and AH proposals of a child, in order of preference. */
export function childProposals(device: Device, child: Child): readonly ChildProposal[] {
  const { child: proposals } = indexOf(device);
  return child.proposals.map((id) => proposals.get(id)).filter((proposal) => proposal !== undefined);
}

/** The first authentication round of one direction; a connection without any has an empty one. */
export function firstRound(gateway: Gateway, which: 'local' | 'remote'): AuthRound | undefined {
  return (which === 'local' ? gateway.localAuth : gateway.remoteAuth)[0];
}

/** Class of a method: whatever signs is one class. */
export type AuthClass = 'psk' | 'pubkey' | 'eap' | 'xauth' | 'any';

/** Class of a round. Local: nothing configured means public key; remote: anything. */
export function authClass(round: AuthRound | undefined, which: 'local' | 'remote'): AuthClass {
  switch (round?.method) {
    case 'psk':
    case 'eap':
    case 'xauth':
      return round.method;
    case 'pubkey':
    case 'rsa':
    case 'ecdsa':
    case 'rsa-encr':
      return 'pubkey';
    case 'any':
    case 'unknown':
      return 'any';
    default:
      return which === 'local' ? 'pubkey' : 'any';
  }
}

/** True for strongSwan 6 and later, or from the given minor release of 6.0. */
export function isSix(device: Device): boolean {
  return Number.parseInt(device.release.version, 10) >= 6;
}

/** True when strongswan.conf loads or configures a plugin by name. */
export function configuresPlugin(device: Device, plugin: string): boolean {
  return (device.charon?.others ?? []).some(({ path, value }) => {
    if (path.includes(`plugins.${plugin}.`) || path.endsWith(`plugins.${plugin}`)) return true;
    return path.endsWith('.load') && value.split(' ').some((word) => word === plugin || word === `${plugin}!`);
  });
}

/** Virtual addresses that a connection asks for; a network is none (`leftsourceip=10.3.0.0/24`). */
export function askedAddresses(gateway: Gateway | undefined): readonly string[] {
  return (gateway?.virtualAddresses ?? [])
    .map(({ value }) => value)
    .filter((value) => !value.includes('/') && !value.includes('-'));
}
