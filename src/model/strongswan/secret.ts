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
  const { number, lengthClass, dictionary, entropyBits } = draft.context.secrets.register(decode(met.text, met.encoding));
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
    text === '' ||
    /^<[^<>]*>$/.test(text) ||
    /^(?:\*+|[xX]{3,})$/.test(text) ||
    /^(?:\$\{[^}]*\}|\{\{.*\}\}|%[A-Z_]+%|@[A-Z_]+@)$/.test(text)
  );
}

function decode(text: string, encoding: MetSecret['encoding']): string | Uint8Array {
  if (encoding === 'base64') return Buffer.from(text, 'base64');
  if (encoding === 'hex') return Buffer.from(text.replaceAll(':', ''), 'hex');
  return text;
}

/** The encoding that a prefix tells, and the value without it. */
export function encodingOf(text: string): { readonly encoding: MetSecret['encoding']; readonly value: string } {
  const prefix = text.slice(0, 2).toLowerCase();
  if (prefix === '0x') return { encoding: 'hex', value: text.slice(2) };
  return prefix === '0s' ? { encoding: 'base64', value: text.slice(2) } : { encoding: 'plain', value: text };
}
