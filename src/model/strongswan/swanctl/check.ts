import type { EffectiveSetting, SectionNode, SectionView } from '../../../parse/settings/index.ts';
import type { Span } from '../../../text/source.ts';
import { didYouMean } from '../../../text/suggest.ts';
import type { Rejection } from '../../types.ts';
import type { DeviceDraft } from '../draft.ts';
import { at, itemsOf, originOf } from '../origin.ts';
import type { OptionTable, OptionType, SwanctlOption } from './options.ts';

/** Collects why vici discards a connection: the first reason is what it says, all of them are told. */
export class Verdict {
  readonly #draft: DeviceDraft;
  rejection: Rejection | undefined;

  constructor(draft: DeviceDraft) {
    this.#draft = draft;
  }

  /** Notes why the connection goes; `told` is what is said of the place, once for all sections that inherit it. */
  reject(
    place: Span,
    log: string,
    origin: Rejection['origin'],
    told: () => { readonly message: string; readonly suggestion?: string | undefined },
  ): void {
    this.rejection ??= { message: log, origin, wholeFile: false };
    if (!this.#draft.firstTime(place)) return;
    const { message, suggestion } = told();
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
      this.reject(name, `unknown option: ${name.text}, config discarded`, at(name, effective.via), () =>
        unknownOption(name.text, option, table, owner),
      );
      return;
    }
    const wrong =
      option.type.list === true ? itemsOf(effective).find(({ text }) => !option.type.valid(text, release)) : undefined;
    const invalid = option.type.list === true ? wrong !== undefined : !option.type.valid(value, release);
    if (!invalid && !/[^\x20-\x7e]/.test(value)) return;
    this.reject(name, `invalid value for: ${name.text}, config discarded`, wrong?.origin ?? originOf(effective), () => {
      const text = wrong?.text ?? value;
      const kind = option.type.name;
      return {
        message: `'${text}' is not a valid value of '${name.text}' (${kind}): the connection is discarded${this.#other(option.type.valid, text)}`,
      };
    });
  }

  /** A word about the release that takes the value. */
  #other(valid: OptionType['valid'], value: string): string {
    const other = this.#draft.release === '5.9' ? '6.0' : '5.9';
    return valid(value, other) ? `; strongSwan ${other} takes it` : '';
  }
}

function unknownOption(name: string, option: SwanctlOption | undefined, table: OptionTable, owner: string) {
  const near = option === undefined ? didYouMean(name, table.keys()) : undefined;
  const why = option === undefined ? '' : `; only strongSwan ${option.only} knows it`;
  const message = `'${name}' is not an option of ${owner}: the connection is discarded${why}`;
  return { message, suggestion: near === undefined ? undefined : `did you mean \`${near}\`?` };
}

/** `key =` looks like an empty value, and unsets the key. */
function noteUnset(draft: DeviceDraft, section: SectionView, owner: string): void {
  for (const setting of section.node.settings.values()) {
    const { name, value } = setting;
    if (value !== undefined || !draft.firstTime(name)) continue;
    const message = `'${name.text}' has no value: ${owner} behaves as if it were not set, and inherits none`;
    draft.notice('ignored', message, at(name));
  }
}

/** A key that is set twice in one file: the later one counts. */
function noteReplaced(draft: DeviceDraft, node: SectionNode): void {
  for (const setting of node.replaced) {
    const { name, valueSpan } = setting;
    if (node.settings.get(name.text)?.name.source !== name.source || !draft.firstTime(name)) continue;
    draft.notice('ignored', `'${name.text}' is set again below: this value has no effect`, at(valueSpan));
  }
}
