import { bucketOf, type Mode, type State, type Step } from './mode.ts';
import type { Command } from './pattern.ts';
import { fitsType, isBlank, isInterfaceType, isPlaceholder, keywordMatch, skipBlanks, trimEnd, WordReader } from './words.ts';

/** Words of one line that are looked at; IOS itself takes 254 characters. */
const MAX_WORDS = 1024;
/** Dead ends that are left before a line counts as not understood. */
const MAX_TRIES = 256;

/** Names of the arguments whose values must not be shown. */
export const SECRET_LABELS: ReadonlySet<string> = new Set(['$key', '$hex', '$password', '$psk', '$cipher', '$authenticator']);
/** Keywords that a key follows. */
const KEY_WORDS: ReadonlySet<string> = new Set(['key', 'pre-shared-key', 'password', 'hex', 'cipher', 'authenticator', 'psk']);

/** Why a line did not match, for the message. */
export interface Miss {
  /** The word that does not fit; the end of the line when words are missing. */
  start: number;
  end: number;
  /** Words that matched before it. */
  depth: number;
  /** The line ends too early. */
  incomplete: boolean;
  state: State | undefined;
  /** Where a key begins that was read before the word; -1 when none was. What follows may be part of it. */
  secretFrom: number;
  /** Labels of the first words that did match. */
  first: string;
  second: string;
  third: string;
}

/** Matches lines against modes. Linear in the length of the line. */
export class Matcher {
  /** Start and end offsets of all words that were kept and of the line that is being matched, two numbers each. */
  readonly words: number[] = [];
  /** Keyword or argument name for each word. */
  readonly labels: string[] = [];
  /** How many words count; what is behind them is scrap. */
  count = 0;
  /** Words that fit only by position: an address that is none, say. */
  misfits: number[] = [];
  /** Keywords of the last match that were abbreviated. */
  abbreviations = 0;
  readonly miss: Miss = {
    start: 0,
    end: 0,
    depth: -1,
    incomplete: false,
    state: undefined,
    secretFrom: -1,
    first: '',
    second: '',
    third: '',
  };
  readonly #reader = new WordReader();
  #text = '';
  #lineEnd = 0;
  #negated = false;
  #tries = 0;
  #base = 0;
  /** Words may stand where only their position fits. */
  #lenient = false;
  /** Such a word was met. */
  #misfit = false;
  /** Candidates for the current word: the first, and all of them when there are several. */
  #several: Step[] | undefined;

  /** Turns to a line and forgets the previous miss. */
  begin(text: string, lineEnd: number, negated: boolean): void {
    this.#text = text;
    this.#lineEnd = lineEnd;
    this.#negated = negated;
    this.miss.depth = -1;
    this.miss.state = undefined;
    this.miss.incomplete = false;
  }

  /** The command that the line is in a mode; its words are those from `count` before the call on. */
  match(mode: Mode, from: number): Command | undefined {
    this.#base = this.count;
    this.#misfit = false;
    this.#lenient = false;
    const strict = this.#attempt(mode, from);
    if (strict !== undefined || !this.#misfit) return strict;
    this.#lenient = true;
    return this.#attempt(mode, from);
  }

  /** Takes back the words of the last match. */
  discard(): void {
    this.#restore(this.#base, 0);
  }

  #attempt(mode: Mode, from: number): Command | undefined {
    this.#tries = 0;
    this.abbreviations = 0;
    const command = this.#run(mode, mode.start, from);
    if (command === undefined) this.#restore(this.#base, 0);
    return command;
  }

  #restore(count: number, misfits: number): void {
    this.count = count;
    if (this.misfits.length > misfits) this.misfits.length = misfits;
  }

  #run(mode: Mode, start: State, from: number): Command | undefined {
    const text = this.#text;
    const lineEnd = this.#lineEnd;
    let state = start;
    let at = skipBlanks(text, from, lineEnd);
    while (at < lineEnd) {
      const end = this.#endOf(at);
      this.#several = undefined;
      const step = this.#candidate(state, at, end);
      if (step === undefined) {
        if (state.accept !== undefined && text.charCodeAt(at) === 33) return state.accept;
        this.#note(state, at, end, false);
        return undefined;
      }
      if (this.count - this.#base > MAX_WORDS) return undefined;
      if (this.#several !== undefined) return this.#branch(mode, this.#several, at, end);
      at = this.#take(step, at, end);
      state = step.next ?? mode.follow(step);
    }
    return this.#atEnd(mode, state, at);
  }

  #endOf(at: number): number {
    const text = this.#text;
    const lineEnd = this.#lineEnd;
    const code = text.charCodeAt(at);
    if (code === 60 || code === 34 || code === 123 || code === 36) return this.#reader.endOf(text, at, lineEnd);
    let end = at + 1;
    while (end < lineEnd) {
      const c = text.charCodeAt(end);
      if (c <= 32 || c === 160) {
        if (isBlank(c)) break;
      }
      end++;
    }
    return end;
  }

  /** Several words could be meant: the first that leads to a command is. */
  #branch(mode: Mode, candidates: readonly Step[], at: number, end: number): Command | undefined {
    const count = this.count;
    const misfits = this.misfits.length;
    const abbreviations = this.abbreviations;
    for (const step of candidates) {
      if (this.#tries++ > MAX_TRIES) break;
      const next = this.#take(step, at, end);
      const command = this.#run(mode, mode.follow(step), next);
      if (command !== undefined) return command;
      this.#restore(count, misfits);
      this.abbreviations = abbreviations;
    }
    return undefined;
  }

  #atEnd(mode: Mode, state: State, at: number): Command | undefined {
    if (state.accept !== undefined) return state.accept;
    if (this.#negated && state !== mode.start) return mode.nearest(state);
    this.#note(state, at, at, true);
    return undefined;
  }

  /**
   * What a word can be, the likeliest first: the whole keyword, a fitting value, an abbreviation, anything. Further candidates are
   * left in `#several`.
   */
  #candidate(state: State, at: number, end: number): Step | undefined {
    const text = this.#text;
    let exact: Step | undefined;
    let abbreviated: Step | undefined;
    let more: Step[] | undefined;
    const bucket = bucketOf(state, text, at, end);
    const letter = text.charCodeAt(at);
    const code = letter >= 65 && letter <= 90 ? letter + 32 : letter;
    if (bucket !== undefined) {
      for (let i = 0; i < bucket.length; i++) {
        const step = bucket[i];
        if (step === undefined || (step.code !== code && code !== 92)) continue;
        const kind = keywordMatch(text, at, end, step.label);
        if (kind === 0) continue;
        if (kind === 2) exact = step;
        else if (end - at >= step.least) {
          if (abbreviated === undefined) abbreviated = step;
          else if (more === undefined) more = [abbreviated, step];
          else more.push(step);
        }
      }
    }
    if (state.typed.length + state.loose.length > 0) return this.#withArguments(state, exact, more, abbreviated, at, end);
    if (exact !== undefined) return exact;
    this.#several = more;
    return abbreviated;
  }

  #withArguments(
    state: State,
    exact: Step | undefined,
    more: readonly Step[] | undefined,
    abbreviated: Step | undefined,
    at: number,
    end: number,
  ): Step | undefined {
    const comment = this.#text.charCodeAt(at) === 33;
    const typed = state.typed;
    const loose = state.loose;
    let found: Step | undefined = exact;
    for (let i = 0; i < typed.length; i++) {
      const step = typed[i];
      if (step !== undefined && this.#fits(step, at, end, exact === undefined)) found = this.#add(found, step);
    }
    if (exact === undefined && more !== undefined) for (const step of more) found = this.#add(found, step);
    else if (exact === undefined && abbreviated !== undefined) found = this.#add(found, abbreviated);
    for (let i = 0; i < loose.length; i++) {
      const step = loose[i];
      if (step !== undefined && !(comment && step.type === 'word')) found = this.#add(found, step);
    }
    if (found !== undefined || typed.length === 0 || comment) return found;
    this.#misfit = true;
    return this.#lenient ? typed[0] : undefined;
  }

  #fits(step: Step, at: number, end: number, placeholders: boolean): boolean {
    if (step.type === 'keyword') return false;
    if (fitsType(step.type, this.#text, at, end)) return true;
    if (step.type === 'iface' && this.#interfaceEnd(at, end) !== end) return true;
    return placeholders && isPlaceholder(this.#text, at, end);
  }

  #add(found: Step | undefined, step: Step): Step {
    if (found === undefined) return step;
    if (this.#several === undefined) this.#several = [found, step];
    else this.#several.push(step);
    return found;
  }

  /** Appends a word and returns where the next one begins. */
  #take(step: Step, at: number, end: number): number {
    let last = end;
    if (step.type === 'keyword') {
      if (end - at < step.label.length) this.abbreviations++;
    } else {
      if (step.type === 'rest' || step.type === 'secrets') last = trimEnd(this.#text, at, this.#lineEnd);
      else if (step.type === 'iface') last = this.#interfaceEnd(at, end);
      if (this.#lenient && last === end && !this.#fits(step, at, end, true)) this.misfits.push(this.count);
      if (step.label === '$other') this.abbreviations++;
    }
    const word = this.count++;
    this.words[word * 2] = at;
    this.words[word * 2 + 1] = last;
    this.labels[word] = step.label;
    return skipBlanks(this.#text, last, this.#lineEnd);
  }

  #interfaceEnd(at: number, end: number): number {
    if (!isInterfaceType(this.#text, at, end)) return end;
    const next = skipBlanks(this.#text, end, this.#lineEnd);
    const digit = this.#text.charCodeAt(next);
    if (next >= this.#lineEnd || !((digit >= 48 && digit <= 57) || digit === 60 || digit === 36 || digit === 123)) return end;
    return this.#reader.endOf(this.#text, next, this.#lineEnd);
  }

  #note(state: State, start: number, end: number, incomplete: boolean): void {
    const depth = this.count - this.#base;
    const miss = this.miss;
    if (depth < miss.depth || (depth === miss.depth && miss.state !== undefined)) return;
    miss.depth = depth;
    miss.start = start;
    miss.end = end;
    miss.incomplete = incomplete;
    miss.state = state;
    miss.secretFrom = this.#secretStart();
    miss.first = this.#label(0);
    miss.second = this.#label(1);
    miss.third = this.#label(2);
  }

  #secretStart(): number {
    for (let word = this.#base; word < this.count; word++) {
      const label = this.labels[word] ?? '';
      if (SECRET_LABELS.has(label)) return this.words[word * 2] ?? -1;
      if (KEY_WORDS.has(label)) return this.words[word * 2 + 1] ?? -1;
    }
    return -1;
  }

  #label(word: number): string {
    return this.#base + word < this.count ? (this.labels[this.#base + word] ?? '') : '';
  }
}
