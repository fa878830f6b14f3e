import type { SourceFile } from '../../text/source.ts';
import { isBlank, isNumber, skipBlanks } from './words.ts';

/** Words of IOS commands that a secret follows. */
const INTRODUCERS: ReadonlySet<string> = new Set([
  'password',
  'secret',
  'key',
  'key-string',
  'community',
  'md5',
  'authentication-key',
  'pre-shared-key',
  'cipher',
  'authenticator',
  'sha',
  'priv',
  'auth',
  'ascii',
  'hex',
  'passphrase',
  'passwd',
  'psk',
  'authentication',
  'sent-username',
  'wpa-psk',
  'message-digest-key',
  'aes',
  '3des',
  'des',
]);

/** Words that follow an introducer without being a secret. */
const HARMLESS: ReadonlySet<string> = new Set(['chain', 'chap', 'pap', 'text', 'string', 'md5', 'mode', 'ascii', 'key-chain', 'key', 'hex', 'des', 'aes', 'priv', 'encrypted', 'level', 'local', 'login', 'default', 'ms-chap', 'ms-chap-v2', 'config-key', 'password-encrypt', 'encryption', 'management', 'keyed-chain']);

/** Introducers that are often followed by something else: only a type digit in between makes the next word a secret. */
const VAGUE: ReadonlySet<string> = new Set(['authentication', 'sha', 'priv', 'auth', 'aes', '3des', 'des', 'hex', 'ascii']);

/**
 * Marks what looks like a secret in a line whose command is not looked at: `password 7 …`, `key …`, `community …`. Marks too much
 * rather than too little; what is marked is only kept out of excerpts.
 */
export function markSecrets(source: SourceFile, text: string, start: number, end: number): void {
  let at = skipBlanks(text, start, end);
  while (at < end) {
    let stop = at + 1;
    while (stop < end && !isBlank(text.charCodeAt(stop))) stop++;
    const next = skipBlanks(text, stop, end);
    if (next >= end) return;
    if (mayIntroduce(text.charCodeAt(at), stop - at) && INTRODUCERS.has(text.slice(at, stop).toLowerCase())) {
      markAfter(source, text, text.slice(at, stop).toLowerCase(), next, end);
    }
    at = next;
  }
}

function mayIntroduce(code: number, length: number): boolean {
  if (length < 3 || length > 20) return false;
  const letter = code | 32;
  return letter === 112 || letter === 115 || letter === 107 || letter === 99 || letter === 109 || letter === 97 || letter === 119 || letter === 104 || letter === 100 || letter === 51;
}

function markAfter(source: SourceFile, text: string, introducer: string, start: number, end: number): void {
  let at = start;
  let typed = false;
  for (let words = 0; words < 3 && at < end; words++) {
    let stop = at + 1;
    while (stop < end && !isBlank(text.charCodeAt(stop))) stop++;
    const next = skipBlanks(text, stop, end);
    const word = text.slice(at, Math.min(stop, at + 24)).toLowerCase();
    if (next < end && isNumber(text, at, stop) && stop - at <= 2) typed = true;
    else if (HARMLESS.has(word)) typed = true;
    else {
      if (typed || !VAGUE.has(introducer)) source.addSecret(at, stop);
      return;
    }
    at = next;
  }
}
