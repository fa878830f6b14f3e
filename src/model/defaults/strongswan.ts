import type { DefaultNote } from '../provenance.ts';

/** strongSwan releases that the tables tell apart. */
export type StrongswanRelease = '5.9' | '6.0';

/** A default proposal as keywords, each list in order of preference. */
export interface DefaultProposal {
  readonly encryption: readonly string[];
  readonly integrity: readonly string[];
  readonly prf: readonly string[];
  readonly ke: readonly string[];
  readonly esn: readonly string[];
}

/*
 * Default proposals as strongSwan builds them with the plugins that Debian packages, observed with 5.9.8 (`swanctl --load-conns` at
 * log level cfg 2); 6.0 differs in the key exchange methods of child proposals (from 6.0.2 on).
 */
const words = (text: string): readonly string[] => text.split(' ');

const IKE_PRF = words('prfsha256 prfsha384 prfsha512 prfaesxcbc prfaescmac prfsha1');
const IKE_KE = words(
  'curve25519 curve448 ecp256 ecp384 ecp521 ecp256bp ecp384bp ecp512bp modp3072 modp4096 modp6144 modp8192 modp2048',
);
const CHILD_INTEGRITY = words('sha256 sha384 sha512 sha1 aesxcbc');

const IKE_CLASSIC: DefaultProposal = {
  encryption: words(
    'aes128 aes192 aes256 aes128ctr aes192ctr aes256ctr camellia128 camellia192 camellia256 camellia128ctr camellia192ctr ' +
      'camellia256ctr 3des',
  ),
  integrity: words('sha256 sha384 sha512 aesxcbc aescmac sha1'),
  prf: IKE_PRF,
  ke: IKE_KE,
  esn: [],
};

const IKE_AEAD: DefaultProposal = {
  encryption: words(
    'aes128ccm16 aes192ccm16 aes256ccm16 aes128gcm16 aes192gcm16 aes256gcm16 chacha20poly1305 camellia128ccm16 camellia192ccm16 ' +
      'camellia256ccm16 aes128ccm8 aes192ccm8 aes256ccm8 aes128ccm12 aes192ccm12 aes256ccm12 aes128gcm8 aes192gcm8 aes256gcm8 ' +
      'aes128gcm12 aes192gcm12 aes256gcm12 camellia128ccm8 camellia192ccm8 camellia256ccm8 camellia128ccm12 camellia192ccm12 ' +
      'camellia256ccm12',
  ),
  integrity: [],
  prf: IKE_PRF,
  ke: IKE_KE,
  esn: [],
};

/** The default IKE proposals: classic ciphers first, then AEAD. */
export function defaultIkeProposals(): readonly DefaultProposal[] {
  return [IKE_CLASSIC, IKE_AEAD];
}

/** The default ESP proposals; `order` tells which comes first. */
export function defaultEspProposals(
  release: StrongswanRelease,
  order: 'classic-first' | 'aead-first',
): readonly DefaultProposal[] {
  const ke = childKe(release);
  const classic = { encryption: words('aes128 aes192 aes256'), integrity: CHILD_INTEGRITY, prf: [], ke, esn: ['noesn'] };
  const aead = { encryption: words('aes128gcm16 aes192gcm16 aes256gcm16'), integrity: [], prf: [], ke, esn: ['noesn'] };
  return order === 'classic-first' ? [classic, aead] : [aead, classic];
}

/** The default AH proposal. */
export function defaultAhProposals(release: StrongswanRelease): readonly DefaultProposal[] {
  return [{ encryption: [], integrity: CHILD_INTEGRITY, prf: [], ke: childKe(release), esn: ['noesn'] }];
}

/** None in 5.9; 6.0.2 and later offer all groups, and none, so that perfect forward secrecy is optional. */
function childKe(release: StrongswanRelease): readonly string[] {
  return release === '6.0' ? [...IKE_KE, 'none'] : [];
}

const notes = new Map<string, DefaultNote>();

/** The shared note of a default; `otherwise` is only kept when the release was assumed. */
export function defaultNote(table: string, release: StrongswanRelease, note: string, otherwise?: string): DefaultNote {
  const key = `${table}\n${release}\n${note}\n${otherwise ?? ''}`;
  let found = notes.get(key);
  if (found === undefined) {
    found = otherwise === undefined ? { table, release, note } : { table, release, note, otherwise };
    notes.set(key, found);
  }
  return found;
}
