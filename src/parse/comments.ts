import type { SourceFile } from '../text/source.ts';

/** What a comment that speaks to the linter begins with. */
const ADDRESS = 'ipsec-lint:';

/** Where the comments of a language may stand. */
export type CommentStyle =
  /** `#` anywhere outside of strings in double quotes, in which a backslash escapes. */
  | 'settings'
  /** The same, but `@#` begins an identity. */
  | 'ipsec.conf'
  /** `#` anywhere outside of strings, which end at their line's end at the latest. */
  | 'nft'
  /** `#` as the first character of a line that is not blank. */
  | 'line';

/** Hands the comments of a text that speak to the linter to its source file; looks at nothing where there is none. */
export function markDirectives(file: SourceFile, style: CommentStyle): void {
  if (!speaksToLinter(file.text)) return;
  for (const { start, end } of commentsOf(file.text, style)) markDirective(file, start, end);
}

/** Whether a text may hold a comment that speaks to the linter. */
export function speaksToLinter(text: string): boolean {
  return text.includes(ADDRESS);
}

/** Hands one comment to the source file if it speaks to the linter: `# ipsec-lint: ...`. */
export function markDirective(file: SourceFile, start: number, end: number): void {
  const { text } = file;
  let at = start;
  while (text[at] === '#' || text[at] === '!') at++;
  while (text[at] === ' ' || text[at] === '\t') at++;
  if (at + ADDRESS.length <= end && text.startsWith(ADDRESS, at)) file.addDirective(start, end, at + ADDRESS.length);
}

function* commentsOf(text: string, style: CommentStyle): Iterable<{ readonly start: number; readonly end: number }> {
  const interesting = style === 'nft' ? /["'#]/g : /["#]/g;
  for (;;) {
    const at = interesting.exec(text)?.index;
    if (at === undefined) return;
    if (text[at] !== '#' && style !== 'line') interesting.lastIndex = stringEnd(text, at, style);
    else if (text[at] === '#') {
      const end = lineEnd(text, at);
      if (style === 'line' ? isFirst(text, at) : !(style === 'ipsec.conf' && text[at - 1] === '@')) {
        yield { start: at, end: text[end - 1] === '\r' ? end - 1 : end };
        interesting.lastIndex = end;
      } else if (style === 'line') interesting.lastIndex = end;
    }
  }
}

function stringEnd(text: string, start: number, style: CommentStyle): number {
  const quote = text[start] ?? '';
  if (style === 'nft') {
    const close = text.indexOf(quote, start + 1);
    const limit = lineEnd(text, start);
    return close === -1 || close > limit ? limit : close + 1;
  }
  let at = start + 1;
  while (at < text.length && text[at] !== quote) at += text[at] === '\\' ? 2 : 1;
  return at + 1;
}

function lineEnd(text: string, at: number): number {
  const newline = text.indexOf('\n', at);
  return newline === -1 ? text.length : newline;
}

function isFirst(text: string, at: number): boolean {
  let before = at - 1;
  while (text[before] === ' ' || text[before] === '\t') before--;
  return before < 0 || text[before] === '\n' || text[before] === '\ufeff';
}
