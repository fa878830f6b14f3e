import type { DeclaredNat, Device, Finding, Fleet } from '../../src/rule/index.ts';
import { defineRule } from '../../src/rule/index.ts';
import { headerOf } from '../shared/entities.ts';
import { ikeForwards, outsideOf, outsideText } from '../shared/inside-hosts.ts';

/** The destination port is always 500 or 4500, so one public address leads to one responder. */
export const rule = defineRule({
  meta: {
    id: 'nat/two-responders-one-address',
    summary: 'two hosts are to answer IKE on one public address',
    severity: 'error',
    scope: ['device', 'fleet'],
    formats: ['ios', 'iptables', 'nft'],
    tags: ['nat', 'forward'],
    references: ['RFC 3947, section 4'],
    messages: {
      twice: {
        text: 'UDP {port} of {outside} is forwarded to {second} here and to {first} before: only one of them can answer IKE',
        help: 'Give each VPN host a public address of its own, or let one of them only start tunnels',
      },
      declared: {
        text: 'UDP {port} of {outside} is declared to lead to {first} and to {second}: only one of them can answer IKE',
        help: 'Give each VPN host a public address of its own, or declare kind "napt" for the one that only starts tunnels',
      },
    },
  },
  *device(device) {
    const first = new Map<string, ReturnType<typeof ikeForwards>[number]>();
    for (const forward of ikeForwards(device)) {
      const key = `${outsideOf(forward)} ${forward.globalPort}`;
      const other = first.get(key);
      if (other === undefined) first.set(key, forward);
      else if (other.local !== forward.local && other.chain === forward.chain && sameCondition(other.match, forward.match)) {
        yield {
          message: 'twice',
          data: {
            port: forward.globalPort ?? 500,
            outside: outsideText(forward),
            second: forward.local ?? 'one host',
            first: other.local ?? 'another',
          },
          at: headerOf(forward),
          related: [{ at: headerOf(other), message: 'the first forward of this port' }],
          subject: forward.id,
        };
      }
    }
  },
  fleet: declaredTwice,
});

function sameCondition(a: unknown, b: unknown): boolean {
  return conditionText(a) === conditionText(b);
}

function conditionText(match: unknown): string {
  return (
    JSON.stringify(match, (key, value: unknown) =>
      key === 'origin' || key === 'action' || key === 'sequence' ? undefined : value,
    ) ?? ''
  );
}

function* declaredTwice(fleet: Fleet): Iterable<Finding<'declared'>> {
  const first = new Map<string, Device>();
  for (const device of fleet.devices) {
    const nat = device.declared?.nat;
    if (nat?.kind !== 'forward' || nat.public === undefined) continue;
    for (const port of forwarded(nat)) {
      const key = `${nat.public} ${port}`;
      const other = first.get(key);
      if (other === undefined) first.set(key, device);
      else {
        yield {
          message: 'declared',
          data: { port, outside: nat.public, first: other.name, second: device.name },
          at: nat.origin,
          related: other.declared?.nat === undefined ? [] : [{ at: other.declared.nat.origin, message: other.name }],
          device: device.name,
          peer: other.name,
        };
        break;
      }
    }
  }
}

function forwarded({ ports }: DeclaredNat): readonly number[] {
  return [500, 4500].filter((port) => ports?.includes(`udp/${port}`) === true);
}
