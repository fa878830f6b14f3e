import type { ReportEdit } from '../report/report.ts';

/** Replaces a range of UTF-16 code units of one text; an empty range inserts. */
interface Edit {
  readonly path: string;
  readonly start: number;
  readonly end: number;
  readonly text: string;
}

/**
 * Makes changes of texts: each one whole or, when it overlaps one that was made before it or does not lie in a text that is at hand, not
 * at all. Gives the texts that have changed and says which changes were made. Line ends are written as each text writes its first one.
 */
export function applyChanges(
  textOf: (path: string) => string | undefined,
  changes: readonly (readonly ReportEdit[])[],
): { readonly texts: ReadonlyMap<string, string>; readonly made: readonly boolean[] } {
  const files = new Map<string, Changing | undefined>();
  const fileOf = (path: string): Changing | undefined => {
    if (!files.has(path)) {
      const text = textOf(path);
      files.set(path, text === undefined ? undefined : new Changing(text));
    }
    return files.get(path);
  };
  const made = changes.map((change) => {
    const edits = change.map(({ location, text }) => ({ file: fileOf(location.path), location, text }));
    const placed: { readonly file: Changing; readonly edit: Edit }[] = [];
    for (const { file, location, text } of edits) {
      const edit = file?.placed({ location, text });
      if (file === undefined || edit === undefined) return false;
      placed.push({ file, edit });
    }
    if (!placed.every(({ file, edit }) => file.isFree(edit))) return false;
    for (const { file, edit } of placed) file.edits.push(edit);
    return true;
  });
  const texts = new Map<string, string>();
  for (const [path, file] of files) if (file !== undefined && file.edits.length > 0) texts.set(path, file.result());
  return { texts, made };
}

/** A text and the edits that have been taken for it. */
class Changing {
  readonly edits: Edit[] = [];
  readonly #text: string;
  readonly #lineStarts: readonly number[];
  readonly #lineEnd: string;

  constructor(text: string) {
    this.#text = text;
    this.#lineStarts = [0, ...[...text.matchAll(/\n/g)].map(({ index }) => index + 1)];
    this.#lineEnd = text[(this.#lineStarts[1] ?? 0) - 2] === '\r' ? '\r\n' : '\n';
  }

  /** The edit by offsets; undefined when it does not lie in the text. */
  placed({ location: { path, line, column, endLine, endColumn }, text }: ReportEdit): Edit | undefined {
    const [from, to] = [this.#lineStarts[line - 1], this.#lineStarts[endLine - 1]];
    if (from === undefined || to === undefined) return undefined;
    const [start, end] = [from + column - 1, to + endColumn - 1];
    if (start > end || end > this.#text.length) return undefined;
    return { path, start, end, text: text.replaceAll('\n', this.#lineEnd) };
  }

  isFree(edit: Edit): boolean {
    return this.edits.every((other) => !overlap(edit, other));
  }

  result(): string {
    let out = '';
    let at = 0;
    for (const { start, end, text } of [...this.edits].sort((a, b) => a.start - b.start || a.end - b.end)) {
      out += this.#text.slice(at, start) + text;
      at = end;
    }
    return out + this.#text.slice(at);
  }
}

/* Two insertions at one place overlap: which comes first would be a guess. */
function overlap(a: Edit, b: Edit): boolean {
  if (a.start === a.end && b.start === b.end) return a.start === b.start;
  return a.start < b.end && b.start < a.end;
}
