import type { Device, Finding, Identity } from '../../src/rule/index.ts';
import { defineRule, parseAddresses } from '../../src/rule/index.ts';
import { negotiating } from '../shared/entities.ts';
import { oncePerPlace } from '../shared/grouping.ts';

/** An identity has a type: an address that is sent as a name does not match the same address. */
export const rule = defineRule({
  meta: {
    id: 'auth/literal-identity',
    summary: 'an address is written as a name, so that it never matches the address',
    severity: 'warning',
    scope: ['device'],
    formats: ['ios', 'swanctl', 'ipsec.conf'],
    tags: ['authentication', 'identity'],
    references: ['RFC 7296, section 3.5', 'strongSwan, swanctl.conf(5), local.id'],
    messages: {
      name: {
        text: '{value} is an address, but is sent and compared as a host name here (ID_FQDN): a peer that means the address does not match it',
        help: 'Write {value} without "@" (IOS: identity local address {value})',
      },
    },
  },
  device: (device) => oncePerPlace(check(device)),
});

function* check(device: Device): Iterable<Finding<'name'>> {
  for (const gateway of negotiating(device)) {
    for (const { identity } of [...gateway.localAuth, ...gateway.remoteAuth]) {
      if (identity !== undefined && isLiteral(identity)) yield found(identity, gateway.id);
    }
  }
  for (const { owners, id, kind } of device.secrets) {
    if (kind !== 'psk') continue;
    for (const owner of owners) if (isLiteral(owner)) yield found(owner, id);
  }
}

function isLiteral({ type, value }: Identity): boolean {
  return type === 'fqdn' && !value.includes('/') && parseAddresses(value) !== undefined;
}

function found({ value, origin }: Identity, subject: string): Finding<'name'> {
  return { message: 'name', data: { value }, at: origin, subject };
}
