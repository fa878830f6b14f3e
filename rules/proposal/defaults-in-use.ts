import type { Device, Finding, IkeProposal, Provenance } from '../../src/rule/index.ts';
import { defineRule } from '../../src/rule/index.ts';
import { judge } from '../shared/algorithms.ts';
import { headerOf, ikeProposalsOf, listed, named, negotiating } from '../shared/entities.ts';

/** IOS fills in what a policy leaves out with values from 1998, and they do not show in the configuration. */
export const rule = defineRule({
  meta: {
    id: 'proposal/defaults-in-use',
    summary: 'an attribute of an IKE policy is left at a legacy default',
    severity: 'warning',
    scope: ['device'],
    formats: ['ios'],
    tags: ['proposal', 'defaults'],
    references: ['Cisco IOS Security Command Reference, crypto isakmp policy'],
    messages: {
      attribute: {
        text: 'policy {policy} does not set {attributes}: {notes}',
        help: '{fix}',
      },
      policies: {
        text: 'no IKE policy is configured, so {gateway} negotiates with the default policies of IOS {release}, which offer 3DES, MD5 and groups 2 and 5 among others',
        help: 'crypto isakmp policy 10, encryption aes 256, hash sha256, group 14; then no crypto isakmp default policy',
      },
    },
  },
  device: check,
});

function* check(device: Device): Iterable<Finding<'attribute' | 'policies'>> {
  if (device.ios === undefined) return;
  const used = negotiating(device).filter(({ version }) => version === 1);
  if (used.length === 0 && device.whole) return;
  for (const policy of device.ikeProposals) {
    if (policy.version !== 1 || policy.builtIn) continue;
    const left = leftOut(policy);
    if (left.every(({ legacy }) => !legacy)) continue;
    yield {
      message: 'attribute',
      data: {
        policy: policy.priority,
        attributes: listed(left.map(({ what }) => what)),
        notes: left.map(({ at }) => (at.kind === 'default' ? at.default.note : '')).join('; '),
        fix: left.map(({ fix }) => fix).join(', '),
      },
      at: headerOf(policy),
      subject: policy.id,
    };
  }
  const [gateway] = used;
  if (gateway === undefined || !device.whole) return;
  const policies = ikeProposalsOf(device, gateway);
  if (policies.length === 0 || !policies.every(({ builtIn }) => builtIn)) return;
  const data = { gateway: named(gateway), release: device.release.version };
  yield { message: 'policies', data, at: headerOf(gateway), subject: gateway.id };
}

interface LeftOut {
  readonly what: string;
  readonly at: Provenance;
  readonly fix: string;
  /** A default that is broken: DES, group 1. */
  readonly legacy: boolean;
}

function leftOut({ encryption, integrity, ke, at }: IkeProposal): readonly LeftOut[] {
  const weak = [
    { what: 'the encryption', of: encryption[0], fix: 'encryption aes 256' },
    { what: 'the hash', of: integrity[0], fix: 'hash sha256' },
    { what: 'the group', of: ke[0], fix: 'group 14' },
  ].flatMap(({ what, of, fix }): readonly LeftOut[] =>
    of?.origin.kind === 'default' && judge(of.name) !== undefined
      ? [{ what, at: of.origin, fix, legacy: judge(of.name)?.level === 'broken' }]
      : [],
  );
  const method = at.authentication;
  return method?.kind === 'default' && weak.length > 0
    ? [...weak, { what: 'the authentication', at: method, fix: 'authentication pre-share (or rsa-sig, as meant)', legacy: false }]
    : weak;
}
