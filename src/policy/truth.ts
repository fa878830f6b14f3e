import type { CompileLeaf, PolicySchema, ViewData, ViewValue } from './pack.ts';

/** What is known about a statement; the property that decides it, or that has to be known first. */
export type Truth =
  | { readonly is: 'true' | 'false'; readonly property: string }
  | { readonly is: 'unknown'; readonly property: string };

/** A statement about the data of a view. */
export type Statement = (data: ViewData) => Truth;

/**
 * A schema over a view as a statement of Kleene's three-valued logic: a property that is not known leaves open whatever depends on it,
 * through `not`, `anyOf` and `if` alike, and nothing else. Ajv judges the single values.
 */
export function statementOf(schema: PolicySchema, compile: CompileLeaf): Statement {
  const parts: Statement[] = [];
  const of = (part: unknown): Statement => statementOf(schemaOf(part), compile);
  for (const [name, part] of Object.entries(schemaOf(schema.properties ?? {}))) parts.push(about(name, schemaOf(part), compile));
  for (const name of listOf(schema.required))
    parts.push((data) => ({ is: String(name) in data ? 'true' : 'unknown', property: String(name) }));
  parts.push(...listOf(schema.allOf).map(of));
  if (schema.anyOf !== undefined) parts.push(any(listOf(schema.anyOf).map(of)));
  if (schema.oneOf !== undefined) parts.push(one(listOf(schema.oneOf).map(of)));
  if (schema.not !== undefined) parts.push(not(of(schema.not)));
  if (schema.if !== undefined) {
    const condition = of(schema.if);
    parts.push(any([not(condition), of(schema.then ?? {})]), any([condition, of(schema.else ?? {})]));
  }
  return all(parts);
}

function about(property: string, schema: PolicySchema, compile: CompileLeaf): Statement {
  const holds = compile(schema);
  const speaksOfUnknown = JSON.stringify(schema).includes('"unknown"');
  return (data) => {
    const value = data[property];
    if (value === undefined || (!speaksOfUnknown && isUnknown(value))) return { is: 'unknown', property };
    return { is: holds(value) ? 'true' : 'false', property };
  };
}

/* Views say `unknown` where the question has three answers; a policy that does not ask for it cannot decide by it. */
function isUnknown(value: ViewValue): boolean {
  return value === 'unknown' || (Array.isArray(value) && value.includes('unknown'));
}

const NOTHING: Truth = { is: 'true', property: '' };

function all(parts: readonly Statement[]): Statement {
  return (data) => {
    const truths = parts.map((part) => part(data));
    return truths.find(({ is }) => is === 'false') ?? truths.find(({ is }) => is === 'unknown') ?? truths[0] ?? NOTHING;
  };
}

function not(part: Statement): Statement {
  return (data) => {
    const { is, property } = part(data);
    return { is: is === 'unknown' ? is : is === 'true' ? 'false' : 'true', property };
  };
}

function any(parts: readonly Statement[]): Statement {
  return not(all(parts.map(not)));
}

function one(parts: readonly Statement[]): Statement {
  return (data) => {
    const truths = parts.map((part) => part(data));
    const [first, second] = truths.filter(({ is }) => is === 'true');
    if (second !== undefined) return { is: 'false', property: second.property };
    return truths.find(({ is }) => is === 'unknown') ?? first ?? { is: 'false', property: truths[0]?.property ?? '' };
  };
}

/** What may be a schema; anything else says nothing, and has been refused before. */
function schemaOf(value: unknown): PolicySchema {
  return isSchema(value) ? value : {};
}

/** Whether a value is a schema of the part of JSON Schema that policies use: no boolean schemas. */
export function isSchema(value: unknown): value is PolicySchema {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function listOf(value: unknown): readonly unknown[] {
  return Array.isArray(value) ? value : [];
}
