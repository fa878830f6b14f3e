import { realpathSync } from 'node:fs';
import { basename, dirname, join } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import type { Range } from 'vscode-languageserver';
import type { TextDocument } from 'vscode-languageserver-textdocument';
import { type Location, SourceTable } from '../text/source.ts';

/** Absolute path of a document without links, or its URI where it is no file. */
export function pathOfUri(uri: string): string {
  if (!uri.startsWith('file:')) return uri;
  try {
    return canonical(fileURLToPath(uri));
  } catch {
    return uri;
  }
}

/** URI of a path that {@link pathOfUri} gives. */
export function uriOfPath(path: string): string {
  return /^[a-z][a-z0-9+.-]+:/i.test(path) ? path : pathToFileURL(path).href;
}

/** A path without links, as far as it exists. */
export function canonical(path: string): string {
  try {
    return realpathSync(path);
  } catch {
    const parent = dirname(path);
    return parent === path ? path : join(canonical(parent), basename(path));
  }
}

/** Translates places of reports into ranges of an editor: from 1 to from 0, through offsets where the document is open. */
export function rangesIn(document: TextDocument | undefined): (location: Location) => Range {
  if (document === undefined)
    return ({ line, column, endLine, endColumn }) => ({
      start: { line: line - 1, character: column - 1 },
      end: { line: endLine - 1, character: endColumn - 1 },
    });
  const { lineStarts } = new SourceTable().add('', document.getText());
  const offset = (line: number, column: number): number => (lineStarts[line - 1] ?? 0) + column - 1;
  return ({ line, column, endLine, endColumn }) => ({
    start: document.positionAt(offset(line, column)),
    end: document.positionAt(offset(endLine, endColumn)),
  });
}
