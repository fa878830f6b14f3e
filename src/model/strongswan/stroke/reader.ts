import type { EffectiveConfSetting } from '../../../parse/ipsec-conf/index.ts';
import type { Span } from '../../../text/source.ts';
import { defaultNote } from '../../defaults/strongswan.ts';
import type { Provenance } from '../../provenance.ts';
import type { DeviceDraft } from '../draft.ts';
import { parseStarterTime } from '../numbers.ts';
import { byDefault, derived, type Located, originOf } from '../origin.ts';
import type { ConfSettings } from './settings.ts';

/** Reads values of a conn with their defaults. */
export class ConnReader {
  readonly settings: ConfSettings;
  readonly header: Span;
  readonly #draft: DeviceDraft;

  constructor(draft: DeviceDraft, settings: ConfSettings, header: Span) {
    this.#draft = draft;
    this.settings = settings;
    this.header = header;
  }

  get(name: string): EffectiveConfSetting | undefined {
    return this.settings.get(name);
  }

  defaultOrigin(note: string): Provenance {
    return byDefault(this.header, defaultNote('strongswan/ipsec.conf', this.#draft.release, note));
  }

  default<T>(value: T, note: string): Located<T> {
    return { value, origin: this.defaultOrigin(note) };
  }

  derived<T>(value: T, how: string, ...from: readonly Located<unknown>[]): Located<T> {
    return { value, origin: derived(how, ...from.map(({ origin }) => origin)) };
  }

  text(name: string): Located<string> | undefined {
    const setting = this.get(name);
    return setting?.setting.value === undefined ? undefined : { value: setting.setting.value, origin: originOf(setting) };
  }

  #parsed<T>(name: string, parse: (text: string) => T | undefined): Located<T> | undefined {
    const text = this.text(name);
    const value = text === undefined ? undefined : parse(text.value);
    return text === undefined || value === undefined ? undefined : { value, origin: text.origin };
  }

  bool(name: string, fallback: boolean): Located<boolean> {
    const parse = (text: string): boolean | undefined => (text === 'yes' ? true : text === 'no' ? false : undefined);
    return this.#parsed(name, parse) ?? this.default(fallback, `${name} is not set: ${fallback ? 'yes' : 'no'}`);
  }

  number(name: string): Located<number> | undefined {
    return this.#parsed(name, (text) => (/^-?[0-9]{1,15}$/.test(text) ? Number(text) : undefined));
  }

  /** Seconds. */
  time(name: string, fallback: number, note: string): Located<number> {
    return this.#parsed(name, parseStarterTime) ?? this.default(fallback, `${name} is not set: ${note}`);
  }

  word<Word extends string>(
    name: string,
    words: { readonly [text: string]: Word },
    fallback: Word,
    note = `${name} is not set: ${fallback}`,
  ): Located<Word> {
    const known = new Map(Object.entries(words));
    return this.#parsed(name, (text) => known.get(text)) ?? this.default(fallback, note);
  }
}
