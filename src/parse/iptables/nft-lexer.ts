import type { Word } from './words.ts';

/** Marks that stand for themselves, longest first. */
const MARKS: readonly string[] = [
  '==',
  '!=',
  '<=',
  '>=',
  '<<',
  '>>',
  '{',
  '}',
  '(',
  ')',
  ';',
  ',',
  '=',
  '<',
  '>',
  '&',
  '|',
  '^',
  '!',
];

/** Text of the token that a line's end makes. */
export const LINE_END = '\n';

/** Words, quoted strings, marks and line ends of an nft script; comments and continued lines are left out. */
export function lexNft(text: string): Word[] {
  const tokens: Word[] = [];
  let at = text.charCodeAt(0) === 0xfeff ? 1 : 0;
  while (at < text.length) {
    const char = text[at] ?? '';
    if (char === '\n') tokens.push({ text: LINE_END, start: at, end: ++at, quoted: false });
    else if (char === ' ' || char === '\t' || char === '\r') at++;
    else if (char === '#') at = endOfLine(text, at);
    else if (char === '\\' && /^\\\r?\n/.test(text.slice(at, at + 3))) at = endOfLine(text, at) + 1;
    else {
      const token = char === '"' || char === "'" ? quoted(text, at, char) : (mark(text, at) ?? word(text, at));
      tokens.push(token);
      at = token.end;
    }
  }
  return tokens;
}

function endOfLine(text: string, at: number): number {
  const end = text.indexOf('\n', at);
  return end === -1 ? text.length : end;
}

/** A string ends at its line's end at the latest. */
function quoted(text: string, start: number, quote: string): Word {
  const limit = endOfLine(text, start);
  const close = text.indexOf(quote, start + 1);
  const closed = close !== -1 && close < limit;
  const end = closed ? close + 1 : limit;
  return { text: text.slice(start + 1, closed ? close : limit), start, end, quoted: true };
}

function mark(text: string, at: number): Word | undefined {
  const found = MARKS.find((candidate) => text.startsWith(candidate, at));
  return found === undefined ? undefined : { text: found, start: at, end: at + found.length, quoted: false };
}

const ENDS_WORD = new Set([' ', '\t', '\r', '\n', '#', '"', ...MARKS.map((one) => one[0] ?? '')]);

function word(text: string, start: number): Word {
  let end = start + 1;
  while (end < text.length && !ENDS_WORD.has(text[end] ?? '')) end++;
  return { text: text.slice(start, end), start, end, quoted: false };
}
