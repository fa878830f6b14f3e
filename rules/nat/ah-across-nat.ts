import type { Ask, ChildProposal, Device, Finding } from '../../src/rule/index.ts';
import { defineRule } from '../../src/rule/index.ts';
import { childProposalsOf, headerOf, named, negotiating, peerText, proposalWord } from '../shared/entities.ts';
import { findingsOf, isToldByPair, pairMessage } from '../shared/from-reason.ts';
import { oncePerPlace } from '../shared/grouping.ts';
import { natOnPath } from '../shared/nat-view.ts';

/** AH signs both IP addresses of the outer header, so no packet survives a NAT, encapsulated or not. */
export const rule = defineRule({
  meta: {
    id: 'nat/ah-across-nat',
    summary: 'AH on a path with a NAT: every packet fails its integrity check',
    severity: 'error',
    scope: ['device', 'pair'],
    formats: ['ios', 'swanctl', 'ipsec.conf'],
    tags: ['nat', 'ah'],
    references: ['RFC 3715, section 2.1 a', 'RFC 4302, section 3.3.3.1', 'RFC 3948, section 1'],
    messages: {
      ah: {
        text: 'AH ({algorithm}) in {word} {name} signs the IP addresses that a NAT rewrites: no packet of {gateway} gets through {when}',
        help: '{fix}',
      },
      pair: pairMessage(
        'Replace AH by ESP with integrity at both ends: esp-null with an HMAC, or AES-GCM, crosses a NAT inside UDP 4500',
      ),
    },
  },
  device: (device, ask) => oncePerPlace(check(device, ask)),
  pair: (pair) => findingsOf('nat/ah-across-nat', pair),
});

function* check(device: Device, ask: Ask): Iterable<Finding<'ah'>> {
  for (const gateway of negotiating(device)) {
    if (isToldByPair('nat/ah-across-nat', ask, device, gateway)) continue;
    for (const child of gateway.children) {
      for (const proposal of childProposalsOf(device, child)) {
        const ah = proposal.protocol === 'ah' ? proposal.integrity[0] : proposal.ah[0];
        const nat = ah === undefined ? undefined : natOnPath(ask, device, gateway);
        if (ah === undefined || nat === undefined) continue;
        yield {
          message: 'ah',
          data: {
            algorithm: ah.name,
            word: proposalWord(device),
            name: proposal.name,
            gateway: named(gateway),
            when: nat.when,
            fix: fixFor(device, proposal),
          },
          at: ah.origin,
          related: [{ at: headerOf(gateway), message: `used by ${gateway.name} towards ${peerText(gateway)}` }, ...nat.related],
          subject: proposal.id,
          likelihood: nat.likelihood,
        };
      }
    }
  }
}

function fixFor(device: Device, { name }: ChildProposal): string {
  return device.platform === 'ios'
    ? `crypto ipsec transform-set ${name} esp-aes 256 esp-sha256-hmac`
    : 'Write esp_proposals = aes256gcm16-ecp256 (ipsec.conf: esp=aes256gcm16-ecp256) in place of the AH proposals';
}
