import type { Span } from '../../text/source.ts';
import type { Problem } from '../problem.ts';

/** A word and where it stands. */
export interface Word extends Span {
  readonly text: string;
}

/** One word or quoted string of a value. */
export interface ValuePart extends Word {
  readonly quoted: boolean;
}

/** `name = value`. */
export interface Setting {
  readonly kind: 'setting';
  readonly name: Word;
  /** The parts joined by one blank; undefined when nothing follows the `=` on its line, which unsets the key. */
  readonly value: string | undefined;
  readonly parts: readonly ValuePart[];
  /** From the first to the last part; the empty range behind the `=` when there is none. */
  readonly valueSpan: Span;
}

/** `name : reference, reference { ... }`. */
export interface Section {
  readonly kind: 'section';
  readonly name: Word;
  /** Absolute paths with dots. */
  readonly references: readonly Word[];
  readonly statements: readonly Statement[];
}

/** `include pattern`: a request that the loader resolves; the statements of the files take its place. */
export interface Include {
  readonly kind: 'include';
  /** Relative to the directory of the including file; a glob. */
  readonly pattern: string;
  readonly span: Span;
}

export type Statement = Setting | Section | Include;

/** A parsed settings file. */
export interface SettingsFile {
  readonly source: number;
  /** What was read up to the first error, for lack of which the daemon uses nothing of the file. */
  readonly statements: readonly Statement[];
  /** The syntax error for which the daemon refuses the file. */
  readonly error?: Problem;
  /** Everything that is worth telling, the error included. */
  readonly problems: readonly Problem[];
}

/** The files that an include stands for, in order; undefined when it cannot be followed. */
export type IncludeResolver<File> = (pattern: string, span: Span) => readonly File[] | undefined;
