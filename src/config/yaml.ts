import { isAlias, isMap, isScalar, isSeq, LineCounter, type Node, type Pair, parseDocument } from 'yaml';
import type { DocumentEntry, DocumentNode, DocumentResult } from './document.ts';

/** Parses YAML 1.2 (core schema) with the place of every value. Aliases and tags are refused: a configuration needs neither. */
export function parseYaml(text: string): DocumentResult {
  const lines = new LineCounter();
  const document = parseDocument(text, { lineCounter: lines, schema: 'core', strict: true, uniqueKeys: true });
  const error = document.errors[0];
  if (error !== undefined) return { error: firstSentence(error.message), at: error.pos[0] };
  const contents = document.contents;
  if (contents === null) return { root: { value: new Map(), start: 0, end: 0 } };
  try {
    return { root: convert(contents) };
  } catch (problem) {
    if (problem instanceof YamlRefusal) return { error: problem.message, at: problem.at };
    throw problem;
  }
}

class YamlRefusal extends Error {
  readonly at: number;
  constructor(at: number, message: string) {
    super(message);
    this.at = at;
  }
}

function firstSentence(message: string): string {
  return (message.split(/ at line |\n/)[0] ?? message).replace(/[.:]$/, '');
}

function convert(node: Node): DocumentNode {
  const [start, end] = node.range ?? [0, 0];
  if (isAlias(node)) throw new YamlRefusal(start, 'aliases are not supported here');
  if (isMap(node)) return { value: convertMap(node.items, start), start, end };
  if (isSeq(node)) return { value: node.items.map((item) => convert(toNode(item, start))), start, end };
  const value: unknown = isScalar(node) ? node.value : undefined;
  if (value === null || typeof value === 'string' || typeof value === 'number' || typeof value === 'boolean')
    return { value, start, end };
  throw new YamlRefusal(start, 'only strings, numbers, booleans, lists and mappings are supported here');
}

function convertMap(items: readonly Pair<unknown, unknown>[], at: number): ReadonlyMap<string, DocumentEntry> {
  const members = new Map<string, DocumentEntry>();
  for (const { key, value } of items) {
    if (!isScalar(key)) throw new YamlRefusal(at, 'keys have to be plain words');
    const [start, end] = key.range ?? [at, at];
    const node = value === null ? { value: null, start: end, end } : convert(toNode(value, start));
    members.set(String(key.value), { key: { start, end }, node });
  }
  return members;
}

function toNode(value: unknown, at: number): Node {
  if (isAlias(value) || isMap(value) || isSeq(value) || isScalar(value)) return value;
  throw new YamlRefusal(at, 'only strings, numbers, booleans, lists and mappings are supported here');
}
