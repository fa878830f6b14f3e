import type { Secret } from '../../src/rule/index.ts';
import { defineRule } from '../../src/rule/index.ts';
import { headerOf } from '../shared/entities.ts';

/** Bits under which guessing is a matter of machines, not of luck. */
const ENOUGH = 80;
const KINDS: ReadonlySet<Secret['kind']> = new Set(['psk', 'group-key', 'ppk']);

/** The key is all that stands between an attacker and the tunnel, and some exchanges can be attacked at leisure. */
export const rule = defineRule({
  meta: {
    id: 'auth/weak-psk',
    summary: 'a pre-shared key that can be guessed',
    severity: 'warning',
    scope: ['device'],
    formats: ['ios', 'swanctl', 'ipsec.conf'],
    tags: ['authentication', 'psk', 'strength'],
    references: ['RFC 7296, section 2.15', 'RFC 8784, section 6'],
    messages: {
      word: {
        text: 'this key{more} is a word of documents and guessing lists, with digits at most: it is tried among the first',
        help: 'A random key of 32 bytes at both ends: openssl rand -base64 33',
      },
      short: {
        text: 'this key{more} can be guessed: about {bits} bits, {length}; 128 are what the algorithms behind it are worth',
        help: 'A random key of 32 bytes at both ends: openssl rand -base64 33',
      },
    },
  },
  *device(device) {
    const byNumber = new Map<number, Secret[]>();
    for (const secret of device.secrets) {
      if (!KINDS.has(secret.kind) || secret.number === undefined || !isWeak(secret)) continue;
      byNumber.set(secret.number, [...(byNumber.get(secret.number) ?? []), secret]);
    }
    for (const [first, ...rest] of byNumber.values()) {
      if (first === undefined) continue;
      const common = {
        at: headerOf(first),
        related: rest.slice(0, 5).map((secret) => ({ at: headerOf(secret), message: 'the same key' })),
        subject: first.id,
      };
      const more = rest.length === 0 ? '' : ` (in ${rest.length + 1} places)`;
      if (first.dictionary === true) yield { message: 'word', data: { more }, ...common };
      else
        yield {
          message: 'short',
          data: { more, bits: first.entropyBits ?? 0, length: LENGTHS[first.lengthClass ?? 'under-8'] },
          ...common,
        };
    }
  },
});

const LENGTHS = {
  empty: 'no characters',
  'under-8': 'under 8 characters',
  '8-to-15': '8 to 15 characters',
  '16-to-23': '16 to 23 characters',
  '24-to-31': '24 to 31 characters',
  '32-or-more': '32 characters or more',
} as const;

function isWeak({ dictionary, entropyBits }: Secret): boolean {
  return dictionary === true || (entropyBits !== undefined && entropyBits < ENOUGH);
}
