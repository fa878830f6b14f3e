import type { Transform, TransformType } from '../types.ts';
import { ALGORITHMS, type Algorithm } from './table.ts';

export type { Algorithm } from './table.ts';
export { ALGORITHMS } from './table.ts';

function index(keyOf: (algorithm: Algorithm) => readonly string[]): ReadonlyMap<string, Algorithm> {
  return new Map(ALGORITHMS.flatMap((algorithm) => keyOf(algorithm).map((key) => [key, algorithm] as const)));
}

const BY_NUMBER = index(({ type, id, keyBits }) => [`${type} ${id} ${keyBits}`]);
const BY_STRONGSWAN = index(({ strongswan }) => strongswan);
const BY_ISAKMP = index(({ type, isakmp }) => (isakmp === undefined ? [] : [`${type} ${isakmp}`]));
const BY_IKEV2 = index(({ type, ikev2 }) => (ikev2 === undefined ? [] : [`${type} ${ikev2}`]));
const BY_TRANSFORM = index(({ transform, ahTransform }) => [transform, ahTransform].filter((word) => word !== undefined));

/** Algorithm of a transform. */
export function algorithmOf({ type, id, keyBits }: Pick<Transform, 'type' | 'id' | 'keyBits'>): Algorithm | undefined {
  return BY_NUMBER.get(`${type} ${id} ${keyBits}`);
}

/** Algorithm by a strongSwan proposal keyword (case-sensitive), whatever the release; see {@link Algorithm.only}. */
export function algorithmOfStrongswan(keyword: string): Algorithm | undefined {
  return BY_STRONGSWAN.get(keyword);
}

/** Algorithm by the words of a `crypto isakmp policy`: `encr`: `aes 256`, `integ`: `sha`, `ke`: `14`. */
export function algorithmOfIsakmp(type: TransformType, words: string): Algorithm | undefined {
  return BY_ISAKMP.get(`${type} ${words}`);
}

/** Algorithm by a word of a `crypto ikev2 proposal`. */
export function algorithmOfIkev2(type: TransformType, word: string): Algorithm | undefined {
  return BY_IKEV2.get(`${type} ${word}`);
}

/** Algorithm by the words of a transform set: `esp-aes 256`, `ah-sha-hmac`. */
export function algorithmOfTransformSet(words: string): Algorithm | undefined {
  return BY_TRANSFORM.get(words);
}

/** Security of a transform in bits, undefined where nobody states one. Compare groups by this, never by number. */
export function strengthOf(transform: Pick<Transform, 'type' | 'id' | 'keyBits'>): number | undefined {
  return algorithmOf(transform)?.bits;
}
