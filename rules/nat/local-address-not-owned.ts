import type { AddressSpec, Device, Finding, Outcome } from '../../src/rule/index.ts';
import { defineRule } from '../../src/rule/index.ts';
import { negotiating } from '../shared/entities.ts';
import { findingsOf, pairMessage } from '../shared/from-reason.ts';
import { oncePerPlace } from '../shared/grouping.ts';

/** A local address that the host does not have matches no packet, and sends none. */
export const rule = defineRule({
  meta: {
    id: 'nat/local-address-not-owned',
    summary: 'the local address of a tunnel is one that the device does not have',
    severity: 'warning',
    scope: ['device', 'pair'],
    formats: ['ios', 'swanctl', 'ipsec.conf'],
    tags: ['nat', 'addresses'],
    references: ['strongSwan, libcharon/config/backend_manager.c', 'RFC 3947, section 4'],
    messages: {
      foreign: {
        text:
          '{gateway} is bound to {address}, which is none of the addresses of this device ({own}): it can send nothing from it, and ' +
          'to a peer it answers "no IKE config found"{public}',
        help: '{fix}',
      },
      pair: pairMessage('Bind the tunnel to the address that the interface has, not to the public one of the NAT in front of it'),
    },
  },
  device: (device) => oncePerPlace(check(device)),
  pair: (pair) => findingsOf('nat/local-address-not-owned', pair),
});

function* check(device: Device): Iterable<Outcome<'foreign'>> {
  const own = ownAddresses(device);
  if (own === undefined) return;
  for (const gateway of negotiating(device)) {
    const literal = gateway.local.filter(({ kind }) => kind === 'address');
    if (literal.length === 0 || literal.some(({ value }) => own.has(value)) || literal.length < gateway.local.length) continue;
    const [address] = literal;
    if (address !== undefined) yield foreign(device, gateway.name, gateway.id, address, own);
  }
}

function foreign(
  device: Device,
  gateway: string,
  subject: string,
  { value, origin }: AddressSpec,
  own: ReadonlySet<string>,
): Finding<'foreign'> {
  const isNat = device.declared?.nat?.public === value;
  const [first] = own;
  return {
    message: 'foreign',
    data: {
      gateway,
      address: value,
      own: [...own].slice(0, 3).join(', '),
      public: isNat ? '; it is the public address of the NAT in front' : '',
      fix:
        device.platform === 'ios'
          ? `Use the outside interface, or its address ${first}`
          : `local_addrs = ${first} (ipsec.conf: left=${first}), or leave it out`,
    },
    at: origin,
    ...(device.declared === undefined ? {} : { related: [{ at: device.declared.origin, message: 'the declared addresses' }] }),
    subject,
  };
}

/** All addresses of the device; undefined when they are not known completely. */
function ownAddresses({ platform, whole, declared, interfaces }: Device): ReadonlySet<string> | undefined {
  const stated = declared?.addresses ?? [];
  if (platform === 'strongswan') return stated.length === 0 ? undefined : new Set(stated);
  if (
    !whole ||
    interfaces.some(({ addressing }) => addressing === 'dhcp' || addressing === 'negotiated' || addressing === 'unknown')
  ) {
    return undefined;
  }
  const physicalFirst = interfaces.toSorted((a, b) => Number(a.tunnel !== undefined) - Number(b.tunnel !== undefined));
  const own = new Set([...stated, ...physicalFirst.flatMap(({ addresses }) => addresses.map(({ address }) => address))]);
  return own.size === 0 ? undefined : own;
}
