import type { TransformType } from '../types.ts';

/** One algorithm: its number on the wire, how each platform writes it, and what it is worth. */
export interface Algorithm {
  readonly type: TransformType;
  /** IANA IKEv2 transform id; private use from 1024 on. */
  readonly id: number;
  /** Key length attribute, bits; 0 = the algorithm has none. */
  readonly keyBits: number;
  readonly name: string;
  /**
   * Classical security in bits; undefined where nobody states one. Groups: NIST SP 800-57 part 1, the low estimates of RFC 3526 (8)
   * for groups 5 and 16 to 18, RFC 8031 for 31 and 32.
   */
  readonly bits?: number;
  /** Authenticates what it encrypts. */
  readonly aead?: boolean;
  /** IKEv1 phase 1 attribute value (RFC 2409 appendix A, RFC 4868, RFC 4312). */
  readonly ikev1?: number;
  /** IKEv1 ESP transform id, or authentication attribute value for integrity (RFC 2407, 4.4.4 and 4.5, RFC 4106, RFC 4868). */
  readonly ikev1Esp?: number;
  /** strongSwan proposal keywords. */
  readonly strongswan: readonly string[];
  /** Only these strongSwan releases know it. */
  readonly only?: '5.9' | '6.0';
  /** Keywords of `crypto isakmp policy` (encryption, hash or group). */
  readonly isakmp?: string;
  /** Keywords of `crypto ikev2 proposal`. */
  readonly ikev2?: string;
  /** Keywords of `crypto ipsec transform-set`; AH ones stand in {@link ahTransform}. */
  readonly transform?: string;
  readonly ahTransform?: string;
}

type Row = Omit<Algorithm, 'type' | 'strongswan'> & { readonly strongswan?: readonly string[] };

const AES_BITS = [128, 192, 256] as const;
const ICV = [
  [8, 64],
  [12, 96],
  [16, 128],
] as const;

function aes(): Row[] {
  return AES_BITS.flatMap((bits): Row[] => [
    {
      id: 12,
      keyBits: bits,
      name: `aes-${bits}-cbc`,
      bits,
      ikev1: 7,
      ikev1Esp: 12,
      strongswan: bits === 128 ? ['aes128', 'aes'] : [`aes${bits}`],
      isakmp: bits === 128 ? 'aes' : `aes ${bits}`,
      ikev2: `aes-cbc-${bits}`,
      transform: bits === 128 ? 'esp-aes' : `esp-aes ${bits}`,
    },
    { id: 13, keyBits: bits, name: `aes-${bits}-ctr`, bits, ikev1Esp: 13, strongswan: [`aes${bits}ctr`] },
    ...ICV.map(([octets, icvBits], index): Row => {
      const keywords = [`aes${bits}ccm${octets}`, `aes${bits}ccm${icvBits}`, ...(octets === 16 ? [`aes${bits}ccm`] : [])];
      return {
        id: 14 + index,
        keyBits: bits,
        name: `aes-${bits}-ccm-${octets}`,
        bits,
        aead: true,
        ikev1Esp: 14 + index,
        strongswan: keywords,
      };
    }),
    ...ICV.map(([octets, icvBits], index): Row => {
      const keywords = [`aes${bits}gcm${octets}`, `aes${bits}gcm${icvBits}`, ...(octets === 16 ? [`aes${bits}gcm`] : [])];
      const row: Row = {
        id: 18 + index,
        keyBits: bits,
        name: `aes-${bits}-gcm-${octets}`,
        bits,
        aead: true,
        ikev1Esp: 18 + index,
        strongswan: keywords,
      };
      if (octets !== 16) return row;
      return {
        ...row,
        transform: bits === 128 ? 'esp-gcm' : `esp-gcm ${bits}`,
        ...(bits === 192 ? {} : { ikev2: `aes-gcm-${bits}` }),
      };
    }),
    {
      id: 21,
      keyBits: bits,
      name: `aes-${bits}-gmac`,
      bits: 0,
      aead: true,
      ikev1Esp: 23,
      strongswan: [`aes${bits}gmac`],
      transform: bits === 128 ? 'esp-gmac' : `esp-gmac ${bits}`,
    },
  ]);
}

function camellia(): Row[] {
  return AES_BITS.flatMap((bits): Row[] => [
    {
      id: 23,
      keyBits: bits,
      name: `camellia-${bits}-cbc`,
      bits,
      ikev1: 8,
      ikev1Esp: 22,
      strongswan: bits === 128 ? ['camellia128', 'camellia'] : [`camellia${bits}`],
    },
    { id: 24, keyBits: bits, name: `camellia-${bits}-ctr`, bits, strongswan: [`camellia${bits}ctr`] },
    ...ICV.map(([octets, icvBits], index): Row => {
      const keywords = [`camellia${bits}ccm${octets}`, `camellia${bits}ccm${icvBits}`];
      return { id: 25 + index, keyBits: bits, name: `camellia-${bits}-ccm-${octets}`, bits, aead: true, strongswan: keywords };
    }),
  ]);
}

function otherBlockCiphers(): Row[] {
  return AES_BITS.flatMap((bits): Row[] => [
    {
      id: 7,
      keyBits: bits,
      name: `blowfish-${bits}`,
      bits,
      ikev1: 3,
      ikev1Esp: 7,
      strongswan: bits === 128 ? ['blowfish128', 'blowfish'] : [`blowfish${bits}`],
    },
    {
      id: 1026,
      keyBits: bits,
      name: `serpent-${bits}`,
      bits,
      ikev1: 65004,
      ikev1Esp: 252,
      strongswan: bits === 128 ? ['serpent128', 'serpent'] : [`serpent${bits}`],
    },
    {
      id: 1027,
      keyBits: bits,
      name: `twofish-${bits}`,
      bits,
      ikev1: 65005,
      ikev1Esp: 253,
      strongswan: bits === 128 ? ['twofish128', 'twofish'] : [`twofish${bits}`],
    },
  ]);
}

const ENCRYPTION: readonly Row[] = [
  {
    id: 2,
    keyBits: 0,
    name: 'des',
    bits: 56,
    ikev1: 1,
    ikev1Esp: 2,
    strongswan: ['des'],
    isakmp: 'des',
    ikev2: 'des',
    transform: 'esp-des',
  },
  {
    id: 3,
    keyBits: 0,
    name: '3des',
    bits: 112,
    ikev1: 5,
    ikev1Esp: 3,
    strongswan: ['3des'],
    isakmp: '3des',
    ikev2: '3des',
    transform: 'esp-3des',
  },
  { id: 6, keyBits: 128, name: 'cast', bits: 128, ikev1: 6, ikev1Esp: 6, strongswan: ['cast128'] },
  { id: 11, keyBits: 0, name: 'null', bits: 0, ikev1Esp: 11, strongswan: ['null'], transform: 'esp-null' },
  ...aes(),
  ...camellia(),
  ...otherBlockCiphers(),
  { id: 28, keyBits: 0, name: 'chacha20-poly1305', bits: 256, aead: true, strongswan: ['chacha20poly1305'] },
  { id: 28, keyBits: 256, name: 'chacha20-poly1305-compat', bits: 256, aead: true, strongswan: ['chacha20poly1305compat'] },
  { id: 1100, keyBits: 160, name: 'seal', bits: 160, transform: 'esp-seal' },
];

const INTEGRITY: readonly Row[] = [
  {
    id: 1,
    keyBits: 0,
    name: 'hmac-md5-96',
    bits: 64,
    ikev1: 1,
    ikev1Esp: 1,
    strongswan: ['md5'],
    isakmp: 'md5',
    ikev2: 'md5',
    transform: 'esp-md5-hmac',
    ahTransform: 'ah-md5-hmac',
  },
  {
    id: 2,
    keyBits: 0,
    name: 'hmac-sha1-96',
    bits: 80,
    ikev1: 2,
    ikev1Esp: 2,
    strongswan: ['sha1', 'sha'],
    isakmp: 'sha',
    ikev2: 'sha1',
    transform: 'esp-sha-hmac',
    ahTransform: 'ah-sha-hmac',
  },
  { id: 5, keyBits: 0, name: 'aes-xcbc-96', bits: 96, ikev1Esp: 9, strongswan: ['aesxcbc'] },
  { id: 6, keyBits: 0, name: 'hmac-md5-128', bits: 64, strongswan: ['md5_128'] },
  { id: 7, keyBits: 0, name: 'hmac-sha1-160', bits: 80, strongswan: ['sha1_160'] },
  { id: 8, keyBits: 0, name: 'aes-cmac-96', bits: 96, strongswan: ['aescmac'] },
  { id: 9, keyBits: 0, name: 'ah-aes-128-gmac', bits: 128, strongswan: [] },
  { id: 10, keyBits: 0, name: 'ah-aes-192-gmac', bits: 128, strongswan: [] },
  { id: 11, keyBits: 0, name: 'ah-aes-256-gmac', bits: 128, strongswan: [] },
  {
    id: 12,
    keyBits: 0,
    name: 'hmac-sha2-256-128',
    bits: 128,
    ikev1: 4,
    ikev1Esp: 5,
    strongswan: ['sha256', 'sha2_256'],
    isakmp: 'sha256',
    ikev2: 'sha256',
    transform: 'esp-sha256-hmac',
    ahTransform: 'ah-sha256-hmac',
  },
  {
    id: 13,
    keyBits: 0,
    name: 'hmac-sha2-384-192',
    bits: 192,
    ikev1: 5,
    ikev1Esp: 6,
    strongswan: ['sha384', 'sha2_384'],
    isakmp: 'sha384',
    ikev2: 'sha384',
    transform: 'esp-sha384-hmac',
    ahTransform: 'ah-sha384-hmac',
  },
  {
    id: 14,
    keyBits: 0,
    name: 'hmac-sha2-512-256',
    bits: 256,
    ikev1: 6,
    ikev1Esp: 7,
    strongswan: ['sha512', 'sha2_512'],
    isakmp: 'sha512',
    ikev2: 'sha512',
    transform: 'esp-sha512-hmac',
    ahTransform: 'ah-sha512-hmac',
  },
  { id: 1027, keyBits: 0, name: 'hmac-sha2-256-96', bits: 128, strongswan: ['sha256_96', 'sha2_256_96'] },
  { id: 1028, keyBits: 0, name: 'camellia-xcbc-96', bits: 96, strongswan: ['camelliaxcbc'] },
];

const PRF: readonly Row[] = [
  { id: 1, keyBits: 0, name: 'prf-hmac-md5', bits: 64, strongswan: ['prfmd5'], ikev2: 'md5' },
  { id: 2, keyBits: 0, name: 'prf-hmac-sha1', bits: 80, strongswan: ['prfsha1'], ikev2: 'sha1' },
  { id: 4, keyBits: 0, name: 'prf-aes-xcbc', bits: 128, strongswan: ['prfaesxcbc'] },
  { id: 5, keyBits: 0, name: 'prf-hmac-sha2-256', bits: 128, strongswan: ['prfsha256'], ikev2: 'sha256' },
  { id: 6, keyBits: 0, name: 'prf-hmac-sha2-384', bits: 192, strongswan: ['prfsha384'], ikev2: 'sha384' },
  { id: 7, keyBits: 0, name: 'prf-hmac-sha2-512', bits: 256, strongswan: ['prfsha512'], ikev2: 'sha512' },
  { id: 8, keyBits: 0, name: 'prf-aes-cmac', bits: 128, strongswan: ['prfaescmac'] },
  { id: 1030, keyBits: 0, name: 'prf-camellia-xcbc', bits: 128, strongswan: ['prfcamelliaxcbc'] },
];

/** Group number, name on strongSwan, strength in bits, number on IOS. */
const GROUPS: readonly (readonly [id: number, keywords: string, bits: number | undefined, ios: boolean, only?: '5.9' | '6.0'])[] =
  [
    [0, 'none modpnone', undefined, false],
    [1, 'modp768', 60, true],
    [2, 'modp1024', 80, true],
    [5, 'modp1536', 90, true],
    [14, 'modp2048', 112, true],
    [15, 'modp3072', 128, true],
    [16, 'modp4096', 150, true],
    [17, 'modp6144', 170, false],
    [18, 'modp8192', 190, false],
    [19, 'ecp256', 128, true],
    [20, 'ecp384', 192, true],
    [21, 'ecp521', 256, true],
    [22, 'modp1024s160', 80, false],
    [23, 'modp2048s224', 112, false],
    [24, 'modp2048s256', 112, true],
    [25, 'ecp192', 96, false],
    [26, 'ecp224', 112, false],
    [27, 'ecp224bp', 112, false],
    [28, 'ecp256bp', 128, false],
    [29, 'ecp384bp', 192, false],
    [30, 'ecp512bp', 256, false],
    [31, 'curve25519 x25519', 128, false],
    [32, 'curve448 x448', 224, false],
    [33, 'gost256', 128, false, '6.0'],
    [34, 'gost512', 256, false, '6.0'],
    [35, 'mlkem512', 128, false, '6.0'],
    [36, 'mlkem768', 192, false, '6.0'],
    [37, 'mlkem1024', 256, false, '6.0'],
    [1024, 'modpnull', 0, false],
    [1030, 'ntru112', 112, false, '5.9'],
    [1031, 'ntru128', 128, false, '5.9'],
    [1032, 'ntru192', 192, false, '5.9'],
    [1033, 'ntru256', 256, false, '5.9'],
    [1040, 'newhope128', 128, false, '5.9'],
  ];

function groups(): Row[] {
  return GROUPS.map(([id, keywords, bits, ios, only]) => ({
    id,
    keyBits: 0,
    name: keywords.split(' ')[0] ?? keywords,
    strongswan: keywords.split(' '),
    ...(bits === undefined ? {} : { bits }),
    ...(id < 1024 && id > 0 ? { ikev1: id, ikev1Esp: id } : {}),
    ...(ios ? { isakmp: String(id), ikev2: String(id) } : {}),
    ...(only === undefined ? {} : { only }),
  }));
}

const ESN: readonly Row[] = [
  { id: 0, keyBits: 0, name: 'noesn', strongswan: ['noesn'] },
  { id: 1, keyBits: 0, name: 'esn', strongswan: ['esn'] },
];

function rows(type: TransformType, list: readonly Row[]): Algorithm[] {
  return list.map((row) => ({ type, strongswan: [], ...row }));
}

/** All algorithms (IANA "IKEv2 parameters"; keywords as strongSwan 5.9 and 6.0 and IOS have them). */
export const ALGORITHMS: readonly Algorithm[] = [
  ...rows('encr', ENCRYPTION),
  ...rows('integ', INTEGRITY),
  ...rows('prf', PRF),
  ...rows('ke', groups()),
  ...rows('esn', ESN),
];
