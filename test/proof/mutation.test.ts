import assert from 'node:assert/strict';
import { after, describe, test } from 'node:test';
import { edit } from '../article/base.ts';
import { BASES } from './bases.ts';
import { ending, judge } from './harness.ts';
import { BREAKING, type Mutation, NEUTRAL, PLAYED } from './mutations.ts';

const report = (line: string): boolean => process.stdout.write(`${line}\n`);

const counts = new Map<string, { breaking: number; neutral: number }>();

function count(base: string, what: 'breaking' | 'neutral'): void {
  const entry = counts.get(base) ?? { breaking: 0, neutral: 0 };
  entry[what] += 1;
  counts.set(base, entry);
}

after(() => {
  for (const [base, { breaking, neutral }] of counts) report(`${base}: ${breaking} breaking, ${neutral} neutral as expected`);
  report(`${new Set(BREAKING.map(({ kind }) => kind)).size} kinds of breaking edits`);
});

/** Numbers of the lines of the edited text that the edit is about. */
function editedLines({ shows, find, replacement }: Mutation, before: string, text: string): ReadonlySet<number> {
  const lines = text.split('\n');
  if (shows !== undefined) return new Set(lines.flatMap((line, index) => (line.includes(shows) ? [index + 1] : [])));
  const first = before.slice(0, before.indexOf(find)).split('\n').length;
  return new Set(replacement.split('\n').map((_, index) => first + index));
}

describe('a pair that comes up', () => {
  for (const [name, tree] of Object.entries(BASES)) {
    test(name, async () => {
      const { played, report } = await judge(tree);
      assert.equal(ending(played), 'up', played?.explanation);
      assert.deepEqual(
        report.findings.filter(({ severity }) => severity === 'error').map(({ message }) => message),
        [],
      );
    });
  }
});

describe('an edit that breaks it is seen, for its reason, at its line', () => {
  for (const mutation of BREAKING) {
    const { kind, base, path, find, replacement, ends, rule } = mutation;
    test(`${base}: ${kind} (${path})`, async () => {
      const tree = edit(BASES[base], path, find, replacement);
      const { played, report } = await judge(tree);
      assert.equal(ending(played), ends, played?.explanation);
      const before: Readonly<Record<string, string>> = BASES[base];
      const wanted = editedLines(mutation, before[path] ?? '', tree[path] ?? '');
      const told = report.findings.filter(({ severity }) => severity !== 'info');
      if (rule === PLAYED) {
        assert.ok(played?.at.some((place) => place.path === path && wanted.has(place.line ?? 0)));
        count(base, 'breaking');
        return;
      }
      const list = told.map(({ ruleId, location }) => `${ruleId} ${location.path}:${location.line}`).join('\n');
      const places = told
        .filter(({ ruleId }) => ruleId === rule)
        .flatMap(({ location, related }) => [location, ...related.map((place) => place.location)])
        .filter((place) => place.path === path)
        .map(({ line }) => line);
      assert.ok(places.length > 0, `no ${rule} in ${path}, but\n${list}`);
      assert.ok(
        places.some((line) => wanted.has(line)),
        `${rule} at ${places.join(', ')}, edited ${[...wanted].join(', ')}`,
      );
      count(base, 'breaking');
    });
  }
});

describe('an edit that changes nothing leaves it up', () => {
  for (const [base, kind, path, find, replacement] of NEUTRAL) {
    test(`${base}: ${kind} ${String(find).slice(0, 30)}`, async () => {
      const texts: Readonly<Record<string, string>> = BASES[base];
      const before = texts[path] ?? '';
      const text = before.replace(find, replacement);
      assert.notEqual(text, before);
      const { played, report } = await judge({ ...texts, [path]: text });
      assert.equal(ending(played), 'up', played?.explanation);
      assert.deepEqual(
        report.findings.filter(({ severity }) => severity === 'error').map(({ message }) => message),
        [],
      );
      count(base, 'neutral');
    });
  }
});
