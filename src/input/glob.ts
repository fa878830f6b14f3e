/**
 * Whether a glob matches a whole path. `*` and `?` stay within a segment, `**` as a segment spans any number of them, `[a-z]` and
 * `[!a-z]` match one character, `{a,b}` alternatives. Never slower than the product of the lengths.
 */
export type GlobMatcher = (path: string) => boolean;

/** Characters that make a word a glob. */
export function isGlob(pattern: string): boolean {
  return /[*?[{]/.test(pattern);
}

/** The directory that everything a glob matches lies in, with a trailing `/`, or the empty string. */
export function literalDirectory(pattern: string): string {
  const special = pattern.search(/[*?[{]/);
  const literal = special === -1 ? pattern : pattern.slice(0, special);
  return literal.slice(0, literal.lastIndexOf('/') + 1);
}

/** Prepares a glob. */
export function compileGlob(pattern: string): GlobMatcher {
  if (!isGlob(pattern)) return (path) => path === pattern;
  if (pattern === '**') return () => true;
  if (pattern.endsWith('/**') && !isGlob(pattern.slice(0, -3))) {
    const prefix = pattern.slice(0, -2);
    return (path) => path.startsWith(prefix);
  }
  const alternatives = expandBraces(pattern).map((one) => one.split('/'));
  return (path) => {
    const segments = path.split('/');
    return alternatives.some((parts) => matchSequence(parts, segments, isGlobstar, matchSegment));
  };
}

const MAX_ALTERNATIVES = 256;

/** Alternatives of `{a,b}`, at most 256; a brace without its partner stands for itself. */
function expandBraces(pattern: string): string[] {
  let done: string[] = [];
  let pending = [pattern];
  while (pending.length > 0 && pending.length + done.length <= MAX_ALTERNATIVES) {
    const next: string[] = [];
    for (const one of pending) {
      const close = one.indexOf('}');
      const open = close === -1 ? -1 : one.lastIndexOf('{', close);
      if (open === -1) done.push(one);
      else for (const part of one.slice(open + 1, close).split(',')) next.push(one.slice(0, open) + part + one.slice(close + 1));
    }
    pending = next;
  }
  if (pending.length > 0) done = [...done, ...pending].slice(0, MAX_ALTERNATIVES);
  return done;
}

function isGlobstar(part: string): boolean {
  return part === '**';
}

/** Matches a list of parts against a list of items, where some parts span any number of items; remembers only the last of them. */
function matchSequence<Part, Item>(
  parts: ArrayLike<Part>,
  items: ArrayLike<Item>,
  spans: (part: Part) => boolean,
  one: (part: Part, item: Item) => boolean,
): boolean {
  let part = 0;
  let item = 0;
  let star = -1;
  let mark = 0;
  while (item < items.length) {
    const current = parts[part];
    if (part < parts.length && current !== undefined && spans(current)) {
      star = part++;
      mark = item;
    } else if (part < parts.length && current !== undefined && one(current, items[item] as Item)) {
      part++;
      item++;
    } else if (star !== -1) {
      part = star + 1;
      item = ++mark;
    } else return false;
  }
  while (part < parts.length && spans(parts[part] as Part)) part++;
  return part === parts.length;
}

/** Whether a glob without `/` matches one name. */
export function matchSegment(pattern: string, name: string): boolean {
  return matchSequence(tokens(pattern), name, (token) => token === '*', matchCharacter);
}

const cache = new Map<string, readonly string[]>();

/** `a[bc]*` as `a`, `[bc]`, `*`. */
function tokens(pattern: string): readonly string[] {
  const known = cache.get(pattern);
  if (known !== undefined) return known;
  const list: string[] = [];
  for (let at = 0; at < pattern.length; at++) {
    const close = pattern[at] === '[' ? pattern.indexOf(']', at + 2) : -1;
    const token = close === -1 ? (pattern[at] ?? '') : pattern.slice(at, close + 1);
    if (token !== '*' || list.at(-1) !== '*') list.push(token);
    at += token.length - 1;
  }
  if (cache.size < 1000) cache.set(pattern, list);
  return list;
}

function matchCharacter(token: string, character: string): boolean {
  if (token === '?') return true;
  if (token.length === 1) return token === character;
  const negated = token[1] === '!' || token[1] === '^';
  const set = token.slice(negated ? 2 : 1, -1);
  let inside = false;
  for (let at = 0; at < set.length; at++) {
    const low = set[at] ?? '';
    if (set[at + 1] === '-' && at + 2 < set.length) {
      inside ||= character >= low && character <= (set[at + 2] ?? '');
      at += 2;
    } else inside ||= character === low;
  }
  return inside !== negated;
}
