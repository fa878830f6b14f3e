import type { Fix, ObjectKind, Reference } from '../../src/rule/index.ts';
import { defineRule } from '../../src/rule/index.ts';

/** A name that nothing defines leaves a hole: an entry without selectors, without keys, without algorithms. */
export const rule = defineRule({
  meta: {
    id: 'reference/undefined',
    summary: 'a name is used that nothing defines',
    severity: 'error',
    scope: ['device'],
    formats: ['ios', 'swanctl', 'ipsec.conf'],
    tags: ['reference'],
    references: ['Cisco IOS Security Command Reference'],
    offers: 'suggestion',
    messages: {
      undefined: {
        text: '{by} uses the {kind} {name}, which is not defined{near}',
        help: '{fix}',
      },
    },
  },
  *device(device) {
    const defined = new Map<ObjectKind, Set<string>>();
    for (const { kind, name } of device.definitions) {
      const names = defined.get(kind);
      if (names === undefined) defined.set(kind, new Set([name]));
      else names.add(name);
    }
    const missing = new Map<string, Reference[]>();
    for (const reference of device.references) {
      if (reference.optional === true || defined.get(reference.kind)?.has(reference.name) === true) continue;
      const key = `${reference.kind} ${reference.name}`;
      const uses = missing.get(key);
      if (uses === undefined) missing.set(key, [reference]);
      else uses.push(reference);
    }
    for (const [first, ...others] of missing.values()) {
      if (first === undefined) continue;
      if (!device.whole || device.gaps.length > 0) {
        yield {
          undecided: device.whole ? 'a part of the configuration could not be read' : 'the text is a part of a configuration',
          subject: first.by,
        };
        continue;
      }
      const names = closest(first.name, [...(defined.get(first.kind) ?? [])]);
      const [near] = names;
      yield {
        message: 'undefined',
        data: {
          by: first.by,
          kind: first.kind.replaceAll('-', ' '),
          name: first.name,
          near: near === undefined ? '' : `; did you mean ${near}?`,
          fix: near === undefined ? `Define ${first.name}, or remove its use` : `Write ${near}`,
        },
        at: { kind: 'written', ...first.span },
        related: others.slice(0, 9).map(({ span, by }) => ({ at: { kind: 'written', ...span }, message: `used by ${by}, too` })),
        subject: first.by,
        ...(near === undefined || names.length > 1 ? {} : { suggestion: renaming([first, ...others], near) }),
      };
    }
  },
});

/** The name that is defined in the place of the one that is not, wherever that one is used. */
function renaming(uses: readonly Reference[], name: string): Fix {
  return { title: `write ${name}`, edits: uses.map(({ span: { source, start, end } }) => ({ source, start, end, text: name })) };
}

/** The defined names that differ by letter case; where there are none, by one letter or two swapped ones. */
function closest(name: string, names: readonly string[]): readonly string[] {
  const wanted = name.toLowerCase();
  const same = names.filter((other) => other.toLowerCase() === wanted);
  return same.length > 0 ? same : names.filter((other) => isNear(wanted, other.toLowerCase()));
}

function isNear(a: string, b: string): boolean {
  if (Math.abs(a.length - b.length) > 1 || Math.min(a.length, b.length) < 3) return false;
  let start = 0;
  while (start < a.length && a[start] === b[start]) start++;
  let end = 0;
  while (end < Math.min(a.length, b.length) - start && a[a.length - 1 - end] === b[b.length - 1 - end]) end++;
  const rest = [a.length - start - end, b.length - start - end];
  return (
    rest.every((length) => length <= 1) ||
    (rest.every((length) => length === 2) && a[start] === b[start + 1] && a[start + 1] === b[start])
  );
}
