/** The part of JSON Schema that a policy may use. */
export interface PolicySchema {
  readonly [keyword: string]: unknown;
}

/** Views that a policy may select (`schemas/view-*-1.schema.json`). */
export type ViewName = 'device' | 'connection' | 'ike-proposal' | 'child-proposal' | 'child' | 'identity' | 'filter' | 'path';

/** Facts of a view; a property that is absent is not known. */
export type ViewData = { readonly [property: string]: ViewValue };
export type ViewValue = string | number | boolean | readonly (string | number)[];

/** Compiles the schema of a single value: ajv at run time for packs of users, a generated table for those built in. */
export type CompileLeaf = (schema: PolicySchema) => (value: ViewValue) => boolean;

/** One requirement. */
export interface Policy {
  readonly id: string;
  readonly select: ViewName;
  readonly when?: PolicySchema;
  readonly assert: PolicySchema;
  readonly message: string;
  readonly help?: string;
  readonly severity: 'error' | 'warning' | 'info';
  readonly references?: readonly string[];
  readonly evidence?: 'primary' | 'excerpt' | 'listing' | 'secondary' | 'own';
  /** Why it is advice that nobody fails; the severity is `info` then. */
  readonly advisory?: string;
  readonly examples: { readonly fails: readonly ViewData[]; readonly passes: readonly ViewData[] };
}

/** A set of requirements of one document. */
export interface PolicyPack {
  readonly schema: 'ipsec-lint-policy/1';
  readonly id: string;
  readonly title: string;
  readonly document?: string;
  readonly coverage?: string;
  readonly policies: readonly Policy[];
}

/** Whether a value says that it is a pack; the schema of packs tells whether it is one. */
export function isPack(value: unknown): value is PolicyPack {
  return typeof value === 'object' && value !== null && 'schema' in value && value.schema === 'ipsec-lint-policy/1';
}

/** Something that is wrong with a pack: where (JSON pointer) and what. */
export interface PackProblem {
  readonly pointer: string;
  readonly message: string;
}
