import { didYouMean } from '../text/suggest.ts';
import { type DocumentNode, nodeAt } from './document.ts';
import type { SchemaError } from './validator.generated.js';

/** A sentence about a violation, and the offset that it is about. */
export interface Explained {
  readonly message: string;
  readonly at: number;
}

/** Turns a violation of the configuration's schema into a sentence at the place in the text, with a suggestion where one is near. */
export function explain(error: SchemaError, root: DocumentNode): Explained {
  const keys = pointerKeys(error.instancePath);
  const { node, key } = nodeAt(root, keys);
  const where = keys.length === 0 ? 'the configuration' : dotted(root, keys);
  switch (error.keyword) {
    case 'additionalProperties': {
      const name = String(error.params.additionalProperty);
      const known = knownKeys(error.parentSchema);
      const at = nodeAt(root, [...keys, name]);
      return { message: `${where} has no key "${name}"${suggest(name, known)}`, at: at.key?.start ?? node.start };
    }
    case 'enum': {
      const allowed = listOf(error.params.allowedValues);
      const got = typeof error.data === 'string' ? ` not "${error.data}"` : '';
      const near = typeof error.data === 'string' ? suggest(error.data, allowed) : '';
      return {
        message: `${where} has to be one of ${allowed.join(', ')}${got === '' ? '' : `,${got}`}${near === '' ? '' : near}`,
        at: node.start,
      };
    }
    case 'type':
      return {
        message: `${where} has to be ${TYPE_WORDS.get(String(error.params.type)) ?? String(error.params.type)}`,
        at: node.start,
      };
    case 'minProperties': {
      const missing = knownKeys(error.parentSchema).filter((name) => !nodeAt(root, [...keys, name]).found);
      return { message: `${where} needs ${missing.map((name) => `"${name}"`).join(' or ')}`, at: key?.start ?? node.start };
    }
    case 'required':
      return { message: `${where} needs the key "${String(error.params.missingProperty)}"`, at: key?.start ?? node.start };
    default:
      return { message: `${where} is not valid (${error.keyword})`, at: node.start };
  }
}

/** Keys as people write them: `overrides[0].rules`. */
export function dotted(root: DocumentNode, keys: readonly string[]): string {
  return keys.reduce(
    (path, key, index) =>
      Array.isArray(nodeAt(root, keys.slice(0, index)).node.value) ? `${path}[${key}]` : `${path}${path === '' ? '' : '.'}${key}`,
    '',
  );
}

/** `; did you mean X?`, or which words are known when none is near and the list is short. */
function suggest(word: string, known: readonly string[]): string {
  const near = didYouMean(word, known);
  if (near !== undefined) return `; did you mean "${near}"?`;
  return known.length > 0 && known.length <= 8 ? `; known: ${known.join(', ')}` : '';
}

const TYPE_WORDS: ReadonlyMap<string, string> = new Map([
  ['object', 'an object'],
  ['array', 'a list'],
  ['string', 'a string (in quotes)'],
]);

function knownKeys(schema: SchemaError['parentSchema']): readonly string[] {
  const properties = schema?.properties;
  return typeof properties === 'object' && properties !== null
    ? Object.keys(properties).filter((name) => name !== '$schema')
    : [];
}

function listOf(value: unknown): readonly string[] {
  return Array.isArray(value) ? value.map(String) : [];
}

/** Keys of a JSON pointer (RFC 6901). */
function pointerKeys(pointer: string): readonly string[] {
  return pointer === ''
    ? []
    : pointer
        .slice(1)
        .split('/')
        .map((key) => key.replaceAll('~1', '/').replaceAll('~0', '~'));
}
