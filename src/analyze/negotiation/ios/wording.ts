import { strengthOf } from '../../../model/algorithms/index.ts';
import type { Provenance } from '../../../model/provenance.ts';
import type { Transform } from '../../../model/types.ts';
import type { Detail, Evidence, Reason, Side } from '../../verdict.ts';
import type { End, Refusal } from '../implementation.ts';

/** A place that contributes to a decision; a default says of which release it is. */
export function evidence(side: Side, origin: Provenance, message: string): Evidence {
  const note = origin.kind === 'default' ? ` (${origin.default.note})` : '';
  return { side, origin, message: `${message}${note}` };
}

/** A refusal with its places, the deciding one first. */
export function refuse(reason: Reason, detail: Detail | undefined, explanation: string, places: readonly Evidence[]): Refusal {
  return { refused: true, reason, ...(detail === undefined ? {} : { detail }), explanation, evidence: places };
}

/** The header of the configuration in use. */
export function headerOf(end: End): Evidence | undefined {
  const gateway = end.gateway ?? end.candidates[0] ?? end.device.gateways[0];
  if (gateway === undefined) return undefined;
  return { side: end.side, origin: { kind: 'written', ...gateway.header }, message: `${end.device.name}: ${gateway.name}` };
}

/** The list without what is not there. */
export function present<T>(list: readonly (T | undefined)[]): readonly T[] {
  return list.filter((one) => one !== undefined);
}

/** One attribute of two proposals that differ. */
export interface Difference {
  readonly what: string;
  readonly initiator: { readonly transforms: readonly Transform[]; readonly origin: Provenance };
  readonly responder: { readonly transforms: readonly Transform[]; readonly origin: Provenance };
}

/** Both values of an attribute; the one that is probably the mistake first: the weaker one, a default where both are as strong. */
export function differenceEvidence(difference: Difference): readonly Evidence[] {
  const { what, initiator, responder } = difference;
  const own = evidence('initiator', initiator.origin, `${what} ${namesOf(initiator.transforms)}`);
  const other = evidence('responder', responder.origin, `${what} ${namesOf(responder.transforms)}`);
  return suspicion(responder) > suspicion(initiator) ? [other, own] : [own, other];
}

function suspicion({ transforms, origin }: Difference['initiator']): number {
  if (transforms.length === 0) return 1000;
  const bits = Math.min(...transforms.map((transform) => strengthOf(transform) ?? 128));
  return (origin.kind === 'default' ? 0.5 : 0) - bits;
}

/** Names of transforms as they are shown. */
export function namesOf(transforms: readonly Transform[]): string {
  return transforms.length === 0 ? 'none' : [...new Set(transforms.map(({ name }) => name))].join(', ');
}
