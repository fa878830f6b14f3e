import type { Ask, Device, Provenance } from '../rule/index.ts';
import type { Span } from '../text/source.ts';
import type { ViewData, ViewName, ViewValue } from './pack.ts';

/** A value of a view and where it comes from. */
export interface ViewFact {
  readonly value: ViewValue;
  readonly at?: Provenance | undefined;
}

/** One property of a view: what is published about it, and how it is read from a subject. Undefined: not known. */
export interface ViewColumn<Subject> {
  readonly description: string;
  readonly type: 'string' | 'integer' | 'boolean' | 'array';
  readonly enum?: readonly (string | number)[];
  /** For arrays: what the items are. */
  readonly items?: { readonly type: 'string' | 'integer'; readonly enum?: readonly (string | number)[] };
  readonly of: (subject: Subject, ask: Ask) => ViewFact | undefined;
}

/** What a policy may assert something about: its columns, and how its subjects are found in a device. */
export interface View<Subject> {
  readonly name: ViewName;
  readonly description: string;
  readonly columns: Readonly<Record<string, ViewColumn<Subject>>>;
  readonly subjects: (
    device: Device,
    ask: Ask,
  ) => Iterable<{ readonly subject: Subject; readonly id: string; readonly header: Provenance }>;
}

/** One subject of a view with its facts. */
export interface ViewItem {
  /** Id of the entity, for fingerprints and waivers. */
  readonly id: string;
  readonly data: ViewData;
  /** Place of a property; of the entity where the property has none. */
  readonly at: (property: string) => Provenance;
}

/** All subjects of a view in a device. */
export function* itemsOf<Subject>(view: View<Subject>, device: Device, ask: Ask): Generator<ViewItem> {
  for (const { subject, id, header } of view.subjects(device, ask)) {
    const data: { [property: string]: ViewValue } = Object.create(null);
    const places = new Map<string, Provenance>();
    for (const [name, column] of Object.entries(view.columns)) {
      const fact = column.of(subject, ask);
      if (fact === undefined) continue;
      data[name] = fact.value;
      if (fact.at !== undefined) places.set(name, fact.at);
    }
    yield { id, data, at: (property) => places.get(property) ?? header };
  }
}

/** The header of an entity as a place. */
export function headerOf(header: Span): Provenance {
  return { kind: 'written', ...header };
}

/** JSON Schema of a view, as it is published. */
export function schemaOfView<Subject>(view: View<Subject>): object {
  const properties = Object.fromEntries(
    Object.entries(view.columns).map(([name, { description, type, enum: values, items }]) => [
      name,
      { description, type, ...(values === undefined ? {} : { enum: values }), ...(items === undefined ? {} : { items }) },
    ]),
  );
  return {
    $schema: 'http://json-schema.org/draft-07/schema#',
    $id: `https://ipsec-lint.dev/schemas/view-${view.name}-1.schema.json`,
    title: `ipsec-lint view: ${view.name}`,
    description: `${view.description} A property that is absent is not known.`,
    type: 'object',
    properties,
    additionalProperties: false,
  };
}
