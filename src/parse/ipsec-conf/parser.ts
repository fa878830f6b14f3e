import type { SourceFile, Span } from '../../text/source.ts';
import { markDirectives } from '../comments.ts';
import type { Problem } from '../problem.ts';
import type { ValuePart, Word } from '../settings/tree.ts';
import { type ConfToken, nextConfToken } from './lexer.ts';
import type { ConfSectionKind, ConfStatement, IpsecConfFile } from './tree.ts';

/** Parses ipsec.conf as strongSwan's starter does. Total and linear; a file with an error keeps the statements before it. */
export function parseIpsecConf(file: SourceFile): IpsecConfFile {
  return new Parser(file).parse();
}

const HEADERS: ReadonlyMap<string, ConfSectionKind> = new Map([
  ['conn', 'conn'],
  ['ca', 'ca'],
]);

class Parser {
  readonly #file: SourceFile;
  readonly #text: string;
  readonly #statements: ConfStatement[] = [];
  readonly #problems: Problem[] = [];
  #at = 0;

  constructor(file: SourceFile) {
    this.#file = file;
    this.#text = file.text;
  }

  parse(): IpsecConfFile {
    const error = this.#lines();
    markStraySecrets(this.#file);
    markDirectives(this.#file, 'ipsec.conf');
    if (error !== undefined) this.#problems.push(error);
    const result = { source: this.#file.id, statements: this.#statements, problems: this.#problems };
    return error === undefined ? result : { ...result, error };
  }

  #lines(): Problem | undefined {
    for (;;) {
      const indented = isBlank(this.#text[this.#at]);
      const token = this.#next();
      if (token.kind === 'end') return undefined;
      if (token.kind === 'newline') continue;
      const error = indented && token.start > 0 ? this.#setting(token) : this.#header(token);
      if (error !== undefined) return error;
    }
  }

  #header(token: ConfToken): Problem | undefined {
    if (token.kind !== 'word') return this.#unexpected(token);
    if (this.#text.startsWith('config setup', token.start) && token.text === 'config') return this.#setup(token);
    const section = HEADERS.get(token.text);
    if (section === undefined) return this.#unexpected(token);
    const name = this.#next();
    if (name.kind === '=') return this.#unexpected(name);
    if (name.kind !== 'word' && name.kind !== 'string')
      return this.#reject(this.#span(token.start, token.end), 'section name missing');
    this.#statements.push({ kind: 'header', section, name: this.#word(name), span: this.#span(token.start, name.end) });
    return this.#endOfLine();
  }

  /** The daemon takes one word behind `config setup`, and makes nothing of it. */
  #setup(token: ConfToken): Problem | undefined {
    this.#at = token.start + 'config setup'.length;
    const after = this.#text[this.#at];
    if (after !== undefined && !isBlank(after) && after !== '\n' && after !== '#') return this.#unexpected(token);
    const span = this.#span(token.start, this.#at);
    this.#statements.push({ kind: 'header', section: 'setup', name: { ...span, text: 'setup' }, span });
    const rest = this.#next();
    if (rest.kind === 'newline' || rest.kind === 'end') return undefined;
    return rest.kind === 'word' || rest.kind === 'string' ? this.#endOfLine() : this.#unexpected(rest);
  }

  #endOfLine(): Problem | undefined {
    const token = this.#next();
    return token.kind === 'newline' || token.kind === 'end' ? undefined : this.#unexpected(token);
  }

  #setting(first: ConfToken): Problem | undefined {
    if (first.kind !== 'word' && first.kind !== 'string') return this.#unexpected(first);
    const name = this.#word(first);
    const equals = this.#next();
    if (equals.kind !== '=') {
      if (equals.kind === 'string-error') return this.#unexpected(equals);
      return this.#reject(this.#span(first.start, first.end), `missing value for setting '${first.text}'`);
    }
    const parts: ValuePart[] = [];
    for (;;) {
      const token = this.#next();
      if (token.kind === 'word' || token.kind === 'string') parts.push({ ...this.#word(token), quoted: token.kind === 'string' });
      else if (token.kind === 'newline' || token.kind === 'end') break;
      else return this.#unexpected(token);
    }
    const start = parts[0]?.start ?? equals.end;
    const value = parts.length === 0 ? undefined : parts.map((part) => part.text).join(' ');
    this.#statements.push({ kind: 'setting', name, value, parts, valueSpan: this.#span(start, parts.at(-1)?.end ?? equals.end) });
    return undefined;
  }

  /** The next token; includes, which may stand anywhere, are recorded on the way. */
  #next(): ConfToken {
    for (;;) {
      const token = nextConfToken(this.#text, this.#at);
      this.#at = token.end;
      if (token.kind !== 'include') return token;
      const span = this.#span(token.start, token.end);
      if (token.text !== '') this.#statements.push({ kind: 'include', pattern: token.text, span });
      else
        this.#problems.push({
          kind: 'ignored',
          span,
          message: 'The include names no file',
          log: 'no include pattern specified, ignored',
        });
    }
  }

  #word(token: ConfToken): Word {
    return { source: this.#file.id, start: token.start, end: token.end, text: token.text };
  }

  #span(start: number, end: number): Span {
    return { source: this.#file.id, start, end };
  }

  #unexpected(token: ConfToken): Problem {
    if (token.kind === 'string-error') {
      const log = 'syntax error, unexpected STRING_ERROR';
      const span = this.#span(token.start, token.start + 1);
      return { kind: 'file-rejected', span, message: `unterminated string detected; ${log}`, log };
    }
    return this.#reject(
      this.#span(token.start, token.end),
      `syntax error, unexpected ${TOKEN_NAMES[token.kind]}`,
      this.#hint(token),
    );
  }

  #reject(span: Span, log: string, suggestion?: string): Problem {
    const problem: Problem = { kind: 'file-rejected', span, message: log, log };
    return suggestion === undefined ? problem : { ...problem, suggestion };
  }

  #hint(token: ConfToken): string | undefined {
    if (token.kind === '=') return 'put a value that contains `=` into double quotes';
    if (token.kind === 'word' && token.text.startsWith('\r'))
      return 'the file has CRLF line ends, which ipsec.conf does not allow: use LF';
    const lineStart = this.#text.lastIndexOf('\n', token.start - 1) + 1;
    return token.kind === 'word' && token.start === lineStart ? 'settings must be indented, section headers must not' : undefined;
  }
}

/** Lines of ipsec.secrets that stand in ipsec.conf, commented out or not. */
function markStraySecrets(file: SourceFile): void {
  const stray = /\b(?:PSK|EAP|XAUTH|NTLM)[ \t]+(?=\S)/g;
  for (let found = stray.exec(file.text); found !== null; found = stray.exec(file.text)) {
    const newline = file.text.indexOf('\n', found.index);
    const end = newline === -1 ? file.text.length : newline;
    file.addSecret(found.index + found[0].length, end);
    stray.lastIndex = end;
  }
}

const TOKEN_NAMES: { readonly [Kind in ConfToken['kind']]: string } = {
  word: 'STRING',
  string: 'STRING',
  'string-error': 'STRING_ERROR',
  include: 'STRING',
  '=': 'EQ',
  newline: 'NEWLINE',
  end: 'end of file',
};

function isBlank(char: string | undefined): boolean {
  return char === ' ' || char === '\t';
}
