/** Index of a source file in the {@link SourceTable} of a run. */
export type SourceId = number;

/** A range of UTF-16 code units in one source file: `start` inclusive, `end` exclusive. */
export interface Span {
  readonly source: SourceId;
  readonly start: number;
  readonly end: number;
}

/** A span as people and reports read it: lines and columns start at 1, columns count UTF-16 code units. */
export interface Location {
  /** Relative to the working directory, `/` between the segments. */
  readonly path: string;
  readonly line: number;
  readonly column: number;
  readonly endLine: number;
  readonly endColumn: number;
}

/** A comment that speaks to the linter. */
export interface Directive {
  readonly start: number;
  readonly end: number;
  /** What it says, without blanks around it. */
  readonly text: string;
  /**
   * Line that it speaks of, from 1: its own, or when it has that for itself, the next one that is neither blank nor a comment. Absent
   * when there is none.
   */
  readonly line?: number;
}

/**
 * One decoded text. The text may be dropped once it is modelled ({@link SourceFile.release}); the line index stays, so that
 * spans can still be located.
 */
export class SourceFile {
  readonly id: SourceId;
  readonly path: string;
  #text: string | undefined;
  #lineStarts: Uint32Array | undefined;
  #secrets: Span[] = [];
  #answered: { readonly from: number; readonly line: number } | undefined;
  #directives: Map<number, Directive> | undefined;

  constructor(id: SourceId, path: string, text: string) {
    this.id = id;
    this.path = path;
    this.#text = text;
  }

  /** The whole text; the empty string after {@link release}. */
  get text(): string {
    return this.#text ?? '';
  }

  /** Spans of secret values, in no order. Nothing inside them may ever be shown. */
  get secrets(): readonly Span[] {
    return this.#secrets;
  }

  /** Marks a range as secret: excerpts mask it whatever the finding is about. */
  addSecret(start: number, end: number): void {
    this.#secrets.push({ source: this.id, start, end });
  }

  /** Comments that speak to the linter, in the order of the text. */
  get directives(): readonly Directive[] {
    return this.#directives === undefined ? [] : [...this.#directives.values()];
  }

  /** Notes a comment that speaks to the linter; what it says begins at `from`. Comments come in the order of the text. */
  addDirective(start: number, end: number, from: number): void {
    const { text } = this;
    const ownLine = this.lineIndexAt(start) + 1;
    const isAlone = text.slice(this.lineStarts[ownLine - 1], start).trim() === '';
    const line = isAlone ? this.#lineAfter(ownLine) : ownLine;
    this.#directives ??= new Map();
    this.#directives.set(start, { start, end, text: text.slice(from, end).trim(), ...(line === undefined ? {} : { line }) });
  }

  /** The answer for the line before helps: a text full of such comments is looked through once. */
  #lineAfter(line: number): number | undefined {
    const last = this.#answered;
    if (last !== undefined && line >= last.from && line < last.line) return last.line;
    const starts = this.lineStarts;
    let next = line;
    while (next < starts.length && /^[ \t\r]*([#!\n]|$)/.test(this.text.slice(starts[next], (starts[next] ?? 0) + 200))) next++;
    this.#answered = { from: line, line: next + 1 };
    return next < starts.length ? next + 1 : undefined;
  }

  /** Start offsets of all lines, in order. Lines end with `\n`; a `\r` before it belongs to the line end. */
  get lineStarts(): Uint32Array {
    this.#lineStarts ??= indexLines(this.text);
    return this.#lineStarts;
  }

  /** Drops the text and keeps what is needed to locate spans. */
  release(): void {
    void this.lineStarts;
    this.#text = undefined;
  }

  /** Zero-based index of the line that holds an offset. */
  lineIndexAt(offset: number): number {
    const starts = this.lineStarts;
    let low = 0;
    let high = starts.length - 1;
    while (low < high) {
      const middle = (low + high + 1) >>> 1;
      if ((starts[middle] ?? 0) <= offset) low = middle;
      else high = middle - 1;
    }
    return low;
  }

  /** Line and column of a range in this file. */
  locate(start: number, end: number): Location {
    const line = this.lineIndexAt(start);
    const endLine = end > start ? this.lineIndexAt(end - 1) : line;
    const column = start - (this.lineStarts[line] ?? 0) + 1;
    const endColumn = end > start ? end - (this.lineStarts[endLine] ?? 0) + 1 : column;
    return { path: this.path, line: line + 1, column, endLine: endLine + 1, endColumn };
  }
}

function indexLines(text: string): Uint32Array {
  let count = 1;
  for (let at = text.indexOf('\n'); at !== -1; at = text.indexOf('\n', at + 1)) count++;
  const starts = new Uint32Array(count);
  let line = 1;
  for (let at = text.indexOf('\n'); at !== -1; at = text.indexOf('\n', at + 1)) starts[line++] = at + 1;
  return starts;
}

/** All sources of a run, addressed by {@link SourceId}. */
export class SourceTable {
  readonly #files: SourceFile[] = [];

  /** Adds a text under its display path. */
  add(path: string, text: string): SourceFile {
    const file = new SourceFile(this.#files.length, path, text);
    this.#files.push(file);
    return file;
  }

  get(id: SourceId): SourceFile {
    const file = this.#files[id];
    if (file === undefined) throw new RangeError(`no source ${id}`);
    return file;
  }

  /** Whether some comment speaks to the linter. */
  get hasDirectives(): boolean {
    return this.#files.some((file) => file.directives.length > 0);
  }

  get size(): number {
    return this.#files.length;
  }

  /** Line and column of a span. */
  locate(span: Span): Location {
    return this.get(span.source).locate(span.start, span.end);
  }
}
