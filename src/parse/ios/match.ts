import type { Mode, State, Step } from './mode.ts';
import type { Command } from './pattern.ts';
import { fitsType, isInterfaceType, keywordMatch, skipBlanks, trimEnd, WordReader } from './words.ts';

/** Words of one line that are looked at; IOS itself takes 254 characters. */
const MAX_WORDS = 1024;
/** Dead ends that are left before a line counts as not understood. */
const MAX_TRIES = 256;

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
  first: string;
  second: string;
  third: string;
}

/**
 * Matches lines against a mode. Words that matched are appended to `words` (start, end) and `labels`; on a miss the two are as
 * before. Linear in the length of the line.
 */
export class Matcher {
  /** Start and end offsets of all words, two numbers each. */
  readonly words: number[] = [];
  /** Keyword or argument name for each word. */
  readonly labels: string[] = [];
  /** Words that fit only by position: an address that is none, say. Index into `labels`. */
  readonly misfits: number[] = [];
  readonly miss: Miss = { start: 0, end: 0, depth: -1, incomplete: false, state: undefined, first: '', second: '', third: '' };
  /** Keywords of the last match that were abbreviated. */
  abbreviations = 0;
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

  /** Forgets the previous miss. */
  begin(text: string, lineEnd: number, negated: boolean): void {
    this.#text = text;
    this.#lineEnd = lineEnd;
    this.#negated = negated;
    this.miss.depth = -1;
    this.miss.state = undefined;
    this.miss.incomplete = false;
  }

  /** The command that the line is in a mode. */
  match(mode: Mode, from: number): Command | undefined {
    this.#tries = 0;
    this.abbreviations = 0;
    this.#misfit = false;
    this.#base = this.labels.length;
    this.#lenient = false;
    const strict = this.#run(mode, mode.start, from);
    if (strict !== undefined) return strict;
    this.#restore(this.#base, 0);
    if (!this.#misfit) return undefined;
    this.#lenient = true;
    this.#tries = 0;
    this.abbreviations = 0;
    const lenient = this.#run(mode, mode.start, from);
    if (lenient === undefined) this.#restore(this.#base, 0);
    return lenient;
  }

  /** Takes back the words of the last match. */
  discard(): void {
    this.#restore(this.#base, 0);
  }

  #restore(labels: number, misfits: number): void {
    this.words.length = labels * 2;
    this.labels.length = labels;
    this.misfits.length = misfits;
  }

  #run(mode: Mode, start: State, from: number): Command | undefined {
    let state = start;
    let at = skipBlanks(this.#text, from, this.#lineEnd);
    for (;;) {
      if (at >= this.#lineEnd) return this.#atEnd(mode, state, at);
      const end = this.#reader.endOf(this.#text, at, this.#lineEnd);
      const candidates = this.#candidates(state, at, end);
      const only = candidates[0];
      if (only === undefined) {
        if (state.accept !== undefined && this.#isComment(at)) return state.accept;
        this.#note(state, at, end, false);
        return undefined;
      }
      if (this.labels.length - this.#base > MAX_WORDS) return undefined;
      if (candidates.length > 1) return this.#branch(mode, candidates, at, end);
      at = this.#take(only, at, end);
      state = mode.follow(only);
    }
  }

  /** Several words could be meant: the first that leads to a command is. */
  #branch(mode: Mode, candidates: readonly Step[], at: number, end: number): Command | undefined {
    const labels = this.labels.length;
    const misfits = this.misfits.length;
    for (const step of candidates) {
      if (this.#tries++ > MAX_TRIES) break;
      const next = this.#take(step, at, end);
      const command = this.#run(mode, mode.follow(step), next);
      if (command !== undefined) return command;
      this.#restore(labels, misfits);
    }
    return undefined;
  }

  #atEnd(mode: Mode, state: State, at: number): Command | undefined {
    if (state.accept !== undefined) return state.accept;
    if (this.#negated && state !== mode.start) return mode.nearest(state);
    this.#note(state, at, at, true);
    return undefined;
  }

  #isComment(at: number): boolean {
    return this.#text.charCodeAt(at) === 33;
  }

  /** Steps that a word can be, the likeliest first: the whole keyword, a fitting value, an abbreviation, anything. */
  #candidates(state: State, at: number, end: number): readonly Step[] {
    const text = this.#text;
    let code = text.charCodeAt(at);
    if (code >= 65 && code <= 90) code += 32;
    const bucket = state.keywords[code];
    let abbreviated: Step[] | undefined;
    let exact: Step | undefined;
    if (bucket !== undefined) {
      for (const step of bucket) {
        const kind = keywordMatch(text, at, end, step.label);
        if (kind === 2) exact = step;
        else if (kind === 1 && end - at >= step.least) {
          if (abbreviated === undefined) abbreviated = [step];
          else abbreviated.push(step);
        }
      }
    }
    if (state.args.length === 0) return exact !== undefined ? [exact] : (abbreviated ?? NONE);
    return this.#withArguments(state.args, exact, exact === undefined ? abbreviated : undefined, at, end);
  }

  #withArguments(args: readonly Step[], exact: Step | undefined, abbreviated: Step[] | undefined, at: number, end: number): readonly Step[] {
    const found: Step[] = exact === undefined ? [] : [exact];
    const loose: Step[] = [];
    const misfit: Step[] = [];
    for (const step of args) {
      if (step.type === 'keyword') continue;
      const fits = fitsType(step.type, this.#text, at, end) || (step.type === 'iface' && this.#interfaceEnd(at, end) !== end);
      if (!fits) {
        if (step.type !== 'word') misfit.push(step);
      } else if (step.type === 'word' || step.type === 'rest' || step.type === 'secret' || step.type === 'secrets') loose.push(step);
      else found.push(step);
    }
    if (abbreviated !== undefined) found.push(...abbreviated);
    if (this.#isComment(at) && found.length === 0 && loose.every((step) => step.type === 'word')) return NONE;
    found.push(...loose);
    if (found.length === 0 && misfit.length > 0 && !this.#isComment(at)) {
      this.#misfit = true;
      return this.#lenient ? misfit : NONE;
    }
    return found;
  }

  /** Appends a word and returns where the next one begins. */
  #take(step: Step, at: number, end: number): number {
    let last = end;
    if (step.type === 'rest' || step.type === 'secrets') last = trimEnd(this.#text, at, this.#lineEnd);
    else if (step.type === 'iface') last = this.#interfaceEnd(at, end);
    if (step.type === 'keyword') {
      if (end - at < step.label.length) this.abbreviations++;
    } else if (last === end && !fitsType(step.type, this.#text, at, end)) this.misfits.push(this.labels.length);
    this.words.push(at, last);
    this.labels.push(step.label);
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
    const depth = this.labels.length - this.#base;
    const miss = this.miss;
    if (depth < miss.depth || (depth === miss.depth && miss.state !== undefined)) return;
    miss.depth = depth;
    miss.start = start;
    miss.end = end;
    miss.incomplete = incomplete;
    miss.state = state;
    miss.first = this.labels[this.#base] ?? '';
    miss.second = this.labels[this.#base + 1] ?? '';
    miss.third = this.labels[this.#base + 2] ?? '';
  }
}

const NONE: readonly Step[] = [];
