import { createHmac, randomBytes } from 'node:crypto';
import type { LengthClass } from './types.ts';

/** What may be said about a secret without showing it. */
export interface SecretFacts {
  /** Running number that equal secrets of a run share, from 1 in order of first appearance. */
  readonly number: number;
  readonly lengthClass: LengthClass;
  /** A word of vendor samples, documentation or common passwords, or one with digits behind it. */
  readonly dictionary: boolean;
  /** Lower bound of what guessing costs, bits. */
  readonly entropyBits: number;
}

/**
 * Gives secrets numbers that equal secrets share. Values are kept only as digests under a key that is made at start and lives in
 * memory; nothing here can be written out.
 */
export class SecretRegistry {
  readonly #key = randomBytes(32);
  readonly #numbers = new Map<string, number>();

  /** Facts of one secret; the value itself is not kept. Text is compared as UTF-8. */
  register(value: string | Uint8Array): SecretFacts {
    const bytes = typeof value === 'string' ? Buffer.from(value, 'utf8') : value;
    const digest = createHmac('sha256', this.#key).update(bytes).digest('base64');
    let number = this.#numbers.get(digest);
    if (number === undefined) {
      number = this.#numbers.size + 1;
      this.#numbers.set(digest, number);
    }
    const text = typeof value === 'string' ? value : Buffer.from(value).toString('latin1');
    return { number, lengthClass: lengthClass(bytes.length), dictionary: isDictionaryWord(text), entropyBits: entropyBits(text) };
  }
}

function lengthClass(length: number): LengthClass {
  if (length === 0) return 'empty';
  if (length < 8) return 'under-8';
  if (length < 16) return '8-to-15';
  if (length < 24) return '16-to-23';
  if (length < 32) return '24-to-31';
  return '32-or-more';
}

/** Sample keys of vendor documents and tutorials, and the passwords that every guessing list starts with. */
const DICTIONARY = new Set(
  (
    'cisco cisco123 ciscocisco cisco12345 cisco1234 ccie ccna ccnp sanfran secret secretkey presharedkey preshared sharedkey ' +
    'sharedsecret psk pskkey key mykey testkey test test123 testing password passw0rd p@ssw0rd p@ssword pass vpn vpnkey vpn123 ' +
    'vpnpassword ipsec ipseckey isakmp isakmpkey ike dmvpn dmvpnkey tunnel tunnelkey strongswan openswan libreswan swan default ' +
    'admin admin123 administrator root router router1 router123 letmein welcome changeme qwerty qwertyuiop abc abc123 abcd1234 ' +
    'abcdef abcdefgh example examplekey sample samplekey lab labkey demo foobar foo bar baz hello supersecret verysecret ' +
    'topsecret mysecret mypassword company office branch hq site monkey dragon master iloveyou fortinet juniper paloalto ' +
    'checkpoint sonicwall mikrotik huawei google amazon azure microsoft monitoring network security firewall gateway remote ' +
    'correcthorsebatterystaple key123 group groupkey ezvpn easyvpn vpngroup hub spoke flexvpn'
  ).split(' '),
);

function isDictionaryWord(value: string): boolean {
  const word = value.toLowerCase().replace(/[^a-z0-9@]/g, '');
  if (/^[0-9]*$/.test(word) && word.length < 13) return true;
  return DICTIONARY.has(word) || DICTIONARY.has(withoutTrailingDigits(word));
}

function withoutTrailingDigits(word: string): string {
  let end = word.length;
  while (end > 0 && word.charCodeAt(end - 1) >= 48 && word.charCodeAt(end - 1) <= 57) end--;
  return word.slice(0, end);
}

/** Length times the logarithm of the alphabet in use; only as many characters count as three times the different ones. */
function entropyBits(value: string): number {
  let alphabet = 0;
  if (/[a-z]/.test(value)) alphabet += 26;
  if (/[A-Z]/.test(value)) alphabet += 26;
  if (/[0-9]/.test(value)) alphabet += 10;
  if (/[\x20-\x2f\x3a-\x40\x5b-\x60\x7b-\x7e]/.test(value)) alphabet += 33;
  if (/[^\x20-\x7e]/.test(value)) alphabet = 256;
  if (alphabet === 0) return 0;
  const counted = Math.min(value.length, new Set(value).size * 3);
  return Math.floor(counted * Math.log2(alphabet));
}
