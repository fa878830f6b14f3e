import type { AddressSpec, Gateway } from '../../../model/types.ts';
import type { End } from '../implementation.ts';
import { addressRange, prefixLength, within } from '../ranges.ts';
import { isSix } from './lookup.ts';

/** An exactly configured address scores one more than the longest prefix (ike_cfg.c). */
const EXACT = 129;
const ANY = 1;
const WEIGHT_OWN = 8;
const WEIGHT_PEER = 16;
const WEIGHT_VERSION = 4;

/**
 * How well a connection fits the addresses and the version of a request; 0: not at all. Only the addresses on the wire count: the
 * responder's own inner one, and the peer's as it is seen.
 */
export function ikeScore(end: End, gateway: Gateway): number {
  if (gateway.version !== 0 && gateway.version !== end.version) return 0;
  const own = listScore(end, gateway.local, end.ownAddress, 'own');
  const peer = listScore(end, gateway.remote, end.peerAddress, 'peer');
  if (own === 0 || peer === 0) return 0;
  return own * WEIGHT_OWN + peer * WEIGHT_PEER + (gateway.version === 0 ? 0 : WEIGHT_VERSION) + portScore(end, gateway);
}

/** From 6.0 on a configured port that equals the packet's counts, too. */
function portScore(end: End, gateway: Gateway): number {
  if (!isSix(end.device)) return 0;
  return (gateway.localPort === end.ownPort ? 1 : 0) + (gateway.remotePort === end.peerPort ? 1 : 0);
}

/** Best score of a list of addresses for one address; an empty list is `%any`. */
export function listScore(end: End, specs: readonly AddressSpec[], address: string | undefined, whose: 'own' | 'peer'): number {
  if (specs.length === 0) return ANY;
  let best = 0;
  for (const spec of specs) best = Math.max(best, specScore(end, spec, address, whose));
  return best;
}

function specScore(end: End, spec: AddressSpec, address: string | undefined, whose: 'own' | 'peer'): number {
  if (spec.kind === 'any' || spec.kind === 'dynamic') return sameFamily(spec, address) ? ANY : 0;
  if (spec.kind === 'name') return nameScore(end, spec, address, whose);
  if (spec.kind === 'unknown' || spec.kind === 'interface') return whose === 'own' ? EXACT : ANY;
  if (address === undefined) {
    end.assumptions.add(`${whose === 'own' ? end.device.name : end.other.name} has the address ${spec.value}`);
    return spec.kind === 'address' ? EXACT : ANY;
  }
  const wanted = addressRange(spec.value);
  const seen = addressRange(address);
  if (wanted === undefined || seen === undefined || !within(seen, wanted)) return 0;
  if (spec.kind === 'address') return EXACT;
  const length = prefixLength(wanted);
  return length === undefined ? ANY : length + 1;
}

function sameFamily(spec: AddressSpec, address: string | undefined): boolean {
  if (spec.family === undefined || address === undefined) return true;
  return (spec.family === 6) === address.includes(':');
}

function nameScore(end: End, spec: AddressSpec, address: string | undefined, whose: 'own' | 'peer'): number {
  const answer = end.resolve(spec.value, whose);
  if ('unresolvable' in answer) return 0;
  if ('assumed' in answer) {
    end.assumptions.add(`the name ${spec.value} resolves to ${whose === 'own' ? end.device.name : end.other.name}`);
    return EXACT;
  }
  return address === undefined || answer.addresses.includes(address) ? EXACT : 0;
}

/** A connection for a host name that resolves to another address than the peer's: names move. */
export function movedName(end: End, gateway: Gateway): string | undefined {
  const names = gateway.remote.filter(({ kind }) => kind === 'name');
  return names.find(({ value }) => 'addresses' in end.resolve(value, 'peer'))?.value;
}
