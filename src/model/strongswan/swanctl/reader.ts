import type { EffectiveSetting, SectionView } from '../../../parse/settings/index.ts';
import type { Span } from '../../../text/source.ts';
import { defaultNote } from '../../defaults/strongswan.ts';
import type { DeviceDraft } from '../draft.ts';
import { parseBool, parseViciBytes, parseViciNumber, parseViciTime } from '../numbers.ts';
import { byDefault, derived, type Item, itemsOf, type Located, originOf } from '../origin.ts';

/** Reads values of a section with their defaults. An invalid value reads like its default: the connection is discarded anyway. */
export class OptionReader {
  readonly section: SectionView;
  readonly header: Span;
  readonly #draft: DeviceDraft;
  readonly #table: string;

  constructor(draft: DeviceDraft, section: SectionView, header: Span, table: string) {
    this.#draft = draft;
    this.section = section;
    this.header = header;
    this.#table = table;
  }

  get(name: string): EffectiveSetting | undefined {
    return this.section.get(name);
  }

  /** Provenance of a default of this section. */
  default<T>(value: T, note: string, otherwise?: string): Located<T> {
    const told = this.#draft.releaseAssumed ? otherwise : undefined;
    return { value, origin: byDefault(this.header, defaultNote(this.#table, this.#draft.release, note, told)) };
  }

  derived<T>(value: T, how: string, ...from: readonly Located<unknown>[]): Located<T> {
    return { value, origin: derived(how, ...from.map(({ origin }) => origin)) };
  }

  #parsed<T>(name: string, parse: (text: string) => T | undefined): Located<T> | undefined {
    const setting = this.get(name);
    const value = setting?.setting.value === undefined ? undefined : parse(setting.setting.value);
    return setting === undefined || value === undefined ? undefined : { value, origin: originOf(setting) };
  }

  text(name: string): Located<string> | undefined {
    return this.#parsed(name, (text) => text);
  }

  bool(name: string, fallback: boolean): Located<boolean> {
    return this.#parsed(name, parseBool) ?? this.default(fallback, `${name} is not set: ${fallback ? 'yes' : 'no'}`);
  }

  number(name: string): Located<number> | undefined {
    return this.#parsed(name, parseViciNumber);
  }

  /** Seconds. */
  time(name: string): Located<number> | undefined {
    return this.#parsed(name, parseViciTime);
  }

  bytes(name: string): Located<number> | undefined {
    return this.#parsed(name, parseViciBytes);
  }

  /** One of some words, compared without case; words with another meaning are mapped. */
  word<Word extends string>(name: string, words: { readonly [text: string]: Word }, fallback: Word): Located<Word> {
    const known = new Map(Object.entries(words));
    return (
      this.#parsed(name, (text) => known.get(text.toLowerCase())) ?? this.default(fallback, `${name} is not set: ${fallback}`)
    );
  }

  items(name: string): Item[] {
    const setting = this.get(name);
    return setting === undefined ? [] : itemsOf(setting);
  }
}
