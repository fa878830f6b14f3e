import { copyOf } from '../../text/names.ts';
import type { SourceFile, Span } from '../../text/source.ts';
import { markDirectives } from '../comments.ts';
import type { Problem } from '../problem.ts';
import type { Word } from '../settings/tree.ts';
import type { IpsecSecretsFile, SecretsStatement, SecretToken, SecretValue } from './tree.ts';

/** What the reader depends on. */
export interface SecretsOptions {
  /** BLISS keys are known up to 5.9. */
  readonly release: '5.9' | '6.0';
}

const SHARED: readonly SecretToken[] = ['PSK', 'EAP', 'XAUTH', 'NTLM'];
const KEYS: readonly SecretToken[] = ['RSA', 'ECDSA', 'BLISS', 'PKCS8', 'P12'];
const TOKENS: readonly SecretToken[] = [...SHARED, ...KEYS, 'PIN'];

/**
 * Reads ipsec.secrets as strongSwan's stroke plugin does: line by line, until the first line that is wrong. Total and linear; secret
 * values and passphrases are marked in the file, also on the lines that the daemon does not reach.
 */
export function parseIpsecSecrets(file: SourceFile, options: SecretsOptions = { release: '5.9' }): IpsecSecretsFile {
  const reader = new Reader(file, options);
  return reader.read();
}

class Reader {
  readonly #file: SourceFile;
  readonly #options: SecretsOptions;
  readonly #statements: SecretsStatement[] = [];
  readonly #problems: Problem[] = [];

  constructor(file: SourceFile, options: SecretsOptions) {
    this.#file = file;
    this.#options = options;
  }

  read(): IpsecSecretsFile {
    const text = this.#file.text;
    markDirectives(this.#file, 'line');
    let stopped = false;
    for (let start = 0; start < text.length; ) {
      const newline = text.indexOf('\n', start);
      const end = newline === -1 ? text.length : newline;
      this.#hide(start, end);
      if (!stopped) stopped = !this.#line(start, end);
      start = end + 1;
    }
    return { source: this.#file.id, statements: this.#statements, problems: this.#problems };
  }

  /** Marks all that follows the type word of a line, or the whole line behind a separator when there is none. */
  #hide(start: number, end: number): void {
    const line = copyOf(this.#file.text.slice(start, end));
    if (/^\s*include\s/.test(line)) return;
    if (line.trimStart().startsWith('#') && !/:\s*(?:PSK|EAP|XAUTH|NTLM|RSA|ECDSA|BLISS|PKCS8|P12|PIN)\s/.test(line)) return;
    const colon = line.search(/(?:^|\s):\s|:\s*(?:PSK|EAP|XAUTH|NTLM|RSA|ECDSA|BLISS|PKCS8|P12|PIN)\b/);
    if (colon === -1) {
      this.#hideUnseparated(line, start, end);
      return;
    }
    const from = line.indexOf(':', colon) + 1;
    const rest = line.slice(from);
    const word = /^\s*[A-Z0-9]+(?=[\s"'])/.exec(rest);
    const after = from + (word?.[0].length ?? 0);
    const isKey = word !== null && (KEYS as readonly string[]).includes(word[0].trim());
    const file = isKey ? (/^\s*\S+/.exec(line.slice(after))?.[0].length ?? 0) : 0;
    this.#mark(start + after + file, end);
  }

  /** Without a separator nothing tells where the secret begins: all behind the first word is taken for it. */
  #hideUnseparated(line: string, start: number, end: number): void {
    const at = line.search(/["']|\S\s/);
    if (at !== -1) this.#mark(start + at + (isSpace(line[at + 1]) ? 1 : 0), end);
  }

  #mark(start: number, end: number): void {
    const text = this.#file.text;
    let from = start;
    let to = end;
    while (from < to && isSpace(text[from])) from++;
    while (to > from && isSpace(text[to - 1])) to--;
    if (from < to) this.#file.addSecret(from, to);
  }

  /** Reads one line; false when the daemon stops here. */
  #line(lineStart: number, end: number): boolean {
    const text = this.#file.text;
    let at = lineStart;
    while (at < end && isSpace(text[at])) at++;
    if (at === end || text[at] === '#') return true;
    if (text.startsWith('include ', at)) return this.#include(at, end);
    if (text.startsWith(': ', at)) return this.#secret([], at, at + 1, end);
    const separator = text.slice(at, end).indexOf(' : ');
    if (separator === -1) return this.#stop(this.#span(at, end), "missing ' : ' separator", separatorHint(text.slice(at, end)));
    const selectors = this.#selectors(at, at + separator);
    return this.#secret(selectors, at, at + separator + 2, end);
  }

  #include(at: number, end: number): boolean {
    const text = this.#file.text;
    let from = at + 8;
    while (from < end && isBlank(text[from])) from++;
    let to = from;
    while (to < end && text[to] !== ' ' && text[to] !== '\t' && text[to] !== '\r') to++;
    this.#statements.push({ kind: 'include', pattern: text.slice(from, to), span: this.#span(at, to) });
    return true;
  }

  #selectors(start: number, end: number): Word[] {
    const text = this.#file.text;
    const out: Word[] = [];
    for (let at = start; at < end; ) {
      if (isSpace(text[at])) {
        at++;
        continue;
      }
      const quote = text[at] === '"' || text[at] === "'" ? text[at] : undefined;
      const from = quote === undefined ? at : at + 1;
      let to = from;
      while (to < end && (quote === undefined ? !isSpace(text[to]) : text[to] !== quote)) to++;
      out.push({ ...this.#span(from, to), text: text.slice(from, to) });
      at = quote === undefined ? to : to + 1;
    }
    return out;
  }

  #secret(selectors: readonly Word[], start: number, colonEnd: number, end: number): boolean {
    const text = this.#file.text;
    let at = colonEnd;
    while (at < end && isSpace(text[at])) at++;
    if (at >= end) return this.#stop(this.#span(colonEnd - 1, colonEnd), 'missing token');
    let tokenEnd = at;
    while (tokenEnd < end && !isBlank(text[tokenEnd])) tokenEnd++;
    const word = text.slice(at, tokenEnd);
    const token = TOKENS.find((known) => known === word && (known !== 'BLISS' || this.#options.release === '5.9'));
    const span = this.#span(start, end);
    if (token === undefined || tokenEnd === end) return this.#badToken(at, tokenEnd, word);
    const tokenSpan = this.#span(at, tokenEnd);
    let from = tokenEnd;
    while (from < end && isSpace(text[from])) from++;
    if (!SHARED.includes(token)) {
      const file = this.#fileWord(from, end);
      const line = { kind: 'secret' as const, token, tokenSpan, selectors, span };
      this.#statements.push(file === undefined ? line : { ...line, file });
      return true;
    }
    const value = this.#value(from, end);
    if (typeof value === 'string') return this.#stop(tokenSpan, value);
    this.#statements.push({ kind: 'secret', token, tokenSpan, selectors, value, span });
    return true;
  }

  #badToken(start: number, end: number, word: string): boolean {
    const known = TOKENS.filter((token) => token !== 'BLISS' || this.#options.release === '5.9');
    const upper = known.find((token) => word.toUpperCase().startsWith(token));
    const hint = upper === undefined ? undefined : `write \`${upper}\` in capitals, with a blank or a tab behind it`;
    const span = upper === undefined ? this.#span(start - 1, start) : this.#span(start, Math.min(end, start + upper.length));
    return this.#stop(span, 'token must be either RSA, ECDSA, PKCS8, P12, PIN, PSK, EAP, XAUTH or NTLM', hint);
  }

  #fileWord(start: number, end: number): Word | undefined {
    const text = this.#file.text;
    const quote = text[start] === '"' || text[start] === "'" ? text[start] : undefined;
    const from = quote === undefined ? start : start + 1;
    let to = from;
    while (to < end && (quote === undefined ? !isSpace(text[to]) : text[to] !== quote)) to++;
    return from < to ? { ...this.#span(from, to), text: text.slice(from, to) } : undefined;
  }

  /** The value of a shared secret, or the daemon's complaint. */
  #value(start: number, end: number): SecretValue | string {
    const text = this.#file.text;
    const quote = text[start];
    if (start < end && (quote === '"' || quote === "'")) {
      const close = text.indexOf(quote, start + 1);
      if (close === -1 || close >= end) return 'malformed secret: missing second delimiter';
      return { span: this.#span(start + 1, close), encoding: 'plain' };
    }
    let to = start;
    while (to < end && !isBlank(text[to]) && text[to] !== '\r') to++;
    if (to === start || text[start] === '#') return 'missing secret';
    const prefix = text.slice(start, start + 2).toLowerCase();
    if (to - start > 2 && (prefix === '0x' || prefix === '0s')) {
      return { span: this.#span(start + 2, to), encoding: prefix === '0x' ? 'hex' : 'base64' };
    }
    return { span: this.#span(start, to), encoding: 'plain' };
  }

  #stop(span: Span, what: string, suggestion?: string): boolean {
    const log = `line ${this.#file.lineIndexAt(span.start) + 1}: ${what}`;
    const message = `The daemon stops reading the secrets here: ${what}`;
    const problem: Problem = { kind: 'rest-ignored', span, message, log };
    this.#problems.push(suggestion === undefined ? problem : { ...problem, suggestion });
    return false;
  }

  #span(start: number, end: number): Span {
    return { source: this.#file.id, start, end };
  }
}

function separatorHint(line: string): string | undefined {
  return line.includes(':') ? 'put a blank on each side of the colon' : undefined;
}

function isSpace(char: string | undefined): boolean {
  return char === ' ' || char === '\t' || char === '\r';
}

function isBlank(char: string | undefined): boolean {
  return char === ' ' || char === '\t';
}
