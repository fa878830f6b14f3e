import type { ConfSectionKind } from '../../../parse/ipsec-conf/index.ts';
import { parseStarterTime } from '../numbers.ts';
import { parseStarterPorts } from '../selector.ts';

/** A keyword of ipsec.conf. */
export interface Keyword {
  /** Sections that it belongs into; elsewhere it makes the daemon drop the section. */
  readonly sections: readonly ConfSectionKind[];
  /** Accepted and without effect. */
  readonly deprecated?: true;
  /** What the daemon says of a bad value, before `: key=value`; undefined when the value is good. */
  readonly complaint: (value: string) => string | undefined;
}

const fine = (): undefined => undefined;

function words(list: string, complaint = 'bad value'): Keyword['complaint'] {
  const known = new Set(list.split(' '));
  return (value) => (known.has(value) ? undefined : complaint);
}

function pattern(expression: RegExp, complaint: string): Keyword['complaint'] {
  return (value) => (expression.test(value) ? undefined : complaint);
}

const BOOL = words('yes no');
const OPTION = words('yes no', 'bad option value');
const INTEGER = pattern(/^ *[+-]?[0-9]{1,20}$/, 'bad integer value');
const TIME: Keyword['complaint'] = (value) =>
  parseStarterTime(value.replace(/^ *[+-]?/, '')) === undefined ? 'bad duration value' : undefined;
const ACTION = words('none clear hold restart');
const PROTOCOL: Keyword['complaint'] = (value) => (isProtocolPort(value) ? undefined : 'bad protocol');

function isProtocolPort(value: string): boolean {
  return parseStarterPorts(value) !== 'invalid';
}

const TABLE = new Map<string, Keyword>();

function add(
  sections: readonly ConfSectionKind[],
  names: string,
  complaint: Keyword['complaint'] = fine,
  deprecated = false,
): void {
  for (const name of names.split(' '))
    TABLE.set(name, deprecated ? { sections, complaint, deprecated } : { sections, complaint });
}

function bothEnds(names: string): string {
  return names
    .split(' ')
    .flatMap((name) => [`left${name}`, `right${name}`])
    .join(' ');
}

/* Keywords and their sections as starter 5.9.8 has them (observed with `starter --conftest`); 6.0 has the same. */
add(['setup'], 'uniqueids', words('no yes replace keep never'));
add(['setup'], 'strictcrlpolicy', words('no yes ifuri'));
add(['setup'], 'cachecrls', BOOL);
add(['setup'], 'charondebug');
add(
  ['setup'],
  'charonstart crlcheckinterval dumpdir force_keepalive fragicmp hidetos interfaces keep_alive klipsdebug nat_traversal nocrsend ' +
    'overridemtu packetdefault pkcs11initargs pkcs11keepstate pkcs11module pkcs11proxy plutodebug plutostart plutostderrlog postpluto ' +
    'prepluto virtual_private',
  fine,
  true,
);
add(['ca'], 'cacert crluri crluri1 crluri2 ocspuri ocspuri1 ocspuri2 certuribase');
add(['ca'], 'ldaphost ldapbase', fine, true);
add(['conn', 'ca'], 'auto', words('ignore add route start'));
add(['conn'], 'eap pfs pfsgroup leftnexthop rightnexthop', fine, true);
add(['conn'], 'aaa_identity eap_identity xauth_identity ike esp ah me_peerid mediated_by');
add(
  ['conn'],
  bothEnds(
    'auth auth2 ca ca2 cert cert2 certpolicy dns groups groups2 id id2 rsasigkey sigkey sourceip subnet subnetwithin updown',
  ),
);
add(['conn'], 'left right');
add(['conn'], 'aggressive installpolicy mediation sha256_96', BOOL);
add(['conn'], bothEnds('allowany firewall hostaccess'), BOOL);
add(['conn'], bothEnds('sendcert'), words('always yes ifasked never no'));
add(['conn'], bothEnds('ikeport'), INTEGER);
add(['conn'], bothEnds('protoport'), PROTOCOL);
add(['conn'], 'compress forceencaps mobike reauth rekey', OPTION);
add(['conn'], 'modeconfig', words('pull push', 'bad option value'));
add(['conn'], 'xauth', words('client server', 'bad option value'));
add(['conn'], 'type', words('tunnel transport transport_proxy beet passthrough pass drop reject', 'bad policy value'));
add(['conn'], 'keyexchange', words('ike ikev1 ikev2'));
add(['conn'], 'fragmentation', words('no accept yes force'));
add(['conn'], 'dpdaction closeaction', ACTION);
add(['conn'], 'dpddelay dpdtimeout ikelifetime inactivity keylife lifetime margintime rekeymargin', TIME);
add(['conn'], 'lifebytes lifepackets marginbytes marginpackets replay_window reqid', INTEGER);
add(['conn'], 'keyingtries', (value) => (value === '%forever' ? undefined : INTEGER(value)));
add(['conn'], 'tfc', (value) => (value === '%mtu' ? undefined : INTEGER(value)));
add(['conn'], 'rekeyfuzz', pattern(/^ *[+-]?[0-9]{1,20}%$/, 'bad percent value'));
add(['conn'], 'ikedscp', pattern(/^ *[+-]?[01]+$/, 'bad binary value'));
add(
  ['conn'],
  'mark mark_in mark_out',
  pattern(/^ *(?:%unique(?:-dir)?|[+-]?0[xX][0-9a-fA-F]+|[+-]?[0-9]*)(?:\/(?:0[xX][0-9a-fA-F]+|[0-9]*))?$/, 'invalid mark value'),
);
add(['conn'], 'authby', words('psk secret pubkey rsa rsasig ecdsa ecdsasig xauthpsk xauthrsasig never'));

/** All keywords by name; names are compared with case. `also` is not among them. */
export const KEYWORDS: ReadonlyMap<string, Keyword> = TABLE;

/** Keywords that are the same setting as another one. */
export const ALIASES: ReadonlyMap<string, string> = new Map([
  ['keylife', 'lifetime'],
  ['rekeymargin', 'margintime'],
  ['leftsubnetwithin', 'leftsubnet'],
  ['rightsubnetwithin', 'rightsubnet'],
  ['leftrsasigkey', 'leftsigkey'],
  ['rightrsasigkey', 'rightsigkey'],
  ['crluri1', 'crluri'],
  ['ocspuri1', 'ocspuri'],
]);

/** Keywords of Openswan and Libreswan that strongSwan does not know, and what does the same there. */
export const FOREIGN: ReadonlyMap<string, string | undefined> = new Map<string, string | undefined>([
  ['phase2', 'use `esp` or `ah`'],
  ['phase2alg', 'use `esp`'],
  ['ikev2', 'use `keyexchange`'],
  ['salifetime', 'use `lifetime`'],
  ['ike-life', 'use `ikelifetime`'],
  ['leftsubnets', 'use `leftsubnet` with a list'],
  ['rightsubnets', 'use `rightsubnet` with a list'],
  ['leftaddresspool', 'use `leftsourceip`'],
  ['rightaddresspool', 'use `rightsourceip`'],
  ['leftxauthclient', 'use `xauth`'],
  ['rightxauthclient', 'use `xauth`'],
  ['leftxauthserver', 'use `xauth`'],
  ['rightxauthserver', 'use `xauth`'],
  ['leftusername', 'use `xauth_identity`'],
  ['rightusername', 'use `xauth_identity`'],
  ['leftmodecfgclient', 'use `leftsourceip=%config`'],
  ['rightmodecfgclient', undefined],
  ['leftmodecfgserver', undefined],
  ['rightmodecfgserver', undefined],
  ['modecfgpull', 'use `modeconfig`'],
  ['modecfgdns', 'use `rightdns`'],
  ['modecfgdns1', 'use `rightdns`'],
  ['encapsulation', 'use `forceencaps`'],
  ['ikev2-allow-narrowing', undefined],
  ['narrowing', undefined],
  ['cisco-unity', undefined],
  ['nat-ikev1-method', undefined],
  ['nat-keepalive', undefined],
  ['sha2-truncbug', 'use `sha256_96`'],
  ['sha2_truncbug', 'use `sha256_96`'],
  ['initial-contact', undefined],
  ['remote-peer-type', undefined],
  ['remote_peer_type', undefined],
  ['retransmit-timeout', undefined],
  ['retransmit-interval', undefined],
  ['vti-interface', undefined],
  ['vti-routing', undefined],
  ['ipsec-interface', undefined],
  ['xauthby', undefined],
  ['xauthfail', undefined],
  ['rekeywindow', undefined],
  ['protostack', undefined],
  ['oe', undefined],
  ['virtual-private', undefined],
  ['logfile', undefined],
  ['nhelpers', undefined],
  ['authenticateby', 'use `authby`'],
]);
