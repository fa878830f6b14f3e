import assert from 'node:assert/strict';
import { test } from 'node:test';
import { decode } from '../../src/input/decode.ts';
import { fc } from '../seeded.ts';

const TEXT = 'hostname r1\n! Zürich\n';

function swapped(text: string): Buffer {
  return Buffer.from(text, 'utf16le').swap16();
}

test('the same text in every encoding', () => {
  const bom = Buffer.from([0xef, 0xbb, 0xbf]);
  assert.deepEqual(decode(Buffer.from(TEXT)), { text: TEXT, encoding: 'utf-8' });
  assert.deepEqual(decode(Buffer.concat([bom, Buffer.from(TEXT)])), { text: TEXT, encoding: 'utf-8' });
  assert.deepEqual(decode(Buffer.from(TEXT, 'latin1')), { text: TEXT, encoding: 'latin-1' });
  assert.deepEqual(decode(Buffer.from(`\ufeff${TEXT}`, 'utf16le')), { text: TEXT, encoding: 'utf-16le' });
  assert.deepEqual(decode(swapped(`\ufeff${TEXT}`)), { text: TEXT, encoding: 'utf-16be' });
  assert.deepEqual(decode(Buffer.from(TEXT, 'utf16le')), { text: TEXT, encoding: 'utf-16le' });
  assert.deepEqual(decode(swapped(TEXT)), { text: TEXT, encoding: 'utf-16be' });
});

test('NUL bytes make it binary', () => {
  assert.equal(decode(Buffer.from([0x7f, 0x45, 0x4c, 0x46, 0, 0, 1, 0])), undefined);
});

test('any bytes decode or are binary', () => {
  fc.assert(
    fc.property(fc.uint8Array({ maxLength: 300 }), (bytes) => {
      const result = decode(Buffer.from(bytes));
      assert.ok(result === undefined || typeof result.text === 'string');
    }),
  );
});
