import type { Child, Device, Gateway } from '../../../model/types.ts';
import { findInterface, outsideOf } from '../../path/endpoint.ts';
import { peersOfGateway } from '../../path/remotes.ts';
import type { Agreement, End, Hello, Offer, Refusal, Start } from '../implementation.ts';
import type { Dialled, NameAnswer } from '../path.ts';
import { aggressivePeer } from './auth1.ts';
import { ezvpnPolicies, isEzvpnClient } from './ezvpn.ts';
import { boundProfile, keyByAddress, noKey } from './keys.ts';
import { ikev2Offers, isakmpOffers, sameTransform } from './proposals.ts';
import { missingSet, transformSets } from './transform-sets.ts';
import { differenceEvidence, evidence, headerOf, present, refuse } from './wording.ts';

/** Whom and how a gateway dials (ios.md 14.1). */
export function start(
  device: Device,
  gateway: Gateway,
  child: Child,
  _other: Device,
  resolve: (name: string) => NameAnswer,
): Start | Refusal {
  const header = evidence('initiator', { kind: 'written', ...gateway.header }, `${device.name}: ${gateway.name}`);
  if (gateway.cannotInitiate !== undefined) {
    const place = evidence('initiator', gateway.at.cannotInitiate ?? header.origin, gateway.cannotInitiate);
    const detail = gateway.remote.some(({ kind }) => kind === 'address' || kind === 'name')
      ? 'responder-only'
      : 'no-address-to-dial';
    return refuse('cannot-initiate', detail, `${gateway.name} cannot start: ${gateway.cannotInitiate}.`, [place]);
  }
  if (gateway.version !== 2 && device.ios?.isakmpEnabled === false) {
    const place = evidence('initiator', device.ios.at.isakmpEnabled ?? header.origin, 'ISAKMP is switched off');
    return refuse('cannot-initiate', 'responder-only', `${device.name} does not start: ISAKMP is switched off.`, [place]);
  }
  const outside = outsideOf(device, gateway);
  const carrier = outside.interface === undefined ? undefined : findInterface(device, outside.interface);
  if (carrier?.shutdown === true) {
    const place = evidence('initiator', carrier.at.shutdown ?? header.origin, `${carrier.name} is shut down`);
    return refuse('cannot-initiate', 'responder-only', `${gateway.name} cannot start: ${carrier.name} is shut down.`, [place]);
  }
  if (!isEzvpnClient({ gateway }) && transformSets(device, child).length === 0) {
    const place = evidence('initiator', missingSet(device, child), 'no such transform set');
    return refuse('cannot-initiate', 'no-such-child', `${gateway.name} has no transform set that exists.`, [place, header]);
  }
  const { dial, missing } = addressesOf(device, gateway, resolve);
  if (dial.length === 0) {
    const detail = missing === undefined ? 'no-address-to-dial' : 'unresolvable';
    const what = missing === undefined ? `${gateway.name} has no peer to dial.` : `${missing} does not resolve.`;
    return refuse('cannot-initiate', detail, what, [header]);
  }
  const version = gateway.version === 2 ? 2 : 1;
  const aggressive = version === 1 && isAggressive(device, gateway, resolve);
  return {
    version,
    exchange: version === 2 ? 'ikev2' : aggressive ? 'aggressive' : 'main',
    dial,
    localAddress: outside.address,
    sourcePort: 500,
    destinationPort: 500,
  };
}

function addressesOf(
  device: Device,
  gateway: Gateway,
  resolve: (name: string) => NameAnswer,
): { readonly dial: readonly Dialled[]; readonly missing: string | undefined } {
  const dial: Dialled[] = [];
  let missing: string | undefined;
  for (const { kind, value } of peersOfGateway(device, gateway)) {
    if (kind === 'address') dial.push({ address: value, text: value });
    if (kind !== 'name') continue;
    const answer = resolve(value);
    if ('addresses' in answer) for (const address of answer.addresses) dial.push({ address, text: value });
    else if ('assumed' in answer) dial.push({ address: undefined, text: value });
    else missing = value;
  }
  return { dial, missing };
}

/** Aggressive mode: the profile says so, the peer has identity and password, or it is an Easy VPN client with a group key. */
function isAggressive(device: Device, gateway: Gateway, resolve: (name: string) => NameAnswer): boolean {
  if (device.ios?.aggressiveModeDisabled === true) return false;
  if (gateway.kind === 'ezvpn-client' || gateway.aggressive) return true;
  if (boundProfile(device, gateway)?.initiateAggressive === true) return true;
  return aggressivePeer({ device, resolve }, gateway) !== undefined;
}

/** What is offered first; refused where no policy can be used. */
export function hello(end: End): Hello | Refusal {
  if (end.version === 2) {
    const offers = ikev2Offers(end.device, end.gateway, end.ownAddress);
    return { offers, ke: offers[0]?.ke[0] };
  }
  const offers = usableOffers(end);
  if (offers.length === 0) return noKey(end, end.peerAddress ?? end.other.name);
  if (end.exchange === 'main') return { offers };
  const ke = offers[0]?.ke[0];
  return { offers: offers.filter((offer) => ke !== undefined && offer.ke.some((group) => sameTransform(group, ke))), ke };
}

/** Policies whose method this end can do: those with a key only when there is one for the peer. */
function usableOffers(end: End): readonly Offer[] {
  if (isEzvpnClient(end)) return ezvpnPolicies(end);
  const hasKey = end.exchange === 'aggressive' || keyByAddress(end) !== undefined;
  return isakmpOffers(end.device).filter(({ authentication }) => authentication !== 'psk' || hasKey);
}

/** The responder wants another group: fine when it is among those offered. */
export function acceptsGroup(end: End, first: Hello, agreement: Agreement): true | Refusal {
  const { ke } = agreement;
  if (ke === undefined) return true;
  if (first.offers.some((offer) => offer.ke.some((group) => sameTransform(group, ke)))) return true;
  const origin = first.offers[0]?.origin ?? ke.origin;
  const places = differenceEvidence({
    what: 'group',
    initiator: { transforms: first.offers[0]?.ke ?? [], origin: first.offers[0]?.ke[0]?.origin ?? origin },
    responder: { transforms: [ke], origin: ke.origin },
  });
  return refuse('ke-group', 'algorithms', `${end.device.name} does not offer ${ke.name}.`, places);
}

/** Nothing on this device speaks the version. */
export function speaksNot(end: End, detail: 'version' | 'no-config', explanation: string): Refusal {
  const other = end.device.gateways.find((gateway) => gateway.version !== 0 && gateway.version !== end.version);
  const place =
    other === undefined
      ? headerOf(end)
      : evidence(end.side, other.at.version ?? { kind: 'written', ...other.header }, `${other.name}: IKEv${other.version}`);
  return refuse('no-ike-config', detail, explanation, present([place]));
}
