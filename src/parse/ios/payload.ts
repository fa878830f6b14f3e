import type { SourceFile } from '../../text/source.ts';
import { isBlank, skipBlanks } from './words.ts';

/** Ends of texts that span several lines: banners, certificates, keys. Linear over a whole file. */
export class Payloads {
  readonly #source: SourceFile;
  readonly #text: string;
  /** Terminators that do not occur any more, so that a file full of openings is not searched again and again. */
  readonly #absent = new Set<string>();

  constructor(source: SourceFile) {
    this.#source = source;
    this.#text = source.text;
  }

  /**
   * Offset behind a banner whose first character (the delimiter) is at an offset. A banner that is not closed ends with its line.
   * `^C` counts as one character; a `C` that is left of a copied `^C` closes only at the end of a line.
   */
  endOfBanner(start: number, lineEnd: number): number {
    const text = this.#text;
    const code = text.charCodeAt(start);
    if (code === 94 && start + 1 < lineEnd) return this.#closing(text.slice(start, start + 2), start + 2, lineEnd);
    const delimiter = text[start] ?? '';
    if (isLetterOrDigit(code)) return this.#closingAtLineEnd(delimiter, start + 1, lineEnd);
    return this.#closing(delimiter, start + 1, lineEnd);
  }

  /** Offset of the first line behind certificate or key data (`quit` included) that begins at a line. */
  endOfHex(from: number): number {
    const text = this.#text;
    let at = from;
    while (at < text.length) {
      const newline = text.indexOf('\n', at);
      const lineEnd = newline === -1 ? text.length : newline;
      const word = skipBlanks(text, at, lineEnd);
      if (word < lineEnd && !isHexWord(text, word, lineEnd)) return text.startsWith('quit', word) ? lineEnd : at - 1;
      at = lineEnd + 1;
    }
    return text.length;
  }

  /** Offset behind the last line of a PEM block that begins at an offset; marks private keys as secret. */
  endOfPem(start: number, lineEnd: number): number {
    const text = this.#text;
    const close = this.#search('-----END ', start);
    if (close === -1) return lineEnd;
    const newline = text.indexOf('\n', close);
    const end = newline === -1 ? text.length : newline;
    if (text.slice(start, lineEnd).includes('PRIVATE KEY')) this.#source.addSecret(start, end);
    return end;
  }

  /** Offset behind the line that holds only `@`, which closes a macro. */
  endOfMacro(from: number): number {
    const close = this.#search('\n@', from - 1);
    return close === -1 ? from : close + 2;
  }

  #search(terminator: string, from: number): number {
    if (this.#absent.has(terminator)) return -1;
    const found = this.#text.indexOf(terminator, from);
    if (found === -1) this.#absent.add(terminator);
    return found;
  }

  #closing(delimiter: string, from: number, lineEnd: number): number {
    const close = this.#search(delimiter, from);
    return close === -1 ? lineEnd : close + delimiter.length;
  }

  #closingAtLineEnd(delimiter: string, from: number, lineEnd: number): number {
    const unix = this.#search(`${delimiter}\n`, from);
    const dos = this.#search(`${delimiter}\r\n`, from);
    if (unix === -1 && dos === -1) return lineEnd;
    return (unix === -1 || (dos !== -1 && dos < unix) ? dos : unix) + 1;
  }
}

function isLetterOrDigit(code: number): boolean {
  const letter = code | 32;
  return (code >= 48 && code <= 57) || (letter >= 97 && letter <= 122);
}

function isHexWord(text: string, start: number, end: number): boolean {
  for (let at = start; at < end && at < start + 8; at++) {
    const code = text.charCodeAt(at);
    if (isBlank(code)) return at - start >= 2;
    const letter = code | 32;
    if (!((code >= 48 && code <= 57) || (letter >= 97 && letter <= 102))) return false;
  }
  return true;
}
