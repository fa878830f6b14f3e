import type { EffectiveSetting, SectionNode, SectionView } from '../../../parse/settings/index.ts';
import { didYouMean } from '../../../text/suggest.ts';
import type { Rejection } from '../../types.ts';
import type { DeviceDraft } from '../draft.ts';
import { at, itemsOf, originOf } from '../origin.ts';
import type { OptionTable, OptionType } from './options.ts';

/** Collects why vici discards a connection: the first reason is what it says, all of them are told. */
export class Verdict {
  readonly #draft: DeviceDraft;
  rejection: Rejection | undefined;

  constructor(draft: DeviceDraft) {
    this.#draft = draft;
  }

  reject(log: string, message: string, origin: Rejection['origin'], suggestion?: string): void {
    this.rejection ??= { message: log, origin, wholeFile: false };
    this.#draft.notice('connection-rejected', message, origin, { log, suggestion });
  }

  /** Checks all settings of a section against its table. */
  checkOptions(section: SectionView, table: OptionTable, owner: string): void {
    for (const setting of section.settings()) this.#checkOption(setting, table, owner);
    noteUnset(this.#draft, section, owner);
    noteReplaced(this.#draft, section.node);
  }

  #checkOption(effective: EffectiveSetting, table: OptionTable, owner: string): void {
    const { name } = effective.setting;
    const value = effective.setting.value ?? '';
    const option = table.get(name.text);
    const release = this.#draft.release;
    if (option === undefined || (option.only !== undefined && option.only !== release)) {
      const near = option === undefined ? didYouMean(name.text, table.keys()) : undefined;
      const why = option === undefined ? '' : `; only strongSwan ${option.only} knows it`;
      const message = `'${name.text}' is not an option of ${owner}: the connection is discarded${why}`;
      const hint = near === undefined ? undefined : `did you mean \`${near}\`?`;
      this.reject(`unknown option: ${name.text}, config discarded`, message, at(name, effective.via), hint);
      return;
    }
    const wrong =
      option.type.list === true ? itemsOf(effective).find(({ text }) => !option.type.valid(text, release)) : undefined;
    const invalid = option.type.list === true ? wrong !== undefined : !option.type.valid(value, release);
    if (!invalid && !/[^\x20-\x7e]/.test(value)) return;
    const message = `'${wrong?.text ?? value}' is not a valid value of '${name.text}' (${option.type.name}): the connection is discarded${this.#other(option.type.valid, wrong?.text ?? value)}`;
    this.reject(`invalid value for: ${name.text}, config discarded`, message, wrong?.origin ?? originOf(effective));
  }

  /** A word about the release that takes the value. */
  #other(valid: OptionType['valid'], value: string): string {
    const other = this.#draft.release === '5.9' ? '6.0' : '5.9';
    return valid(value, other) ? `; strongSwan ${other} takes it` : '';
  }
}

/** `key =` looks like an empty value, and unsets the key. */
function noteUnset(draft: DeviceDraft, section: SectionView, owner: string): void {
  for (const { name, value } of section.node.settings.values()) {
    if (value !== undefined) continue;
    const message = `'${name.text}' has no value: ${owner} behaves as if it were not set, and inherits none`;
    draft.notice('ignored', message, at(name));
  }
}

/** A key that is set twice in one file: the later one counts. */
function noteReplaced(draft: DeviceDraft, node: SectionNode): void {
  for (const { name, valueSpan } of node.replaced) {
    const later = node.settings.get(name.text);
    if (later === undefined || later.name.source !== name.source) continue;
    draft.notice('ignored', `'${name.text}' is set again below: this value has no effect`, at(valueSpan));
  }
}
