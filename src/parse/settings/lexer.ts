import { copyOf, oneOf } from '../../text/names.ts';

/*
 * Tokens of settings files, from strongSwan's settings lexer: names, references, values to the end of the line, strings and include
 * patterns are lexed by different rules.
 */

/** Lexer states: where names stand, behind `:`, behind `=`. */
export type LexState = 'name' | 'reference' | 'value';

export type TokenKind = 'name' | 'string' | 'include' | '{' | '}' | '=' | ':' | '.' | ',' | 'newline' | 'string-error' | 'end';

export interface Token {
  kind: TokenKind;
  start: number;
  end: number;
  /** Meaning of names, strings and include patterns. */
  text: string;
  /** What the lexer itself logs about the token. */
  complaint?: string;
}

const NAME_STOP = /[#{}:.,="\r\n\t ]/g;
const VALUE_STOP = /[#}"\r\n\t ]/g;

/** End of the run that starts at `start` and holds none of the characters of `stop`. */
function runEnd(text: string, start: number, stop: RegExp): number {
  stop.lastIndex = start;
  const found = stop.exec(text);
  return found === null ? text.length : found.index;
}

function isBlank(code: number): boolean {
  return code === 0x20 || code === 0x09 || code === 0x0d;
}

/** Skips blanks and one comment, up to the newline. */
function skipBlanks(text: string, start: number): number {
  let at = start;
  while (isBlank(text.charCodeAt(at))) at++;
  if (text[at] !== '#') return at;
  const newline = text.indexOf('\n', at);
  return newline === -1 ? text.length : newline;
}

/** The next token from an offset; `newline` only matters in values, elsewhere it is skipped. */
export function nextToken(text: string, from: number, state: LexState): Token {
  let at = skipBlanks(text, from);
  while (state !== 'value' && text[at] === '\n') at = skipBlanks(text, at + 1);
  const char = text[at];
  if (char === undefined) return { kind: 'end', start: text.length, end: text.length, text: '' };
  if (char === '\n') return { kind: 'newline', start: at, end: at + 1, text: '' };
  if (char === '}') return { kind: '}', start: at, end: at + 1, text: '' };
  if (char === '"') return state === 'value' ? stringToken(text, at) : strayString(text, at);
  if (state === 'value') {
    const end = runEnd(text, at, VALUE_STOP);
    return { kind: 'name', start: at, end, text: copyOf(text.slice(at, end)) };
  }
  if (char === '{' || char === '=' || char === ':' || char === '.' || char === ',')
    return { kind: char, start: at, end: at + 1, text: '' };
  const end = runEnd(text, at, NAME_STOP);
  if (state === 'name' && end - at === 7 && text.startsWith('include', at)) {
    const include = includeToken(text, at, end);
    if (include !== undefined) return include;
  }
  return { kind: 'name', start: at, end, text: oneOf(text.slice(at, end)) };
}

function strayString(text: string, start: number): Token {
  return {
    kind: 'string-error',
    start,
    end: Math.min(start + 1, text.length),
    text: '',
    complaint: 'unexpected string detected',
  };
}

/** A quoted string; `\n`, `\r`, `\t` and joined lines are resolved, raw carriage returns dropped. */
function stringToken(text: string, start: number): Token {
  let value = '';
  let at = start + 1;
  for (;;) {
    const from = at;
    while (at < text.length && text[at] !== '"' && text[at] !== '\\' && text[at] !== '\r') at++;
    value += copyOf(text.slice(from, at));
    const char = text[at];
    if (char === '"') return { kind: 'string', start, end: at + 1, text: value };
    if (char === '\r') at++;
    else if (char === '\\' && at + 1 < text.length) {
      value += escaped(text[at + 1] ?? '');
      at += text[at + 1] === '\r' && text[at + 2] === '\n' ? 3 : 2;
    } else return { kind: 'string-error', start, end: text.length, text: '', complaint: 'unterminated string detected' };
  }
}

function escaped(char: string): string {
  if (char === 'n') return '\n';
  if (char === 'r') return '\r';
  if (char === 't') return '\t';
  return char === '\n' || char === '\r' ? '' : char;
}

/** `include` is only one when a blank and then something other than `=` follow. */
function includeToken(text: string, start: number, wordEnd: number): Token | undefined {
  let at = wordEnd;
  while (text[at] === ' ' || text[at] === '\t') at++;
  if (at === wordEnd) return undefined;
  if (at >= text.length || text[at] === '=') at--;
  if (at === wordEnd) return undefined;
  let pattern = '';
  for (;;) {
    const char = text[at];
    if (char === '"') {
      const string = stringToken(text, at);
      if (string.kind === 'string-error') return string;
      pattern += string.text;
      at = string.end;
      break;
    }
    if (char === '\\' && isEscapable(text[at + 1])) {
      pattern += text[at + 1] ?? '';
      at += 2;
    } else if (char === undefined || char === '#' || char === '}' || char === '\n' || isBlank(char.charCodeAt(0))) break;
    else {
      pattern += char;
      at++;
    }
  }
  const token: Token = { kind: 'include', start, end: at, text: pattern };
  if (pattern === '') token.complaint = 'no include pattern specified, ignored';
  return token;
}

function isEscapable(char: string | undefined): boolean {
  return char === '"' || char === '#' || char === '}' || char === ' ' || char === '\\';
}
