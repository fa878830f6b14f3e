import { LINE_END } from './nft-lexer.ts';
import type { Word } from './words.ts';

/** What a name in a rule can stand for. */
export interface Names {
  /** Values of `define`, by name. */
  readonly defines: ReadonlyMap<string, readonly Word[]>;
  /** Elements of named sets and maps; undefined when packets change them at run time. */
  readonly sets: ReadonlyMap<string, readonly (readonly Word[])[] | undefined>;
}

/** The values behind an expression. */
export interface Values {
  /** One list of tokens for each element; undefined when they cannot be known. */
  readonly items: readonly (readonly Word[])[] | undefined;
  /** Index behind the last token that was read. */
  readonly next: number;
}

/** Elements that one expression may stand for; more are unknown. */
const LIMIT = 100_000;

/** Reads a value: a word, `a, b`, `{ a, b }`, `@set`, `$define`. */
export function readValues(tokens: readonly Word[], from: number, names: Names): Values {
  const first = tokens[from];
  if (first === undefined) return { items: undefined, next: from };
  if (first.text === '{') {
    const close = closeOf(tokens, from);
    return { items: expand(splitItems(tokens.slice(from + 1, close)), names), next: close + 1 };
  }
  const list: Word[] = [];
  let at = from;
  for (;;) {
    const word = tokens[at];
    if (word === undefined || word.text === '}' || word.text === ';') break;
    list.push(word);
    at++;
    if (tokens[at]?.text !== ',' && tokens[at]?.text !== '.') break;
    const separator = tokens[at];
    if (separator !== undefined) list.push(separator);
    at++;
  }
  return { items: expand(splitItems(list), names), next: at };
}

/** Index of the brace or parenthesis that closes the one at `from`, or the end. */
export function closeOf(tokens: readonly Word[], from: number): number {
  let depth = 0;
  for (let at = from; at < tokens.length; at++) {
    const token = tokens[at];
    if (token === undefined || token.quoted) continue;
    if (token.text === '{' || token.text === '(') depth++;
    else if (token.text === '}' || token.text === ')') depth--;
    if (depth === 0) return at;
  }
  return tokens.length;
}

/** Splits at commas and leaves out what only describes an element: time-outs, counters, comments. */
export function splitItems(tokens: readonly Word[]): (readonly Word[])[] {
  const items: Word[][] = [];
  let current: Word[] = [];
  let skipping = false;
  for (const token of tokens) {
    if (!token.quoted && token.text === LINE_END) continue;
    if (!token.quoted && token.text === ',') {
      if (current.length > 0) items.push(current);
      current = [];
      skipping = false;
    } else if (!token.quoted && DESCRIBES.has(token.text)) skipping = current.length > 0;
    else if (!skipping || token.text === ':') {
      skipping = false;
      current.push(token);
    }
  }
  if (current.length > 0) items.push(current);
  return items;
}

const DESCRIBES = new Set(['timeout', 'expires', 'comment', 'counter', 'limit']);

/**
 * Replaces `$name` and `@name`, in at most eight rounds; undefined when the values cannot be known. For `@name` alone the set's own
 * list comes back, so that many rules can share it.
 */
export function expand(items: readonly (readonly Word[])[], names: Names): readonly (readonly Word[])[] | undefined {
  const set = wholeSet(items);
  if (set !== undefined) return names.sets.get(set);
  let current = items;
  for (let round = 0; round < 8; round++) {
    if (!current.some((item) => item.some(isName))) return current;
    const next: (readonly Word[])[] = [];
    for (const item of current) {
      const replaced = expandItem(item, names);
      if (replaced === undefined) return undefined;
      for (const one of replaced) next.push(one);
      if (next.length > LIMIT) return undefined;
    }
    current = next;
  }
  return undefined;
}

function wholeSet(items: readonly (readonly Word[])[]): string | undefined {
  const token = items.length === 1 && items[0]?.length === 1 ? items[0][0] : undefined;
  return token !== undefined && isName(token) && token.text.startsWith('@') ? token.text.slice(1) : undefined;
}

function isName(token: Word): boolean {
  return !token.quoted && (token.text.startsWith('$') || (token.text.startsWith('@') && token.text.length > 1));
}

function expandItem(item: readonly Word[], names: Names): readonly (readonly Word[])[] | undefined {
  const at = item.findIndex(isName);
  const token = item[at];
  if (token === undefined) return [item];
  const name = token.text.slice(1);
  if (token.text.startsWith('@')) return item.length === 1 ? names.sets.get(name) : undefined;
  const tokens = names.defines.get(name);
  if (tokens === undefined) return undefined;
  const inner = tokens[0]?.text === '{' ? tokens.slice(1, closeOf(tokens, 0)) : tokens;
  return splitItems(inner).map((one) => [...item.slice(0, at), ...one, ...item.slice(at + 1)]);
}

/** Whether a token is this mark, and no quoted text. */
export function isMark(token: Word | undefined, text: string): boolean {
  return token !== undefined && !token.quoted && token.text === text;
}
