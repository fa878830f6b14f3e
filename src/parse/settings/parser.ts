import type { SourceFile, Span } from '../../text/source.ts';
import { markDirectives } from '../comments.ts';
import type { Problem } from '../problem.ts';
import { type LexState, nextToken, type Token } from './lexer.ts';
import { isSecretKey, SecretMarker } from './secrets.ts';
import type { Section, Setting, SettingsFile, Statement, ValuePart, Word } from './tree.ts';

/**
 * Parses swanctl.conf, strongswan.conf and what they include, by strongSwan's settings grammar. Total and linear; nesting costs no
 * stack. Secret values are marked in the file. A file with an error keeps the statements before it.
 */
export function parseSettings(file: SourceFile): SettingsFile {
  return new Parser(file).parse();
}

interface OpenSection {
  name: Word;
  references: Word[];
  statements: Statement[];
}

const AFTER_NAME = ": or '{' or '='";
const IN_REFERENCES = '"," or \'{\'';

class Parser {
  readonly #file: SourceFile;
  readonly #text: string;
  readonly #secrets: SecretMarker;
  readonly #problems: Problem[] = [];
  readonly #top: Statement[] = [];
  readonly #open: OpenSection[] = [];
  #at = 0;

  constructor(file: SourceFile) {
    this.#file = file;
    this.#text = file.text;
    this.#secrets = new SecretMarker(file);
  }

  parse(): SettingsFile {
    const error = this.#statements();
    if (error !== undefined) {
      this.#problems.push(error);
      this.#secrets.markUnparsed(this.#lineStart(error.span.start));
    }
    this.#secrets.markComments();
    markDirectives(this.#file, 'settings');
    while (this.#open.length > 0) this.#close();
    const result = { source: this.#file.id, statements: this.#top, problems: this.#problems };
    return error === undefined ? result : { ...result, error };
  }

  #statements(): Problem | undefined {
    for (;;) {
      const token = this.#next('name');
      if (token.kind === 'name') {
        const error = this.#afterName(this.#word(token));
        if (error !== undefined) return error;
      } else if (token.kind === '}' && this.#open.length > 0) this.#close();
      else if (token.kind === 'end' && this.#open.length === 0) return undefined;
      else return this.#unexpected(token, this.#expectedStatement());
    }
  }

  #expectedStatement(): string {
    return this.#open.length > 0 ? "NAME or NEWLINE or '}'" : 'end of file or NAME or NEWLINE';
  }

  #afterName(name: Word): Problem | undefined {
    const token = this.#next('name');
    if (token.kind === '=') return this.#setting(name, token.end);
    if (token.kind === '{') {
      this.#open.push({ name, references: [], statements: [] });
      return undefined;
    }
    if (token.kind === ':') return this.#references(name);
    return this.#unexpected(token, AFTER_NAME);
  }

  #references(name: Word): Problem | undefined {
    const references: Word[] = [];
    for (;;) {
      const token = this.#next('reference');
      if (token.kind !== 'name') return this.#unexpected(token, 'NAME');
      let path = this.#word(token);
      let next = this.#next('reference');
      while (next.kind === '.') {
        const part = this.#next('reference');
        if (part.kind !== 'name') return this.#unexpected(part, 'NAME');
        path = { source: path.source, text: `${path.text}.${part.text}`, start: path.start, end: part.end };
        next = this.#next('reference');
      }
      references.push(path);
      if (next.kind === '{') {
        this.#open.push({ name, references, statements: [] });
        return undefined;
      }
      if (next.kind !== ',') return this.#unexpected(next, IN_REFERENCES);
    }
  }

  #setting(name: Word, start: number): Problem | undefined {
    const parts: ValuePart[] = [];
    let at = start;
    for (;;) {
      const token = nextToken(this.#text, at, 'value');
      if (token.kind === 'name' || token.kind === 'string') {
        parts.push({ ...this.#word(token), quoted: token.kind === 'string' });
        at = token.end;
        continue;
      }
      const end = parts.at(-1)?.end ?? start;
      if (isSecretKey(name.text)) this.#secrets.mark(start, token.kind === 'string-error' ? token.end : end);
      if (token.kind === 'string-error') return this.#unexpected(token, this.#expectedStatement());
      this.#at = at;
      this.#push(this.#toSetting(name, parts, start, end));
      return undefined;
    }
  }

  #toSetting(name: Word, parts: readonly ValuePart[], start: number, end: number): Setting {
    const value = parts.length === 0 ? undefined : parts.length === 1 ? parts[0]?.text : parts.map((part) => part.text).join(' ');
    return { kind: 'setting', name, value, parts, valueSpan: this.#span(parts[0]?.start ?? start, end) };
  }

  /** Skips and records includes, which may stand wherever a name may. */
  #next(state: LexState): Token {
    for (;;) {
      const token = nextToken(this.#text, this.#at, state);
      this.#at = token.end;
      if (token.kind !== 'include') return token;
      const span = this.#span(token.start, token.end);
      if (token.text !== '') this.#push({ kind: 'include', pattern: token.text, span });
      else this.#problems.push({ kind: 'ignored', span, message: 'The include names no file', log: token.complaint ?? '' });
    }
  }

  #push(statement: Statement): void {
    (this.#open.at(-1)?.statements ?? this.#top).push(statement);
  }

  #close(): void {
    const closed = this.#open.pop();
    if (closed === undefined) return;
    const section: Section = { kind: 'section', name: closed.name, references: closed.references, statements: closed.statements };
    this.#push(section);
  }

  #word(token: Token): Word {
    return { source: this.#file.id, start: token.start, end: token.end, text: token.text };
  }

  #span(start: number, end: number): Span {
    return { source: this.#file.id, start, end };
  }

  #lineStart(offset: number): number {
    return this.#text.lastIndexOf('\n', Math.max(0, offset - 1)) + 1;
  }

  #unexpected(token: Token, expecting: string): Problem {
    const found = TOKEN_NAMES[token.kind] ?? `'${token.kind}'`;
    const message = `syntax error, unexpected ${found}, expecting ${expecting}`;
    const complaint = token.complaint === undefined ? '' : `${token.complaint}; `;
    const end = token.kind === 'string-error' ? token.start + 1 : token.end;
    return { kind: 'file-rejected', span: this.#span(token.start, end), message: `${complaint}${message}`, log: message };
  }
}

/** Names of tokens in the daemon's messages. */
const TOKEN_NAMES: { readonly [kind: string]: string } = {
  name: 'NAME',
  newline: 'NEWLINE',
  end: 'end of file',
  'string-error': 'STRING_ERROR',
  ':': ':',
  '.': '.',
  ',': '","',
};
