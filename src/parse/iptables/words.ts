import { oneOf } from '../../text/names.ts';

/** A word of a line: its text without quotes, and where it stands. */
export interface Word {
  readonly text: string;
  readonly start: number;
  readonly end: number;
  readonly quoted: boolean;
}

/** Words of a line as iptables-restore splits them: blanks separate, `"` and `'` hold together, `\` takes the next character. */
export function splitWords(text: string, start: number, end: number): Word[] {
  const words: Word[] = [];
  let at = start;
  while (at < end) {
    if (isBlank(text.charCodeAt(at))) {
      at++;
      continue;
    }
    const word = readWord(text, at, end);
    words.push(word);
    at = word.end;
  }
  return words;
}

function readWord(text: string, start: number, end: number): Word {
  let out = '';
  let quote = '';
  let quoted = false;
  let copied = start;
  let at = start;
  for (; at < end; at++) {
    const char = text[at] ?? '';
    if (quote === '' && isBlank(text.charCodeAt(at))) break;
    const opens = quote === '' && (char === '"' || char === "'");
    if (!opens && char !== quote && char !== '\\') continue;
    out += text.slice(copied, at);
    if (char === '\\' && at + 1 < end) {
      at++;
      out += text[at] ?? '';
    } else {
      quote = opens ? char : '';
      quoted = true;
    }
    copied = at + 1;
  }
  return { text: oneOf(out + text.slice(Math.min(copied, at), at)), start, end: at, quoted };
}

function isBlank(code: number): boolean {
  return code === 32 || code === 9 || code === 13 || code === 0xfeff;
}
