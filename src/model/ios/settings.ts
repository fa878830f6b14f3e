import type { IosStatement, IosTree } from '../../parse/ios/index.ts';
import type { Span } from '../../text/source.ts';
import { REPLAY_WINDOW, SA_KILOBYTES, SA_LIFETIME } from '../defaults/ios.ts';
import type { IosCryptoFields } from '../types.ts';
import { argumentAt, type IosBuild, numberOf, statementAt } from './context.ts';
import { type Draft, draft, put } from './draft.ts';

/** What is in force while nothing is configured (reference, "Defaults at a glance"). */
const UNSET: IosCryptoFields = {
  isakmpEnabled: true,
  aggressiveModeDisabled: false,
  isakmpIdentity: 'address',
  natTraversal: true,
  spiMatching: false,
  isakmpNatKeepalive: 0,
  ikev2NatKeepalive: 0,
  isakmpKeepalive: 0,
  ikev2Dpd: 0,
  isakmpFragmentation: false,
  ikev2Fragmentation: false,
  isakmpDefaultPolicyDisabled: false,
  ikev2DefaultPolicyDisabled: false,
  shieldDisabled: false,
  replayWindow: REPLAY_WINDOW,
  saLifetime: SA_LIFETIME,
  saLifetimeKilobytes: SA_KILOBYTES,
  dfBit: 'copy',
  natPreservesIkePort: false,
};

/** How each default reads in a message. */
const NOTES: { readonly [Key in keyof IosCryptoFields]: string } = {
  isakmpEnabled: 'ISAKMP is on',
  aggressiveModeDisabled: 'aggressive mode is accepted',
  isakmpIdentity: 'crypto isakmp identity not set: address',
  natTraversal: 'NAT traversal is on',
  spiMatching: 'SPI matching is off',
  isakmpNatKeepalive: 'no IKEv1 NAT keepalives are sent',
  ikev2NatKeepalive: 'no IKEv2 NAT keepalives are sent',
  isakmpKeepalive: 'IKEv1 dead-peer detection is off',
  ikev2Dpd: 'IKEv2 dead-peer detection is off',
  isakmpFragmentation: 'IKEv1 fragmentation is off',
  ikev2Fragmentation: 'IKEv2 fragmentation is off',
  isakmpDefaultPolicyDisabled: 'the built-in IKEv1 policies are on',
  ikev2DefaultPolicyDisabled: 'the built-in IKEv2 policy is on',
  shieldDisabled: 'weak algorithms are refused from 17.11 on',
  replayWindow: 'the anti-replay window is 64 packets',
  saLifetime: 'IPsec SAs live 3600 seconds',
  saLifetimeKilobytes: 'IPsec SAs carry 4608000 kilobytes',
  dfBit: 'the DF bit is copied to the outer header',
  natPreservesIkePort: 'NAT may change the port of IKE',
};

/** Device-wide settings, still all at their defaults. */
export function openSettings(build: IosBuild, header: Span): Draft<IosCryptoFields> {
  const entity = draft('ios', header, { ...UNSET }, build.default(header, 'crypto', NOTES.isakmpEnabled));
  for (const key of Object.keys(NOTES) as (keyof IosCryptoFields)[]) entity.at[key] = build.default(header, 'crypto', NOTES[key]);
  if (build.defaults.family === '12.x') {
    const note = 'NAT traversal is on from 12.2(13)T on';
    entity.at.natTraversal = build.default(header, 'crypto', note, 'releases before 12.2(13)T have none');
  }
  return entity;
}

const FLAGS: {
  readonly [command: string]:
    | 'isakmpEnabled'
    | 'aggressiveModeDisabled'
    | 'isakmpFragmentation'
    | 'ikev2Fragmentation'
    | 'shieldDisabled'
    | undefined;
} = {
  'isakmp-enable': 'isakmpEnabled',
  'isakmp-aggressive-disable': 'aggressiveModeDisabled',
  'isakmp-fragmentation': 'isakmpFragmentation',
  'ikev2-fragmentation': 'ikev2Fragmentation',
  shield: 'shieldDisabled',
};

const SECONDS: {
  readonly [command: string]: 'isakmpNatKeepalive' | 'ikev2NatKeepalive' | 'isakmpKeepalive' | 'ikev2Dpd' | undefined;
} = {
  'isakmp-nat-keepalive': 'isakmpNatKeepalive',
  'ikev2-nat-keepalive': 'ikev2NatKeepalive',
  'isakmp-keepalive': 'isakmpKeepalive',
  'ikev2-dpd': 'ikev2Dpd',
};

/** Takes a global statement into the settings; false when it is about something else. */
export function settingLine(tree: IosTree, statement: IosStatement, entity: Draft<IosCryptoFields>): boolean {
  const at = statementAt(tree, statement);
  const set = statement.form === 'set';
  const flag = FLAGS[statement.command];
  if (flag !== undefined) put(entity, flag, statement.form === 'default' ? UNSET[flag] : set, at);
  const seconds = SECONDS[statement.command];
  if (seconds !== undefined)
    put(
      entity,
      seconds,
      set ? (numberOf(tree, statement, '$seconds') ?? 0) : 0,
      set ? argumentAt(tree, statement, '$seconds') : at,
    );
  if (flag !== undefined || seconds !== undefined) return true;
  switch (statement.command) {
    case 'isakmp-identity': {
      const kind = set ? (tree.oneOf(statement, ['hostname', 'dn'] as const) ?? 'address') : 'address';
      put(entity, 'isakmpIdentity', kind, at);
      return true;
    }
    case 'isakmp-default-policy':
      put(entity, 'isakmpDefaultPolicyDisabled', statement.form === 'no', at);
      return true;
    case 'nat-transparency':
      put(
        entity,
        tree.has(statement, 'spi-matching') ? 'spiMatching' : 'natTraversal',
        tree.has(statement, 'spi-matching') ? set : statement.form !== 'no',
        at,
      );
      return true;
    case 'ipsec-df-bit':
      put(entity, 'dfBit', (set ? tree.oneOf(statement, ['clear', 'set', 'copy'] as const) : undefined) ?? 'copy', at);
      return true;
    case 'ipsec-association':
      associationLine(tree, statement, entity);
      return true;
    case 'nat-ike-port':
      put(entity, 'natPreservesIkePort', set, at);
      return true;
    default:
      return false;
  }
}

function associationLine(tree: IosTree, statement: IosStatement, entity: Draft<IosCryptoFields>): void {
  const at = statementAt(tree, statement);
  const set = statement.form === 'set';
  if (tree.has(statement, 'replay')) {
    const window = tree.has(statement, 'disable') ? 0 : (numberOf(tree, statement, '$window') ?? REPLAY_WINDOW);
    put(entity, 'replayWindow', set ? window : REPLAY_WINDOW, at);
  }
  const seconds = numberOf(tree, statement, '$seconds');
  if (tree.has(statement, 'seconds'))
    put(entity, 'saLifetime', set ? (seconds ?? SA_LIFETIME) : SA_LIFETIME, set ? argumentAt(tree, statement, '$seconds') : at);
  if (tree.has(statement, 'kilobytes')) {
    const kilobytes = tree.has(statement, 'disable') ? 0 : (numberOf(tree, statement, '$kilobytes') ?? SA_KILOBYTES);
    put(entity, 'saLifetimeKilobytes', set ? kilobytes : SA_KILOBYTES, at);
  }
}
