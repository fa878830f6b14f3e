import type { Span } from '../../text/source.ts';
import type { Provenance } from '../provenance.ts';
import type { Identity, Secret, SecretFields } from '../types.ts';
import type { DeviceDraft } from './draft.ts';
import { derived } from './origin.ts';

/** A shared secret as a builder meets it. `text` is its value and goes no further than the registry. */
export interface MetSecret {
  readonly id: string;
  readonly kind: SecretFields['kind'];
  readonly kindOrigin: Provenance;
  readonly text: string;
  readonly encoding: 'plain' | 'hex' | 'base64';
  readonly origin: Provenance;
  readonly header: Span;
  readonly owners: readonly Identity[];
}

/** Adds a secret to the device by reference. */
export function addSecret(draft: DeviceDraft, met: MetSecret): void {
  const { kind, kindOrigin, origin, header, owners } = met;
  const removed = isRemoved(met.text);
  const follows = derived('from the secret itself, which stays where it is', origin);
  const base = { id: draft.id(met.id), header, owners, kind };
  if (removed) {
    draft.secrets.push({ ...base, encoding: 'removed', at: { kind: kindOrigin, encoding: follows } });
    return;
  }
  const { number, lengthClass, dictionary, entropyBits } = draft.context.secrets.register(decodeSecret(met.text, met.encoding));
  const at = {
    kind: kindOrigin,
    number: follows,
    encoding: follows,
    lengthClass: follows,
    dictionary: follows,
    entropyBits: follows,
  };
  draft.secrets.push({ ...base, number, encoding: met.encoding, lengthClass, dictionary, entropyBits, at });
}

/** Adds a private key or PIN, of which only the file is known. */
export function addKeyFile(
  draft: DeviceDraft,
  id: string,
  kind: 'private-key' | 'pin',
  file: string | undefined,
  origin: Provenance,
  header: Span,
): void {
  const secret: Secret = { id: draft.id(id), kind, encoding: 'file', header, owners: [], at: { kind: origin, encoding: origin } };
  draft.secrets.push(file === undefined ? secret : { ...secret, file, at: { ...secret.at, file: origin } });
}

/** Taken out of the text, or put in later by a template engine. */
function isRemoved(text: string): boolean {
  return (
    /^<[^<>]*>$/.test(text) || /^(?:\*+|[xX]{3,})$/.test(text) || /^(?:\$\{[^}]*\}|\{\{.*\}\}|%[A-Z_]+%|@[A-Z_]+@)$/.test(text)
  );
}

/**
 * The bytes of a secret as the daemon decodes them, which never fails. Hexadecimal text is read from its end, a colon before a byte is
 * skipped, any other character counts as zero. Base64 text is cut to whole groups of four, a wrong character sets all bits.
 */
export function decodeSecret(text: string, encoding: MetSecret['encoding']): string | Uint8Array {
  if (encoding === 'plain') return text;
  return encoding === 'hex' ? fromHex(text) : fromBase64(text);
}

function fromHex(text: string): Uint8Array {
  const digits = text.startsWith('0x') ? text.slice(2) : text;
  const nibbles = digits.length - (digits.split(':').length - 1);
  const bytes = new Uint8Array(Math.ceil(nibbles / 2));
  let at = digits.length - 1;
  for (let i = bytes.length - 1; i >= 0; i--) {
    if (digits[at] === ':') at--;
    const low = nibble(digits[at--]);
    bytes[i] = i > 0 || nibbles % 2 === 0 ? (nibble(digits[at--]) << 4) | low : low;
  }
  return bytes;
}

function nibble(char: string | undefined): number {
  return char !== undefined && /^[0-9a-fA-F]$/.test(char) ? Number.parseInt(char, 16) : 0;
}

const BASE64 = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/';

function fromBase64(text: string): Uint8Array {
  const groups = Math.floor(text.length / 4);
  const bytes = new Uint8Array(groups * 3);
  const value = (at: number): number => (text[at] === '=' ? 0 : BASE64.indexOf(text[at] ?? ' ') & 0xff);
  for (let group = 0; group < groups; group++) {
    const [a, b, c, d] = [value(group * 4), value(group * 4 + 1), value(group * 4 + 2), value(group * 4 + 3)];
    bytes.set([(a << 2) | (b >> 4), (b << 4) | (c >> 2), (c << 6) | d], group * 3);
  }
  const padding = text.split('=').length - 1;
  return bytes.subarray(0, Math.max(0, bytes.length - padding));
}

/** The encoding that a prefix tells, and the value without it. */
export function encodingOf(text: string): { readonly encoding: MetSecret['encoding']; readonly value: string } {
  const prefix = text.slice(0, 2).toLowerCase();
  if (prefix === '0x') return { encoding: 'hex', value: text.slice(2) };
  return prefix === '0s' ? { encoding: 'base64', value: text.slice(2) } : { encoding: 'plain', value: text };
}
