import type { ObjectKind, Reference } from '../../src/rule/index.ts';
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
      const near = closest(first.name, [...(defined.get(first.kind) ?? [])]);
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
      };
    }
  },
});

/** The defined name that differs by letter case, one letter, or two swapped ones. */
function closest(name: string, names: readonly string[]): string | undefined {
  const wanted = name.toLowerCase();
  return names.find((other) => other.toLowerCase() === wanted) ?? names.find((other) => isNear(wanted, other.toLowerCase()));
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
