import type { Child, ChildProposal, Device, Gateway, Identity, IkeProposal, Transform, Verdict } from '../../src/rule/index.ts';
import { algorithmOf } from '../../src/rule/index.ts';
import { wildcardText } from './addresses.ts';
import { childProposalsOf, ikeProposalsOf } from './entities.ts';
import { isAead } from './transforms.ts';

/** What to type in at the device of a finding so that it agrees with the other end as that one is; empty when it cannot be said. */
export function remedyFor(rule: string, verdict: Verdict, here: Device, there: Device): string {
  const mine = gatewayOf(verdict, here);
  const theirs = gatewayOf(verdict, there);
  if (mine === undefined || theirs === undefined) return '';
  const text = lines(rule, here, mine, there, theirs);
  return text === undefined ? '' : `; to agree with ${there.name || 'the other end'} as it is: ${text}`;
}

function gatewayOf({ initiator, connection, responderConnection }: Verdict, { name, gateways }: Device): Gateway | undefined {
  const wanted = name === initiator ? connection : responderConnection;
  return gateways.find((gateway) => gateway.name === wanted) ?? (gateways.length === 1 ? gateways[0] : undefined);
}

function lines(rule: string, here: Device, mine: Gateway, there: Device, theirs: Gateway): string | undefined {
  switch (rule) {
    case 'proposal/no-common-ike':
      return ikeLines(mine, ikeProposalsOf(there, theirs)[0]);
    case 'proposal/no-common-child': {
      const child = theirs.children[0];
      return child === undefined ? undefined : childLines(here, mine, childProposalsOf(there, child)[0]);
    }
    case 'auth/identity-mismatch':
      return identityLines(here, mine, theirs);
    case 'selector/not-mirrored':
      return selectorLines(here, mine, theirs.children[0]);
    default:
      return undefined;
  }
}

function strongswanWords(transforms: readonly (Transform | undefined)[]): string | undefined {
  const words = transforms.flatMap((transform) => (transform === undefined ? [] : [algorithmOf(transform)?.strongswan[0]]));
  return words.length === 0 || words.includes(undefined) ? undefined : words.join('-');
}

function ikeLines({ kind, version }: Gateway, proposal: IkeProposal | undefined): string | undefined {
  const encryption = proposal?.encryption[0];
  const ke = proposal?.ke[0];
  if (proposal === undefined || encryption === undefined || ke === undefined) return undefined;
  const second = isAead(encryption) ? proposal.prf[0] : (proposal.integrity[0] ?? proposal.prf[0]);
  if (kind === 'swanctl-connection' || kind === 'ipsec-conn') {
    const words = strongswanWords([encryption, second, ke]);
    if (words === undefined) return undefined;
    return kind === 'swanctl-connection' ? `proposals = ${words}` : `ike=${words}!`;
  }
  const [cipher, hash, group] = [encryption, second, ke].map((one) => (one === undefined ? undefined : algorithmOf(one)));
  if (version === 1) {
    if (cipher?.isakmp === undefined || hash === undefined || group?.isakmp === undefined) return undefined;
    const word = hash.isakmp ?? hash.ikev2;
    return word === undefined ? undefined : `encryption ${cipher.isakmp}, hash ${word}, group ${group.isakmp}`;
  }
  if (cipher?.ikev2 === undefined || hash?.ikev2 === undefined || group?.ikev2 === undefined) return undefined;
  return `encryption ${cipher.ikev2}, ${isAead(encryption) ? 'prf' : 'integrity'} ${hash.ikev2}, group ${group.ikev2}`;
}

function childLines(here: Device, { kind }: Gateway, proposal: ChildProposal | undefined): string | undefined {
  if (proposal === undefined || proposal.protocol === 'ah' || proposal.ah.length > 0) return undefined;
  const [encryption] = proposal.encryption;
  const integrity = encryption !== undefined && isAead(encryption) ? undefined : proposal.integrity[0];
  if (here.platform === 'ios') {
    const words = [encryption, integrity].flatMap((one) => (one === undefined ? [] : [algorithmOf(one)?.transform]));
    return words.includes(undefined) ? undefined : `crypto ipsec transform-set NAME ${words.join(' ')}`;
  }
  const words = strongswanWords([encryption, integrity, proposal.ke[0]]);
  if (words === undefined) return undefined;
  return kind === 'swanctl-connection' ? `esp_proposals = ${words}` : `esp=${words}!`;
}

/** The direction that fails decides: what is expected here, or what is sent from here. */
function identityLines(here: Device, mine: Gateway, theirs: Gateway): string | undefined {
  const sent = theirs.localAuth[0]?.identity;
  const expected = expectedBy(mine);
  const isMet =
    sent === undefined || expected.length === 0 || expected.some(({ value, type }) => type === 'any' || value === sent.value);
  const wanted = isMet ? expectedBy(theirs)[0] : sent;
  if (wanted === undefined || !/^[\w.@:-]+$/.test(wanted.value)) return undefined;
  const { type, value } = wanted;
  if (mine.kind === 'swanctl-connection') return `${isMet ? 'local' : 'remote'} { id = ${value} }`;
  if (mine.kind === 'ipsec-conn') return `${isMet ? 'leftid' : 'rightid'}=${type === 'fqdn' ? '@' : ''}${value}`;
  if (here.platform !== 'ios' || mine.version !== 2) return undefined;
  const word = type === 'ipv4' || type === 'ipv6' ? 'address' : type;
  return `${isMet ? 'identity local' : 'match identity remote'} ${word} ${value}`;
}

function expectedBy({ remoteAuth }: Gateway): readonly Identity[] {
  const [round] = remoteAuth;
  if (round === undefined) return [];
  return round.identity === undefined ? round.alternatives : [round.identity];
}

function selectorLines(here: Device, { kind }: Gateway, child: Child | undefined): string | undefined {
  const pair = child?.pairs?.find(({ action }) => action === 'permit');
  const local = pair?.local ?? child?.localTs[0];
  const remote = pair?.remote ?? child?.remoteTs[0];
  if (local?.kind !== 'network' || remote?.kind !== 'network' || local.protocol !== 0 || local.network.includes(':'))
    return undefined;
  if (here.platform === 'ios') return `permit ip ${wildcardText(remote.network)} ${wildcardText(local.network)}`;
  return kind === 'swanctl-connection'
    ? `local_ts = ${remote.network}, remote_ts = ${local.network}`
    : `leftsubnet=${remote.network}, rightsubnet=${local.network}`;
}
