import assert from 'node:assert/strict';
import { test } from 'node:test';
import { applyChanges } from '../../src/engine/edits.ts';
import type { ReportEdit } from '../../src/report/report.ts';

function edit(path: string, line: number, column: number, endColumn: number, text: string): ReportEdit {
  return { location: { path, line, column, endLine: line, endColumn }, text };
}

function apply(texts: Readonly<Record<string, string>>, changes: readonly (readonly ReportEdit[])[]) {
  const { texts: changed, made } = applyChanges((path) => texts[path], changes);
  return { texts: Object.fromEntries(changed), made };
}

test('edits are made in place, whatever their order', () => {
  const changes = [[edit('a', 1, 5, 6, 'X')], [edit('a', 1, 1, 1, '>')]];
  assert.deepEqual(apply({ a: 'abcdef' }, changes), { texts: { a: '>abcdXf' }, made: [true, true] });
});

test('of two changes that overlap the first is made, the second not at all, in no file', () => {
  const changes = [[edit('a', 2, 2, 4, '')], [edit('a', 2, 3, 5, 'y'), edit('b', 1, 1, 1, 'z')]];
  assert.deepEqual(apply({ a: '-\nabcdef', b: '' }, changes), { texts: { a: '-\nadef' }, made: [true, false] });
});

test('two insertions at one place overlap', () => {
  const changes = [[edit('a', 1, 2, 2, 'x')], [edit('a', 1, 2, 2, 'y')]];
  assert.deepEqual(apply({ a: 'ab' }, changes), { texts: { a: 'axb' }, made: [true, false] });
});

test('an edit outside the text, or of a text that is not at hand, is not made', () => {
  assert.deepEqual(apply({ a: 'ab' }, [[edit('a', 1, 2, 10, '')], [edit('a', 2, 1, 1, 'x')], [edit('c', 1, 1, 1, 'x')]]), {
    texts: {},
    made: [false, false, false],
  });
});

test('line ends are written as the text writes them', () => {
  assert.deepEqual(apply({ a: 'a\r\nb\r\n' }, [[edit('a', 1, 2, 2, '\n x')]]).texts, { a: 'a\r\n x\r\nb\r\n' });
});
