import type { Dialect } from './types.ts';

/** What a file is taken for, and why, as a clause. Without a dialect it is none of ours. */
export interface Detection {
  readonly dialect?: Dialect;
  readonly why: string;
}

/** How much text is looked at: lines that are not blank, and code units. */
const MAX_LINES = 400;
const MAX_LENGTH = 64 * 1024;
/** Points at which the rest need not be looked at. */
const ENOUGH = 8;
/** Points of a line that only the head of one dialect has: with such a line in sight, less text will do. */
const HEAD = 5;

/**
 * Tells the dialect of a text from what is in it; a name that only one dialect has decides only where the text says nothing. Texts
 * of other products (ASA, NX-OS, IOS XR, Junos, other IPsec daemons' file formats) get no dialect. Linear in what is looked at.
 */
export function detect(path: string, text: string): Detection {
  const named = dialectOfName(path);
  const scores = new Map<Kind, Score>();
  scan(text.slice(0, MAX_LENGTH), scores);
  const best = [...scores].sort((a, b) => b[1].points - a[1].points)[0];
  const foreign = scores.get('foreign');
  if (foreign !== undefined && foreign.points >= 3 && (best === undefined || foreign.points * 2 >= best[1].points))
    return { why: `it is a configuration of another product: ${foreign.because}` };
  if (named !== undefined && !(best !== undefined && best[0] === 'ios' && best[1].points >= ENOUGH))
    return { dialect: named, why: 'only this dialect has files of this name' };
  if (best !== undefined && best[0] !== 'foreign' && best[1].points >= 2)
    return { dialect: best[0], why: `of its text: ${best[1].because}` };
  return { why: 'its text is in no dialect that is known' };
}

type Kind = Dialect | 'foreign';

interface Score {
  points: number;
  /** The strongest sign. */
  because: string;
  weight: number;
}

/** The dialect that files of this name are written in, whatever they hold. */
export function dialectOfName(path: string): Dialect | undefined {
  const name = path.slice(path.lastIndexOf('/') + 1);
  const known = NAMES.get(name);
  if (known !== undefined) return known;
  if (name.endsWith('.nft')) return 'nft';
  if (name.endsWith('.conf') && /(^|\/)strongswan\.d\//.test(path)) return 'strongswan';
  return undefined;
}

const NAMES: ReadonlyMap<string, Dialect> = new Map([
  ['swanctl.conf', 'swanctl'],
  ['strongswan.conf', 'strongswan'],
  ['ipsec.conf', 'ipsec.conf'],
  ['ipsec.secrets', 'ipsec.secrets'],
  ['iptables.rules', 'iptables'],
  ['ip6tables.rules', 'iptables'],
  ['rules.v4', 'iptables'],
  ['rules.v6', 'iptables'],
]);

function scan(text: string, scores: Map<Kind, Score>): void {
  let seen = 0;
  for (let at = 0; at < text.length && seen < MAX_LINES; ) {
    const newline = text.indexOf('\n', at);
    const end = newline === -1 ? text.length : newline;
    const line = text.slice(at, Math.min(end, at + 200)).trimEnd();
    at = end + 1;
    if (line === '!' || line.trimStart() === '') continue;
    seen++;
    for (const [kind, points, pattern, what] of SIGNS) {
      if (!pattern.test(line)) continue;
      const score = scores.get(kind) ?? { points: 0, because: what, weight: 0 };
      score.points += points;
      if (points > score.weight) {
        score.weight = points;
        score.because = what;
      }
      scores.set(kind, score);
      if (score.points >= ENOUGH && scores.size === 1 && (seen > 8 || score.weight >= HEAD)) return;
      break;
    }
  }
}

/* The first sign that fits a line counts. Every pattern is anchored and has no nested repetition. */
const SIGNS: readonly (readonly [Kind, number, RegExp, string])[] = [
  [
    'ios',
    5,
    /^version 1[0-9]\.\d|^Building configuration|^Current configuration *:|^!(?!! IOS XR).*(Cisco )?IOS|^service (timestamps|password-encryption)|^Using \d+ out of \d+ bytes/i,
    'the head of an IOS configuration',
  ],
  ['foreign', 8, /^(ASA|PIX|FWSM) Version |^: Saved|^: Written by|^NGIPS|^: Hardware: +(ASA|FPR)/i, 'an ASA header'],
  ['foreign', 8, /^!! IOS XR |^RP\/\d+\/|^hw-module location |^router static$/i, 'IOS XR lines'],
  [
    'foreign',
    6,
    /^!Command: show (running|startup)-config|^boot nxos |^vdc \S+ id \d|^install feature-set |^feature-set /i,
    'NX-OS lines',
  ],
  ['foreign', 3, /^feature [a-z-]+$|^\s*vrf context |^copp profile |^role name |^no password strength-check/i, 'NX-OS lines'],
  [
    'foreign',
    3,
    /^\s+nameif \S|^same-security-traffic |^tunnel-group \S+ (type|ipsec-attributes|general)|^object network |^access-list \S+ (extended|line \d|remark|standard) |^group-policy \S+ (internal|external|attributes)|^threat-detection |^crypto (ikev1|isakmp) (enable|am-disable)|^crypto ikev2 enable|^crypto ipsec (ikev1|ikev2) |^nat \([^)]+\) |^\s+security-level \d/i,
    'ASA lines',
  ],
  [
    'foreign',
    4,
    /^set (security|interfaces|system|routing-options|vpn|firewall) |^config (vpn|system|firewall) |^(security|interfaces|system|routing-options) \{/i,
    'lines of Junos, VyOS or FortiOS',
  ],
  [
    'foreign',
    4,
    /^\/(ip|interface|system)[ /]|^<\?xml|^<!DOCTYPE|^-----BEGIN |^#!.*(bash|\/sh|python|perl)/i,
    'another kind of file',
  ],
  ['iptables', 8, /^\*(filter|nat|mangle|raw|security)$/, 'a table line of iptables-save'],
  [
    'iptables',
    3,
    /^:[A-Za-z0-9_.-]+ (ACCEPT|DROP|REJECT|RETURN|-)( \[\d+:\d+\])?$|^(\[\d+:\d+\] )?-[AIPN] [A-Za-z0-9_.-]+/,
    'chain lines of iptables-save',
  ],
  ['iptables', 2, /^COMMIT$/, 'the COMMIT of iptables-save'],
  ['nft', 8, /^\s*(add )?table (ip|ip6|inet|arp|bridge|netdev) \S+( \{)?|^#!.*\bnft\b|^flush ruleset/, 'an nft table'],
  ['ipsec.conf', 8, /^config setup\s*(#.*)?$|^(conn|ca) +\S+\s*(#.*)?$/, 'the sections of ipsec.conf'],
  [
    'ipsec.conf',
    3,
    /^\s+(left|right|leftsubnet|rightsubnet|leftid|rightid|leftauth|rightauth|keyexchange|authby|auto|also|esp|ike) ?= ?\S/,
    'the keywords of ipsec.conf',
  ],
  [
    'ipsec.secrets',
    8,
    /^[^{}=!]*(^|\s):\s*(PSK|RSA|ECDSA|PKCS8|BLISS|EAP|XAUTH|NTLM|PIN|P12)(\s|"|$)/,
    'the lines of ipsec.secrets',
  ],
  ['swanctl', 8, /^\s*(connections|authorities) *(\{|$)|^(connections|authorities|pools)\.\S/, 'the sections of swanctl.conf'],
  ['swanctl', 4, /^\s*(secrets|pools) *\{|^\s*(ike|eap|xauth|ppk|token|private|rsa)[-\w]* *\{/, 'the sections of swanctl.conf'],
  [
    'swanctl',
    3,
    /^\s*(local_addrs|remote_addrs|local_ts|remote_ts|esp_proposals|children|remote[-\w]* *\{|local[-\w]* *\{)\b/,
    'the keywords of swanctl.conf',
  ],
  [
    'strongswan',
    8,
    /^(charon|charon-systemd|charon-nm|charon-cmd|libstrongswan|libtls|libtnccs|libimcv|libcharon|libhydra|starter|stroke|swanctl|pki|scepclient|tnccs|pool|medsrv|medcli|attest|sec-updater|charon-tkm|sw-collector|ipsec|attest) *(\{|$)|^charon\.\S/,
    'the sections of strongswan.conf',
  ],
  ['strongswan', 3, /^\s*load(_modular)? *= *\S|^include strongswan\.d\//, 'the keywords of strongswan.conf'],
  [
    'ios',
    4,
    /^\s*crypto (isakmp|ikev2|ipsec|map|dynamic-map|keyring|pki|gdoi|engine|call|logging|mib|xauth|provisioning|identity|key|ctcp|ca)\b/i,
    'crypto commands of IOS',
  ],
  [
    'ios',
    3,
    /^\s*interface (GigabitEthernet|FastEthernet|TenGigabitEthernet|Ethernet|Serial|Loopback|Tunnel|Vlan|Dialer|Virtual-Template|Port-channel|Cellular|ATM|BVI|Gi|Fa|Te|Se|Lo|Tu|Eth|TwentyFiveGigE|HundredGigE|FortyGigabitEthernet|Multilink|Group-Async|Async|BDI|Null|NVI)/i,
    'interfaces of IOS',
  ],
  [
    'ios',
    3,
    /^\s*(ip|ipv6) (access-list (extended|standard|\S)|nat (inside|outside|pool|translation)|route \S|cef|classless|domain[ -]name|forward-protocol|nhrp|sla)|^\s*access-list \d+ (permit|deny|remark|dynamic)|^line (vty|con|aux) |^\s*object-group (network|service) \S|^zone-pair security|^zone security|^class-map type inspect|^policy-map type inspect|^ip inspect name/i,
    'commands of IOS',
  ],
  [
    'ios',
    2,
    /^hostname \S+$|^\S{1,63}[>#] ?(show|sh|conf|en|wr|copy)|^\s*(ip address (\d|dhcp|negotiated)|ip unnumbered|tunnel (source|destination|mode|protection)|router (ospf|bgp|eigrp|rip|isis)|set (peer|transform-set|pfs|ikev2-profile|isakmp-profile) \S|match address \S)|^enable secret|^aaa |^username \S+ /i,
    'commands of IOS',
  ],
];
