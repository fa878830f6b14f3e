import type { Ask, Device, Filter, Finding, Outcome } from '../../src/rule/index.ts';
import { defineRule } from '../../src/rule/index.ts';
import { blockedInPair, blockedPackets } from '../shared/blocked-packets.ts';
import { negotiating } from '../shared/entities.ts';
import { pairMessage } from '../shared/from-reason.ts';
import { oncePerPlace, placeKey } from '../shared/grouping.ts';

/** What a tunnel may need, whoever the peer is. */
const PURPOSES = [
  { protocol: 17, port: 500, what: 'UDP 500' },
  { protocol: 17, port: 4500, what: 'UDP 4500' },
  { protocol: 50, what: 'ESP' },
] as const;

/** The first line that matches decides; what stands below it is never asked. */
export const rule = defineRule({
  meta: {
    id: 'filter/permit-shadowed',
    summary: 'a permit for IKE or ESP never matches, for a line above it drops the packet',
    severity: 'error',
    scope: ['device', 'pair'],
    formats: ['ios', 'iptables', 'nft'],
    tags: ['filter', 'order'],
    references: ['Cisco IOS, access lists: the first line that matches decides'],
    offers: 'fix',
    messages: {
      blocked: {
        text: 'this permit comes too late: {witness} is dropped before, {because}. {gateway} needs it, for {why}',
        help: '{fix}',
      },
      never: {
        text: 'this permit of {filter} never matches: an earlier line drops all of its {what}, which no known tunnel needs so far',
        help: 'Move it above the line that drops, or remove it',
      },
      pair: pairMessage('Move the permit above the line that drops the packet'),
    },
  },
  *device(device, ask) {
    const told = new Set<string>();
    for (const outcome of blockedPackets('filter/permit-shadowed', device, ask)) {
      if (!('undecided' in outcome)) told.add(placeKey(outcome.at));
      yield outcome;
    }
    for (const outcome of oncePerPlace(neverAsked(device, ask))) {
      if ('undecided' in outcome || !told.has(placeKey(outcome.at))) yield outcome;
    }
  },
  pair: (pair, ask) => blockedInPair('filter/permit-shadowed', pair, ask),
});

function* neverAsked(device: Device, ask: Ask): Iterable<Outcome<'never'>> {
  if (negotiating(device).length === 0) return;
  for (const filter of device.filters) {
    if (!isInbound(device, filter)) continue;
    for (const { what, ...purpose } of PURPOSES) {
      for (const { line, by, denied } of ask.shadowedPermits(device, filter, purpose)) {
        if (!denied) continue;
        const related = by.slice(0, 3).map(({ origin }) => ({ at: origin, message: 'this line drops it' }));
        const finding: Finding<'never'> = {
          message: 'never',
          data: { filter: filter.name, what },
          at: line.origin,
          related,
          subject: filter.id,
          severity: 'warning',
        };
        yield finding;
      }
    }
  }
}

/** Whether a list filters what comes in where tunnels end. */
function isInbound({ interfaces }: Device, { hook, table, name }: Filter): boolean {
  if (hook !== undefined) return hook === 'input' && table !== 'nat';
  return interfaces.some(({ cryptoMap, nat, accessIn }) => accessIn === name && (cryptoMap !== undefined || nat === 'outside'));
}
