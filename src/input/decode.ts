import { isAscii, isUtf8 } from 'node:buffer';
import type { Encoding } from './types.ts';

/** Decoded text, or undefined for a binary file. */
export type Decoded = { readonly text: string; readonly encoding: Encoding } | undefined;

/**
 * Decodes by byte order mark, else UTF-8 when it is valid, else Latin-1, which every byte sequence is. A file without a mark that
 * has NUL bytes is UTF-16 when every other byte of its beginning is NUL, else binary. The mark itself is dropped.
 */
export function decode(bytes: Buffer): Decoded {
  if (bytes[0] === 0xff && bytes[1] === 0xfe) return { text: utf16le(bytes.subarray(2)), encoding: 'utf-16le' };
  if (bytes[0] === 0xfe && bytes[1] === 0xff) return { text: utf16be(bytes.subarray(2)), encoding: 'utf-16be' };
  const content = bytes[0] === 0xef && bytes[1] === 0xbb && bytes[2] === 0xbf ? bytes.subarray(3) : bytes;
  if (isAscii(content)) return content.includes(0) ? decodeNul(content) : { text: content.toString('latin1'), encoding: 'utf-8' };
  if (content.includes(0)) return decodeNul(content);
  if (isUtf8(content)) return { text: content.toString('utf8'), encoding: 'utf-8' };
  return { text: content.toString('latin1'), encoding: 'latin-1' };
}

/* How much of a file without a mark is looked at to tell UTF-16 from binary. */
const SAMPLE = 256;

function decodeNul(bytes: Buffer): Decoded {
  const sample = bytes.subarray(0, Math.min(SAMPLE, bytes.length - (bytes.length % 2)));
  let even = 0;
  let odd = 0;
  for (let at = 0; at < sample.length; at += 2) {
    if (sample[at] === 0) even++;
    if (sample[at + 1] === 0) odd++;
  }
  const units = sample.length / 2;
  if (odd > units * 0.8 && even === 0) return { text: utf16le(bytes), encoding: 'utf-16le' };
  if (even > units * 0.8 && odd === 0) return { text: utf16be(bytes), encoding: 'utf-16be' };
  return undefined;
}

function utf16le(bytes: Buffer): string {
  return bytes.subarray(0, bytes.length - (bytes.length % 2)).toString('utf16le');
}

function utf16be(bytes: Buffer): string {
  const whole = bytes.subarray(0, bytes.length - (bytes.length % 2));
  return Buffer.from(whole).swap16().toString('utf16le');
}
