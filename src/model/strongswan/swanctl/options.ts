import type { StrongswanRelease } from '../../defaults/strongswan.ts';
import { parseAddress } from '../address.ts';
import { parseBool, parseViciBytes, parseViciNumber, parseViciTime } from '../numbers.ts';
import { parseViciSelector } from '../selector.ts';

/** How a value is read; whether it is valid is all that a type decides. */
export interface OptionType {
  readonly name: string;
  readonly valid: (value: string, release: StrongswanRelease) => boolean;
  /** Split at commas; each item has to be valid. */
  readonly list?: boolean;
}

/** An option of a section of swanctl.conf. */
export interface SwanctlOption {
  readonly type: OptionType;
  /** Releases that know it; absent: both. */
  readonly only?: StrongswanRelease;
}

const anything = (): boolean => true;

function type(name: string, valid: OptionType['valid'] = anything): OptionType {
  return { name, valid };
}

function list(name: string, valid: OptionType['valid'] = anything): OptionType {
  return { name, valid, list: true };
}

/** Values are compared without regard to case. */
function oneOf(words: string, since6 = ''): OptionType {
  const known = new Set(words.split(' '));
  const later = new Set(since6.split(' ').filter((word) => word !== ''));
  return type(words.replaceAll(' ', ', '), (value, release) => {
    const word = value.toLowerCase();
    return known.has(word) || (release === '6.0' && later.has(word));
  });
}

const BOOL = type('yes or no', (value) => parseBool(value) !== undefined);
const U32 = type('a number', (value) => parseViciNumber(value) !== undefined);
const TIME = type('a time such as 30s, 5m, 1h, 1d', (value) => parseViciTime(value) !== undefined);
const BYTES = type('a number with k, m or g', (value) => parseViciBytes(value) !== undefined);
const TEXT = type('text');
const TEXTS = list('a list');
const HOSTS = list('a list of addresses', (value) => value.startsWith('%any') || parseAddress(value) !== undefined);
const SELECTORS = list('a list of traffic selectors', (value) => parseViciSelector(value, NOWHERE) !== 'invalid');
const NOWHERE = { kind: 'written', source: 0, start: 0, end: 0 } as const;
const MARK = type('a mark such as 42 or 42/0xff', (value) => isMark(value, isUnique));
const SET_MARK = type('a mark such as 42 or 42/0xff', (value) => isMark(value, (mark) => mark === '%same'));
const INTERFACE_ID = type('a number or %unique', (value) => isUnique(value) || parseViciNumber(value) !== undefined);
const ACTION = type('none, trap, start', (value) => value.split('|').every((word) => ACTIONS.has(word.trim().toLowerCase())));
const ACTIONS = new Set(['', 'none', 'clear', 'trap', 'route', 'start', 'restart']);
const AUTH = type('psk, pubkey, eap-…, xauth', (value, release) => isAuth(value, release));

function isUnique(value: string): boolean {
  return value === '%unique' || value === '%unique-dir';
}

function isMark(value: string, special: (mark: string) => boolean): boolean {
  const slash = value.indexOf('/');
  const mark = slash === -1 ? value : value.slice(0, slash);
  const mask = slash === -1 ? '0' : value.slice(slash + 1);
  return (special(mark) || parseViciNumber(mark) !== undefined) && parseViciNumber(mask) !== undefined;
}

/** Methods of `auth`; prefixes of public key methods are compared with case. */
function isAuth(value: string, release: StrongswanRelease): boolean {
  if (/^(?:ike:|pubkey|rsa|ecdsa)/.test(value) || (release === '5.9' && value.startsWith('bliss'))) return true;
  const lower = value.toLowerCase();
  return lower === 'psk' || lower === 'xauth' || lower.startsWith('xauth-') || /^eap(?:[-:]|$)/.test(lower);
}

function optionsOf(both: { readonly [name: string]: OptionType }, six: { readonly [name: string]: OptionType } = {}) {
  const table = new Map<string, SwanctlOption>();
  for (const [name, optionType] of Object.entries(both)) table.set(name, { type: optionType });
  for (const [name, optionType] of Object.entries(six)) table.set(name, { type: optionType, only: '6.0' });
  return table;
}

/** Options of a section, by name, with case. Read from the vici plugin of 5.9.8 and of 6.0. */
export type OptionTable = ReadonlyMap<string, SwanctlOption>;

/** `connections.<conn>`. */
export const CONNECTION_OPTIONS: OptionTable = optionsOf(
  {
    version: U32,
    local_addrs: TEXTS,
    remote_addrs: TEXTS,
    local_port: U32,
    remote_port: U32,
    proposals: TEXTS,
    vips: HOSTS,
    aggressive: BOOL,
    pull: BOOL,
    dscp: type('six binary digits', (value) => /^-?[01]*$/.test(value)),
    encap: BOOL,
    mobike: BOOL,
    dpd_delay: TIME,
    dpd_timeout: TIME,
    fragmentation: oneOf('yes accept no force'),
    childless: oneOf('allow force never', 'prefer'),
    send_certreq: BOOL,
    send_cert: oneOf('ifasked always never'),
    ppk_id: TEXT,
    ppk_required: BOOL,
    keyingtries: U32,
    unique: oneOf('no never keep replace'),
    reauth_time: TIME,
    rekey_time: TIME,
    over_time: TIME,
    rand_time: TIME,
    pools: TEXTS,
    if_id_in: INTERFACE_ID,
    if_id_out: INTERFACE_ID,
    mediation: BOOL,
    mediated_by: TEXT,
    mediation_peer: TEXT,
  },
  { ocsp: oneOf('reply request both never') },
);

/** `local*` and `remote*` of a connection. */
export const AUTH_OPTIONS: OptionTable = optionsOf({
  round: U32,
  auth: AUTH,
  id: TEXT,
  certs: TEXTS,
  cacerts: TEXTS,
  pubkeys: TEXTS,
  ca_id: TEXT,
  eap_id: TEXT,
  aaa_id: TEXT,
  xauth_id: TEXT,
  groups: TEXTS,
  cert_policy: TEXTS,
  revocation: oneOf('relaxed strict ifuri'),
});

/** `cert*` and `cacert*` of an authentication round. */
export const CERTIFICATE_OPTIONS: OptionTable = optionsOf({ file: TEXT, handle: TEXT, slot: U32, module: TEXT });

/** `children.<child>`. */
export const CHILD_OPTIONS: OptionTable = optionsOf(
  {
    ah_proposals: TEXTS,
    esp_proposals: TEXTS,
    sha256_96: BOOL,
    local_ts: SELECTORS,
    remote_ts: SELECTORS,
    mode: oneOf('tunnel transport transport_proxy beet pass drop', 'iptfs'),
    rekey_time: TIME,
    life_time: TIME,
    rand_time: TIME,
    rekey_bytes: BYTES,
    life_bytes: BYTES,
    rand_bytes: BYTES,
    rekey_packets: U32,
    life_packets: U32,
    rand_packets: U32,
    updown: TEXT,
    hostaccess: BOOL,
    start_action: ACTION,
    close_action: ACTION,
    dpd_action: ACTION,
    ipcomp: BOOL,
    policies: BOOL,
    policies_fwd_out: BOOL,
    inactivity: TIME,
    reqid: U32,
    priority: U32,
    interface: TEXT,
    mark_in: MARK,
    mark_in_sa: BOOL,
    mark_out: MARK,
    set_mark_in: SET_MARK,
    set_mark_out: SET_MARK,
    if_id_in: INTERFACE_ID,
    if_id_out: INTERFACE_ID,
    label: type('a label', (value) => value !== ''),
    label_mode: oneOf('system simple'),
    tfc_padding: type('a number or mtu', (value) => value === 'mtu' || parseViciNumber(value) !== undefined),
    replay_window: U32,
    hw_offload: oneOf('no yes auto', 'crypto packet'),
    copy_df: BOOL,
    copy_ecn: BOOL,
    copy_dscp: oneOf('out in yes no'),
  },
  {
    per_cpu_sas: type('yes, no or encap', (value) => value.toLowerCase() === 'encap' || parseBool(value) !== undefined),
    icmp: BOOL,
  },
);

/** `pools.<pool>`; beside these a number names an attribute. */
export const POOL_OPTIONS: OptionTable = optionsOf({
  addrs: TEXT,
  address: TEXTS,
  dns: TEXTS,
  nbns: TEXTS,
  dhcp: TEXTS,
  netmask: TEXTS,
  server: TEXTS,
  subnet: TEXTS,
  p_cscf: TEXTS,
  split_include: TEXTS,
  split_exclude: TEXTS,
});

/** `authorities.<ca>`. */
export const AUTHORITY_OPTIONS: OptionTable = optionsOf({
  cacert: TEXT,
  file: TEXT,
  handle: TEXT,
  slot: U32,
  module: TEXT,
  crl_uris: TEXTS,
  ocsp_uris: TEXTS,
  cert_uri_base: TEXT,
});
