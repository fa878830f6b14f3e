import { visible } from '../../text/display.ts';

/** Text that Markdown shows as it is: no markup, HTML, table cell, mention or issue reference comes out of it. */
export function markdown(text: string): string {
  return visible(text)
    .replace(/&/g, '&amp;')
    .replace(/</g, '&lt;')
    .replace(/>/g, '&gt;')
    .replace(/[\\`*_{}[\]()#+!|~]/g, '\\$&')
    .replace(/@/g, '&#64;')
    .replace(/:\/\//g, ':\u2060//');
}

/** Text as inline code, delimited by more backticks than it holds in a row. */
export function inlineCode(text: string): string {
  const shown = visible(text).replace(/\|/g, '\\|');
  const longest = Math.max(0, ...[...shown.matchAll(/`+/g)].map((run) => run[0].length));
  const fence = '`'.repeat(longest + 1);
  return longest === 0 ? `${fence}${shown}${fence}` : `${fence} ${shown} ${fence}`;
}
