import { didYouMean } from '../text/suggest.ts';
import type { PackProblem, PolicySchema, ViewData } from './pack.ts';
import { isSchema } from './truth.ts';

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

/* What is not listed here may not be used: it would reach outside, run regular expressions, or pass without being looked at. */
const COMMENTS = ['title', 'description', '$comment'];
const NESTED = ['not', 'if', 'then', 'else'];
const LISTS = ['allOf', 'anyOf', 'oneOf'];
const ABOUT_A_VIEW: readonly string[] = ['properties', 'required'];
const ABOUT_VALUES: ReadonlyMap<string, readonly string[]> = new Map([
  ['integer', ['minimum', 'maximum', 'exclusiveMinimum', 'exclusiveMaximum', 'multipleOf']],
  ['string', ['minLength', 'maxLength']],
  ['array', ['contains', 'items', 'minItems', 'maxItems', 'uniqueItems']],
]);
const VALUES = ['const', 'enum', 'type'];

/**
 * Walks a policy's schema against the view: a property, a value or a keyword that the view cannot have, or a part that says nothing,
 * would make the policy pass without ever being checked.
 */
export function mentionProblems(schema: unknown, view: ViewSchema, pointer: string): readonly PackProblem[] {
  if (!isSchema(schema)) return [{ pointer, message: 'a policy is made of objects, not of true and false' }];
  const problems = [
    ...unusable(schema, ABOUT_A_VIEW, pointer),
    ...nested(schema, pointer, (part, at) => mentionProblems(part, view, at)),
  ];
  const required = Array.isArray(schema.required) ? schema.required.map(String) : [];
  problems.push(
    ...required.flatMap((name, index) =>
      Object.hasOwn(view.properties, name)
        ? []
        : [{ pointer: `${pointer}/required/${index}`, message: noSuchProperty(name, view) }],
    ),
  );
  for (const [name, part] of Object.entries(isSchema(schema.properties) ? schema.properties : {})) {
    const property = Object.hasOwn(view.properties, name) ? view.properties[name] : undefined;
    const at = `${pointer}/properties/${escaped(name)}`;
    problems.push(
      ...(property === undefined ? [{ pointer: at, message: noSuchProperty(name, view) }] : ofValue(part, property, at)),
    );
  }
  return problems;
}

/** What an example says that the view never does. */
export function exampleProblems(data: ViewData, view: ViewSchema, pointer: string): PackProblem[] {
  return Object.entries(data).flatMap(([name, value]) => {
    const property = Object.hasOwn(view.properties, name) ? view.properties[name] : undefined;
    const at = `${pointer}/${escaped(name)}`;
    if (property === undefined) return [{ pointer: at, message: noSuchProperty(name, view) }];
    if (property.type !== 'array') return impossible([value], property, at);
    if (!Array.isArray(value)) return [{ pointer: at, message: `${name} is a list` }];
    return impossible(value, property.items ?? {}, at);
  });
}

/** That the view has no such property, and which one is near. */
export function noSuchProperty(name: string, view: ViewSchema): string {
  return `the view has no ${JSON.stringify(name)}${suggestion(name, Object.keys(view.properties))}`;
}

function suggestion(word: string, known: readonly string[]): string {
  const near = didYouMean(word, known);
  return near === undefined ? '' : `; did you mean ${JSON.stringify(near)}?`;
}

function ofValue(schema: unknown, property: ViewProperty, pointer: string): PackProblem[] {
  if (!isSchema(schema)) return [{ pointer, message: 'a policy is made of objects, not of true and false' }];
  const keywords = [...(ABOUT_VALUES.get(property.type ?? '') ?? []), ...VALUES];
  const problems = [
    ...unusable(schema, keywords, pointer, property.type),
    ...nested(schema, pointer, (part, at) => ofValue(part, property, at)),
  ];
  for (const keyword of ['items', 'contains'])
    if (keyword in schema && property.items !== undefined)
      problems.push(...ofValue(schema[keyword], property.items, `${pointer}/${keyword}`));
  if ('type' in schema && schema.type !== property.type && !(schema.type === 'number' && property.type === 'integer'))
    problems.push({ pointer: `${pointer}/type`, message: `the view has ${nameOfType(property.type)} here` });
  if (Array.isArray(schema.enum)) problems.push(...impossible(schema.enum, property, `${pointer}/enum`));
  if ('const' in schema) problems.push(...impossible([schema.const], property, `${pointer}/const`));
  return problems;
}

function nested(
  schema: PolicySchema,
  pointer: string,
  check: (part: unknown, at: string) => readonly PackProblem[],
): readonly PackProblem[] {
  const problems = NESTED.flatMap((keyword) => (keyword in schema ? check(schema[keyword], `${pointer}/${keyword}`) : []));
  for (const keyword of LISTS) {
    const list = schema[keyword];
    if (Array.isArray(list)) problems.push(...list.flatMap((part, index) => check(part, `${pointer}/${keyword}/${index}`)));
  }
  return problems;
}

/** Keywords that cannot be used here, and a schema that says nothing at all. */
function unusable(schema: PolicySchema, keywords: readonly string[], pointer: string, type?: string): readonly PackProblem[] {
  const known = [...keywords, ...NESTED, ...LISTS];
  const used = Object.keys(schema).filter((keyword) => !COMMENTS.includes(keyword));
  if (used.every((keyword) => isEmpty(schema[keyword]))) return [{ pointer, message: 'this says nothing about any property' }];
  if ('if' in schema !== ('then' in schema || 'else' in schema)) return [{ pointer, message: 'if goes with then or else' }];
  return used
    .filter((keyword) => !known.includes(keyword))
    .map((keyword) => ({
      pointer: `${pointer}/${escaped(keyword)}`,
      message: `${keyword} cannot be used ${type === undefined ? 'here' : `on ${nameOfType(type)}`}${suggestion(keyword, known)}`,
    }));
}

function isEmpty(value: unknown): boolean {
  return typeof value === 'object' && value !== null && Object.keys(value).length === 0;
}

function impossible(values: readonly unknown[], property: ViewProperty, pointer: string): PackProblem[] {
  return values.flatMap((value) => {
    if (property.enum === undefined) return isOfType(value, property.type) ? [] : [wrongType(value, property, pointer)];
    if (property.enum.includes(value)) return [];
    const near = typeof value === 'string' ? suggestion(value, property.enum.map(String)) : '';
    return [{ pointer, message: `the view never has ${JSON.stringify(value)} here${near}` }];
  });
}

function isOfType(value: unknown, type: string | undefined): boolean {
  return type === 'integer' ? Number.isInteger(value) : typeof value === type;
}

function wrongType(value: unknown, { type }: ViewProperty, pointer: string): PackProblem {
  const instead = type === 'array' ? '; say what it contains, or what its items are' : '';
  return { pointer, message: `${JSON.stringify(value)} is never equal to ${nameOfType(type)}${instead}` };
}

function nameOfType(type: string | undefined): string {
  return type === 'integer' || type === 'array' ? `an ${type}` : `a ${type ?? 'value'}`;
}

/** A key in a JSON pointer (RFC 6901). */
function escaped(key: string): string {
  return key.replaceAll('~', '~0').replaceAll('/', '~1');
}
