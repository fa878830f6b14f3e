import { oneOf } from '../../text/names.ts';
import type { Span } from '../../text/source.ts';
import type { Default, DefaultNote, Provenance, Written } from '../provenance.ts';
import type { Entity } from '../types.ts';

/** A type whose fields can be written. */
export type Mutable<T> = { -readonly [K in keyof T]: T[K] };

/** The list of everything that has nothing in it. */
export const NOTHING: readonly never[] = [];

/** An entity that is still being built: later lines take the place of earlier ones. */
export interface Draft<Fields> {
  readonly id: string;
  readonly header: Span;
  readonly fields: Mutable<Fields>;
  readonly at: { -readonly [K in keyof Fields]?: Provenance };
}

/** Starts an entity from an object of its own; every field that is set here has one provenance, fields may be set again. */
export function draft<Fields extends object>(id: string, header: Span, fields: Fields, origin: Provenance): Draft<Fields> {
  const made: Draft<Fields> = { id: oneOf(id), header, fields, at: {} };
  for (const key in fields) made.at[key] = origin;
  return made;
}

/** Sets a field and says where its value is from. */
export function put<Fields, Key extends keyof Fields>(
  target: Draft<Fields>,
  key: Key,
  value: Fields[Key],
  origin: Provenance,
): void {
  target.fields[key] = value;
  target.at[key] = origin;
}

/** Names that one object may list; IOS takes fewer, and copying longer lists again and again would take quadratic time. */
const MAX_LISTED = 256;

/** A list with more items at its end. */
export function extended<Item>(list: readonly Item[], items: readonly Item[]): readonly Item[] {
  return list.length >= MAX_LISTED ? list : [...list, ...items.slice(0, MAX_LISTED)];
}

/** Takes an optional field away. */
export function drop<Fields>(target: Draft<Fields>, key: keyof Fields): void {
  delete target.fields[key];
  delete target.at[key];
}

/** The entity that a draft has become. */
export function finish<Fields, Parts extends object>(source: Draft<Fields>, parts: Parts): Entity<Fields> & Parts {
  // The fields are those of the draft: only `readonly` differs, which the type system cannot tell for a type parameter.
  const made = source.fields as unknown as Mutable<Entity<object>>;
  made.id = source.id;
  made.at = source.at;
  made.header = source.header;
  const whole = made as unknown as Entity<Fields> & Mutable<Parts>;
  for (const part in parts) whole[part] = exact(parts[part]) as (typeof whole)[typeof part];
  return whole;
}

/** A list without the room that adding to it has left: lists of models are short, and V8 leaves room for 17 items. */
export function exact<T>(part: T): T;
export function exact(part: unknown): unknown {
  if (!Array.isArray(part)) return part;
  return part.length === 0 ? NOTHING : part.slice();
}

/** A default that applies to a section. */
export function byDefault(section: Span, note: DefaultNote): Default {
  return { kind: 'default', source: section.source, start: section.start, end: section.end, default: note };
}

/** A value that follows from others. */
export function derived(how: string, ...from: readonly Provenance[]): Provenance {
  return { kind: 'derived', from, how };
}

/** A span as provenance. */
export function standing(span: Span): Written {
  return { kind: 'written', source: span.source, start: span.start, end: span.end };
}
