import assert from 'node:assert/strict';
import { test } from 'node:test';
import { applyEdits } from '../../src/engine/edits.ts';

test('edits are made in place, whatever their order', () => {
  const groups = [[{ start: 4, end: 5, text: 'X' }], [{ start: 0, end: 0, text: '>' }]];
  assert.deepEqual(applyEdits('abcdef', groups), { text: '>abcdXf', applied: [true, true] });
});

test('of two groups that overlap the first is made, the second not at all', () => {
  const groups = [
    [{ start: 1, end: 3, text: '' }],
    [
      { start: 2, end: 4, text: 'y' },
      { start: 5, end: 6, text: 'z' },
    ],
  ];
  assert.deepEqual(applyEdits('abcdef', groups), { text: 'adef', applied: [true, false] });
});

test('an edit outside the text is not made', () => {
  assert.deepEqual(applyEdits('ab', [[{ start: 1, end: 9, text: '' }]]), { text: 'ab', applied: [false] });
});
