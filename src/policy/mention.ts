import { didYouMean } from '../text/suggest.ts';
import type { PackProblem, PolicySchema } from './pack.ts';

/** A property of a view, as its published schema describes it. */
interface ViewProperty {
  readonly enum?: readonly unknown[];
  readonly type?: string;
  readonly items?: ViewProperty;
}

/** The published schema of a view, as far as it is needed here. */
export interface ViewSchema {
  readonly properties: Readonly<Record<string, ViewProperty>>;
}

const NESTED = ['not', 'if', 'then', 'else'] as const;
const LISTS = ['allOf', 'anyOf', 'oneOf'] as const;
/* Keywords that reach outside, run regular expressions or hide what is asserted. */
const REFUSED = new Set([
  '$ref',
  '$id',
  '$data',
  'pattern',
  'patternProperties',
  'dependencies',
  'dependentSchemas',
  'format',
  'definitions',
  '$defs',
]);

/** Properties that a policy's schema mentions, and every name or value in it that the view does not have. */
export interface Mentions {
  readonly properties: ReadonlySet<string>;
  readonly problems: readonly PackProblem[];
}

/**
 * Walks a policy's schema against the view: a property, an `enum` or a `const` that the view cannot have would make the policy pass
 * without ever being checked.
 */
export function mentionsOf(schema: PolicySchema, view: ViewSchema, pointer: string): Mentions {
  const properties = new Set<string>();
  const problems: PackProblem[] = [];
  const queue: { readonly schema: PolicySchema; readonly pointer: string; readonly property: ViewProperty | undefined }[] = [
    { schema, pointer, property: undefined },
  ];
  for (let at = queue.pop(); at !== undefined; at = queue.pop()) {
    const { schema: current, pointer: here, property } = at;
    for (const keyword of Object.keys(current)) {
      if (REFUSED.has(keyword))
        problems.push({ pointer: `${here}/${keyword}`, message: `${keyword} may not be used in a policy` });
    }
    const push = (value: unknown, suffix: string, of: ViewProperty | undefined): void => {
      if (isSchema(value)) queue.push({ schema: value, pointer: `${here}/${suffix}`, property: of });
    };
    for (const keyword of NESTED) push(current[keyword], keyword, property);
    for (const keyword of LISTS) {
      const list = current[keyword];
      for (const [index, item] of (Array.isArray(list) ? list : []).entries()) push(item, `${keyword}/${index}`, property);
    }
    for (const keyword of ['items', 'contains']) push(current[keyword], keyword, property?.items);
    if (property === undefined) {
      for (const name of namesIn(current)) mention(name.name, name.pointer, here);
      for (const [name, value] of Object.entries(isSchema(current.properties) ? current.properties : {}))
        push(value, `properties/${name}`, view.properties[name]);
    } else problems.push(...unknownValues(current, property, here));
  }
  return { properties, problems };

  function mention(name: string, suffix: string, here: string): void {
    properties.add(name);
    if (Object.hasOwn(view.properties, name)) return;
    const near = didYouMean(name, Object.keys(view.properties));
    problems.push({
      pointer: `${here}/${suffix}`,
      message: `the view has no ${JSON.stringify(name)}${near === undefined ? '' : `; did you mean ${JSON.stringify(near)}?`}`,
    });
  }
}

function isSchema(value: unknown): value is PolicySchema {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function namesIn(schema: PolicySchema): { readonly name: string; readonly pointer: string }[] {
  const required = Array.isArray(schema.required)
    ? schema.required.map((name, index) => ({ name: String(name), pointer: `required/${index}` }))
    : [];
  const properties = isSchema(schema.properties)
    ? Object.keys(schema.properties).map((name) => ({ name, pointer: `properties/${name}` }))
    : [];
  return [...required, ...properties];
}

function unknownValues(schema: PolicySchema, property: ViewProperty, pointer: string): PackProblem[] {
  const values = [...(Array.isArray(schema.enum) ? schema.enum : []), ...('const' in schema ? [schema.const] : [])];
  const known = property.enum;
  if (known === undefined) return values.flatMap((value) => wrongType(value, property, pointer));
  return values
    .filter((value) => !known.includes(value))
    .map((value) => {
      const near = typeof value === 'string' ? didYouMean(value, known.map(String)) : undefined;
      return {
        pointer,
        message: `the view never has ${JSON.stringify(value)} here${near === undefined ? '' : `; did you mean ${JSON.stringify(near)}?`}`,
      };
    });
}

function wrongType(value: unknown, property: ViewProperty, pointer: string): PackProblem[] {
  const is = typeof value === 'number' ? ['number', 'integer'] : [typeof value];
  if (property.type === undefined || is.includes(property.type)) return [];
  return [{ pointer, message: `${JSON.stringify(value)} is never equal to a ${property.type}` }];
}
