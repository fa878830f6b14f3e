import { didYouMean } from '../../text/suggest.ts';
import { GLOBAL } from './commands/index.ts';
import type { Miss } from './match.ts';
import type { Mode, State } from './mode.ts';
import type { IosProblem, IosStatement, IosTree } from './tree.ts';
import { trimEnd } from './words.ts';

/** Suggestions cost time; a file with more problems than this is not a configuration. */
const MAX_SUGGESTIONS = 200;

/** True when a line that matched partly begins like a command that the linter claims to understand. */
export function isClaimed(miss: Miss): boolean {
  if (miss.depth < 1) return false;
  switch (miss.first) {
    case 'crypto':
    case 'interface':
    case 'access-list':
    case 'object-group':
    case 'zone':
    case 'zone-pair':
      return true;
    case 'ip':
      return miss.second === 'nat' || miss.second === 'access-list' || miss.second === 'route';
    case 'ipv6':
      return miss.second === 'access-list';
    case 'class-map':
    case 'policy-map':
      return miss.second === 'type' && miss.third === 'inspect';
    default:
      return false;
  }
}

/** Writes problems, with a suggestion where one is near. */
export class Reporter {
  readonly #tree: IosTree;
  readonly #miss: Miss;
  #suggestions = 0;

  constructor(tree: IosTree, miss: Miss) {
    this.#tree = tree;
    this.#miss = miss;
  }

  /** A line that no open mode knows. */
  unmatched(mode: Mode, start: number, lineEnd: number, block: IosStatement | undefined): void {
    const end = trimEnd(this.#tree.source.text, start, lineEnd);
    const miss = this.#miss;
    const state = miss.depth < 0 ? mode.start : miss.state;
    if (miss.incomplete && miss.depth > 0) {
      this.#add('incomplete', start, end, `the command is incomplete${expectation(state)}`, undefined, block);
      return;
    }
    if (miss.depth > 0 && miss.secretFrom !== -1) {
      const near = miss.state === undefined ? undefined : this.#suggest(this.#firstWord(miss.start, miss.end), miss.state);
      this.#add('not-understood', start, end, 'what stands behind the key does not fit here', near, block);
      return;
    }
    const from = miss.depth < 0 ? start : miss.start;
    const word = this.#tree.slice(from, Math.min(miss.depth < 0 ? end : miss.end, from + 64));
    const name = word.split(/\s/, 1)[0] ?? '';
    const suggestion = state === undefined ? undefined : this.#suggest(name, state);
    const place = mode === GLOBAL ? '' : ` in ${mode.name} mode`;
    const message = miss.depth > 0 ? `'${word}' does not fit here${expectation(state)}` : `no such command${place}: '${word}'`;
    this.#add('not-understood', start, end, message, suggestion, block, { start: from, end: from + name.length });
  }

  foreign(product: string, start: number, lineEnd: number, block: IosStatement | undefined): void {
    const end = trimEnd(this.#tree.source.text, start, lineEnd);
    this.#add('foreign', start, end, `this is ${product} syntax, IOS does not know it`, undefined, block);
  }

  /** Values that are not of their kind. */
  misfits(words: readonly number[], statement: IosStatement, block: IosStatement | undefined): void {
    for (const word of words) {
      const tree = this.#tree;
      const label = tree.labels[word] ?? '';
      const value = tree.slice(tree.startOf(word), Math.min(tree.endOf(word), tree.startOf(word) + 64));
      this.#add(
        'bad-value',
        tree.startOf(word),
        tree.endOf(word),
        `'${value}' is not a valid ${label.slice(1)}`,
        undefined,
        block ?? statement,
      );
    }
  }

  /** The first word is nearly a command of a mode. */
  isNear(mode: Mode, start: number, lineEnd: number): boolean {
    return this.#suggest(this.#firstWord(start, lineEnd), mode.start) !== undefined;
  }

  /** The word that did not match is nearly one that would have. */
  isMistyped(): boolean {
    const miss = this.#miss;
    if (miss.state === undefined || miss.incomplete) return false;
    return this.#suggest(this.#firstWord(miss.start, miss.end), miss.state) !== undefined;
  }

  /** The first word is nearly one of the words that begin claimed blocks. */
  isMistypedGlobal(start: number, lineEnd: number): boolean {
    const word = this.#firstWord(start, lineEnd);
    if (word.length < 5 || this.#suggestions++ >= MAX_SUGGESTIONS) return false;
    const near = didYouMean(word, CLAIMED_WORDS);
    return near !== undefined && near !== word.toLowerCase() && Math.abs(near.length - word.length) <= 1;
  }

  #firstWord(start: number, lineEnd: number): string {
    return this.#tree.slice(start, Math.min(lineEnd, start + 64)).split(/\s/, 1)[0] ?? '';
  }

  #suggest(word: string, state: State): string | undefined {
    if (word.length < 2 || this.#suggestions++ >= MAX_SUGGESTIONS) return undefined;
    return didYouMean(word, keywordsOf(state));
  }

  #add(
    kind: IosProblem['kind'],
    start: number,
    end: number,
    message: string,
    suggestion: string | undefined,
    block: IosStatement | undefined,
    word?: { readonly start: number; readonly end: number },
  ): void {
    const source = this.#tree.source.id;
    const problem = { kind, span: { source, start, end }, message };
    const misspelt = word === undefined ? {} : { misspelt: { source, ...word } };
    const extra = suggestion === undefined ? {} : { suggestion, ...misspelt };
    this.#tree.problems.push({ ...problem, ...extra, ...(block === undefined ? {} : { block: this.#tree.spanOf(block) }) });
  }
}

const CLAIMED_WORDS: readonly string[] = ['crypto', 'interface', 'access-list', 'object-group', 'zone-pair', 'hostname'];

function keywordsOf(state: State): string[] {
  return state.keywords.map((step) => step.label);
}

function expectation(state: State | undefined): string {
  if (state === undefined) return '';
  const words = [...keywordsOf(state), ...[...state.typed, ...state.loose].map((step) => `<${step.label.slice(1)}>`)];
  if (words.length === 0) return ', the command ends before it';
  return words.length > 8 ? '' : `, expected ${words.join(', ')}`;
}
