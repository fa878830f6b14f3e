import type { Device, Interface } from '../../model/types.ts';
import type { Side } from '../verdict.ts';
import { isWithin } from './address.ts';
import type { Crossing } from './crossing.ts';
import type { Site } from './site.ts';

/** A packet on its way between the two NATs, as everybody outside sees it. */
export interface PacketOutside {
  readonly protocol: number;
  readonly source: string | undefined;
  readonly sourcePort?: number | 'translated';
  readonly destination: string;
  readonly destinationPort?: number | 'translated';
  /** It answers a packet that went the other way. */
  readonly established: boolean;
}

/** A border of a NAT router of the fleet that a packet crosses. */
export interface RouterCrossing {
  readonly side: Side;
  readonly crossing: Crossing;
}

/**
 * The inbound access lists that a packet meets at routers of the fleet that translate for one of the ends: on the inside before its
 * source is rewritten, on the outside before its destination is. Routers with zone policies and Linux hosts filter what they forward
 * by other rules, which are not asked; nor are answers where the router inspects what goes out.
 */
export function routerCrossings(
  sender: Site,
  senderSide: Side,
  receiver: Site,
  packet: PacketOutside,
): readonly RouterCrossing[] {
  const out: RouterCrossing[] = [];
  const first = sender.router;
  if (first !== undefined && isAsked(first) && sender.own !== undefined) {
    const { own } = sender;
    const at = first.interfaces.find((one) => one.nat === 'inside' && one.addresses.some((own4) => holds(own4, own)));
    if (at !== undefined) out.push({ side: senderSide, crossing: crossingOf(first, at, { ...packet, source: own }) });
  }
  const second = receiver.router;
  if (second !== undefined && isAsked(second)) {
    const at = outsideInterface(second, receiver.public);
    const inspected = packet.established && at?.inspectOut !== undefined;
    const side = senderSide === 'initiator' ? 'responder' : 'initiator';
    if (at !== undefined && !inspected) out.push({ side, crossing: crossingOf(second, at, packet) });
  }
  return out;
}

function isAsked(router: Device): boolean {
  return router.platform === 'ios' && router.zonePairs.length === 0;
}

function holds(own: Interface['addresses'][number], address: string): boolean {
  return isWithin(address, `${own.address}/${own.prefixLength}`);
}

function outsideInterface(router: Device, address: string): Interface | undefined {
  const outside = router.interfaces.filter(({ nat }) => nat === 'outside');
  return outside.find((at) => at.addresses.some((own) => holds(own, address))) ?? outside[0];
}

function crossingOf(device: Device, at: Interface, packet: PacketOutside): Crossing {
  return { device, interface: at.name, direction: 'in', ...packet };
}
