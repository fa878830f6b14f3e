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

/** Offsets at which the parts of a value begin in its meaning, once for each value. */
const offsetsOf = new WeakMap<readonly ValuePart[], readonly number[]>();

function offsets(parts: readonly ValuePart[]): readonly number[] {
  const known = offsetsOf.get(parts);
  if (known !== undefined) return known;
  const found: number[] = [];
  let offset = 0;
  for (const { text } of parts) {
    found.push(offset);
    offset += text.length + 1;
  }
  offsetsOf.set(parts, found);
  return found;
}

/** The last part that begins at or before an offset. */
function partAt(parts: readonly ValuePart[], offset: number): { readonly part: ValuePart; readonly begins: number } | undefined {
  const begins = offsets(parts);
  let low = 0;
  let high = parts.length - 1;
  while (low < high) {
    const middle = (low + high + 1) >>> 1;
    if ((begins[middle] ?? 0) <= offset) low = middle;
    else high = middle - 1;
  }
  const part = parts[low];
  return part === undefined ? undefined : { part, begins: begins[low] ?? 0 };
}

/** The text that offsets in a value mean; whole parts where escapes move the offsets. */
function rangeOf(parts: readonly ValuePart[], whole: Span, start: number, end: number): Span {
  const first = partAt(parts, start);
  const last = partAt(parts, Math.max(start, end - 1));
  if (first === undefined || last === undefined) return whole;
  const from = placeIn(first.part, start - first.begins, 'start');
  const to = placeIn(last.part, end - last.begins, 'end');
  return to < from ? whole : { source: whole.source, start: from, end: to };
}

function placeIn(part: ValuePart, offset: number, edge: 'start' | 'end'): number {
  const quote = part.quoted ? 1 : 0;
  const isExact = part.end - part.start === part.text.length + 2 * quote;
  return isExact ? part.start + quote + Math.min(part.text.length, Math.max(0, offset)) : part[edge];
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
