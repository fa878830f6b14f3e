import type { Child, Device, Finding } from '../../src/rule/index.ts';
import { defineRule } from '../../src/rule/index.ts';
import { childProposalsOf, headerOf, negotiating } from '../shared/entities.ts';
import { oncePerPlace, placeKey } from '../shared/grouping.ts';

/** Without an exchange of its own every child key follows from the IKE keys: who learns those can read all of it. */
export const rule = defineRule({
  meta: {
    id: 'crypto/no-pfs',
    summary: 'child keys are renewed without a Diffie-Hellman exchange of their own',
    severity: 'warning',
    scope: ['device'],
    formats: ['ios', 'swanctl', 'ipsec.conf'],
    tags: ['crypto', 'pfs'],
    references: ['RFC 7296, section 1.3.1', 'RFC 2409, section 5.5'],
    messages: {
      none: {
        text: '{child}{more} renews its keys without PFS{from}: whoever learns the IKE keys can read everything that was ever sent',
        help: '{fix}',
      },
    },
  },
  device: (device) => oncePerPlace(check(device)),
});

function* check(device: Device): Iterable<Finding<'none'>> {
  const lacking = negotiating(device).flatMap(({ children, kind }) =>
    kind === 'ezvpn-client' || kind === 'ezvpn-server' ? [] : children.filter((child) => lacksPfs(device, child)),
  );
  const [first, ...rest] = [...new Map(lacking.map((child) => [placeKey(placeOf(device, child)), child])).values()];
  if (first === undefined) return;
  const ios = device.platform === 'ios';
  const [proposal] = childProposalsOf(device, first);
  yield {
    message: 'none',
    data: {
      child: first.name,
      more: rest.length === 0 ? '' : ` (like ${rest.length} more)`,
      from: proposal?.builtIn === true ? ' (no proposal is set: the default has no group)' : '',
      fix: ios ? 'set pfs group14' : 'Add a group to the ESP proposals: aes256gcm16-ecp256, at both ends',
    },
    at: placeOf(device, first),
    related: rest.slice(0, 9).map((child) => ({ at: placeOf(device, child), message: child.name })),
    subject: first.id,
  };
}

function lacksPfs(device: Device, child: Child): boolean {
  if (child.mode === 'pass' || child.mode === 'drop') return false;
  if (device.platform === 'ios') return child.pfs === undefined;
  const proposals = childProposalsOf(device, child);
  return proposals.length > 0 && proposals.every(({ ke }) => ke.every(({ id }) => id === 0));
}

function placeOf(device: Device, child: Child) {
  const [proposal] = childProposalsOf(device, child);
  if (device.platform === 'ios' || proposal === undefined || proposal.builtIn) return headerOf(child);
  return proposal.encryption[0]?.origin ?? headerOf(proposal);
}
