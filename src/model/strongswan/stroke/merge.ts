import type { Child, Gateway, IkeProposal } from '../../types.ts';
import type { DeviceDraft } from '../draft.ts';

/**
 * Conns with equal IKE and peer configuration are one connection for the daemon: the later ones add their child to the first
 * (`added child to existing configuration`), whose name the IKE SA has.
 */
export function mergeConns(draft: DeviceDraft, gateways: readonly Gateway[]): Gateway[] {
  const proposals = new Map(draft.ikeProposals.map((proposal) => [proposal.id, proposal]));
  const merged = new Map<string, { gateway: Gateway; children: Child[] }>();
  for (const gateway of gateways) {
    const key = gateway.rejected === undefined ? keyOf(proposals, gateway) : gateway.id;
    const known = merged.get(key);
    if (known === undefined) merged.set(key, { gateway, children: [...gateway.children] });
    else known.children.push(...gateway.children);
  }
  return [...merged.values()].map(({ gateway, children }) => ({ ...gateway, children }));
}

function keyOf(known: ReadonlyMap<string, IkeProposal>, gateway: Gateway): string {
  const proposals = gateway.ikeProposals
    .map((proposal) => known.get(proposal))
    .filter((proposal) => proposal !== undefined)
    .map((proposal) => (proposal.builtIn ? proposal.encryption.length : transformNumbers(proposal)));
  const { id, name, at, header, children, ikeProposals, cannotInitiate, ...rest } = gateway;
  void [id, name, at, header, children, ikeProposals, cannotInitiate];
  return JSON.stringify([proposals, rest], (key, value: unknown) => (PLACES.has(key) ? undefined : value));
}

function transformNumbers({ encryption, integrity, prf, ke }: IkeProposal): string {
  return [encryption, integrity, prf, ke].map((list) => list.map(({ id, keyBits }) => `${id}/${keyBits}`).join()).join(';');
}

/** Keys that tell where a value stands, not what it is. */
const PLACES = new Set(['id', 'at', 'header', 'origin', 'detail']);
