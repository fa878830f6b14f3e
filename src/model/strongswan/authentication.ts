import type { AuthMethod } from '../types.ts';

/** Class of a method as written in `auth`, `leftauth` and the like; undefined for a word that is none. */
export function authMethod(text: string): AuthMethod | undefined {
  const word = text.startsWith('ike:') ? text.slice(4) : text;
  if (word.startsWith('rsa')) return 'rsa';
  if (word.startsWith('ecdsa')) return 'ecdsa';
  if (text.startsWith('ike:') || /^(?:pubkey|bliss|ed25519|ed448)/.test(word)) return 'pubkey';
  const lower = word.toLowerCase();
  if (lower === 'psk') return 'psk';
  if (lower === 'any') return 'any';
  if (/^eap(?:[-:]|$)/.test(lower)) return 'eap';
  if (lower === 'xauth' || lower.startsWith('xauth-')) return 'xauth';
  return undefined;
}
