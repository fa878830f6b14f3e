import type { Device, Gateway, Interface } from '../../../model/types.ts';
import { findInterface, outsideOf } from '../../path/endpoint.ts';
import { negotiates, peersOfGateway } from '../../path/remotes.ts';
import type { Agreement, End, Hello, Refusal } from '../implementation.ts';
import { addressRange, sameAddress, within } from '../ranges.ts';
import { subjectOf } from './auth1.ts';
import { keyByAddress, noKey } from './keys.ts';
import { ikev2Offers, isakmpOffers, type MethodTest, matchIkev2, matchPhase1, noCommonProposal } from './proposals.ts';
import { speaksNot } from './start.ts';
import { evidence, present, refuse } from './wording.ts';
import { hasUsers } from './xauth.ts';

/** Entries of a device by the peer they are for. */
interface Entries {
  readonly byAddress: ReadonlyMap<string, readonly Gateway[]>;
  /** Names, networks, any: compared one by one. */
  readonly others: readonly Gateway[];
  readonly order: ReadonlyMap<Gateway, number>;
}

const ENTRIES = new WeakMap<Device, Entries>();

function entriesOf(device: Device): Entries {
  let known = ENTRIES.get(device);
  if (known === undefined) {
    const byAddress = new Map<string, Gateway[]>();
    const others: Gateway[] = [];
    const order = new Map<Gateway, number>();
    for (const gateway of device.gateways) {
      if (!negotiates(gateway) || gateway.rejected !== undefined) continue;
      order.set(gateway, order.size);
      const peers = peersOfGateway(device, gateway);
      const fixed = peers.filter(({ kind }) => kind === 'address');
      for (const { value } of fixed) byAddress.set(value, [...(byAddress.get(value) ?? []), gateway]);
      if (fixed.length < peers.length || peers.length === 0 || gateway.kind === 'mgre-tunnel') others.push(gateway);
    }
    known = { byAddress, others, order };
    ENTRIES.set(device, known);
  }
  return known;
}

/** Configurations for the address and version, in the order in which IOS tries them. */
export function selectIkeConfig(end: End): { readonly candidates: readonly Gateway[] } | Refusal {
  const { ios, name } = end.device;
  if (end.version === 1 && ios?.isakmpEnabled === false) {
    const place = ios.at.isakmpEnabled === undefined ? [] : [evidence(end.side, ios.at.isakmpEnabled, 'ISAKMP is switched off')];
    return { ...refuse('no-ike-config', 'no-config', `${name} does not answer: ISAKMP is switched off.`, place), silent: true };
  }
  const { byAddress, others, order } = entriesOf(end.device);
  const exact = end.peerAddress === undefined ? [] : (byAddress.get(end.peerAddress) ?? []);
  const near = [...new Set([...exact, ...others.filter((gateway) => takes(end, gateway))])].filter((gateway) =>
    isHere(end, gateway),
  );
  const open = near.filter((gateway) => shutTunnel(end.device, gateway) === undefined);
  const [shut] = near;
  if (open.length === 0 && shut !== undefined) return isShut(end, shut);
  const fitting = open.filter((gateway) => speaks(end, gateway)).toSorted((a, b) => (order.get(a) ?? 0) - (order.get(b) ?? 0));
  if (fitting.length > 0) return aggressiveAllowed(end) ?? { candidates: fitting };
  if (open.length > 0)
    return speaksNot(end, 'version', `${name} has a configuration for ${end.other.name}, but not for IKEv${end.version}.`);
  const strangers = [...order.keys()].filter((gateway) => speaks(end, gateway) && isHere(end, gateway));
  if (strangers.length > 0) return aggressiveAllowed(end) ?? { candidates: strangers };
  const only = end.device.gateways.some((gateway) => gateway.version !== 0 && gateway.version !== end.version);
  return speaksNot(end, only ? 'version' : 'no-config', `${name} has no configuration for IKEv${end.version}.`);
}

/** The tunnel interface of a gateway, if it is shut down: IPsec is then not attached to it, and no peer finds it. */
function shutTunnel(device: Device, { kind, name }: Gateway): Interface | undefined {
  if (kind !== 'tunnel' && kind !== 'mgre-tunnel') return undefined;
  const carrier = findInterface(device, name);
  return carrier?.shutdown === true ? carrier : undefined;
}

function isShut(end: End, gateway: Gateway): Refusal {
  const carrier = shutTunnel(end.device, gateway);
  const origin = carrier?.at.shutdown ?? ({ kind: 'written', ...gateway.header } as const);
  const explanation = `${gateway.name} is shut down at ${end.device.name}, which has nothing else for ${end.other.name}.`;
  return refuse('no-ike-config', 'no-config', explanation, [evidence(end.side, origin, `${gateway.name} is shut down`)]);
}

function speaks(end: End, gateway: Gateway): boolean {
  return gateway.version === 0 || gateway.version === end.version;
}

function isHere(end: End, gateway: Gateway): boolean {
  const { address } = outsideOf(end.device, gateway);
  return address === undefined || end.ownAddress === undefined || sameAddress(address, end.ownAddress);
}

/** Whether the sender is one of the peers of an entry. */
export function takes(end: End, gateway: Gateway): boolean {
  const { peerAddress } = end;
  const peers = peersOfGateway(end.device, gateway);
  if (peers.length === 0 || gateway.kind === 'mgre-tunnel') return true;
  return peers.some(({ kind, value }) => {
    if (kind === 'any' || kind === 'dynamic' || kind === 'unknown') return true;
    if (kind === 'name') return takesName(end, value);
    const inner = peerAddress === undefined ? undefined : addressRange(peerAddress);
    const outer = addressRange(value);
    return inner !== undefined && outer !== undefined && within(inner, outer);
  });
}

function takesName(end: End, name: string): boolean {
  const answer = end.resolve(name);
  const { peerAddress } = end;
  if ('addresses' in answer)
    return answer.addresses.some((address) => peerAddress !== undefined && sameAddress(address, peerAddress));
  return 'assumed' in answer;
}

/** `crypto isakmp aggressive-mode disable` works in both directions. */
function aggressiveAllowed(end: End): Refusal | undefined {
  const { ios, name } = end.device;
  if (end.exchange !== 'aggressive' || ios?.aggressiveModeDisabled !== true) return undefined;
  const place = present([
    ios.at.aggressiveModeDisabled === undefined
      ? undefined
      : evidence(end.side, ios.at.aggressiveModeDisabled, 'aggressive mode is disabled'),
  ]);
  return refuse('aggressive-psk-refused', 'exchange-mode', `${name} does not take part in aggressive mode.`, place);
}

/** The first offer that a local policy equals, or what differs in the nearest. */
export function selectIkeProposal(
  end: End,
  hello: Hello,
): { readonly agreement: Agreement; readonly candidates: readonly Gateway[] } | Refusal {
  const { candidates } = end;
  if (end.version === 2) {
    const own = ikev2Offers(end.device, candidates[0], end.ownAddress);
    const agreement = matchIkev2(hello.offers, own, hello.ke);
    return agreement === undefined ? noCommonProposal(end, hello.offers, own) : { agreement, candidates };
  }
  const own = isakmpOffers(end.device);
  const methodFits = methodsOf(end);
  const agreement = matchPhase1(hello.offers, own, methodFits);
  if (agreement === undefined) return noCommonProposal(end, hello.offers, own);
  if (end.exchange !== 'main' || agreement.authentication?.includes('psk') !== true) return { agreement, candidates };
  if (keyByAddress(end) !== undefined) return { agreement, candidates };
  const signed = matchPhase1(hello.offers, own, (offer, policy) => methodFits(offer, policy) && policy.authentication !== 'psk');
  return signed === undefined ? noKey(end, subjectOf(end)) : { agreement: signed, candidates };
}

/**
 * XAuth variants of a method go with the policy of the method itself where users are asked for; elsewhere IOS says that XAuth is "offered
 * but does not match policy".
 */
function methodsOf({ device, candidates }: End): MethodTest {
  const asks = !device.whole || candidates.some(hasUsers) || device.gateways.some(hasUsers);
  return ({ authentication: method }, policy) => {
    if (method === policy.authentication) return true;
    if (!asks) return false;
    if (method === 'xauth-init-psk' || method === 'xauth-resp-psk') return policy.authentication === 'psk';
    return (method === 'xauth-init-pubkey' || method === 'xauth-resp-pubkey') && policy.authentication === 'pubkey';
  };
}
