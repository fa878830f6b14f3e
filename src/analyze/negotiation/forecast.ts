import type { Child } from '../../model/types.ts';
import type { Forecast } from '../verdict.ts';
import type { ChildAnswer, Offer } from './implementation.ts';
import { isRefusal } from './implementation.ts';
import type { Run } from './run.ts';

/**
 * What happens to a tunnel that came up, where the two configurations tell: the first child of IKEv2 comes without a key exchange of
 * its own (RFC 7296, 1.3.3), so a difference in PFS shows when it is rekeyed.
 */
export function forecastOf(run: Run, answer: ChildAnswer): Forecast | undefined {
  if (run.initiator.version !== 2 || run.initiator.child === undefined) return undefined;
  const request = run.byInitiator.childRequest(run.initiator, false);
  if (isRefusal(request)) return undefined;
  const again = run.byResponder.childRespond(run.responder, { ...request, keStripped: false });
  if (!isRefusal(again) || again.reason !== 'child-proposal') return undefined;
  const after = rekeyAfter([run.initiator.child, answer.child]);
  if (after === undefined) return undefined;
  const lists = request.offers.map((offer: Offer) => offer.ke.map(({ name }) => name).join('|') || 'no group').join(', ');
  return {
    event: 'child-rekey',
    afterSeconds: after,
    reason: `pfs: ${run.initiator.device.name} offers ${lists}, which ${run.responder.device.name} does not accept`,
  };
}

/** Seconds until the first of both ends rekeys. */
function rekeyAfter(children: readonly Child[]): number | undefined {
  const times = children.map(({ rekeyTime }) => rekeyTime).filter((time) => time > 0);
  return times.length === 0 ? undefined : Math.min(...times);
}
