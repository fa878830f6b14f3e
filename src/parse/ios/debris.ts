import { isBlank, skipBlanks, trimEnd } from './words.ts';

/** Offset behind what a terminal left at the start of a line: `--More--` and backspaces. */
export function lineDebris(text: string, start: number, lineEnd: number): number {
  let at = start;
  if (text.startsWith('--More--', at)) at += 8;
  else if (text.startsWith('<--- More --->', at)) at += 14;
  else if (text.charCodeAt(at) !== 8) return start;
  while (at < lineEnd && (isBlank(text.charCodeAt(at)) || text.charCodeAt(at) === 8)) at++;
  return at;
}

/** What a line begins with where a session was copied from a terminal. */
export interface Prompt {
  /** Where the line goes on behind the prompt; the start of the line when there is none. */
  readonly at: number;
  /** It names a configuration mode: `R1(config-if)#`, `R1(cfg-crypto-trans)#`, `R1(gdoi-local-server)#`. */
  readonly configuring: boolean;
  /** It names another mode than the global one, `(config)`. */
  readonly nested: boolean;
}

/** The prompt at the start of a line. */
export function promptOf(text: string, start: number, lineEnd: number): Prompt {
  let at = start;
  while (at < lineEnd && at - start < 64 && isNameCharacter(text.charCodeAt(at))) at++;
  const none = { at: start, configuring: false, nested: false };
  if (at === start) return none;
  const code = text.charCodeAt(at);
  if (code === 35 || code === 62) return { at: skipBlanks(text, at + 1, lineEnd), configuring: false, nested: false };
  if (code !== 40) return none;
  const mode = at + 1;
  at = mode;
  while (at < lineEnd && at - mode < 64 && isNameCharacter(text.charCodeAt(at))) at++;
  if (at === mode || text.charCodeAt(at) !== 41 || text.charCodeAt(at + 1) !== 35) return none;
  return { at: skipBlanks(text, at + 2, lineEnd), configuring: true, nested: text.slice(mode, at) !== 'config' };
}

function isNameCharacter(code: number): boolean {
  const letter = code | 32;
  return (letter >= 97 && letter <= 122) || (code >= 48 && code <= 57) || code === 45 || code === 46 || code === 95;
}

/**
 * What a router prints between the commands of a session: `% Invalid input …`, the `^` under it, and log messages such as
 * `*Mar  1 00:12:33.123: %CRYPTO-6-ISAKMP_ON_OFF: ISAKMP is ON`.
 */
export function isConsoleOutput(text: string, start: number, lineEnd: number): boolean {
  const first = text.charCodeAt(start);
  if (first === 37) return true;
  if (first === 94) return trimEnd(text, start, lineEnd) === start + 1;
  const percent = text.indexOf('%', start);
  return percent !== -1 && percent < lineEnd && isMnemonic(text, percent + 1, lineEnd);
}

/** `FACILITY-SEVERITY-MNEMONIC:`, with a sub-facility at most. */
function isMnemonic(text: string, start: number, lineEnd: number): boolean {
  const colon = text.indexOf(':', start);
  if (colon === -1 || colon >= lineEnd || colon - start > 96) return false;
  const parts = text.slice(start, colon).split('-');
  return (
    parts.length >= 3 &&
    parts.every((part) => /^[A-Z0-9_]+$/.test(part)) &&
    parts.slice(1, -1).some((part) => part.length === 1 && part >= '0' && part <= '7')
  );
}
