import type { Device, Finding, Gateway } from '../../src/rule/index.ts';
import { defineRule } from '../../src/rule/index.ts';
import { headerOf, ikeProposalsOf, named, negotiating } from '../shared/entities.ts';
import { oncePerPlace } from '../shared/grouping.ts';

/** A certificate does not fit into one packet, and only the first fragment of a packet has ports. */
export const rule = defineRule({
  meta: {
    id: 'filter/fragments-dropped',
    summary: 'fragments are dropped while certificates are exchanged without IKE fragmentation',
    severity: 'warning',
    scope: ['device'],
    formats: ['ios'],
    tags: ['filter', 'certificates'],
    references: ['RFC 7383, section 1', 'RFC 3715, section 2.2 l'],
    messages: {
      fragments: {
        text: '{filter} drops fragments, and {gateway} authenticates with certificates without IKE fragmentation: the message that carries the certificate never arrives whole',
        help: '{fix}',
      },
    },
  },
  device: (device) => oncePerPlace(check(device)),
});

function* check(device: Device): Iterable<Finding<'fragments'>> {
  for (const gateway of negotiating(device)) {
    if (gateway.fragmentation !== 'no' && gateway.fragmentation !== 'accept') continue;
    if (!usesCertificates(device, gateway)) continue;
    const inbound = device.interfaces.find(({ name }) => name === gateway.interface)?.accessIn;
    const filter = device.filters.find(({ name }) => name === inbound);
    const line = filter?.lines.find(
      ({ action, conditions }) =>
        (action.do === 'deny' || action.do === 'reject') && conditions?.some(({ kind }) => kind === 'fragments') === true,
    );
    if (filter === undefined || line === undefined) continue;
    const fix =
      gateway.version === 1 ? 'crypto isakmp fragmentation, at both ends' : 'crypto ikev2 fragmentation mtu 1280, at both ends';
    yield {
      message: 'fragments',
      data: { filter: filter.name, gateway: named(gateway), fix },
      at: line.origin,
      related: [{ at: headerOf(gateway), message: `${gateway.name} needs whole messages` }],
      subject: gateway.id,
    };
  }
}

function usesCertificates(device: Device, gateway: Gateway): boolean {
  const methods = gateway.localAuth.map(({ method }) => method);
  if (methods.some((method) => method === 'pubkey' || method === 'rsa' || method === 'ecdsa')) return true;
  return (
    gateway.version === 1 &&
    methods.length === 0 &&
    ikeProposalsOf(device, gateway).every(({ authentication }) => authentication === 'rsa')
  );
}
