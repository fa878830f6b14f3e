import { didYouMean } from '../../text/suggest.ts';
import { BARE_CONDITIONS, CONDITION_MODULES, READ_MODULES } from './extensions.ts';
import type { Report } from './targets.ts';
import { verdictOf } from './targets.ts';
import type { ConditionKind, Match, PortRange, Rule } from './tree.ts';
import { addressValue, portRange, protocolNumber } from './values.ts';
import type { Word } from './words.ts';

interface Draft {
  readonly source: number;
  readonly words: readonly Word[];
  readonly report: Report;
  readonly matches: Match[];
  /** Extension that the options belong to, after `-m`. */
  module: string;
  /** Extensions whose options have not been seen. */
  readonly bare: Map<string, Word>;
  target: Word | undefined;
  goto: boolean;
  /** Options of the target. */
  readonly options: Map<string, string>;
}

type Option = (draft: Draft, at: number, negated: boolean) => number;

/**
 * Reads the conditions and the target of a rule, from the word after the chain's name on. What it does not understand becomes a
 * condition, so that the rule may hold and may not. Several rules when `--ports` means source or destination.
 */
export function readRule(
  source: number,
  words: readonly Word[],
  from: number,
  chains: ReadonlySet<string>,
  report: Report,
): Rule {
  const draft: Draft = {
    source,
    words,
    report,
    matches: [],
    module: '',
    bare: new Map(),
    target: undefined,
    goto: false,
    options: new Map(),
  };
  let at = from;
  while (at < words.length) at = readOption(draft, at);
  for (const [name, word] of draft.bare) if (BARE_CONDITIONS.has(name)) addCondition(draft, name, word, word, false, []);
  const start = words[0]?.start ?? 0;
  const end = words[words.length - 1]?.end ?? start;
  return { span: { source, start, end }, matches: draft.matches, verdict: verdictOf(draft, chains) };
}

function readOption(draft: Draft, from: number): number {
  let at = from;
  const negated = draft.words[at]?.text === '!';
  if (negated) at++;
  const word = draft.words[at];
  if (word === undefined) return at + 1;
  const option = OPTIONS.get(word.text);
  if (option !== undefined && !(word.text === '--proto' && draft.module === 'policy')) return option(draft, at, negated);
  if (draft.target !== undefined && !CONDITION_MODULES.has(draft.module)) return readTargetOption(draft, at);
  return readCondition(draft, at, negated);
}

/** Reads a value behind an option, with the old form `--dport ! 500`. */
function value(
  draft: Draft,
  at: number,
  negated: boolean,
): { readonly word: Word; readonly next: number; readonly negated: boolean } {
  const inner = draft.words[at + 1]?.text === '!' && !(draft.words[at + 1]?.quoted ?? false);
  const next = inner ? at + 2 : at + 1;
  const word = draft.words[next];
  const option = draft.words[at] ?? EMPTY_WORD;
  if (word === undefined) draft.report(option, `"${option.text}" has no value`);
  return { word: word ?? { ...option, text: '' }, next: next + 1, negated: negated !== inner };
}

const EMPTY_WORD: Word = { text: '', start: 0, end: 0, quoted: false };

function spanOf(draft: Draft, from: Word, to: Word) {
  return { source: draft.source, start: from.start, end: Math.max(from.end, to.end) };
}

function optionWord(draft: Draft, at: number): Word {
  return draft.words[at] ?? EMPTY_WORD;
}

const protocol: Option = (draft, at, negated) => {
  const read = value(draft, at, negated);
  const span = spanOf(draft, optionWord(draft, at), read.word);
  const name = read.word.text.toLowerCase();
  if (name === 'all' || name === 'ip' || name === '0') return read.next;
  const number = protocolNumber(name);
  if (number !== undefined) draft.matches.push({ kind: 'protocol', values: [number], negated: read.negated, span });
  else {
    draft.report(read.word, `unknown protocol "${read.word.text}"`);
    addCondition(draft, 'protocol', optionWord(draft, at), read.word, read.negated, [read.word.text]);
  }
  return read.next;
};

const addresses =
  (kind: 'source' | 'destination'): Option =>
  (draft, at, negated) => {
    const read = value(draft, at, negated);
    const values = read.word.text.split(',').map((text) => addressValue(text.trim()));
    draft.matches.push({ kind, values, negated: read.negated, span: spanOf(draft, optionWord(draft, at), read.word) });
    return read.next;
  };

const ports =
  (kind: 'source-port' | 'destination-port' | 'port'): Option =>
  (draft, at, negated) => {
    const read = value(draft, at, negated);
    const values: PortRange[] = [];
    for (const text of read.word.text.split(',')) {
      const range = portRange(text.trim(), ':');
      if (range === undefined) {
        draft.report(read.word, `unknown port "${text}"`);
        addCondition(draft, kind, optionWord(draft, at), read.word, read.negated, [text]);
        return read.next;
      }
      values.push(range);
    }
    const cut = kind === 'source-port' && !negated ? cutOf(draft, at, read.next) : undefined;
    const span = spanOf(draft, optionWord(draft, at), read.word);
    draft.matches.push({ kind, values, negated: read.negated, span, ...(cut === undefined ? {} : { cut }) });
    return read.next;
  };

/** An option with the blanks behind it; `-m multiport` goes with its only option, which has to stand beside it. */
function cutOf(draft: Draft, at: number, next: number): Match['cut'] {
  const { words, source, module } = draft;
  const isMultiport = module === 'multiport';
  if (isMultiport && (words[at - 1]?.text !== 'multiport' || words[at - 2]?.text.startsWith('-m') !== true)) return undefined;
  const first = words[isMultiport ? at - 2 : at];
  const behind = words[next];
  return first === undefined || behind === undefined ? undefined : { source, start: first.start, end: behind.start };
}

const interfaces =
  (kind: 'interface-in' | 'interface-out'): Option =>
  (draft, at, negated) => {
    const read = value(draft, at, negated);
    const span = spanOf(draft, optionWord(draft, at), read.word);
    if (read.word.text !== '+') draft.matches.push({ kind, values: [read.word.text], negated: read.negated, span });
    return read.next;
  };

const state: Option = (draft, at, negated) => {
  const read = value(draft, at, negated);
  const values = read.word.text.split(',').map((text) => text.trim().toUpperCase());
  draft.bare.delete(draft.module);
  draft.matches.push({ kind: 'state', values, negated: read.negated, span: spanOf(draft, optionWord(draft, at), read.word) });
  return read.next;
};

const extension: Option = (draft, at) => {
  const read = value(draft, at, false);
  draft.module = read.word.text;
  if (READ_MODULES.has(draft.module)) return read.next;
  if (CONDITION_MODULES.has(draft.module)) draft.bare.set(draft.module, read.word);
  else {
    const suggestion = didYouMean(draft.module, [...CONDITION_MODULES.keys(), ...READ_MODULES]);
    draft.report(read.word, `unknown match extension "${draft.module}"`, suggestion);
    addCondition(draft, draft.module, read.word, read.word, false, []);
  }
  return read.next;
};

const skipValue: Option = (draft, at) => value(draft, at, false).next;

const counters: Option = (_draft, at) => at + 3;

const fragment: Option = (draft, at, negated) => {
  const word = optionWord(draft, at);
  pushCondition(draft, 'fragments', '-f', word, word, negated, []);
  return at + 1;
};

const jump =
  (isGoto: boolean): Option =>
  (draft, at) => {
    const read = value(draft, at, false);
    draft.target = read.word;
    draft.goto = isGoto;
    draft.module = '';
    return read.next;
  };

const addressType =
  (side: 'src' | 'dst'): Option =>
  (draft, at, negated) => {
    const read = value(draft, at, negated);
    draft.bare.delete('addrtype');
    const values = [`addrtype-${side}`, ...read.word.text.split(',').map((text) => text.toUpperCase())];
    pushCondition(draft, 'other', `--${side}-type ${read.word.text}`, optionWord(draft, at), read.word, read.negated, values);
    return read.next;
  };

const OPTIONS: ReadonlyMap<string, Option> = new Map<string, Option>([
  ...['-p', '--protocol', '--proto'].map((name) => [name, protocol] as const),
  ...['-s', '--source', '--src', '--src-range'].map((name) => [name, addresses('source')] as const),
  ...['-d', '--destination', '--dst', '--dst-range'].map((name) => [name, addresses('destination')] as const),
  ...['--sport', '--source-port', '--sports', '--source-ports'].map((name) => [name, ports('source-port')] as const),
  ...['--dport', '--destination-port', '--dports', '--destination-ports'].map(
    (name) => [name, ports('destination-port')] as const,
  ),
  ...['--port', '--ports'].map((name) => [name, ports('port')] as const),
  ...['-i', '--in-interface'].map((name) => [name, interfaces('interface-in')] as const),
  ...['-o', '--out-interface'].map((name) => [name, interfaces('interface-out')] as const),
  ...['--state', '--ctstate'].map((name) => [name, state] as const),
  ...['-m', '--match'].map((name) => [name, extension] as const),
  ...['--comment', '-t', '--table'].map((name) => [name, skipValue] as const),
  ...['-c', '--set-counters'].map((name) => [name, counters] as const),
  ...['-f', '--fragment'].map((name) => [name, fragment] as const),
  ...['-j', '--jump'].map((name) => [name, jump(false)] as const),
  ...['-g', '--goto'].map((name) => [name, jump(true)] as const),
  ['--src-type', addressType('src')],
  ['--dst-type', addressType('dst')],
]);

/** An option of an extension: it and its values up to the next option are one condition. */
function readCondition(draft: Draft, at: number, negated: boolean): number {
  const first = optionWord(draft, at);
  const next = endOfValues(draft, at + 1);
  const last = draft.words[next - 1] ?? first;
  const isOption = first.text.startsWith('-');
  const known = isOption && (CONDITION_MODULES.has(draft.module) || IMPLICIT.has(first.text));
  if (!known)
    draft.report(
      first,
      isOption ? `unknown option "${first.text}"` : `unexpected word "${first.text}"`,
      isOption ? nearestOption(first.text) : undefined,
    );
  draft.bare.delete(draft.module);
  const values = draft.words.slice(at + 1, next).map((word) => word.text);
  addCondition(draft, IMPLICIT.get(first.text) ?? draft.module, first, last, negated, values);
  return next;
}

/** Options that come with a protocol, without `-m`. */
const IMPLICIT: ReadonlyMap<string, string> = new Map([
  ['--icmp-type', 'icmp'],
  ['--icmpv6-type', 'icmp'],
  ['--tcp-flags', 'tcp'],
  ['--tcp-option', 'tcp'],
  ['--syn', 'tcp'],
  ['--ahspi', 'ah'],
  ['--espspi', 'esp'],
  ['--chunk-types', 'sctp'],
]);

function nearestOption(text: string): string | undefined {
  return didYouMean(
    text,
    [...OPTIONS.keys()].filter((name) => name.startsWith('--')),
  );
}

function endOfValues(draft: Draft, from: number): number {
  let at = from;
  while (at < draft.words.length) {
    const word = draft.words[at];
    if (word === undefined || (!word.quoted && (word.text === '!' || (word.text.startsWith('-') && word.text.length > 1)))) break;
    at++;
  }
  return at;
}

function addCondition(draft: Draft, module: string, from: Word, to: Word, negated: boolean, values: readonly string[]): void {
  const text = [from.text, ...values].join(' ');
  pushCondition(
    draft,
    CONDITION_MODULES.get(module) ?? 'other',
    text,
    from,
    to,
    negated,
    module === 'policy' ? [from.text, ...values] : [],
  );
}

function pushCondition(
  draft: Draft,
  condition: ConditionKind,
  text: string,
  from: Word,
  to: Word,
  negated: boolean,
  values: readonly string[],
): void {
  draft.matches.push({ kind: 'condition', condition, text, values, negated, span: spanOf(draft, from, to) });
}

function readTargetOption(draft: Draft, at: number): number {
  const word = optionWord(draft, at);
  const next = endOfValues(draft, at + 1);
  if (word.text.startsWith('-'))
    draft.options.set(
      word.text,
      draft.words
        .slice(at + 1, next)
        .map((one) => one.text)
        .join(' '),
    );
  else draft.report(word, `unexpected word "${word.text}"`);
  return Math.max(next, at + 1);
}
