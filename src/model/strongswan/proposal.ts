import { algorithmOfStrongswan } from '../algorithms/index.ts';
import type { Provenance } from '../provenance.ts';
import type { Transform } from '../types.ts';

/** What a proposal is for. */
export type ProposalProtocol = 'ike' | 'esp' | 'ah';

/** The transforms of a proposal, each list in order of preference. */
export interface ProposalTransforms {
  readonly encryption: readonly Transform[];
  readonly integrity: readonly Transform[];
  readonly prf: readonly Transform[];
  readonly ke: readonly Transform[];
  readonly esn: readonly Transform[];
  /** strongSwan 6: further key exchanges, slot 1 first (RFC 9370). */
  readonly additionalKe: readonly (readonly Transform[])[];
}

/** A proposal, or why the daemon does not take it: `log` is what it says, from `start` to `end` of the text. */
export type ParsedProposal =
  | { readonly ok: true; readonly transforms: ProposalTransforms }
  | { readonly ok: false; readonly log: string; readonly start: number; readonly end: number };

/** What reading a proposal depends on. */
export interface ProposalContext {
  readonly release: '5.9' | '6.0';
  /** Provenance of a range of the proposal's text. */
  readonly originOf: (start: number, end: number) => Provenance;
  /** What a default that is filled in hangs on. */
  readonly header: Provenance;
}

/** IKEv1 and IKEv2: the PRF that goes with an integrity algorithm (strongSwan's map), by transform ids. */
const PRF_OF_INTEGRITY: ReadonlyMap<number, string> = new Map([
  [1, 'prfmd5'],
  [6, 'prfmd5'],
  [2, 'prfsha1'],
  [7, 'prfsha1'],
  [12, 'prfsha256'],
  [13, 'prfsha384'],
  [14, 'prfsha512'],
  [5, 'prfaesxcbc'],
  [8, 'prfaescmac'],
  [1030, 'prfcamelliaxcbc'],
]);

/** AH forms of AES-GMAC, which is written as an encryption algorithm: key length to IANA integrity id. */
const AH_GMAC: ReadonlyMap<number, number> = new Map([
  [128, 9],
  [192, 10],
  [256, 11],
]);

/** Transform id of `none` in a list of key exchanges. */
const KE_NONE = 0;

interface Collected {
  encr: Transform[];
  integ: Transform[];
  prf: Transform[];
  ke: Transform[];
  esn: Transform[];
  additional: Transform[][];
}

/** Reads one proposal string, without commas and without a trailing `!`, as strongSwan's proposal_create_from_string does. */
export function parseProposal(protocol: ProposalProtocol, text: string, context: ProposalContext): ParsedProposal {
  const found: Collected = { encr: [], integ: [], prf: [], ke: [], esn: [], additional: [[], [], [], [], [], [], []] };
  let any = false;
  for (let from = 0; from <= text.length; ) {
    const dash = text.indexOf('-', from);
    const to = dash === -1 ? text.length : dash;
    const start = from + leadingBlanks(text.slice(from, to));
    const keyword = text.slice(from, to).trim();
    from = to + 1;
    if (keyword === '') continue;
    any = true;
    if (!addKeyword(found, keyword, start, context)) {
      return { ok: false, log: `algorithm '${keyword}' not recognized`, start, end: start + keyword.length };
    }
  }
  const log = any ? check(protocol, found, context) : '';
  if (log !== undefined) return { ok: false, log, start: 0, end: text.length };
  const { encr, integ, prf, ke, esn, additional } = found;
  return {
    ok: true,
    transforms: { encryption: encr, integrity: integ, prf, ke, esn, additionalKe: withoutEmptyTail(additional) },
  };
}

function leadingBlanks(text: string): number {
  return text.length - text.trimStart().length;
}

function withoutEmptyTail(slots: readonly Transform[][]): Transform[][] {
  const last = slots.findLastIndex((slot) => slot.length > 0);
  return slots.slice(0, last + 1);
}

function addKeyword(found: Collected, keyword: string, start: number, { release, originOf }: ProposalContext): boolean {
  const slot = release === '6.0' ? /^ke([1-7])_/.exec(keyword) : null;
  const word = slot === null ? keyword : keyword.slice(4);
  const algorithm = algorithmOfStrongswan(word);
  if (algorithm === undefined || (algorithm.only !== undefined && algorithm.only !== release)) return false;
  const { type, id, keyBits, name } = algorithm;
  const transform: Transform = { type, id, keyBits, name, origin: originOf(start, start + keyword.length) };
  if (slot === null) found[type].push(transform);
  else if (type !== 'ke') return false;
  else found.additional[Number(slot[1]) - 1]?.push(transform);
  return true;
}

/** Completes a proposal and returns the daemon's complaint, if any. */
function check(protocol: ProposalProtocol, found: Collected, context: ProposalContext): string | undefined {
  if (protocol === 'ike') {
    if (found.prf.length === 0) derivePrf(found);
    if (found.prf.length === 0) return 'a PRF algorithm is mandatory in IKE proposals';
    found.ke = found.ke.filter(({ id }) => id !== KE_NONE);
    if (found.ke.length === 0) return 'a DH group is mandatory in IKE proposals';
  } else found.prf = [];
  const complaint = protocol === 'ah' ? checkAh(found) : checkEncryption(protocol === 'ike' ? 'IKE' : 'ESP', found);
  if (complaint !== undefined) return complaint;
  if (protocol !== 'ike' && found.esn.length === 0)
    found.esn.push(namedTransform('noesn', { kind: 'derived', from: [context.header], how: NO_ESN }));
  return undefined;
}

const NO_ESN = 'extended sequence numbers are off unless a proposal names them';

function derivePrf(found: Collected): void {
  for (const { id, origin } of found.integ) {
    const keyword = PRF_OF_INTEGRITY.get(id);
    if (keyword !== undefined) {
      found.prf.push(
        namedTransform(keyword, {
          kind: 'derived',
          from: [origin],
          how: 'the PRF follows the integrity algorithm when none is written',
        }),
      );
    }
  }
}

/** The transform of a keyword that is in the table. */
export function namedTransform(keyword: string, origin: Provenance): Transform {
  const algorithm = algorithmOfStrongswan(keyword);
  if (algorithm === undefined) throw new RangeError(`no algorithm ${keyword}`);
  const { type, id, keyBits, name } = algorithm;
  return { type, id, keyBits, name, origin };
}

function isAead({ id }: Transform): boolean {
  return (id >= 14 && id <= 21) || (id >= 25 && id <= 28);
}

function checkEncryption(protocol: string, found: Collected): string | undefined {
  if (found.encr.length === 0) return `an encryption algorithm is mandatory in ${protocol} proposals`;
  const aead = found.encr.filter(isAead).length;
  if (aead > 0 && aead < found.encr.length) {
    return `classic and combined-mode (AEAD) encryption algorithms can't be contained in the same ${protocol} proposal`;
  }
  if (aead > 0) found.integ = [];
  else if (protocol === 'IKE' && found.integ.length === 0) {
    return 'an integrity algorithm is mandatory in IKE proposals with classic (non-AEAD) encryption algorithms';
  }
  return undefined;
}

function checkAh(found: Collected): string | undefined {
  const gmac = found.encr.filter(({ id }) => id === 21);
  found.integ = [...gmac.map(ahGmac), ...found.integ];
  found.encr = [];
  return found.integ.length === 0 ? 'an integrity algorithm is mandatory in AH proposals' : undefined;
}

function ahGmac({ keyBits, origin }: Transform): Transform {
  return { type: 'integ', id: AH_GMAC.get(keyBits) ?? 9, keyBits: 0, name: `aes-${keyBits}-gmac`, origin };
}
