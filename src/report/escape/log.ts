/**
 * Text that may end in the log of a CI system: no line is a command to it. GitHub's runner takes `::name::` for one wherever a line
 * begins with it, blanks before it or not. (`##[name]`, which counts anywhere in a line, is gone after `visible`.)
 */
export function log(text: string): string {
  return text.replace(COMMAND, '$1\ufffd:');
}

/* An IPv6 address may begin with `::`, but has no second one. */
const COMMAND = /^([^\S\n]*)::(?=[a-z-]+(?: [^\n]*?)?::)/gim;
