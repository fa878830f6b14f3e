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
const HARMLESS: ReadonlySet<string> = new Set([
  'chain',
  'chap',
  'pap',
  'text',
  'string',
  'md5',
  'mode',
  'ascii',
  'key-chain',
  'key',
  'hex',
  'des',
  'aes',
  'priv',
  'encrypted',
  'level',
  'local',
  'login',
  'default',
  'ms-chap',
  'ms-chap-v2',
  'config-key',
  'password-encrypt',
  'encryption',
  'management',
  'keyed-chain',
]);

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
    while (stop < end && text.charCodeAt(stop) > 32) stop++;
    const next = skipBlanks(text, stop, end);
    if (next >= end) return;
    if (mayIntroduce(text.charCodeAt(at), text.charCodeAt(at + 1) | 32) && INTRODUCERS.has(text.slice(at, stop).toLowerCase())) {
      markAfter(source, text, text.slice(at, stop).toLowerCase(), next, end);
    }
    at = next;
  }
}

/** True for the first two letters of the words above; most words of a configuration end here. */
function mayIntroduce(first: number, second: number): boolean {
  switch (first | 32) {
    case 112: // pa, pr, ps
      return second === 97 || second === 114 || second === 115;
    case 115: // se, sh
      return second === 101 || second === 104;
    case 107: // ke
      return second === 101;
    case 99: // co, ci
      return second === 111 || second === 105;
    case 109: // md, me
      return second === 100 || second === 101;
    case 97: // au, as, ae
      return second === 117 || second === 115 || second === 101;
    case 119: // wp
      return second === 112;
    case 104: // he
      return second === 101;
    case 100: // de
      return second === 101;
    default:
      return first === 51;
  }
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
