import type { Span } from '../../text/source.ts';
import type { Problem } from '../problem.ts';
import type { Include, ValuePart, Word } from '../settings/tree.ts';

/** Kind of a section of ipsec.conf. */
export type ConfSectionKind = 'setup' | 'conn' | 'ca';

/** `conn NAME`, `ca NAME` or `config setup`: what follows belongs to it, over the ends of included files, up to the next header. */
export interface ConfHeader {
  readonly kind: 'header';
  readonly section: ConfSectionKind;
  readonly name: Word;
  readonly span: Span;
}

/** `key=value` on an indented line. */
export interface ConfSetting {
  readonly kind: 'setting';
  readonly name: Word;
  /** Words and strings joined by one blank; undefined for `key=`, which clears the key. */
  readonly value: string | undefined;
  readonly parts: readonly ValuePart[];
  readonly valueSpan: Span;
}

export type ConfStatement = ConfHeader | ConfSetting | Include;

/** A parsed ipsec.conf or a file that it includes. */
export interface IpsecConfFile {
  readonly source: number;
  readonly statements: readonly ConfStatement[];
  /** The syntax error for which starter refuses the configuration. */
  readonly error?: Problem;
  readonly problems: readonly Problem[];
}
