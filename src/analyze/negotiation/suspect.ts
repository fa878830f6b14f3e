import { strengthOf } from '../../model/algorithms/index.ts';
import type { Transform } from '../../model/types.ts';
import type { Evidence } from '../verdict.ts';
import type { Offer } from './implementation.ts';

/**
 * Two places that disagree about algorithms, the one that is probably the mistake first: the end whose best algorithm of some kind is
 * the weaker one; the initiator's when both are as strong.
 */
export function mistakeFirst(
  initiator: { readonly offers: readonly Offer[]; readonly place: Evidence | undefined },
  responder: { readonly offers: readonly Offer[]; readonly place: Evidence | undefined },
): readonly (Evidence | undefined)[] {
  const places = [initiator.place, responder.place];
  return strengthOfOffers(responder.offers) < strengthOfOffers(initiator.offers) ? places.toReversed() : places;
}

const STRONG = 256;

/** Bits of the weakest kind, taking the best algorithm of each kind. */
function strengthOfOffers(offers: readonly Offer[]): number {
  if (offers.length === 0) return STRONG;
  const best = (kind: 'encryption' | 'integrity' | 'prf' | 'ke'): number => {
    const transforms: readonly Transform[] = offers.flatMap((offer) => offer[kind]).filter(({ id }) => id !== 0);
    return transforms.length === 0 ? STRONG : Math.max(...transforms.map((transform) => strengthOf(transform) ?? STRONG));
  };
  return Math.min(best('encryption'), best('integrity'), best('prf'), best('ke'));
}
