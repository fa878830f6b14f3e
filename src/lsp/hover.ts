import { type Provenance, spanOf } from '../model/provenance.ts';
import type { Device } from '../model/types.ts';
import { inlineCode, markdown } from '../report/escape/markdown.ts';
import type { SourceTable, Span } from '../text/source.ts';
import { byRank, entitiesOf, everyEntity, type Fact, isOfSection, type ModelEntity } from './entities.ts';
import { covers, nameAt, type Spot } from './navigation.ts';

/** So many things are told of one place: a template may be inherited by hundreds of connections. */
const MAX_ENTITIES = 3;
const MAX_FACTS = 12;
const MAX_VALUE = 120;

/**
 * What holds at a place, as Markdown: the values that are decided there, and the effective values, with where each comes from, of
 * what begins or is named there. Text of configurations is escaped; no secret is in the model that it is made from.
 */
export function hoverAt(device: Device, spot: Spot, sources: SourceTable): string | undefined {
  const all = [...everyEntity(entitiesOf(device))];
  const place = (span: Span): string => placeText(span, spot, sources);
  const decided = factsAt(all, spot)
    .slice(0, MAX_FACTS)
    .map(({ entity, fact }) => `- ${factLine(entity, fact, spot, place)}`);
  const named = namedEntities(all, device, spot);
  const shown = named.length > 0 ? named : all.filter((entity) => beginsAt(entity, spot));
  const tables = mostSpecific(shown).map((entity) => tableOf(entity, place));
  const parts = [...(decided.length > 0 ? [decided.join('\n')] : []), ...tables];
  return parts.length === 0 ? undefined : parts.join('\n\n');
}

interface FactOf {
  readonly entity: ModelEntity;
  readonly fact: Fact;
}

/** Values that stand at a place itself, the shortest text first; what only follows from the header of an entity is not among them. */
function factsAt(entities: readonly ModelEntity[], spot: Spot): readonly FactOf[] {
  const seen = new Set<string>();
  const found: (FactOf & { readonly length: number })[] = [];
  for (const entity of entities)
    for (const fact of entity.facts) {
      const { origin } = fact;
      if ((origin.kind !== 'written' && origin.kind !== 'inherited') || !covers(origin, spot) || isHeader(origin, entity))
        continue;
      const key = `${entity.id}\n${fact.field}\n${describe(fact.value)}`;
      if (!seen.has(key)) found.push({ entity, fact, length: origin.end - origin.start });
      seen.add(key);
    }
  return found.sort((a, b) => a.length - b.length);
}

function isHeader(span: Span, { header }: ModelEntity): boolean {
  return span.source === header.source && span.start === header.start && span.end === header.end;
}

/* A proposal that a template brings has its place there as header, for each connection that inherits it. */
function beginsAt(entity: ModelEntity, spot: Spot): boolean {
  const isInherited = 'kind' in entity.header && entity.header.kind === 'inherited';
  return covers(entity.header, spot) && !isInherited && isOfSection(entity);
}

function namedEntities(entities: readonly ModelEntity[], device: Device, { source, offset }: Spot): readonly ModelEntity[] {
  const named = nameAt(device, { source, offset });
  if (named === undefined) return [];
  const spans = device.definitions.filter(({ kind, name }) => kind === named.kind && name === named.name).map(({ span }) => span);
  const isThere = (header: Span): boolean => spans.some((span) => covers(header, { source: span.source, offset: span.start }));
  return entities.filter((entity) => isOfSection(entity) && isThere(entity.header));
}

/** The entities with the shortest headers, at most three. */
function mostSpecific(entities: readonly ModelEntity[]): readonly ModelEntity[] {
  const length = ({ header }: ModelEntity): number => header.end - header.start;
  return [...entities].sort((a, b) => length(a) - length(b) || byRank(a, b)).slice(0, MAX_ENTITIES);
}

function factLine(entity: ModelEntity, { field, value, origin }: Fact, spot: Spot, place: (span: Span) => string): string {
  const here = origin.kind === 'written' && covers(origin, spot);
  const from = here ? '' : `, ${originText(origin, place)}`;
  return `${markdown(entity.id)}: ${markdown(field)} = ${inlineCode(describe(value))}${from}`;
}

function tableOf(entity: ModelEntity, place: (span: Span) => string): string {
  const rows = new Map<string, { readonly values: string[]; readonly from: Set<string> }>();
  for (const { field, value, origin } of entity.facts) {
    const row = rows.get(field) ?? { values: [], from: new Set() };
    row.values.push(describe(value));
    row.from.add(originText(origin, place));
    rows.set(field, row);
  }
  const lines = [...rows].map(
    ([field, { values, from }]) =>
      `| ${markdown(field)} | ${inlineCode(cut(values.join(', ')))} | ${[...from].slice(0, MAX_FACTS).join('; ')} |`,
  );
  return [`**${markdown(entity.id)}**`, '', '| | effective | from |', '|---|---|---|', ...lines].join('\n');
}

/** Where a value comes from, in words. */
function originText(origin: Provenance, place: (span: Span) => string): string {
  switch (origin.kind) {
    case 'written':
      return `written in ${place(origin)}`;
    case 'inherited':
      return `inherited from ${place(origin)}${origin.via.length === 0 ? '' : `, through ${origin.via.map(place).join(', ')}`}`;
    case 'default': {
      const { release, note, otherwise } = origin.default;
      return markdown(cut(`default of ${release}: ${note}`) + (otherwise === undefined ? '' : ` (${otherwise})`));
    }
    case 'derived': {
      const span = spanOf(origin);
      return `${markdown(cut(origin.how))}${span === undefined ? '' : ` (${place(span)})`}`;
    }
    case 'declared':
      return markdown(`declared in ${origin.pointer}`);
  }
}

function placeText(span: Span, spot: Spot, sources: SourceTable): string {
  const { path, line } = sources.locate(span);
  return span.source === spot.source ? `line ${line}` : `${markdown(path)}, line ${line}`;
}

/** A value in a few words: what names it, else its plain parts. */
function describe(value: unknown): string {
  return cut(words(value));
}

/** Fields that say by themselves what an item of the model is. */
const TELLING: readonly string[] = ['name', 'network', 'value', 'address', 'text', 'match', 'action', 'kind'];

function words(value: unknown): string {
  if (Array.isArray(value)) return value.map((item: unknown) => words(item)).join(', ') || 'none';
  if (typeof value !== 'object' || value === null) return String(value);
  const parts = new Map(Object.entries(value).filter(([key, part]) => key !== 'origin' && part !== undefined && part !== ''));
  if (parts.has('unknown')) return `unknown: ${words(parts.get('unknown'))}`;
  const telling = TELLING.find((key) => parts.has(key));
  if (telling === undefined) return [...parts].map(([key, part]) => `${key} ${words(part)}`).join(' ');
  const type = telling === 'value' && parts.has('type') ? `${words(parts.get('type'))} ` : '';
  return `${type}${words(parts.get(telling))}`;
}

function cut(text: string): string {
  return text.length <= MAX_VALUE ? text : `${text.slice(0, MAX_VALUE)}...`;
}
