import type { AddressSpec, ChildProposal, Device, Gateway } from '../../model/types.ts';
import type { Likelihood, NatOutlook, NeededPacket } from '../outlook.ts';
import { outsideOf } from './endpoint.ts';
import { peersOfGateway } from './remotes.ts';

const UDP = 17;
const ESP = 50;
const AH = 51;

/** What decides which packets an exchange needs. */
export interface ExchangeFacts {
  readonly local: NatOutlook;
  readonly remote: NatOutlook;
  /** Public addresses of the peers that are behind a NAT and named by another one, where known. */
  readonly sources?: readonly string[];
}

/**
 * The packets that have to come in for a gateway to work, by version, exchange, NAT and MOBIKE (RFC 2409, RFC 3947, RFC 7296, RFC
 * 4555). The first of its purpose is the surest.
 */
export function neededPackets(device: Device, gateway: Gateway, facts: ExchangeFacts): readonly NeededPacket[] {
  if (gateway.kind === 'manual' || gateway.kind === 'gdoi') return [];
  const destination = outsideOf(device, gateway).address;
  const common = { ...(destination === undefined ? {} : { destination }), reply: startsItself(gateway, facts.remote) };
  return sourcesOf(device, gateway).flatMap((source) => {
    const from = { ...common, ...(source === undefined ? {} : { source }) };
    return [...ikePackets(gateway, facts, from), ...protectedPackets(device, gateway, facts, from)];
  });
}

type Ends = Pick<NeededPacket, 'source' | 'destination' | 'reply'>;

/** Senders: each named address or network; undefined for anybody. At most a handful: `set peer` lists are short. */
function sourcesOf(device: Device, gateway: Gateway): readonly (string | undefined)[] {
  const peers = peersOfGateway(device, gateway);
  const named = peers.filter(({ kind }) => kind === 'address' || kind === 'subnet').map(({ value }) => value);
  const open = named.length === 0 || peers.some((spec) => isOpen(spec));
  return open ? [undefined, ...named.slice(0, 8)].slice(0, named.length === 0 ? 1 : 9) : named.slice(0, 8);
}

function isOpen({ kind }: AddressSpec): boolean {
  return kind === 'any' || kind === 'dynamic' || kind === 'name' || kind === 'unknown' || kind === 'range';
}

/** True when the device opens the exchange itself, so that what comes in are answers. */
function startsItself(gateway: Gateway, remote: NatOutlook): boolean {
  if (gateway.cannotInitiate !== undefined) return false;
  if (remote.knowledge === 'certain' && remote.kind === 'napt') return false;
  const dials = gateway.remote.some(({ kind }) => kind === 'address' || kind === 'name');
  if (!dials) return false;
  return gateway.kind !== 'swanctl-connection' && gateway.kind !== 'ipsec-conn' ? true : gateway.children.some(isStarted);
}

function isStarted({ startAction }: Gateway['children'][number]): boolean {
  return startAction !== 'none';
}

/** A NAPT, or a NAT of unknown kind, in front of the sender: its source port is rewritten. */
function translates(nat: NatOutlook): boolean {
  return nat.knowledge !== 'none' && nat.kind !== 'static';
}

function likelihoodOf(nat: NatOutlook): Likelihood {
  return nat.knowledge === 'none' ? 'possible' : nat.knowledge;
}

function ikePackets(gateway: Gateway, facts: ExchangeFacts, ends: Ends): readonly NeededPacket[] {
  const out: NeededPacket[] = [];
  const { remote } = facts;
  const port = gateway.localPort === 4500 || gateway.remotePort === 4500 ? 4500 : 500;
  if (port === 500) {
    const first = { ...ends, purpose: 'ike', protocol: UDP, destinationPort: gateway.localPort || 500 } as const;
    if (!translates(remote) || remote.knowledge !== 'certain')
      out.push({ ...first, sourcePort: gateway.remotePort || 500, likelihood: 'certain', why: 'IKE begins on UDP 500' });
    if (translates(remote))
      out.push({
        ...first,
        reply: false,
        sourcePort: 'translated',
        likelihood: likelihoodOf(remote),
        why: `IKE begins on UDP 500, from any port when ${remote.condition}`,
      });
  }
  out.push(...natPackets(gateway, facts, ends, port));
  return out;
}

function natPackets(gateway: Gateway, facts: ExchangeFacts, ends: Ends, port: number): readonly NeededPacket[] {
  const out: NeededPacket[] = [];
  const { local, remote } = facts;
  const second = { ...ends, purpose: 'nat-t', protocol: UDP, destinationPort: 4500 } as const;
  if (translates(remote))
    out.push({
      ...second,
      reply: false,
      sourcePort: 'translated',
      likelihood: likelihoodOf(remote),
      why: `IKE and ESP move to UDP 4500 when ${remote.condition}`,
    });
  else if (remote.knowledge !== 'none')
    out.push({
      ...second,
      sourcePort: 4500,
      likelihood: likelihoodOf(remote),
      why: `IKE and ESP move to UDP 4500 when ${remote.condition}`,
    });
  if (local.knowledge !== 'none')
    out.push({
      ...second,
      sourcePort: 4500,
      likelihood: likelihoodOf(local),
      why: `IKE and ESP move to UDP 4500 when ${local.condition}`,
    });
  if (gateway.mobike && gateway.version !== 1)
    out.push({
      ...second,
      sourcePort: 4500,
      likelihood: 'certain',
      why: 'IKEv2 with MOBIKE moves to UDP 4500 even without a NAT',
    });
  if (gateway.forceEncapsulation || port === 4500)
    out.push({
      ...second,
      sourcePort: 4500,
      likelihood: 'certain',
      why: port === 4500 ? 'IKE begins on UDP 4500' : 'UDP encapsulation is forced',
    });
  return out.toSorted((a, b) => rank(b.likelihood) - rank(a.likelihood));
}

function rank(likelihood: Likelihood): number {
  return likelihood === 'certain' ? 2 : likelihood === 'likely' ? 1 : 0;
}

/** ESP itself, unless it is surely put into UDP; AH wherever it is used. */
function protectedPackets(device: Device, gateway: Gateway, facts: ExchangeFacts, ends: Ends): readonly NeededPacket[] {
  const out: NeededPacket[] = [];
  const { esp, ah } = protocolsOf(device, gateway);
  const behind = [facts.local, facts.remote].map(({ knowledge }) => knowledge);
  const encapsulated = gateway.forceEncapsulation || (behind.includes('certain') && device.ios?.natTraversal !== false);
  // Both ends send on their own account: a stateful filter knows the flow once this end has sent.
  const both = { ...ends, reply: true };
  if (esp && !encapsulated) {
    const likelihood: Likelihood = behind.includes('likely') || behind.includes('possible') ? 'possible' : 'certain';
    out.push({ ...both, purpose: 'esp', protocol: ESP, likelihood, why: 'without a NAT, ESP is an IP protocol of its own' });
  }
  if (ah) out.push({ ...both, purpose: 'ah', protocol: AH, likelihood: 'certain', why: 'AH is an IP protocol of its own' });
  return out;
}

const PROPOSALS = new WeakMap<Device, ReadonlyMap<string, ChildProposal>>();

function protocolsOf(device: Device, gateway: Gateway): { readonly esp: boolean; readonly ah: boolean } {
  let byId = PROPOSALS.get(device);
  if (byId === undefined) {
    byId = new Map(device.childProposals.map((proposal) => [proposal.id, proposal]));
    PROPOSALS.set(device, byId);
  }
  let esp = false;
  let ah = false;
  for (const child of gateway.children) {
    for (const id of child.proposals) {
      const proposal = byId.get(id);
      if (proposal === undefined) continue;
      esp ||= proposal.protocol === 'esp';
      ah ||= proposal.protocol === 'ah' || proposal.ah.length > 0;
    }
  }
  return { esp: esp || !ah, ah };
}
