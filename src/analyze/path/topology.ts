import type { Device, Gateway } from '../../model/types.ts';
import type { Dialled, Path, Topology } from '../negotiation/path.ts';
import { canonicalAddress, isPrivate } from './address.ts';
import type { CrossingDecision } from './crossing.ts';
import type { Directory } from './directory.ts';
import { dialAddresses, resolveName } from './names.ts';
import type { Site } from './site.ts';
import { initiatorSites, responderSite } from './site.ts';
import { createPath } from './transit.ts';

/** The ways between devices of a fleet. */
export function createTopology(directory: Directory, decide: CrossingDecision): Topology {
  const responders = new Map<Device, Map<string, Site | undefined>>();
  const siteOf = (responder: Device, dialled: string | undefined): Site | undefined => {
    let known = responders.get(responder);
    if (known === undefined) {
      known = new Map();
      responders.set(responder, known);
    }
    const key = dialled ?? '';
    if (!known.has(key)) known.set(key, responderSite(directory, responder, dialled));
    return known.get(key);
  };
  return {
    paths: (initiator, gateway, dialled, responder) => pathsTo(directory, decide, siteOf, initiator, gateway, dialled, responder),
    resolve: (name, asker, other) => resolveName(directory, name, asker, other),
  };
}

function pathsTo(
  directory: Directory,
  decide: CrossingDecision,
  siteOf: (responder: Device, dialled: string | undefined) => Site | undefined,
  initiator: Device,
  gateway: Gateway,
  dialled: Dialled,
  responder: Device,
): readonly Path[] {
  const wanted = dialled.address === undefined ? dialAddresses(directory, responder)[0] : canonicalAddress(dialled.address);
  if (wanted !== undefined && isOutOfReach(directory, initiator, responder, wanted)) return [];
  const there = siteOf(responder, wanted);
  if (there === undefined) return [];
  return initiatorSites(directory, initiator, gateway, there.public, responder).map((here) => createPath(here, there, decide));
}

/** Where both ends are declared, a private address is only reached from an address that is seen as private, or behind the same NAT. */
function isOutOfReach(directory: Directory, initiator: Device, responder: Device, wanted: string): boolean {
  const own = initiator.declared?.addresses?.[0];
  if (own === undefined || responder.declared?.addresses?.[0] === undefined || !isPrivate(wanted)) return false;
  const here = directory.declaredNat(initiator);
  const there = directory.declaredNat(responder);
  if (here?.public !== undefined && here.public === there?.public) return false;
  const seen = here === undefined || here.kind === 'none' ? own : here.public;
  return seen !== undefined && !isPrivate(seen);
}
