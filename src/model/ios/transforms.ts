import { type Algorithm, algorithmOfIkev2, algorithmOfIsakmp, algorithmOfTransformSet } from '../algorithms/index.ts';
import type { Provenance } from '../provenance.ts';
import type { Transform, TransformType } from '../types.ts';

/** First number for algorithms that are not in the table (private use). */
const UNKNOWN = 60_000;

function transformOf(type: TransformType, algorithm: Algorithm | undefined, word: string, origin: Provenance): Transform {
  if (algorithm === undefined) return { type, id: UNKNOWN + (hash(word) % 5000), keyBits: 0, name: word, origin };
  const { id, keyBits, name } = algorithm;
  return { type: algorithm.type, id, keyBits, name, origin };
}

/** The same number for the same word, so that unknown algorithms are equal to themselves only. */
function hash(word: string): number {
  let value = 7;
  for (let i = 0; i < word.length; i++) value = (value * 31 + word.charCodeAt(i)) >>> 0;
  return value;
}

/** A transform of a `crypto isakmp policy`: `encr`: `aes 256`. */
export function isakmpTransform(type: TransformType, words: string, origin: Provenance): Transform {
  const canonical = words === 'aes 128' ? 'aes' : words === 'sha1' ? 'sha' : words;
  return transformOf(type, algorithmOfIsakmp(type, canonical), words, origin);
}

/** A transform of a `crypto ikev2 proposal`. */
export function ikev2Transform(type: TransformType, word: string, origin: Provenance): Transform {
  return transformOf(type, algorithmOfIkev2(type, word), word, origin);
}

const SPELLINGS: ReadonlyMap<string, string> = new Map([
  ['esp-aes 128', 'esp-aes'],
  ['esp-gcm 128', 'esp-gcm'],
  ['esp-gmac 128', 'esp-gmac'],
  ['esp-192-aes', 'esp-aes 192'],
  ['esp-256-aes', 'esp-aes 256'],
  ['esp-aes-128', 'esp-aes'],
  ['esp-aes-192', 'esp-aes 192'],
  ['esp-aes-256', 'esp-aes 256'],
]);

/** A transform of a transform set: `esp-aes 256`. */
export function transformSetTransform(words: string, origin: Provenance): Transform {
  const canonical = SPELLINGS.get(words) ?? words;
  const type = canonical.endsWith('-hmac') ? 'integ' : 'encr';
  return transformOf(type, algorithmOfTransformSet(canonical), words, origin);
}
