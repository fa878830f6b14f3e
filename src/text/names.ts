/** Strings that are kept at once; a fleet has some dozen different ones for each device. */
const MOST = 200_000;

const known = new Map<string, string>();

/**
 * One string for equal texts. The names in the configurations of a fleet repeat, and a slice, kept as it is, would keep the whole
 * text that it was cut from alive.
 */
export function oneOf(text: string): string {
  const same = known.get(text);
  if (same !== undefined) return same;
  if (known.size >= MOST) known.clear();
  const copy = copyOf(text);
  known.set(copy, copy);
  return copy;
}

/**
 * A copy of a slice that does not keep the text alive that it was cut from. V8 makes slices from 13 characters on views of the text behind
 * them, and copies when something is put before them.
 */
export function copyOf(text: string): string {
  return text.length < 13 ? text : ` ${text}`.slice(1);
}
