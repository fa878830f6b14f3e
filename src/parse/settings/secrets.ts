import type { SourceFile } from '../../text/source.ts';

/** Keys whose values are secret: `secret*` of every section of swanctl.conf, keys, PINs, passwords and database URIs of plugins. */
export function isSecretKey(name: string): boolean {
  return /secret|passw|passphrase|preshared|^psk$|^pin$|^database$/i.test(name);
}

/**
 * Marks secrets. What follows a secret on its line is marked, too: when `#` or `}` cut a secret short, the rest of it is as secret
 * as its beginning. Calls come in ascending order.
 */
export class SecretMarker {
  readonly #file: SourceFile;
  #lineEnd = -1;

  constructor(file: SourceFile) {
    this.#file = file;
  }

  /** Marks from an offset to `end`, and on to the end of the line that `end` is on. */
  mark(start: number, end: number): void {
    if (this.#lineEnd < end) {
      const newline = this.#file.text.indexOf('\n', end);
      this.#lineEnd = newline === -1 ? this.#file.text.length : newline;
    }
    this.#add(start, this.#lineEnd);
  }

  /** Marks settings that are commented out and would be secret. */
  markComments(): void {
    const text = this.#file.text;
    const candidate = /(?:secret|passw|passphrase|preshared|psk)/gi;
    for (let found = candidate.exec(text); found !== null; found = candidate.exec(text)) {
      const newline = text.indexOf('\n', found.index);
      const end = newline === -1 ? text.length : newline;
      const isComment = text.slice(text.lastIndexOf('\n', found.index) + 1, found.index).includes('#');
      const equals = isComment ? text.slice(found.index, end).indexOf('=') : -1;
      if (equals !== -1) this.#add(found.index + equals + 1, end);
      candidate.lastIndex = Math.max(candidate.lastIndex, end);
    }
  }

  #add(start: number, end: number): void {
    let from = start;
    while (from < end && isSpace(this.#file.text.charCodeAt(from))) from++;
    if (from < end) this.#file.addSecret(from, end);
  }

  /** Marks what looks like a secret in text that the grammar did not reach. */
  markUnparsed(start: number): void {
    const text = this.#file.text;
    const candidate = /(?:secret|pin|passw|passphrase|preshared|psk|database)/gi;
    candidate.lastIndex = start;
    for (let found = candidate.exec(text); found !== null; found = candidate.exec(text)) {
      const newline = text.indexOf('\n', found.index);
      const end = newline === -1 ? text.length : newline;
      const equals = text.slice(found.index, end).indexOf('=');
      if (equals !== -1) this.mark(found.index + equals + 1, this.#stringEnd(found.index + equals + 1, end));
      candidate.lastIndex = Math.max(end, this.#lineEnd);
    }
  }

  /** End of a value that begins with a quote, which may be lines below. */
  #stringEnd(start: number, lineEnd: number): number {
    const text = this.#file.text;
    let at = start;
    while (at < lineEnd && isSpace(text.charCodeAt(at))) at++;
    if (text[at] !== '"') return start;
    const close = text.indexOf('"', at + 1);
    return close === -1 ? text.length : close;
  }
}

function isSpace(code: number): boolean {
  return code === 0x20 || code === 0x09 || code === 0x0d;
}
