import type { ChildProposal, Device, IkeProposal, Provenance, Transform } from '../../src/rule/index.ts';
import { negotiating } from './entities.ts';

/** A proposal with its transforms, whatever it is for. */
export interface AnyProposal {
  readonly id: string;
  readonly name: string;
  readonly use: 'ike' | 'esp' | 'ah';
  readonly transforms: readonly Transform[];
  readonly header: IkeProposal['header'];
}

/** Whether an algorithm encrypts and authenticates in one. */
export function isAead({ type, name }: Transform): boolean {
  return type === 'encr' && /gcm|ccm|poly1305|gmac/.test(name);
}

/** Every transform of an IKE proposal, those that were written twice (as hash and as PRF) once. */
export function ikeTransforms(proposal: IkeProposal): readonly Transform[] {
  const { encryption, integrity, prf, ke, additionalKe } = proposal;
  return distinct([...encryption, ...integrity, ...prf, ...ke, ...additionalKe.flat()]);
}

/** Every transform of an ESP or AH proposal. */
export function childTransforms({ encryption, integrity, ke, ah }: ChildProposal): readonly Transform[] {
  return distinct([...encryption, ...integrity, ...ke, ...ah]);
}

function distinct(transforms: readonly Transform[]): readonly Transform[] {
  const seen = new Set<string>();
  return transforms.filter(({ origin, name }) => {
    const key = `${placeOf(origin)} ${name.replace(/^prf-/, '').replace(/-(96|128|160|192|256)$/, '')}`;
    if (seen.has(key)) return false;
    seen.add(key);
    return true;
  });
}

function placeOf(origin: Provenance): string {
  return 'start' in origin ? `${origin.kind} ${origin.source}:${origin.start}` : origin.kind;
}

const IN_USE = new WeakMap<Device, readonly AnyProposal[]>();

/** The proposals that a device can negotiate with, without the ones that the platform supplies. */
export function proposalsInUse(device: Device): readonly AnyProposal[] {
  let found = IN_USE.get(device);
  if (found === undefined) {
    found = collect(device);
    IN_USE.set(device, found);
  }
  return found;
}

function collect(device: Device): readonly AnyProposal[] {
  const gateways = negotiating(device);
  const all = !device.whole && gateways.length === 0;
  const ike = new Set(gateways.flatMap(({ ikeProposals }) => ikeProposals));
  const child = new Set(gateways.flatMap(({ children }) => children.flatMap(({ proposals }) => proposals)));
  return [
    ...device.ikeProposals
      .filter(({ id, builtIn }) => !builtIn && (all || ike.has(id)))
      .map((proposal) => ({ ...shown(proposal), use: 'ike' as const, transforms: ikeTransforms(proposal) })),
    ...device.childProposals
      .filter(({ id, builtIn }) => !builtIn && (all || child.has(id)))
      .map((proposal) => ({ ...shown(proposal), use: proposal.protocol, transforms: childTransforms(proposal) })),
  ];
}

function shown({ id, name, header }: IkeProposal | ChildProposal): Pick<AnyProposal, 'id' | 'name' | 'header'> {
  return { id, name, header };
}
