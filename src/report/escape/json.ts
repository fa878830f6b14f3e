/**
 * JSON that carries no control character, DEL, C1, bidirectional control or command to a CI system (`##[`) raw: everything outside
 * what a terminal and a log can show safely is written as `\uXXXX`.
 */
export function json(value: unknown, indent?: number): string {
  return JSON.stringify(value, null, indent).replace(
    UNSAFE,
    (character) => `\\u${character.charCodeAt(0).toString(16).padStart(4, '0')}`,
  );
}

/* JSON.stringify has escaped C0 already; newlines between tokens stay. */
const UNSAFE = /[\u007f-\u009f\u061c\u200b-\u200f\u2028-\u202e\u2060-\u206f\ufeff]|#(?=#[a-z]*\[)/gi;
