import type { EffectiveConfSetting } from '../../parse/ipsec-conf/index.ts';
import type { EffectiveSetting, ValuePart } from '../../parse/settings/index.ts';
import type { Span } from '../../text/source.ts';
import type { DefaultNote, Provenance } from '../provenance.ts';

/** A range of a value's meaning and of the text. */
export interface Located<T> {
  readonly value: T;
  readonly origin: Provenance;
}

/** A setting of either language. */
export type AnySetting = EffectiveSetting | EffectiveConfSetting;

/** Provenance of a value: written, or inherited by way of what leads to it. */
export function originOf({ setting, via }: AnySetting): Provenance {
  return at(setting.valueSpan, via);
}

/** Provenance of a part of a value, by offsets in its meaning. */
export function originOfPart({ setting, via }: AnySetting, start: number, end: number): Provenance {
  return at(rangeOf(setting.parts, setting.valueSpan, start, end), via);
}

/** Provenance of a place that is reached by way of others. */
export function at(span: Span, via: readonly Span[] = []): Provenance {
  const { source, start, end } = span;
  return via.length === 0 ? { kind: 'written', source, start, end } : { kind: 'inherited', source, start, end, via };
}

/** Provenance of a default that belongs to a section. */
export function byDefault(header: Span, note: DefaultNote): Provenance {
  return { kind: 'default', source: header.source, start: header.start, end: header.end, default: note };
}

/** Provenance of what follows from other values. */
export function derived(how: string, ...from: readonly Provenance[]): Provenance {
  return { kind: 'derived', from, how };
}

/** The text that offsets in a value mean; whole parts where escapes move the offsets. */
function rangeOf(parts: readonly ValuePart[], whole: Span, start: number, end: number): Span {
  let offset = 0;
  let from: number | undefined;
  let to: number | undefined;
  for (const part of parts) {
    const length = part.text.length;
    const quote = part.quoted ? 1 : 0;
    const exact = part.end - part.start === length + 2 * quote;
    const first = exact ? part.start + quote : part.start;
    if (from === undefined && start <= offset + length) from = exact ? first + Math.max(0, start - offset) : part.start;
    if (end > offset) to = exact ? first + Math.min(length, end - offset) : part.end;
    offset += length + 1;
  }
  if (from === undefined || to === undefined || to < from) return whole;
  return { source: whole.source, start: from, end: to };
}

/** An item of a list that is separated by commas. */
export interface Item {
  readonly text: string;
  /** Offset of the item in the value. */
  readonly start: number;
  readonly origin: Provenance;
}

/** Items of a list: split at commas, blanks trimmed, empty ones dropped. */
export function itemsOf(setting: AnySetting, separator = ','): Item[] {
  const value = setting.setting.value ?? '';
  const out: Item[] = [];
  for (let from = 0; from <= value.length; ) {
    const next = value.indexOf(separator, from);
    const to = next === -1 ? value.length : next;
    const text = value.slice(from, to);
    const start = from + text.length - text.trimStart().length;
    const trimmed = text.trim();
    if (trimmed !== '') out.push({ text: trimmed, start, origin: originOfPart(setting, start, start + trimmed.length) });
    from = to + 1;
  }
  return out;
}
