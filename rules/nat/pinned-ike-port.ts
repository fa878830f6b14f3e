import type { Device, Finding, Gateway } from '../../src/rule/index.ts';
import { defineRule } from '../../src/rule/index.ts';
import { canStart, headerOf, named, negotiating } from '../shared/entities.ts';
import { findingsOf, pairMessage } from '../shared/from-reason.ts';

/** NAT traversal moves from 500 to 4500 by itself, but only from the standard ports and only to 4500. */
export const rule = defineRule({
  meta: {
    id: 'nat/pinned-ike-port',
    summary: 'an IKE port is pinned so that the exchange cannot move to UDP 4500',
    severity: 'error',
    scope: ['device', 'pair'],
    formats: ['swanctl', 'ipsec.conf'],
    tags: ['nat', 'nat-t', 'ports'],
    references: [
      'RFC 3715, section 2.1 d',
      'RFC 3947, section 4',
      'strongSwan, charon.port_nat_t and connections.<conn>.local_port',
    ],
    messages: {
      local: {
        text: '{gateway} sends from UDP {port}, which the daemon has no socket for ({sockets}), so it sends nothing at all',
        help: 'Remove local_port (ipsec.conf: leftikeport), or set local_port = 4500 together with remote_port = 4500',
      },
      half: {
        text: '{gateway} goes from UDP {local} to UDP {remote}: one end uses the non-ESP marker and the other does not, so no message is understood',
        help: 'Set both local_port and remote_port to 4500, or neither',
      },
      useless: {
        text: '{gateway} waits for its peers, and for them UDP {port} changes nothing: they dial 500 and move to 4500',
        help: 'Remove the port',
      },
      listener: {
        text: 'the NAT-T socket of this responder is on {port}, but peers move to UDP 4500, where nobody answers them',
        help: 'charon.port_nat_t = 4500',
      },
      start: {
        text: 'this responder listens for IKE on {port}, but peers send their first message to UDP 500',
        help: 'charon.port = 500',
      },
      pair: pairMessage('Leave local_port, remote_port, charon.port and charon.port_nat_t at their defaults'),
    },
  },
  *device(device) {
    if (device.charon === undefined) return;
    yield* daemonPorts(device);
    for (const gateway of negotiating(device)) yield* gatewayPorts(device, gateway);
  },
  pair: (pair) => findingsOf('nat/pinned-ike-port', pair),
});

type Found = Finding<'local' | 'half' | 'useless' | 'listener' | 'start'>;

function* daemonPorts({ charon, gateways, whole }: Device): Iterable<Found> {
  if (charon === undefined || charon.initiatorOnly) return;
  const waiting = gateways.find((gateway) => gateway.rejected === undefined && !canStart(gateway));
  const nobodyKnown = gateways.length === 0 && !whole;
  if (waiting === undefined && !nobodyKnown) return;
  const related = waiting === undefined ? [] : [{ at: headerOf(waiting), message: `${waiting.name} only answers` }];
  const common = { related, subject: charon.id, likelihood: waiting === undefined ? ('likely' as const) : ('certain' as const) };
  if (charon.portNatT !== 4500) {
    const random = charon.portNatT === 0 || charon.portNatT === charon.port;
    const port = random ? 'a random port' : `UDP ${charon.portNatT}`;
    yield { message: 'listener', data: { port }, at: charon.at.portNatT ?? headerOf(charon), ...common };
  }
  if (charon.port !== 500) {
    const port = charon.port === 0 ? 'a random port' : `UDP ${charon.port}`;
    yield { message: 'start', data: { port }, at: charon.at.port ?? headerOf(charon), ...common };
  }
}

function* gatewayPorts({ charon }: Device, gateway: Gateway): Iterable<Found> {
  const { localPort: local, remotePort: remote } = gateway;
  if (charon === undefined || (local === 500 && remote === 500)) return;
  const subject = gateway.id;
  const localAt = gateway.at.localPort ?? headerOf(gateway);
  if (!canStart(gateway)) {
    if (local !== 500 && local !== 4500) {
      yield { message: 'useless', data: { gateway: named(gateway), port: local }, at: localAt, subject, severity: 'warning' };
    }
    return;
  }
  const sockets = [charon.port, charon.portNatT].filter((port) => port !== 0);
  if (local !== 500 && !sockets.includes(local)) {
    const data = { gateway: named(gateway), port: local, sockets: `it has ${sockets.join(' and ')}` };
    yield { message: 'local', data, at: localAt, subject };
  } else if ((local === 500) !== (remote === 500) && (local === 4500 || remote === 4500)) {
    const at = local === 500 ? (gateway.at.remotePort ?? headerOf(gateway)) : localAt;
    yield { message: 'half', data: { gateway: named(gateway), local, remote }, at, subject };
  }
}
