/** How an algorithm fares, independent of any policy. */
export interface Judgement {
  readonly level: 'broken' | 'weak';
  /** A clause: what is wrong with it. */
  readonly why: string;
}

const DES = 'a 56-bit key is found by trying them all (RFC 8221 and RFC 8247: MUST NOT)';
const MD5 = 'HMAC-MD5 is not to be used any more (RFC 8221 and RFC 8247: MUST NOT)';
const SHA1 = 'HMAC-SHA-1 is on its way out (RFC 8221 and RFC 8247: MUST-)';

/**
 * Judgements by name of the algorithm table. Sources: RFC 8247, sections 2.1, 2.3 and 2.4, for IKE and groups; RFC 8221,
 * sections 5 and 6, for ESP and AH. Groups stand by strength, never by number.
 */
const JUDGEMENTS: ReadonlyMap<string, Judgement> = new Map<string, Judgement>([
  ['des', { level: 'broken', why: DES }],
  ['des-iv64', { level: 'broken', why: DES }],
  ['des-iv32', { level: 'broken', why: DES }],
  ['hmac-md5-96', { level: 'broken', why: MD5 }],
  ['hmac-md5-128', { level: 'broken', why: MD5 }],
  ['prf-hmac-md5', { level: 'broken', why: MD5 }],
  ['modp768', { level: 'broken', why: 'a 768-bit group falls to precomputation (RFC 8247: MUST NOT)' }],
  ['modp1024s160', { level: 'broken', why: 'it is a 1024-bit group with a small subgroup (RFC 8247: MUST NOT)' }],
  ['blowfish', { level: 'weak', why: 'its 64-bit blocks collide after some 32 GB (RFC 8221: MUST NOT)' }],
  ['3des', { level: 'weak', why: 'its 64-bit blocks collide after some 32 GB (RFC 8221: SHOULD NOT)' }],
  ['hmac-sha1-96', { level: 'weak', why: SHA1 }],
  ['hmac-sha1-160', { level: 'weak', why: SHA1 }],
  ['prf-hmac-sha1', { level: 'weak', why: SHA1 }],
  ['modp1024', { level: 'weak', why: 'a 1024-bit group has about 80 bits and is within reach of states (RFC 8247: SHOULD NOT)' }],
  ['modp1536', { level: 'weak', why: 'a 1536-bit group has about 90 bits (RFC 8247: SHOULD NOT)' }],
  ['modp2048s224', { level: 'weak', why: 'nobody can say how its prime was chosen (RFC 8247: SHOULD NOT)' }],
  ['modp2048s256', { level: 'weak', why: 'nobody can say how its prime was chosen (RFC 8247: SHOULD NOT)' }],
]);

/** What is wrong with an algorithm; undefined when nothing is. */
export function judge(name: string): Judgement | undefined {
  return JUDGEMENTS.get(name.startsWith('blowfish') ? 'blowfish' : name);
}

/** Names of Diffie-Hellman groups by IANA number, where IOS has a number only. */
const GROUP_NAMES: ReadonlyMap<number, string> = new Map([
  [1, 'modp768'],
  [2, 'modp1024'],
  [5, 'modp1536'],
  [14, 'modp2048'],
  [15, 'modp3072'],
  [16, 'modp4096'],
  [17, 'modp6144'],
  [18, 'modp8192'],
  [19, 'ecp256'],
  [20, 'ecp384'],
  [21, 'ecp521'],
  [22, 'modp1024s160'],
  [23, 'modp2048s224'],
  [24, 'modp2048s256'],
  [31, 'curve25519'],
  [32, 'curve448'],
]);

/** Name of a group by number. */
export function groupName(number: number): string {
  return GROUP_NAMES.get(number) ?? `group ${number}`;
}
