import type { Secret } from '../../model/types.ts';
import type { End, Refusal } from './implementation.ts';
import { place, refuse } from './refusals.ts';

/** Whether two secrets are equal; undefined when one of them cannot be known. */
export function sameSecret(a: Secret | undefined, b: Secret | undefined): boolean | undefined {
  if (a?.number === undefined || b?.number === undefined) return undefined;
  return a.number === b.number;
}

/** True when the keys of both ends are the same; else why authentication fails, or what would tell. */
export function compareKeys(end: End, own: Secret | undefined, peer: Secret | undefined): true | Refusal {
  const same = sameSecret(own, peer);
  if (same === true) return true;
  const evidence = [keyPlace(end, own), otherKeyPlace(end, peer)];
  if (same === undefined) {
    const unknown = own?.number === undefined ? end.device.name : end.other.name;
    return refuse({
      reason: 'auth',
      detail: 'psk-differs',
      explanation: `Whether both ends have the same pre-shared key cannot be told, because the key of ${unknown} is not readable.`,
      evidence,
      question: `Is the pre-shared key of ${unknown} the same as the one at the other end?`,
    });
  }
  return refuse({
    reason: 'auth',
    detail: 'psk-differs',
    explanation: 'The two ends use different pre-shared keys for each other.',
    evidence,
  });
}

/** Where a key stands. */
export function keyPlace(end: End, key: Secret | undefined): ReturnType<typeof place> {
  return key === undefined ? undefined : place(end, secretOrigin(key), secretName(key));
}

function otherKeyPlace(end: End, key: Secret | undefined): ReturnType<typeof place> {
  if (key === undefined) return undefined;
  const side = end.side === 'initiator' ? 'responder' : 'initiator';
  return { side, origin: secretOrigin(key), message: secretName(key) };
}

function secretOrigin(key: Secret): NonNullable<Secret['at']['kind']> {
  return key.at.number ?? key.at.encoding ?? { kind: 'written', ...key.header };
}

function secretName(key: Secret): string {
  return key.number === undefined ? 'a key that cannot be read' : `secret#${key.number}`;
}
