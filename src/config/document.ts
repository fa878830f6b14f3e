import type { TextRange } from './types.ts';

/** One value of a document with its place. */
export interface DocumentNode extends TextRange {
  readonly value: string | number | boolean | null | readonly DocumentNode[] | ReadonlyMap<string, DocumentEntry>;
}

/** A member of an object: the place of its key, and its value. */
export interface DocumentEntry {
  readonly key: TextRange;
  readonly node: DocumentNode;
}

/** A document, or the first error in it. */
export type DocumentResult = { readonly root: DocumentNode } | { readonly error: string; readonly at: number };

/** The node that keys lead to, as far as they lead, and the entry that holds it. */
export function nodeAt(root: DocumentNode, keys: readonly string[]): { node: DocumentNode; key?: TextRange; found: boolean } {
  let node = root;
  let key: TextRange | undefined;
  for (const name of keys) {
    const { value } = node;
    if (value instanceof Map) {
      const entry: DocumentEntry | undefined = value.get(name);
      if (entry === undefined) return { node, ...(key === undefined ? {} : { key }), found: false };
      node = entry.node;
      key = entry.key;
    } else if (Array.isArray(value)) {
      const item: DocumentNode | undefined = value[Number(name)];
      if (item === undefined) return { node, ...(key === undefined ? {} : { key }), found: false };
      node = item;
      key = undefined;
    } else return { node, ...(key === undefined ? {} : { key }), found: false };
  }
  return { node, ...(key === undefined ? {} : { key }), found: true };
}

/** The value as plain data; objects have no prototype. */
export function plainValue(node: DocumentNode): unknown {
  const { value } = node;
  if (value instanceof Map) {
    const object: Record<string, unknown> = Object.create(null);
    for (const [name, entry] of value) object[name] = plainValue(entry.node);
    return object;
  }
  return Array.isArray(value) ? value.map(plainValue) : value;
}

/** The members of the object that keys lead to; none where there is no object. */
export function membersAt(root: DocumentNode, keys: readonly string[]): ReadonlyMap<string, DocumentEntry> {
  const { node, found } = nodeAt(root, keys);
  return found && node.value instanceof Map ? node.value : new Map();
}

/** The items of the list that keys lead to; none where there is no list. */
export function itemsAt(root: DocumentNode, keys: readonly string[]): readonly DocumentNode[] {
  const { node, found } = nodeAt(root, keys);
  return found && Array.isArray(node.value) ? node.value : [];
}
