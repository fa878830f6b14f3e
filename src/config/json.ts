import type { DocumentEntry, DocumentNode, DocumentResult } from './document.ts';

const MAX_DEPTH = 64;

class JsonError extends Error {
  readonly at: number;
  constructor(at: number, message: string) {
    super(message);
    this.at = at;
  }
}

/**
 * Parses JSON with the place of every value. A byte order mark is skipped; a key that stands twice in one object is an error, as
 * is nesting deeper than 64.
 */
export function parseJson(text: string): DocumentResult {
  const scanner = new JsonScanner(text);
  try {
    return { root: scanner.document() };
  } catch (error) {
    if (error instanceof JsonError) return { error: error.message, at: error.at };
    throw error;
  }
}

class JsonScanner {
  readonly #text: string;
  #at = 0;

  constructor(text: string) {
    this.#text = text;
    if (text.charCodeAt(0) === 0xfeff) this.#at = 1;
  }

  document(): DocumentNode {
    const root = this.#value(0);
    this.#blanks();
    if (this.#at < this.#text.length) throw new JsonError(this.#at, 'nothing may follow the closing brace');
    return root;
  }

  #blanks(): void {
    const text = this.#text;
    for (;;) {
      const code = text.charCodeAt(this.#at);
      if (code !== 0x20 && code !== 0x0a && code !== 0x0d && code !== 0x09) return;
      this.#at++;
    }
  }

  #value(depth: number): DocumentNode {
    if (depth > MAX_DEPTH) throw new JsonError(this.#at, `nested deeper than ${MAX_DEPTH} levels`);
    this.#blanks();
    const start = this.#at;
    const value = this.#content(depth);
    return { value, start, end: this.#at };
  }

  #content(depth: number): DocumentNode['value'] {
    const character = this.#text[this.#at];
    if (character === '{') return this.#object(depth);
    if (character === '[') return this.#array(depth);
    if (character === '"') return this.#string();
    for (const [word, value] of WORDS) {
      if (this.#text.startsWith(word, this.#at)) {
        this.#at += word.length;
        return value;
      }
    }
    return this.#number();
  }

  #object(depth: number): ReadonlyMap<string, DocumentEntry> {
    const members = new Map<string, DocumentEntry>();
    this.#at++;
    this.#blanks();
    if (this.#take('}')) return members;
    for (;;) {
      this.#blanks();
      const start = this.#at;
      if (this.#text[start] !== '"') throw new JsonError(start, 'expected a key in double quotes');
      const name = this.#string();
      const key = { start, end: this.#at };
      if (members.has(name)) throw new JsonError(start, `${JSON.stringify(name)} stands twice in one object`);
      this.#blanks();
      if (!this.#take(':')) throw new JsonError(this.#at, 'expected ":" after the key');
      members.set(name, { key, node: this.#value(depth + 1) });
      this.#blanks();
      if (this.#take('}')) return members;
      if (!this.#take(',')) throw new JsonError(this.#at, 'expected "," or "}"');
    }
  }

  #array(depth: number): readonly DocumentNode[] {
    const items: DocumentNode[] = [];
    this.#at++;
    this.#blanks();
    if (this.#take(']')) return items;
    for (;;) {
      items.push(this.#value(depth + 1));
      this.#blanks();
      if (this.#take(']')) return items;
      if (!this.#take(',')) throw new JsonError(this.#at, 'expected "," or "]"');
    }
  }

  #string(): string {
    const start = this.#at;
    for (let at = start + 1; at < this.#text.length; at++) {
      const code = this.#text.charCodeAt(at);
      if (code === 0x22) {
        this.#at = at + 1;
        return this.#unescape(start, at + 1);
      }
      if (code === 0x5c) at++;
      else if (code < 0x20) break;
    }
    throw new JsonError(start, 'the string has no end on its line');
  }

  #unescape(start: number, end: number): string {
    try {
      return String(JSON.parse(this.#text.slice(start, end)));
    } catch {
      throw new JsonError(start, 'the string has an escape that JSON does not know');
    }
  }

  #number(): number {
    NUMBER.lastIndex = this.#at;
    const match = NUMBER.exec(this.#text);
    if (match === null)
      throw new JsonError(this.#at, this.#at < this.#text.length ? 'expected a value' : 'the text ends too early');
    this.#at += match[0].length;
    return Number(match[0]);
  }

  #take(character: string): boolean {
    if (this.#text[this.#at] !== character) return false;
    this.#at++;
    return true;
  }
}

const NUMBER = /-?(?:0|[1-9][0-9]*)(?:\.[0-9]+)?(?:[eE][+-]?[0-9]+)?/y;
const WORDS: readonly (readonly [string, boolean | null])[] = [
  ['true', true],
  ['false', false],
  ['null', null],
];
