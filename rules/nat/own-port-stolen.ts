import type { Device, Finding, Gateway, NatRule } from '../../src/rule/index.ts';
import { defineRule } from '../../src/rule/index.ts';
import { ownAddress } from '../shared/addresses.ts';
import { headerOf, named, negotiating } from '../shared/entities.ts';
import { findingsOf, pairMessage } from '../shared/from-reason.ts';
import { IKE_PORTS } from '../shared/inside-hosts.ts';

/** NAT looks at a packet before the router's own IKE does: what a static rule takes never reaches it. */
export const rule = defineRule({
  meta: {
    id: 'nat/own-port-stolen',
    summary: "a static translation takes UDP 500 or 4500 away from this router's own tunnels",
    severity: 'error',
    scope: ['device', 'pair'],
    formats: ['ios'],
    tags: ['nat', 'forward'],
    references: ['RFC 3947, section 4', 'Cisco IOS, NAT order of operation'],
    messages: {
      stolen: {
        text: 'this translation sends {what} arriving at {outside} on to {local}, but {gateway} ends on that very address: the router never sees its own IKE',
        help: 'no {statement}; then give the inside host another public address',
      },
      pair: pairMessage('Remove the static translation of UDP 500 and 4500, or end the tunnel on another address'),
    },
  },
  device: check,
  pair: (pair) => findingsOf('nat/own-port-stolen', pair),
});

function* check(device: Device): Iterable<Finding<'stolen'>> {
  if (device.ios === undefined) return;
  const own = new Set(device.interfaces.flatMap(({ addresses }) => addresses.map(({ address }) => address)));
  for (const translation of device.natRules) {
    const what = takes(translation);
    if (what === undefined || (translation.local !== undefined && own.has(translation.local))) continue;
    const gateway = negotiating(device).find((one) => endsOn(device, one, translation));
    if (gateway === undefined) continue;
    yield {
      message: 'stolen',
      data: {
        what,
        outside: translation.global ?? translation.interface ?? 'the outside address',
        local: translation.local ?? 'an inside host',
        gateway: named(gateway),
        statement: statementOf(translation),
      },
      at: headerOf(translation),
      related: [{ at: headerOf(gateway), message: `${gateway.name} ends on this address` }],
      subject: translation.id,
    };
  }
}

/** What of IKE a translation takes in; undefined: nothing. */
function takes({ kind, protocol, globalPort }: NatRule): string | undefined {
  if (kind === 'static') return 'everything';
  if (kind !== 'static-port' || protocol === 'tcp' || globalPort === undefined) return undefined;
  return IKE_PORTS.includes(globalPort) ? `UDP ${globalPort}` : undefined;
}

function endsOn(device: Device, gateway: Gateway, { global, interface: name, vrf }: NatRule): boolean {
  if (gateway.vrf !== undefined && vrf !== undefined && gateway.vrf !== vrf) return false;
  if (name !== undefined) return gateway.interface === name;
  return global !== undefined && ownAddress(device, gateway)?.address === global;
}

/** The statement as it can be typed in again. */
function statementOf({ kind, protocol, local, localPort, global, globalPort, interface: name }: NatRule): string {
  const outside = name === undefined ? (global ?? '') : `interface ${name}`;
  const ports = kind === 'static-port' ? [`${protocol ?? 'udp'} `, ` ${localPort}`, ` ${globalPort}`] : ['', '', ''];
  return `ip nat inside source static ${ports[0]}${local ?? ''}${ports[1]} ${outside}${ports[2]}`;
}
