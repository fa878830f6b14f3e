import { visible } from '../text/display.ts';

/** A text that excerpts are taken from, and the ranges in it that nobody may see. */
export interface ExcerptSource {
  readonly text: string;
  readonly lineStarts: ArrayLike<number>;
  readonly secrets: readonly { readonly start: number; readonly end: number }[];
}

/** One line, safe to show: secrets masked, controls replaced. */
export interface Excerpt {
  readonly text: string;
  /** Columns (terminal cells) that a range of the line takes in the shown text; at least one cell wide. */
  readonly cells: (column: number, endColumn: number) => { readonly from: number; readonly to: number };
}

/** Stands for a secret, whatever its length. */
const MASK = '<secret>';

/** A line of a source by number, from 1; undefined when there is no such line. */
export function excerptOf(source: ExcerptSource, line: number): Excerpt | undefined {
  const start = source.lineStarts[line - 1];
  if (start === undefined) return undefined;
  const next = source.lineStarts[line] ?? source.text.length + 1;
  const raw = source.text.slice(start, next - 1).replace(/\r$/, '');
  const end = start + raw.length;
  const secrets = mergeRanges(source.secrets.filter((secret) => secret.start < end && secret.end > start));
  const pieces: Piece[] = [];
  let at = start;
  for (const secret of secrets) {
    if (secret.start > at) pieces.push({ start: at, end: secret.start });
    pieces.push({ start: Math.max(secret.start, start), end: Math.min(secret.end, end), masked: true });
    at = Math.min(secret.end, end);
  }
  if (at < end) pieces.push({ start: at, end });
  const shown = pieces.map((piece) => (piece.masked === true ? MASK : visible(source.text.slice(piece.start, piece.end))));
  const cellOf = (offset: number, isEnd: boolean): number => {
    let cell = 0;
    for (const [index, piece] of pieces.entries()) {
      const text = shown[index] ?? '';
      if (offset >= piece.end && !(isEnd && offset === piece.end && offset === piece.start)) {
        cell += cellWidth(text);
        continue;
      }
      if (offset <= piece.start) return cell;
      if (piece.masked === true) return cell + (isEnd ? cellWidth(text) : 0);
      return cell + cellWidth(visible(source.text.slice(piece.start, offset)));
    }
    return cell;
  };
  return {
    text: shown.join(''),
    cells: (column, endColumn) => {
      const from = cellOf(start + column - 1, false);
      return { from, to: Math.max(from + 1, cellOf(start + endColumn - 1, true)) };
    },
  };
}

interface Piece {
  readonly start: number;
  readonly end: number;
  readonly masked?: boolean;
}

function mergeRanges(ranges: readonly { readonly start: number; readonly end: number }[]): { start: number; end: number }[] {
  const merged: { start: number; end: number }[] = [];
  for (const { start, end } of [...ranges].sort((a, b) => a.start - b.start)) {
    const last = merged.at(-1);
    if (last !== undefined && start <= last.end) last.end = Math.max(last.end, end);
    else merged.push({ start, end });
  }
  return merged;
}

/** Terminal cells of a text: two for East Asian wide characters and pictographs, none for combining marks. */
export function cellWidth(text: string): number {
  let width = 0;
  for (const character of text) {
    const code = character.codePointAt(0) ?? 0;
    if (code < 0x300) width++;
    else if (!isCombining(code)) width += isWide(code) ? 2 : 1;
  }
  return width;
}

function isCombining(code: number): boolean {
  return (
    (code >= 0x300 && code <= 0x36f) ||
    (code >= 0x1ab0 && code <= 0x1aff) ||
    (code >= 0x20d0 && code <= 0x20ff) ||
    (code >= 0xfe00 && code <= 0xfe0f)
  );
}

function isWide(code: number): boolean {
  return (
    (code >= 0x1100 && code <= 0x115f) ||
    (code >= 0x2e80 && code <= 0xa4cf) ||
    (code >= 0xac00 && code <= 0xd7a3) ||
    (code >= 0xf900 && code <= 0xfaff) ||
    (code >= 0xfe30 && code <= 0xfe6f) ||
    (code >= 0xff00 && code <= 0xff60) ||
    (code >= 0xffe0 && code <= 0xffe6) ||
    (code >= 0x1f300 && code <= 0x1faff) ||
    (code >= 0x20000 && code <= 0x3fffd)
  );
}
