/** Replaces a range of UTF-16 code units; an empty range inserts. */
export interface Edit {
  readonly start: number;
  readonly end: number;
  readonly text: string;
}

/**
 * Applies groups of edits to a text: a group is made whole or, when it overlaps one that was made before it, not at all. Says which
 * groups were made.
 */
export function applyEdits(
  text: string,
  groups: readonly (readonly Edit[])[],
): { readonly text: string; readonly applied: readonly boolean[] } {
  const taken: Edit[] = [];
  const applied = groups.map((group) => {
    const free = group.every(
      (edit) => edit.start >= 0 && edit.end <= text.length && taken.every((other) => !overlap(edit, other)),
    );
    if (free) taken.push(...group);
    return free;
  });
  let out = '';
  let at = 0;
  for (const edit of [...taken].sort((a, b) => a.start - b.start || a.end - b.end)) {
    out += text.slice(at, edit.start) + edit.text;
    at = edit.end;
  }
  return { text: out + text.slice(at), applied };
}

/* Two insertions at one place overlap: which comes first would be a guess. */
function overlap(a: Edit, b: Edit): boolean {
  if (a.start === a.end && b.start === b.end) return a.start === b.start;
  return a.start < b.end && b.start < a.end;
}
