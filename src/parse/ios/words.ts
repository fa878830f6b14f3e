import type { ArgumentType } from './pattern.ts';

/** Blank within a line: space, tab, carriage return, form feed, vertical tab, no-break space. */
export function isBlank(code: number): boolean {
  return code === 32 || code === 9 || code === 13 || code === 160 || code === 12 || code === 11;
}

/** Offset of the first character that is not blank, at most `end`. */
export function skipBlanks(text: string, from: number, end: number): number {
  let at = from;
  while (at < end && isBlank(text.charCodeAt(at))) at++;
  return at;
}

/** End of the line's text without trailing blanks. */
export function trimEnd(text: string, from: number, end: number): number {
  let at = end;
  while (at > from && isBlank(text.charCodeAt(at - 1))) at--;
  return at;
}

/** Finds words in one line. Placeholders of templates (`<your address>`, `"your key"`, `{{ peer }}`) are one word. */
export class WordReader {
  /** No closing bracket follows in this line, so searching for it again would make reading quadratic. */
  #hopeless = '';
  #line = -1;

  /** End of the word that starts at an offset. */
  endOf(text: string, start: number, lineEnd: number): number {
    const code = text.charCodeAt(start);
    if (code === 60 || code === 34 || code === 123 || code === 36) {
      const closed = this.#placeholderEnd(text, start, lineEnd, code);
      if (closed !== -1) return closed;
    }
    let at = start + 1;
    while (at < lineEnd && !isBlank(text.charCodeAt(at))) at++;
    return at;
  }

  #placeholderEnd(text: string, start: number, lineEnd: number, code: number): number {
    const close = closingOf(text, start, code);
    if (close === '') return -1;
    if (this.#line !== lineEnd) {
      this.#line = lineEnd;
      this.#hopeless = '';
    }
    if (this.#hopeless.includes(close)) return -1;
    for (let at = start + 1; at < lineEnd; at++) {
      if (!text.startsWith(close, at)) continue;
      const end = at + close.length;
      if (end >= lineEnd || isBlank(text.charCodeAt(end))) return end;
      if (code !== 60) return -1;
    }
    this.#hopeless += close;
    return -1;
  }
}

function closingOf(text: string, start: number, code: number): string {
  const next = text.charCodeAt(start + 1);
  if (code === 60) return isBlank(next) ? '' : '>';
  if (code === 34) return '"';
  if (code === 123) return next === 123 ? '}}' : '';
  return next === 123 ? '}' : '';
}

/** 2 = the word is the keyword, 1 = the word is a beginning of it, 0 = neither. Case does not matter; `\_` stands for `_`. */
export function keywordMatch(text: string, start: number, end: number, keyword: string): 0 | 1 | 2 {
  let at = start;
  for (let i = 0; i < keyword.length; i++) {
    if (at >= end) return 1;
    let code = text.charCodeAt(at);
    if (code === 92 && at + 1 < end) code = text.charCodeAt(++at);
    if (code >= 65 && code <= 90) code += 32;
    if (code !== keyword.charCodeAt(i)) return 0;
    at++;
  }
  return at >= end ? 2 : 0;
}

/** True when a word has the shape that an argument type asks for. Values are judged later, by whoever uses them. */
export function fitsType(type: ArgumentType, text: string, start: number, end: number): boolean {
  switch (type) {
    case 'num':
      return isNumber(text, start, end);
    case 'ip':
      return isDotted(text, start, end);
    case 'ip6':
      return hasColon(text, start, end);
    case 'mac':
      return isMac(text.slice(start, end));
    case 'prefix':
      return text.charCodeAt(start) === 47 && isNumber(text, start + 1, end);
    case 'iface':
      return isInterface(text, start, end);
    case 'word':
      return text.charCodeAt(start) !== 33;
    default:
      return true;
  }
}

/** A word that stands for a value: `<address>`, `${peer}`, `{{ peer }}`, `"your key"`, `x.x.x.x`, `a.b.c.d`. */
export function isPlaceholder(text: string, start: number, end: number): boolean {
  const code = text.charCodeAt(start);
  if (code === 60 || code === 34 || code === 37) return true;
  if (code === 36 || code === 123) return end - start > 1;
  let dots = 0;
  let letters = 0;
  for (let at = start; at < end && at - start < 64; at++) {
    const c = text.charCodeAt(at);
    if (c === 46) dots++;
    else if (isLetter(c)) letters++;
    else if ((c === 36 && text.charCodeAt(at + 1) === 123) || (c === 123 && text.charCodeAt(at + 1) === 123)) return true;
    else if (c < 48 || c > 57) return false;
  }
  return dots === 3 && letters > 0 && letters <= 8;
}

function isLetter(code: number): boolean {
  return (code >= 65 && code <= 90) || (code >= 97 && code <= 122);
}

/** Decimal digits only. */
export function isNumber(text: string, start: number, end: number): boolean {
  for (let at = start; at < end; at++) {
    const code = text.charCodeAt(at);
    if (code < 48 || code > 57) return false;
  }
  return end > start;
}

function isDotted(text: string, start: number, end: number): boolean {
  let dots = 0;
  for (let at = start; at < end; at++) {
    const code = text.charCodeAt(at);
    if (code === 46) dots++;
    else if ((code < 48 || code > 57) && code !== 47) return false;
  }
  return dots === 3;
}

function isMac(word: string): boolean {
  return /^(?:[0-9a-f]{4}(?:\.[0-9a-f]{4}){2}|0x[0-9a-f]{1,4})$/i.test(word);
}

function hasColon(text: string, start: number, end: number): boolean {
  let colons = 0;
  for (let at = start; at < end; at++) {
    const code = text.charCodeAt(at);
    if (code === 58) colons++;
    else if (!(code >= 48 && code <= 57) && !isHexLetter(code) && code !== 46 && code !== 47 && code !== 37) return false;
  }
  return colons >= 2;
}

function isHexLetter(code: number): boolean {
  return (code >= 65 && code <= 70) || (code >= 97 && code <= 102);
}

function isInterface(text: string, start: number, end: number): boolean {
  if (!isLetter(text.charCodeAt(start))) return false;
  let at = start + 1;
  while (at < end && (isLetter(text.charCodeAt(at)) || text.charCodeAt(at) === 45)) at++;
  if (at === end) return false;
  const digit = text.charCodeAt(at);
  return (digit >= 48 && digit <= 57) || digit === 47;
}

/** A word of letters that a number follows as a word of its own: `gigabitethernet 0/0`. */
export function isInterfaceType(text: string, start: number, end: number): boolean {
  for (let at = start; at < end; at++) if (!isLetter(text.charCodeAt(at)) && text.charCodeAt(at) !== 45) return false;
  return isLetter(text.charCodeAt(start));
}
