import type { DefaultNote } from '../provenance.ts';

/** IOS releases that the tables tell apart: classic 12.x and 15.x (IOS-XE 3 prints 15.x), IOS-XE 16 and 17. */
export type IosFamily = '12.x' | '15.x' | 'XE 16' | 'XE 17';

/** An IKEv1 policy that IOS supplies. */
export interface BuiltInPolicy {
  readonly priority: number;
  readonly encryption: string;
  readonly hash: string;
  readonly authentication: 'psk' | 'rsa';
  readonly group: string;
}

/** An IKEv2 proposal or transform set that IOS supplies, as keywords in order of preference. */
export interface BuiltInIkev2 {
  readonly encryption: readonly string[];
  readonly integrity: readonly string[];
  readonly group: readonly string[];
}

/** What a release does where nothing is written. */
export interface IosDefaults {
  readonly family: IosFamily;
  readonly note: (table: string, note: string, otherwise?: string) => DefaultNote;
  readonly policies: readonly BuiltInPolicy[];
  readonly ikev2: BuiltInIkev2 | undefined;
  /** Transform set that takes the place of a missing one; none up to 12.4(15)T. */
  readonly transformSet: readonly string[] | undefined;
  /** Group of `set pfs` without one. */
  readonly pfsGroup: number;
  /** The ban on weak algorithms ("compliance shield") is on. */
  readonly shield: boolean;
}

/** Seconds and kilobytes of an SA (IOS security command reference, "crypto ipsec security-association lifetime"). */
export const SA_LIFETIME = 3600;
export const SA_KILOBYTES = 4_608_000;
/** Seconds of an IKE SA (IOS security command reference, "lifetime (IKE policy)"). */
export const IKE_LIFETIME = 86_400;
/** Packets of the anti-replay window. */
export const REPLAY_WINDOW = 64;

/** One suite with DES, last in every list ("default protection suite"). */
const SINGLE: readonly BuiltInPolicy[] = [{ priority: 65535, encryption: 'des', hash: 'sha', authentication: 'rsa', group: '1' }];

/** From 12.4(20)T and XE 2.4 on, used when no policy is configured (Cisco, "Default IKE policies"). */
const EIGHT: readonly BuiltInPolicy[] = [
  { priority: 65507, encryption: 'aes', hash: 'sha', authentication: 'rsa', group: '5' },
  { priority: 65508, encryption: 'aes', hash: 'sha', authentication: 'psk', group: '5' },
  { priority: 65509, encryption: 'aes', hash: 'md5', authentication: 'rsa', group: '5' },
  { priority: 65510, encryption: 'aes', hash: 'md5', authentication: 'psk', group: '5' },
  { priority: 65511, encryption: '3des', hash: 'sha', authentication: 'rsa', group: '2' },
  { priority: 65512, encryption: '3des', hash: 'sha', authentication: 'psk', group: '2' },
  { priority: 65513, encryption: '3des', hash: 'md5', authentication: 'rsa', group: '2' },
  { priority: 65514, encryption: '3des', hash: 'md5', authentication: 'psk', group: '2' },
];

/** `show crypto ikev2 proposal default` of 15.x, of XE 16 and early 17, and of recent XE 17. */
const IKEV2_15: BuiltInIkev2 = {
  encryption: ['aes-cbc-256', 'aes-cbc-192', 'aes-cbc-128'],
  integrity: ['sha512', 'sha384', 'sha256', 'sha1', 'md5'],
  group: ['5', '2'],
};
const IKEV2_XE: BuiltInIkev2 = { encryption: ['aes-cbc-256'], integrity: ['sha512', 'sha384'], group: ['19', '14', '21', '5'] };
const IKEV2_RECENT: BuiltInIkev2 = { ...IKEV2_XE, group: ['19', '14', '21'] };

const KNOWN = new Map<string, IosDefaults>();

/** Defaults of a release as `version` prints it: `12.4`, `15.2`, `17.12`. Anything else is taken for 15.x. */
export function iosDefaults(version: string): IosDefaults {
  let known = KNOWN.get(version);
  if (known === undefined) {
    known = build(version);
    if (KNOWN.size < 256) KNOWN.set(version, known);
  }
  return known;
}

function build(version: string): IosDefaults {
  const [major = 15, minor = 0] = version.split('.').map((part) => Number.parseInt(part, 10));
  const family = familyOf(major);
  const tables = new Map<string, Map<string, DefaultNote>>();
  const note = (table: string, text: string, otherwise?: string): DefaultNote => {
    let notes = tables.get(table);
    if (notes === undefined) {
      notes = new Map();
      tables.set(table, notes);
    }
    let found = notes.get(text);
    if (found === undefined) {
      found = { table: `ios/${table}`, release: family, note: text, ...(otherwise === undefined ? {} : { otherwise }) };
      if (notes.size < 64) notes.set(text, found);
    }
    return found;
  };
  const early = family === '12.x';
  return {
    family,
    note,
    policies: early && minor < 4 ? SINGLE : EIGHT,
    ikev2: early
      ? undefined
      : family === '15.x'
        ? IKEV2_15
        : major > 17 || (major === 17 && minor >= 18)
          ? IKEV2_RECENT
          : IKEV2_XE,
    transformSet: early && minor < 4 ? undefined : ['esp-aes', 'esp-sha-hmac'],
    pfsGroup: major > 17 || (major === 17 && minor >= 14) ? 14 : 1,
    shield: major > 17 || (major === 17 && minor >= 11),
  };
}

function familyOf(major: number): IosFamily {
  if (major <= 12) return '12.x';
  if (major === 16) return 'XE 16';
  return major >= 17 ? 'XE 17' : '15.x';
}
