import { copyOf } from '../../text/names.ts';

/*
 * Tokens of ipsec.conf, from the lexer of strongSwan's starter. A carriage return is an ordinary character there: files with CRLF
 * line ends have it at the end of every value.
 */

/** One token; `text` is what it means. */
export interface ConfToken {
  kind: 'word' | 'string' | 'string-error' | 'include' | '=' | 'newline' | 'end';
  start: number;
  end: number;
  text: string;
}

const WORD_STOP = /["#= \t\n]/g;

/** The next token from an offset. Blanks, comments and `version` lines are skipped. */
export function nextConfToken(text: string, from: number): ConfToken {
  const at = skip(text, from);
  const char = text[at];
  if (char === undefined) return { kind: 'end', start: text.length, end: text.length, text: '' };
  if (char === '\n') return { kind: 'newline', start: at, end: at + 1, text: '' };
  if (char === '=') return { kind: '=', start: at, end: at + 1, text: '' };
  if (char === '"') return stringToken(text, at);
  const stop = text.startsWith('@#', at) ? at + 2 : at;
  WORD_STOP.lastIndex = stop;
  const end = WORD_STOP.exec(text)?.index ?? text.length;
  if (end - at === 7 && text.startsWith('include', at)) {
    const include = includeToken(text, at, end);
    if (include !== undefined) return include;
  }
  return { kind: 'word', start: at, end, text: copyOf(text.slice(at, end)) };
}

function skip(text: string, from: number): number {
  let at = from;
  while (text[at] === ' ' || text[at] === '\t') at++;
  const lineStart = at === 0 || text[at - 1] === '\n' || (from < at && (from === 0 || text[from - 1] === '\n'));
  if (text[at] !== '#' && !(lineStart && text.startsWith('version', at))) return at;
  const newline = text.indexOf('\n', at);
  return newline === -1 ? text.length : newline;
}

function stringToken(text: string, start: number): ConfToken {
  let value = '';
  let at = start + 1;
  for (;;) {
    const from = at;
    while (at < text.length && text[at] !== '"' && text[at] !== '\\') at++;
    value += copyOf(text.slice(from, at));
    if (text[at] === '"') return { kind: 'string', start, end: at + 1, text: value };
    if (at + 1 >= text.length) return { kind: 'string-error', start, end: text.length, text: '' };
    const next = text[at + 1] ?? '';
    value += next === 'n' ? '\n' : next === 'r' ? '\r' : next === 't' ? '\t' : next === '\n' ? '' : next;
    at += 2;
  }
}

function includeToken(text: string, start: number, wordEnd: number): ConfToken | undefined {
  let at = wordEnd;
  while (text[at] === ' ' || text[at] === '\t') at++;
  if (at >= text.length || text[at] === '=') at--;
  if (at <= wordEnd) return undefined;
  return patternToken(text, start, at);
}

function isBlankAt(text: string, at: number): boolean {
  return text[at] === ' ' || text[at] === '\t';
}

function patternToken(text: string, start: number, from: number): ConfToken {
  let pattern = '';
  let at = from;
  for (;;) {
    const char = text[at];
    if (char === '"') {
      const string = stringToken(text, at);
      if (string.kind === 'string-error') return string;
      return { kind: 'include', start, end: string.end, text: pattern + string.text };
    }
    if (char === '\\' && isEscapable(text[at + 1])) {
      pattern += text[at + 1] ?? '';
      at += 2;
    } else if (char === undefined || char === '#' || char === '\n' || isBlankAt(text, at)) break;
    else {
      pattern += char;
      at++;
    }
  }
  return { kind: 'include', start, end: at, text: pattern };
}

function isEscapable(char: string | undefined): boolean {
  return char === '"' || char === '#' || char === '}' || char === ' ';
}
