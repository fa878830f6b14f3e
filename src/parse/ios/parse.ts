import type { SourceFile } from '../../text/source.ts';
import { markDirective, speaksToLinter } from '../comments.ts';
import { GLOBAL, modeNamed } from './commands/index.ts';
import { isConsoleOutput, lineDebris, type Prompt, promptOf } from './debris.ts';
import { Matcher, SECRET_LABELS } from './match.ts';
import { bucketOf, type Mode } from './mode.ts';
import type { Command } from './pattern.ts';
import { Payloads } from './payload.ts';
import { isClaimed, Reporter } from './problems.ts';
import { markSecrets } from './secrets.ts';
import { type Form, type IosStatement, IosTree, NO_CHILDREN } from './tree.ts';
import { keywordMatch, skipBlanks, trimEnd } from './words.ts';

/** A mode that is open while lines are read. */
interface Frame {
  /** Undefined: a block whose lines are passed over. */
  readonly mode: Mode | undefined;
  /** Blanks before the line that opened it; -1 for the global mode. */
  readonly indent: number;
  readonly statement: IosStatement | undefined;
  /** A line of the mode was indented deeper than the line that opened it. */
  deeper: boolean;
  /** A line of the mode was not indented deeper: a script, typed without indentation. */
  flat: boolean;
}

/**
 * Reads a Cisco IOS or IOS-XE configuration. Total: any text gives a tree and problems. Linear in the length of the text. Secret
 * values are marked in the source.
 */
export function parseIos(source: SourceFile): IosTree {
  return new Scanner(source).run();
}

class Scanner {
  readonly #source: SourceFile;
  readonly #text: string;
  readonly #matcher = new Matcher();
  readonly #tree: IosTree;
  readonly #payloads: Payloads;
  readonly #reporter: Reporter;
  readonly #hasDirectives: boolean;
  #stack: Frame[] = [{ mode: GLOBAL, indent: -1, statement: undefined, deeper: false, flat: false }];
  /** Where reading goes on when a statement takes more than its line. */
  #resume = -1;
  /** The line before was printed by the router, and so are indented lines that go on from it. */
  #printed = false;
  /** The modes that were open at the last prompt, as long as nothing but what the router printed came after it. */
  #session: Frame[] | undefined;

  constructor(source: SourceFile) {
    this.#source = source;
    this.#text = source.text;
    this.#hasDirectives = speaksToLinter(source.text);
    this.#tree = new IosTree(source, this.#matcher.words, this.#matcher.labels);
    this.#payloads = new Payloads(source);
    this.#reporter = new Reporter(this.#tree, this.#matcher.miss);
  }

  run(): IosTree {
    const text = this.#text;
    let at = text.charCodeAt(0) === 0xfeff ? 1 : 0;
    while (at < text.length) {
      const newline = text.indexOf('\n', at);
      const lineEnd = newline === -1 ? text.length : newline;
      const start = skipBlanks(text, at, lineEnd);
      this.#resume = -1;
      if (start < lineEnd && text.charCodeAt(start) !== 33) this.#line(start, lineEnd, start - at);
      else if (this.#hasDirectives) markDirective(this.#source, start, trimEnd(text, start, lineEnd));
      at = (this.#resume === -1 ? lineEnd : this.#resume) + 1;
    }
    return this.#tree;
  }

  #top(): Frame {
    const top = this.#stack[this.#stack.length - 1];
    if (top === undefined) throw new Error('the global mode is always open');
    return top;
  }

  #line(start: number, lineEnd: number, indent: number): void {
    const top = this.#top();
    if (top.mode === undefined && indent > top.indent && !this.#text.startsWith('crypto ', start)) {
      markSecrets(this.#source, this.#text, start, lineEnd);
      return;
    }
    const code = this.#text.charCodeAt(start);
    if (code === 45 || code === 8 || code === 60) {
      if (this.#text.startsWith('-----BEGIN ', start)) {
        this.#resume = this.#payloads.endOfPem(start, lineEnd);
        return;
      }
      const behind = lineDebris(this.#text, start, lineEnd);
      if (behind >= lineEnd) return;
      if (behind > start) {
        this.#statement(behind, lineEnd, top.mode === undefined ? 0 : Math.max(top.indent, 0) + (top.deeper ? 1 : 0));
        return;
      }
    }
    this.#statement(start, lineEnd, indent);
  }

  #statement(start: number, lineEnd: number, indent: number): void {
    if (this.#leave(start, lineEnd)) return;
    const form = formOf(this.#text, start, lineEnd);
    const words = form === 'set' ? start : skipBlanks(this.#text, start + (form === 'no' ? 2 : 7), lineEnd);
    this.#matcher.begin(this.#text, lineEnd, form !== 'set');
    if (this.#place(form, start, words, lineEnd, indent)) {
      this.#printed = false;
      this.#session = undefined;
      return;
    }
    this.#printed = isConsoleOutput(this.#text, start, lineEnd) || (this.#printed && indent > 0);
    if (this.#printed) return;
    const prompt = promptOf(this.#text, start, lineEnd);
    if (prompt.at !== start) this.#prompted(prompt, lineEnd);
    else this.#unmatched(form, start, words, lineEnd, indent);
  }

  /** A line behind a prompt: commands of the exec mode are passed over. What the router printed since the last prompt ended no mode. */
  #prompted({ at, configuring, nested }: Prompt, lineEnd: number): void {
    if (!configuring) this.#stack.length = 1;
    else {
      if (nested && this.#session !== undefined) this.#stack = [...this.#session];
      if (at < lineEnd && this.#text.charCodeAt(at) !== 33) this.#statement(at, lineEnd, Math.max(this.#top().indent, 0));
    }
    this.#session = configuring ? [...this.#stack] : undefined;
  }

  /** `exit`, `end` and exec commands within a configuration. */
  #leave(start: number, lineEnd: number): boolean {
    const text = this.#text;
    const first = text.charCodeAt(start) | 32;
    if (first === 101 || first === 113) {
      const end = wordEnd(text, start, lineEnd);
      if (trimEnd(text, start, lineEnd) !== end) return false;
      if (end - start >= 2 && keywordMatch(text, start, end, 'exit') > 0) this.#pop();
      else if (keywordMatch(text, start, end, 'quit') === 2) {
        if (this.#top().mode?.name === 'certificate-chain') return false;
        this.#pop();
      } else if (keywordMatch(text, start, end, 'end') === 2) this.#stack.length = 1;
      else return false;
      return true;
    }
    if (first === 100) return text.startsWith('do ', start) || text.startsWith('do-exec ', start);
    return (text.charCodeAt(start) === 94 && (text.charCodeAt(start + 1) | 32) === 122) || text.charCodeAt(start) === 26;
  }

  #pop(): void {
    if (this.#stack.length > 1) this.#stack.length--;
  }

  /** Finds the mode that a statement belongs to and files it there. False when no open mode knows it. */
  #place(form: Form, start: number, words: number, lineEnd: number, indent: number): boolean {
    const stack = this.#stack;
    const last = stack.length - 1;
    const closed = this.#closedBy(indent);
    for (let level = closed; level >= 0; level--) if (this.#try(level, form, start, words, lineEnd, indent)) return true;
    for (let level = last; level > closed; level--) if (this.#try(level, form, start, words, lineEnd, indent)) return true;
    return false;
  }

  /** The innermost level that is asked first: a line that is indented less than the lines before it has left their mode. */
  #closedBy(indent: number): number {
    let level = this.#stack.length - 1;
    while (level > 0) {
      const frame = this.#stack[level];
      if (frame === undefined || indent > frame.indent) return level;
      if (!frame.deeper && frame.mode !== undefined) return level;
      level--;
    }
    return level;
  }

  /** The first word begins global commands, so that the line may be one that the linter does not know. */
  #isGlobalWord(start: number, lineEnd: number): boolean {
    return hasKeyword(GLOBAL, this.#text, start, wordEnd(this.#text, start, lineEnd));
  }

  #try(level: number, form: Form, start: number, words: number, lineEnd: number, indent: number): boolean {
    const frame = this.#stack[level];
    if (frame?.mode === undefined) return false;
    const matcher = this.#matcher;
    const first = matcher.count;
    const command = matcher.match(frame.mode, words);
    if (command === undefined) return false;
    if (level > 0 && indent <= frame.indent && matcher.abbreviations > 0 && this.#isBetterGlobal(frame.mode, command, words)) {
      return this.#try(0, form, start, words, lineEnd, indent);
    }
    if (level === 0 && command.ignored && matcher.abbreviations > 0 && indent > this.#top().indent) {
      matcher.discard();
      return false;
    }
    const kept = level === 0 && command.ignored ? this.#surrounding(indent) : level;
    if (this.#stack.length > kept + 1) this.#stack.length = kept + 1;
    if (indent > frame.indent) frame.deeper = true;
    else frame.flat = true;
    this.#file(frame, command, form, start, first, lineEnd, indent);
    return true;
  }

  /**
   * The level of the block that an indented line lies in. The first word of a command that the block may well have (`domain … path …`
   * of an interface) is also one of a global command that is passed over: the line ends nothing.
   */
  #surrounding(indent: number): number {
    const level = this.#closedBy(indent);
    const frame = this.#stack[level];
    return frame?.mode !== undefined && indent > frame.indent ? level : 0;
  }

  /**
   * In a script without indentation, `ip route …` is the global command and not the interface's `ip route-cache`. A command that is
   * passed over takes any words, so that an abbreviation of one counts less than a command that is read: `int g0/1` is no
   * `integrated-service-engine`.
   */
  #isBetterGlobal(mode: Mode, local: Command, words: number): boolean {
    const matcher = this.#matcher;
    const { abbreviations } = matcher;
    matcher.discard();
    const command = matcher.match(GLOBAL, words);
    const fewer = matcher.abbreviations < abbreviations;
    const better = command !== undefined && (command.ignored ? fewer && matcher.abbreviations === 0 : fewer || local.ignored);
    matcher.discard();
    if (!better) matcher.match(mode, words);
    return better;
  }

  #file(frame: Frame, command: Command, form: Form, start: number, first: number, lineEnd: number, indent: number): void {
    const matcher = this.#matcher;
    if (command.secret) this.#markSecretWords(first);
    if (command.payload) this.#followPayload(command, lineEnd);
    let statement: IosStatement | undefined;
    if (command.foreign !== undefined) this.#reporter.foreign(command.foreign, start, lineEnd, frame.statement);
    else if (!command.ignored) {
      const entered = form === 'set' && command.enters !== undefined;
      const end = trimEnd(this.#text, start, lineEnd);
      const children = entered ? [] : NO_CHILDREN;
      statement = { command: command.id, form, start, end, first, count: matcher.count - first, children };
      if (frame.statement === undefined) this.#tree.statements.push(statement);
      else frame.statement.children.push(statement);
      if (matcher.misfits.length > 0) this.#reporter.misfits(matcher.misfits, statement, frame.statement);
    } else if (command.enters === undefined && command.secret) markSecrets(this.#source, this.#text, start, lineEnd);
    if (matcher.misfits.length > 0) matcher.misfits.length = 0;
    if (statement === undefined) matcher.count = first;
    if (form === 'set') this.#enter(frame, command, statement, indent);
  }

  #enter(frame: Frame, command: Command, statement: IosStatement | undefined, indent: number): void {
    if (command.enters !== undefined) {
      this.#stack.push({
        mode: modeNamed(command.enters),
        indent,
        statement: statement ?? frame.statement,
        deeper: false,
        flat: false,
      });
    } else if (frame.mode === GLOBAL && (command.ignored || command.foreign !== undefined)) {
      this.#stack.push({ mode: undefined, indent, statement: undefined, deeper: false, flat: false });
    }
  }

  #markSecretWords(first: number): void {
    const { labels, words } = this.#matcher;
    for (let word = first; word < this.#matcher.count; word++) {
      const label = labels[word] ?? '';
      if (label.charCodeAt(0) === 36 && SECRET_LABELS.has(label))
        this.#source.addSecret(words[word * 2] ?? 0, words[word * 2 + 1] ?? 0);
    }
  }

  #followPayload(command: Command, lineEnd: number): void {
    const matcher = this.#matcher;
    const last = matcher.words[matcher.count * 2 - 2] ?? 0;
    switch (command.id) {
      case 'banner':
      case 'group-banner':
      case 'tacacs-banner':
      case 'menu':
        this.#resume = this.#payloads.endOfBanner(last, lineEnd);
        break;
      case 'certificate':
        this.#resume = this.#payloads.endOfHex(lineEnd + 1);
        break;
      case 'key-string':
        this.#resume = this.#payloads.endOfHex(lineEnd + 1);
        break;
      case 'macro':
        this.#resume = this.#payloads.endOfMacro(lineEnd);
        break;
    }
    if (this.#resume !== -1 && this.#resume < lineEnd) this.#resume = lineEnd;
  }

  #unmatched(form: Form, start: number, words: number, lineEnd: number, indent: number): void {
    markSecrets(this.#source, this.#text, start, lineEnd);
    const top = this.#top();
    const miss = this.#matcher.miss;
    if (miss.depth >= 0 && miss.secretFrom !== -1)
      this.#source.addSecret(miss.secretFrom, trimEnd(this.#text, miss.secretFrom, lineEnd));
    if (top.mode === undefined && indent <= top.indent && !isClaimed(miss)) return;
    const inBlock = top.mode !== undefined && top.mode !== GLOBAL;
    if (inBlock && (indent > top.indent || top.flat || (!top.deeper && this.#reporter.isNear(top.mode, words, lineEnd)))) {
      if (indent > top.indent || isClaimed(miss) || !this.#isGlobalWord(words, lineEnd) || this.#reporter.isMistyped()) {
        this.#reporter.unmatched(top.mode, start, lineEnd, top.statement);
        return;
      }
    }
    this.#stack.length = 1;
    if (isClaimed(miss) || this.#reporter.isMistypedGlobal(words, lineEnd))
      this.#reporter.unmatched(GLOBAL, start, lineEnd, undefined);
    if (form === 'set') this.#stack.push({ mode: undefined, indent, statement: undefined, deeper: false, flat: false });
  }
}

function wordEnd(text: string, start: number, lineEnd: number): number {
  let end = start;
  while (end < lineEnd && text.charCodeAt(end) > 32 && text.charCodeAt(end) !== 160) end++;
  return end;
}

function hasKeyword(mode: Mode, text: string, start: number, end: number): boolean {
  for (const step of bucketOf(mode.start, text, start, end) ?? [])
    if (keywordMatch(text, start, end, step.label) === 2) return true;
  return false;
}

function formOf(text: string, start: number, lineEnd: number): Form {
  const first = text.charCodeAt(start) | 32;
  if (first === 110 && keywordMatch(text, start, wordEnd(text, start, lineEnd), 'no') === 2) return 'no';
  if (first === 100 && keywordMatch(text, start, wordEnd(text, start, lineEnd), 'default') === 2) return 'default';
  return 'set';
}
