import type { Provenance } from '../model/provenance.ts';
import type { Device } from '../model/types.ts';
import type { Span } from '../text/source.ts';

/** One effective value of a device. */
export interface Fact {
  readonly field: string;
  readonly value: unknown;
  readonly origin: Provenance;
}

/** A thing of the model with an id: a connection, a proposal, an access list. */
export interface ModelEntity {
  /** List of the model that it is in, such as `gateways`. */
  readonly kind: string;
  readonly id: string;
  readonly header: Span;
  /** Its own values, in the order of the model; the items of its lists too, but not what nested entities hold. */
  readonly facts: readonly Fact[];
  readonly children: readonly ModelEntity[];
}

/** Parts of a device that are about the text, not about what the device does. */
const NOT_ENTITIES: ReadonlySet<string> = new Set([
  'definitions',
  'references',
  'notices',
  'gaps',
  'sources',
  'declared',
  'release',
]);

/** The entities of a device by the lists that hold them, in the order of the model. */
export function entitiesOf(device: Device): readonly ModelEntity[] {
  return Object.entries(device).flatMap(([key, value]) => (NOT_ENTITIES.has(key) ? [] : entitiesIn(key, value)));
}

/** All entities with those that they hold. */
export function* everyEntity(entities: readonly ModelEntity[]): Iterable<ModelEntity> {
  for (const entity of entities) {
    yield entity;
    yield* everyEntity(entity.children);
  }
}

/** What a section is first of all, where the model has several things of it. */
const RANKS: Readonly<Record<string, number>> = {
  gateways: 0,
  children: 1,
  ikeProposals: 3,
  childProposals: 3,
  localAuth: 4,
  remoteAuth: 4,
};

/** Orders entities of one section: the connection before what it is made of. */
export function byRank(a: ModelEntity, b: ModelEntity): number {
  return (RANKS[a.kind] ?? 2) - (RANKS[b.kind] ?? 2);
}

/** Whether something stands in a section: what holds for the whole device has only the beginning of the text for a header. */
export function isOfSection({ kind }: ModelEntity): boolean {
  return kind !== 'ios' && kind !== 'charon';
}

/** Whether something is in a section because somebody wrote it there, and not because the platform brings it. */
export function isWritten(entity: ModelEntity): boolean {
  return isOfSection(entity) && !entity.facts.some(({ field, value }) => field === 'builtIn' && value === true);
}

function entitiesIn(kind: string, value: unknown): readonly ModelEntity[] {
  if (Array.isArray(value)) return value.flatMap((item: unknown) => entitiesIn(kind, item));
  if (!isRecord(value)) return [];
  if (isEntity(value)) return [entityOf(kind, value)];
  return [];
}

type RawEntity = Record<string, unknown> & { id: string; header: Span; at: Record<string, Provenance> };

function entityOf(kind: string, raw: RawEntity): ModelEntity {
  const facts: Fact[] = [];
  const children: ModelEntity[] = [];
  for (const [field, value] of Object.entries(raw)) {
    if (field === 'id' || field === 'at' || field === 'header' || value === undefined) continue;
    const origin = raw.at[field];
    if (origin !== undefined) facts.push({ field, value, origin });
    else {
      facts.push(...atomsIn(field, value));
      children.push(...entitiesIn(field, value));
    }
  }
  return { kind, id: raw.id, header: raw.header, facts, children };
}

function atomsIn(field: string, value: unknown): readonly Fact[] {
  if (Array.isArray(value)) return value.flatMap((item: unknown) => atomsIn(field, item));
  return isRecord(value) && isProvenance(value.origin) ? [{ field, value, origin: value.origin }] : [];
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function isEntity(value: Record<string, unknown>): value is RawEntity {
  return typeof value.id === 'string' && isRecord(value.at) && isRecord(value.header);
}

function isProvenance(value: unknown): value is Provenance {
  return isRecord(value) && typeof value.kind === 'string';
}
