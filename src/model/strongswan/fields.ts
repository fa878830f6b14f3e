import type { Provenance } from '../provenance.ts';
import type { Located } from './origin.ts';

/** Values with their provenance, as builders collect them; undefined = the field does not apply. */
export type LocatedFields<Fields> = {
  readonly [Field in keyof Fields]-?: undefined extends Fields[Field]
    ? Located<NonNullable<Fields[Field]>> | undefined
    : Located<Fields[Field]>;
};

type Bare = { [field: string]: unknown };

/** Splits collected fields into the values and the map of their provenance. */
export function separate<Fields>(fields: LocatedFields<Fields>): {
  readonly values: Fields;
  readonly at: { readonly [Field in keyof Fields]?: Provenance };
};
export function separate(fields: { readonly [field: string]: Located<unknown> | undefined }): {
  values: Bare;
  at: { [field: string]: Provenance };
} {
  const values: Bare = {};
  const at: { [field: string]: Provenance } = {};
  for (const [name, located] of Object.entries(fields)) {
    if (located === undefined) continue;
    values[name] = located.value;
    at[name] = located.origin;
  }
  return { values, at };
}
