/**
 * Makes text from a configuration safe for every sink: C0 controls, DEL, C1 controls, bidirectional controls, zero-width
 * characters, line and paragraph separators and lone surrogates become U+FFFD; a tab becomes a space. The first `#` of a
 * command to a CI system becomes U+FFFD, too: runners of GitHub and Azure look for `##[` and `##vso[` anywhere in a line. Idempotent.
 */
export function visible(text: string): string {
  let out = '';
  let copied = 0;
  for (let i = 0; i < text.length; i++) {
    const code = text.charCodeAt(i);
    if (code >= 0x20 && code < 0x7f && code !== HASH) continue;
    let replacement: string;
    if (code === 0x09) replacement = ' ';
    else if (code === HASH) {
      if (!beginsCommand(text, i)) continue;
      replacement = '\ufffd';
    } else if (isHighSurrogate(code) && isLowSurrogate(text.charCodeAt(i + 1))) {
      i++;
      continue;
    } else if (isInvisible(code)) replacement = '\ufffd';
    else continue;
    out += text.slice(copied, i) + replacement;
    copied = i + 1;
  }
  return copied === 0 ? text : out + text.slice(copied);
}

const HASH = 0x23;

function beginsCommand(text: string, at: number): boolean {
  COMMAND.lastIndex = at;
  return COMMAND.test(text);
}

const COMMAND = /##[a-z]*\[/iy;

function isHighSurrogate(code: number): boolean {
  return code >= 0xd800 && code <= 0xdbff;
}

function isLowSurrogate(code: number): boolean {
  return code >= 0xdc00 && code <= 0xdfff;
}

function isInvisible(code: number): boolean {
  return (
    code < 0x20 ||
    (code >= 0x7f && code <= 0x9f) ||
    code === 0x61c ||
    (code >= 0x200b && code <= 0x200f) ||
    (code >= 0x2028 && code <= 0x202e) ||
    (code >= 0x2060 && code <= 0x206f) ||
    code === 0xfeff ||
    (code >= 0xd800 && code <= 0xdfff)
  );
}
