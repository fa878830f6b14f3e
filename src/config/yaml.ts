import { isAlias, isMap, isScalar, isSeq, type Node, type Pair, parseDocument } from 'yaml';
import type { DocumentEntry, DocumentNode, DocumentResult } from './document.ts';

/** How many values aliases may repeat in one document, and how deep values may be nested. */
const MAX_REPEATED = 100_000;
const MAX_DEPTH = 64;

/**
 * Parses YAML 1.2 (core schema) with the place of every value. What an alias repeats keeps its own place; an alias within its own
 * anchor, and more than 100 000 repeated values, are errors, as are tags and nesting deeper than 64.
 */
export function parseYaml(text: string): DocumentResult {
  try {
    const document = parseDocument(text, { schema: 'core', strict: true, uniqueKeys: true });
    const error = document.errors[0];
    if (error !== undefined) return { error: sentenceOf(error.message), at: error.pos[0] };
    const contents = document.contents;
    return { root: contents === null ? { value: new Map(), start: 0, end: 0 } : new Converter().convert(contents, 0) };
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

function sentenceOf(message: string): string {
  if (message.startsWith('Maximum call stack')) return `nested deeper than ${MAX_DEPTH} levels`;
  return (message.split(/ at line |\n/)[0] ?? message).replace(/[.:]$/, '');
}

/** Converts in document order, so that an alias finds the anchor before it. Repeated values are shared, and counted. */
class Converter {
  readonly #anchors = new Map<string, { readonly node: DocumentNode; readonly size: number }>();
  #size = 0;
  #repeated = 0;

  convert(node: Node, depth: number): DocumentNode {
    const [start, end] = node.range ?? [0, 0];
    if (depth > MAX_DEPTH) throw new YamlRefusal(start, `nested deeper than ${MAX_DEPTH} levels`);
    if (isAlias(node)) return this.#alias(node.source, start, end);
    const before = this.#size++;
    const converted = { value: this.#value(node, start, depth), start, end };
    if ('anchor' in node && typeof node.anchor === 'string')
      this.#anchors.set(node.anchor, { node: converted, size: this.#size - before });
    return converted;
  }

  #alias(name: string, start: number, end: number): DocumentNode {
    const known = this.#anchors.get(name);
    if (known === undefined) throw new YamlRefusal(start, `there is no anchor "${name}" before this alias`);
    this.#size += known.size;
    this.#repeated += known.size;
    if (this.#repeated > MAX_REPEATED) throw new YamlRefusal(start, `aliases repeat more than ${MAX_REPEATED} values`);
    return { value: known.node.value, start, end };
  }

  #value(node: Node, at: number, depth: number): DocumentNode['value'] {
    if (isMap(node)) return this.#map(node.items, at, depth);
    if (isSeq(node)) return node.items.map((item) => this.convert(nodeOf(item, at), depth + 1));
    const value: unknown = isScalar(node) ? node.value : undefined;
    if (value === null || typeof value === 'string' || typeof value === 'number' || typeof value === 'boolean') return value;
    throw new YamlRefusal(at, 'only strings, numbers, booleans, lists and mappings are supported here');
  }

  #map(items: readonly Pair<unknown, unknown>[], at: number, depth: number): ReadonlyMap<string, DocumentEntry> {
    const members = new Map<string, DocumentEntry>();
    for (const { key, value } of items) {
      if (!isScalar(key)) throw new YamlRefusal(at, 'keys have to be plain words');
      const [start, end] = key.range ?? [at, at];
      const node = value === null ? { value: null, start: end, end } : this.convert(nodeOf(value, start), depth + 1);
      members.set(String(key.value), { key: { start, end }, node });
    }
    return members;
  }
}

function nodeOf(value: unknown, at: number): Node {
  if (isAlias(value) || isMap(value) || isSeq(value) || isScalar(value)) return value;
  throw new YamlRefusal(at, 'only strings, numbers, booleans, lists and mappings are supported here');
}
