import type { Device, Finding, NatRule } from '../../src/rule/index.ts';
import { defineRule } from '../../src/rule/index.ts';
import { headerOf } from '../shared/entities.ts';
import { findingsOf, pairMessage } from '../shared/from-reason.ts';
import { IKE_PORTS, ikeForwards, outsideOf, outsideText } from '../shared/inside-hosts.ts';

/** A VPN host behind a forward needs UDP 500 for the first messages and UDP 4500 for the rest: one of them alone never works. */
export const rule = defineRule({
  meta: {
    id: 'nat/half-forwarded-port',
    summary: 'UDP 500 is forwarded to a VPN host without UDP 4500, or the reverse',
    severity: 'error',
    scope: ['device', 'pair'],
    formats: ['ios', 'iptables', 'nft'],
    tags: ['nat', 'forward'],
    references: ['RFC 3947, section 4', 'Cisco Catalyst 9300, NAT-T restrictions'],
    messages: {
      half: {
        text: 'UDP {port} of {outside} is forwarded to {host} and UDP {missing} is not: {effect}',
        help: '{fix}',
      },
      pair: pairMessage('Forward UDP 500 and UDP 4500 to the same host'),
    },
  },
  device: check,
  pair: (pair) => findingsOf('nat/half-forwarded-port', pair),
});

function* check(device: Device): Iterable<Finding<'half'> | { undecided: string }> {
  const forwards = ikeForwards(device);
  for (const forward of forwards) {
    const missing = IKE_PORTS.find((port) => port !== forward.globalPort);
    if (forward.globalPort === undefined || missing === undefined || !IKE_PORTS.includes(forward.globalPort)) continue;
    if (forwards.some((other) => other.globalPort === missing && sameWay(forward, other))) continue;
    if (takesAll(device, forward)) continue;
    if (device.platform === 'ios' && !device.whole) {
      yield { undecided: 'the text is a part of a configuration: the second forward may stand elsewhere' };
      continue;
    }
    yield half(device, forward, forward.globalPort, missing);
  }
}

function sameWay(a: NatRule, b: NatRule): boolean {
  return a.local === b.local && outsideOf(a) === outsideOf(b);
}

/** Whether a one-to-one rule brings everything else to the same host. */
function takesAll({ natRules }: Device, { local }: NatRule): boolean {
  return natRules.some((rule) => rule.kind === 'static' && rule.local === local);
}

function half(device: Device, forward: NatRule, port: number, missing: number): Finding<'half'> {
  const effect =
    missing === 4500
      ? 'the exchange starts and stops when it moves to 4500, for this NAT is seen in it'
      : 'the first message goes to 500 and nobody answers';
  const local = forward.local ?? 'the host';
  const fix =
    device.platform === 'ios'
      ? `ip nat inside source static udp ${local} ${missing} ${forward.interface === undefined ? outsideText(forward) : `interface ${forward.interface}`} ${missing}`
      : `iptables -t nat -A PREROUTING -p udp --dport ${missing} -j DNAT --to-destination ${local}`;
  return {
    message: 'half',
    data: { port, missing, outside: outsideText(forward), host: local, effect, fix },
    at: headerOf(forward),
    subject: forward.id,
  };
}
