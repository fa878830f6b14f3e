import type { Child, Device, Finding, Gateway, Provenance } from '../../src/rule/index.ts';
import { defineRule } from '../../src/rule/index.ts';
import { headerOf, ikeProposalsOf, negotiating, whereFrom } from '../shared/entities.ts';
import { oncePerPlace } from '../shared/grouping.ts';

/** Child keys are meant to be renewed more often than the keys that they come from. */
export const rule = defineRule({
  meta: {
    id: 'crypto/lifetime-order',
    summary: 'a child SA that outlives its IKE SA, or that ends before it is renewed',
    severity: 'warning',
    scope: ['device'],
    formats: ['ios', 'swanctl', 'ipsec.conf'],
    tags: ['crypto', 'lifetime'],
    references: ['RFC 7296, section 2.8', 'strongSwan, swanctl.conf(5), rekey_time and life_time'],
    messages: {
      order: {
        text: '{child} is renewed every {childSeconds} s{childFrom}, its IKE SA every {ikeSeconds} s{ikeFrom}: the keys that wear out most live longest',
        help: 'Make the child lifetime shorter than that of IKE: 3600 s against 86400 s, for example',
      },
      margin: {
        text: '{child} ends after {life} s and would be renewed after {rekey} s: it ends first, with a gap in the traffic',
        help: 'life_time larger than rekey_time, by a tenth (ipsec.conf: lifetime larger than margintime)',
      },
    },
  },
  device: (device) => oncePerPlace(check(device)),
});

function* check(device: Device): Iterable<Finding<'order' | 'margin'>> {
  for (const gateway of negotiating(device)) {
    const ike = ikeLifetime(device, gateway);
    for (const child of gateway.children) {
      if (child.mode === 'pass' || child.mode === 'drop') continue;
      const at = childAt(child);
      const { rekeyTime, lifeTime } = child;
      if (rekeyTime > 0 && lifeTime > 0 && lifeTime < rekeyTime) {
        const data = { child: child.name, life: lifeTime, rekey: rekeyTime };
        yield { message: 'margin', data, at, subject: child.id };
      }
      const seconds = rekeyTime > 0 ? rekeyTime : lifeTime;
      if (ike === undefined || seconds <= ike.seconds) continue;
      yield {
        message: 'order',
        data: {
          child: child.name,
          childSeconds: seconds,
          childFrom: whereFrom(at),
          ikeSeconds: ike.seconds,
          ikeFrom: whereFrom(ike.at),
        },
        at: at.kind === 'default' ? ike.at : at,
        related: [at.kind === 'default' ? { at, message: 'the lifetime of the child' } : { at: ike.at, message: 'the lifetime of IKE' }],
        subject: child.id,
      };
    }
  }
}

function childAt(child: Child): Provenance {
  return child.at.rekeyTime ?? child.at.lifeTime ?? headerOf(child);
}

function ikeLifetime(device: Device, gateway: Gateway): { readonly seconds: number; readonly at: Provenance } | undefined {
  if (device.platform === 'ios' && gateway.version === 1) {
    const [policy] = ikeProposalsOf(device, gateway);
    if (policy?.lifetime === undefined) return undefined;
    return { seconds: policy.lifetime, at: policy.at.lifetime ?? headerOf(policy) };
  }
  const times = [
    { seconds: gateway.rekeyTime, at: gateway.at.rekeyTime },
    { seconds: gateway.reauthTime, at: gateway.at.reauthTime },
  ].filter(({ seconds }) => seconds > 0);
  const [shortest] = times.toSorted((a, b) => a.seconds - b.seconds);
  return shortest === undefined ? undefined : { seconds: shortest.seconds, at: shortest.at ?? headerOf(gateway) };
}
