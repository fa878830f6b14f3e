import type { Span } from '../../text/source.ts';
import { closeOf, isMark, splitItems } from './nft-values.ts';
import type { Hook } from './tree.ts';
import type { Word } from './words.ts';

/** A chain as it is being read. */
export interface ChainDraft {
  readonly name: string;
  readonly span: Span;
  hook: Hook | undefined;
  type: 'filter' | 'nat' | 'route' | undefined;
  priority: number | undefined;
  policy: 'accept' | 'drop' | undefined;
  /** Tokens of each rule. */
  readonly rules: (readonly Word[])[];
}

/** A named set or map as it is being read. */
export interface SetDraft {
  readonly elements: (readonly Word[])[];
  /** Packets add elements, or elements expire. */
  changes: boolean;
}

/** Reads a statement of a chain: its hook, its policy, or a rule. */
export function readInChain(words: readonly Word[], chain: ChainDraft): void {
  const [first, second] = words;
  if (first === undefined) return;
  if (first.text === 'type' && words.some((word) => word.text === 'hook')) readHook(words, chain);
  else if (first.text === 'policy' && words.length === 2) {
    if (second?.text === 'drop' || second?.text === 'accept') chain.policy = second.text;
  } else if ((first.text === 'comment' || first.text === 'flags' || first.text === 'devices') && !isRule(words)) return;
  else chain.rules.push(words);
}

function isRule(words: readonly Word[]): boolean {
  return words.length > 2 && words[0]?.text === 'comment' && !words[1]?.quoted;
}

const HOOKS = new Set<string>(['input', 'output', 'forward', 'prerouting', 'postrouting', 'ingress'] satisfies Hook[]);

function isHook(text: string): text is Hook {
  return HOOKS.has(text);
}

/** Named priorities of the families of IP (nft(8), "Standard priority names"). */
const PRIORITIES: ReadonlyMap<string, number> = new Map([
  ['raw', -300],
  ['mangle', -150],
  ['dstnat', -100],
  ['filter', 0],
  ['security', 50],
  ['srcnat', 100],
]);

/** `type filter hook input priority filter + 10`. */
function readHook(words: readonly Word[], chain: ChainDraft): void {
  const hook = words[words.findIndex((word) => word.text === 'hook') + 1]?.text ?? '';
  if (isHook(hook)) chain.hook = hook;
  const type = words[1]?.text;
  chain.type = type === 'nat' || type === 'route' ? type : 'filter';
  const at = words.findIndex((word) => word.text === 'priority');
  if (at === -1) return;
  const text = words
    .slice(at + 1)
    .map((word) => word.text)
    .join('');
  const found = /^([a-z]*)([+-]?)(\d*)$/.exec(text);
  const offset = Number(found?.[3] ?? 0) * (found?.[2] === '-' ? -1 : 1);
  chain.priority = (PRIORITIES.get(found?.[1] ?? '') ?? 0) + offset;
}

/** Reads a statement of a set or map. */
export function readInSet(words: readonly Word[], set: SetDraft): void {
  const [first] = words;
  if (first?.text === 'flags') set.changes ||= words.some((word) => word.text === 'dynamic' || word.text === 'timeout');
  if (first?.text !== 'elements') return;
  const open = words.findIndex((token) => isMark(token, '{'));
  for (const item of splitItems(words.slice(open + 1, open === -1 ? words.length : closeOf(words, open))))
    set.elements.push(item);
}
