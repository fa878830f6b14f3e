import { oneOf } from '../../text/names.ts';
import type { SourceFile, Span } from '../../text/source.ts';

/** Whether a statement sets something, takes it away or puts it back to its default. */
export type Form = 'set' | 'no' | 'default';

/** One statement that was understood. Its words stand in the {@link IosTree}. */
export interface IosStatement {
  /** Command id of the grammar in `commands/`. */
  readonly command: string;
  readonly form: Form;
  /** UTF-16 offsets of the statement without blanks around it. */
  readonly start: number;
  readonly end: number;
  /** Index of its first word in the tree, and how many it has (without `no` and `default`). */
  readonly first: number;
  readonly count: number;
  /** Statements of the mode that it opens. */
  readonly children: IosStatement[];
}

/** Something that could not be understood as it stands. */
export interface IosProblem {
  readonly kind: /** A line in a claimed block that fits no command of the block or of the modes around it. */
    | 'not-understood'
    /** A command that breaks off. */
    | 'incomplete'
    /** A value that is not of its kind: an address that is none. */
    | 'bad-value'
    /** A line of another product. */
    | 'foreign';
  readonly span: Span;
  /** One sentence without a full stop; text of the configuration in it is quoted and not made safe for display. */
  readonly message: string;
  /** What was probably meant. */
  readonly suggestion?: string;
  /** The word that the suggestion would take the place of. */
  readonly misspelt?: Span;
  /** Header of the block that the line stands in; absent at the top. */
  readonly block?: Span;
}

/** Nothing follows a statement; shared, because most statements have no children. */
export const NO_CHILDREN: IosStatement[] = [];

/** The statements of one IOS configuration that matter, in order, with their words. */
export class IosTree {
  readonly source: SourceFile;
  readonly statements: IosStatement[] = [];
  readonly problems: IosProblem[] = [];
  /** Start and end offsets of the words, two numbers each. */
  readonly words: readonly number[];
  /** For each word: the keyword that it is, or the name of the argument with `$` before it. */
  readonly labels: readonly string[];

  constructor(source: SourceFile, words: readonly number[], labels: readonly string[]) {
    this.source = source;
    this.words = words;
    this.labels = labels;
  }

  /** Index of a statement's word with a label, at or behind an index; -1 when it has none. */
  find(statement: IosStatement, label: string, from = statement.first): number {
    const end = statement.first + statement.count;
    for (let word = from; word < end; word++) if (this.labels[word] === label) return word;
    return -1;
  }

  /** True when a statement has a keyword or an argument. */
  has(statement: IosStatement, label: string): boolean {
    return this.find(statement, label) !== -1;
  }

  /** The first of some keywords that a statement has. */
  oneOf<Label extends string>(statement: IosStatement, labels: readonly Label[]): Label | undefined {
    return labels.find((label) => this.find(statement, label) !== -1);
  }

  /** Text of a word; escapes that Markdown editors put in are taken out. */
  text(word: number): string {
    const text = oneOf(this.source.text.slice(this.words[word * 2], this.words[word * 2 + 1]));
    return text.includes('\\') ? text.replace(/\\([_*.#<>[\]~-])/g, '$1') : text;
  }

  /** Text between two offsets. */
  slice(start: number, end: number): string {
    return oneOf(this.source.text.slice(start, end));
  }

  /** Text of an argument; undefined when the statement does not have it. */
  value(statement: IosStatement, label: string): string | undefined {
    const word = this.find(statement, label);
    return word === -1 ? undefined : this.text(word);
  }

  /** Indices of all words with a label. */
  all(statement: IosStatement, label: string): number[] {
    const found: number[] = [];
    for (let word = this.find(statement, label); word !== -1; word = this.find(statement, label, word + 1)) found.push(word);
    return found;
  }

  startOf(word: number): number {
    return this.words[word * 2] ?? 0;
  }

  endOf(word: number): number {
    return this.words[word * 2 + 1] ?? 0;
  }

  /** Span of a word. */
  span(word: number): Span {
    return { source: this.source.id, start: this.startOf(word), end: this.endOf(word) };
  }

  /** Span of a whole statement. */
  spanOf(statement: IosStatement): Span {
    return { source: this.source.id, start: statement.start, end: statement.end };
  }
}
