import type { Device, NatRule } from '../../src/rule/index.ts';

/** UDP ports that a VPN host behind a forward needs, both of them (RFC 3947, section 4). */
export const IKE_PORTS: readonly number[] = [500, 4500];

/** Forwards of a UDP port of IKE. */
export function ikeForwards(device: Device): readonly NatRule[] {
  return device.natRules.filter(
    ({ kind, protocol, globalPort, localPort }) =>
      kind === 'static-port' &&
      (protocol === 'udp' || protocol === 'any') &&
      [globalPort, localPort].some((port) => port !== undefined && IKE_PORTS.includes(port)),
  );
}

/** The outside of a forward as a key: two forwards with equal keys take packets to the same address. */
export function outsideOf({ global, interface: name, vrf }: NatRule): string {
  return `${vrf ?? ''} ${global ?? ''} ${name ?? ''}`;
}

/** The outside in words. */
export function outsideText({ global, interface: name }: NatRule): string {
  return global ?? name ?? 'the outside address';
}
