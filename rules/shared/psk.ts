import type { Device, Gateway, Identity, Secret } from '../../src/rule/index.ts';
import { ikeProposalsOf } from './entities.ts';

/** Pre-shared keys of IKE, without EAP, XAuth and group keys. */
export function pskSecrets(device: Device): readonly Secret[] {
  return device.secrets.filter(({ kind }) => kind === 'psk');
}

/** Whether IKEv1 main mode with a pre-shared key is what this gateway negotiates, and nothing else. */
export function isMainModePsk(device: Device, gateway: Gateway): boolean {
  if (gateway.version !== 1 || gateway.aggressive) return false;
  if (device.platform === 'ios') {
    const all = ikeProposalsOf(device, gateway);
    const configured = all.filter(({ builtIn }) => !builtIn);
    const policies = configured.length === 0 ? all : configured;
    return policies.length > 0 && policies.every(({ authentication }) => authentication === 'psk');
  }
  const { localAuth, remoteAuth } = gateway;
  return localAuth[0]?.method === 'psk' && remoteAuth[0]?.method === 'psk';
}

/** Whether a key belongs to anybody. */
export function isOwnedByAll({ owners }: Secret): boolean {
  return owners.length === 0 || owners.some(isAnybody);
}

/** An owner that every peer matches. */
export function isAnybody({ type, value }: Identity): boolean {
  return type === 'any' || value === '0.0.0.0/0' || value === '::/0' || value === '0.0.0.0';
}

/**
 * The key that strongSwan takes for the configured identities of a connection: the more of them own it the better, the later of
 * equals (stroke and vici keep the newest first). Undefined when there is none.
 */
export function keyOfConnection(device: Device, gateway: Gateway): Secret | undefined {
  const mine = gateway.localAuth[0]?.identity;
  const theirs = gateway.remoteAuth[0]?.identity;
  let best: Secret | undefined;
  let bestScore = 0;
  for (const secret of pskSecrets(device)) {
    const score = scoreOf(secret, mine, theirs);
    if (score > 0 && score >= bestScore) {
      best = secret;
      bestScore = score;
    }
  }
  return best;
}

function scoreOf(secret: Secret, mine: Identity | undefined, theirs: Identity | undefined): number {
  if (isOwnedByAll(secret)) return 1;
  const owns = (identity: Identity | undefined): boolean =>
    identity !== undefined && secret.owners.some(({ value }) => value === identity.value);
  if (owns(theirs)) return owns(mine) ? 4 : 3;
  return owns(mine) ? 2 : 0;
}
