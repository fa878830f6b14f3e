import type { ConfigPlace, ConfigProblem } from './types.ts';

/** A problem at an offset of a text. */
export function problemAt(path: string, text: string, at: number, message: string): ConfigProblem {
  return { path, ...positionOf(text, at), message };
}

/** Line and column of an offset, both from 1; columns count UTF-16 code units. */
export function positionOf(text: string, at: number): { readonly line: number; readonly column: number } {
  const before = text.slice(0, at);
  return { line: before.split('\n').length, column: at - (before.lastIndexOf('\n') + 1) + 1 };
}

/** `path:line:column` of a place. */
export function placeText({ file, start }: ConfigPlace): string {
  const { line, column } = positionOf(file.text, start);
  return `${file.path}:${line}:${column}`;
}
