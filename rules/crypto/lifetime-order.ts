import type { Child, Device, Finding, Gateway, Provenance } from '../../src/rule/index.ts';
import { defineRule } from '../../src/rule/index.ts';
import { headerOf, ikeProposalsOf, negotiating, whereFrom } from '../shared/entities.ts';
import { oncePerPlace } from '../shared/grouping.ts';

/** A child that outlives its IKE SA, or is to be rekeyed after it has expired. */
export const rule = defineRule({
  meta: {
    id: 'crypto/lifetime-order',
    summary: 'the child lifetime is not shorter than the IKE lifetime, or is over before it is rekeyed',
    severity: 'warning',
    scope: ['device'],
    formats: ['ios', 'swanctl', 'ipsec.conf'],
    tags: ['crypto', 'lifetime'],
    references: ['RFC 7296, section 2.8', 'RFC 4478'],
    messages: {
      longer: {
        text: '{name} keeps child SAs for {child} s{childFrom}, the IKE SA for {ike} s{ikeFrom}: the IKE SA goes first and takes them along',
        help: 'a child lifetime of an eighth to a third of the IKE lifetime, such as 3600 s of 14400 s',
      },
      late: {
        text: '{name} is rekeyed after {rekey} s but expires after {life} s: traffic stops in between',
        help: 'a rekey time of nine tenths of the lifetime; leave it out and it is derived',
      },
    },
  },
  *device(device) {
    yield* oncePerPlace(check(device));
  },
});

function* check(device: Device): Iterable<Finding<'longer' | 'late'>> {
  for (const gateway of negotiating(device)) {
    const ike = ikeLifetime(device, gateway);
    for (const child of gateway.children) {
      if (child.lifeTime > 0 && child.rekeyTime > 0 && child.rekeyTime >= child.lifeTime && device.platform === 'strongswan') {
        const at = child.at.rekeyTime ?? child.at.lifeTime ?? headerOf(child);
        yield {
          message: 'late',
          data: { name: child.name, rekey: child.rekeyTime, life: child.lifeTime },
          at,
          subject: gateway.id,
        };
      }
      const seconds = childLifetime(child);
      if (ike !== undefined && seconds.value > 0 && seconds.value >= ike.value && !(isDefault(seconds.at) && isDefault(ike.at))) {
        const at = isDefault(seconds.at) ? ike.at : seconds.at;
        const data = {
          name: gateway.name,
          child: seconds.value,
          childFrom: whereFrom(seconds.at),
          ike: ike.value,
          ikeFrom: whereFrom(ike.at),
        };
        yield { message: 'longer', data, at, subject: gateway.id };
      }
    }
  }
}

interface Seconds {
  readonly value: number;
  readonly at: Provenance;
}

function isDefault(at: Provenance): boolean {
  return at.kind === 'default' || (at.kind === 'derived' && at.from.every(isDefault));
}

function childLifetime(child: Child): Seconds {
  const field = child.rekeyTime > 0 && child.rekeyTime < child.lifeTime ? 'rekeyTime' : 'lifeTime';
  return { value: child[field], at: child.at[field] ?? headerOf(child) };
}

function ikeLifetime(device: Device, gateway: Gateway): Seconds | undefined {
  const policy = ikeProposalsOf(device, gateway).find(({ lifetime }) => lifetime !== undefined);
  if (policy?.lifetime !== undefined) return { value: policy.lifetime, at: policy.at.lifetime ?? headerOf(policy) };
  const fields = (['rekeyTime', 'reauthTime'] as const)
    .filter((field) => gateway[field] > 0)
    .sort((a, b) => gateway[a] - gateway[b]);
  const [shortest] = fields;
  return shortest === undefined ? undefined : { value: gateway[shortest], at: gateway.at[shortest] ?? headerOf(gateway) };
}
