// Writes schemas/model-1.schema.json from the types in src/model/types.ts; --check only compares.
import { readFileSync, writeFileSync } from 'node:fs';
import ts from 'typescript';

const TYPES = new URL('../src/model/types.ts', import.meta.url).pathname;
const OUT = new URL('../schemas/model-1.schema.json', import.meta.url).pathname;

const program = ts.createProgram([TYPES], {
  strict: true,
  exactOptionalPropertyTypes: true,
  module: ts.ModuleKind.NodeNext,
  moduleResolution: ts.ModuleResolutionKind.NodeNext,
  target: ts.ScriptTarget.ES2022,
  allowImportingTsExtensions: true,
  noEmit: true,
});
const checker = program.getTypeChecker();
const definitions = new Map();

// What `model` prints instead of the in-memory form.
const PRINTED = new Map([
  ['Span', () => location({})],
  ['v4', () => ({ type: 'string' })],
  ['v4range', () => ({ type: 'string' })],
]);

function location(properties) {
  const integer = { type: 'integer', minimum: 1 };
  return {
    type: 'object',
    properties: { ...properties, path: { type: 'string' }, line: integer, column: integer, endLine: integer, endColumn: integer },
    required: [...Object.keys(properties), 'path', 'line', 'column', 'endLine', 'endColumn'],
    additionalProperties: false,
  };
}

function nameOf(type) {
  const symbol = type.aliasSymbol ?? type.symbol;
  if (symbol === undefined || symbol.name.startsWith('__')) return undefined;
  const parts = (type.aliasSymbol ? (type.aliasTypeArguments ?? []) : (checker.getTypeArguments?.(type) ?? [])).map(
    (t) => nameOf(t) ?? checker.typeToString(t),
  );
  return [symbol.name, ...parts].join('-').replace(/[^A-Za-z0-9-]/g, '');
}

function schemaOf(type, property) {
  if (PRINTED.has(property)) return PRINTED.get(property)();
  if (type.isStringLiteral() || type.isNumberLiteral()) return { const: type.value };
  if (type.flags & ts.TypeFlags.BooleanLiteral) return { const: checker.typeToString(type) === 'true' };
  if (type.flags & ts.TypeFlags.String) return { type: 'string' };
  if (type.flags & ts.TypeFlags.Number) return { type: 'number' };
  if (type.flags & ts.TypeFlags.Boolean) return { type: 'boolean' };
  if (type.isUnion()) return named(type, () => union(type));
  if (checker.isTupleType(type))
    return { type: 'array', items: { anyOf: checker.getTypeArguments(type).map((t) => schemaOf(t)) } };
  if (checker.isArrayType(type)) return { type: 'array', items: schemaOf(checker.getTypeArguments(type)[0]) };
  return named(type, () => objectSchema(type));
}

function union(type) {
  const members = type.types.filter((t) => !(t.flags & ts.TypeFlags.Undefined));
  if (members.length > 0 && members.every((t) => t.flags & ts.TypeFlags.BooleanLiteral)) return { type: 'boolean' };
  if (members.every((t) => t.isStringLiteral() || t.isNumberLiteral())) return { enum: members.map((t) => t.value) };
  if (members.length === 1) return schemaOf(members[0]);
  return { anyOf: members.map((t) => schemaOf(t)) };
}

function named(type, make) {
  const name = nameOf(type);
  if (name === undefined) return make();
  if (name === 'Span') return location({});
  if (name.startsWith('At-')) return { type: 'object', additionalProperties: { $ref: '#/$defs/Provenance' } };
  if (!definitions.has(name)) {
    definitions.set(name, {});
    definitions.set(name, make());
  }
  return { $ref: `#/$defs/${name}` };
}

function objectSchema(type) {
  const properties = {};
  const required = [];
  for (const symbol of checker.getPropertiesOfType(type)) {
    const declared = checker.getTypeOfSymbol(symbol);
    properties[symbol.name] =
      symbol.name === 'sources' ? { type: 'array', items: { type: 'string' } } : schemaOf(declared, symbol.name);
    if (!(symbol.flags & ts.SymbolFlags.Optional)) required.push(symbol.name);
  }
  if ('source' in properties && 'start' in properties && 'end' in properties) {
    const { source, start, end, ...rest } = properties;
    return location(rest);
  }
  return { type: 'object', properties, required, additionalProperties: false };
}

const source = program.getSourceFile(TYPES);
const exported = checker.getExportsOfModule(checker.getSymbolAtLocation(source));
const device = checker.getDeclaredTypeOfSymbol(exported.find((s) => s.name === 'Device'));
const root = objectSchema(device);
const text = `${JSON.stringify(
  {
    $schema: 'http://json-schema.org/draft-07/schema#',
    $id: 'https://ipsec-lint.dev/schemas/model-1.schema.json',
    title: 'ipsec-lint model',
    description: 'What `ipsec-lint model PATH --format json` prints: an array of devices. Generated from src/model/types.ts.',
    type: 'object',
    properties: { schemaVersion: { const: 1 }, devices: { type: 'array', items: root } },
    required: ['schemaVersion', 'devices'],
    $defs: Object.fromEntries([...definitions].sort(([a], [b]) => (a < b ? -1 : 1))),
  },
  null,
  1,
)}\n`;
if (process.argv.includes('--check')) {
  if (readFileSync(OUT, 'utf8') !== text) {
    console.error('schemas/model-1.schema.json is stale: run npm run generate');
    process.exitCode = 1;
  }
} else writeFileSync(OUT, text);
