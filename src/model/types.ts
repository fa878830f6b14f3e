import type { SourceId, Span } from '../text/source.ts';
import type { Provenance } from './provenance.ts';

/*
 * The vendor-neutral model: plain data, acyclic, linked by ids, with provenance beside every value.
 *
 * Two shapes carry provenance:
 *  - an entity has a map `at` with an entry for every other field but `id`, `at` and nested entities and atoms;
 *  - an atom (an item of a list, a small value) has one `origin`.
 * A field that does not apply is absent. A field whose value cannot be known holds an {@link Unknown}.
 * No secret is in it: see {@link Secret}. What goes into a device, and what builders promise, stands in `build.ts`.
 */

/** A value that the configuration does not tell: removed, templated, in a file that is not there. */
export interface Unknown {
  /** Why, as a clause: `removed from the text`, `include vpn.d/*.conf not found`. */
  readonly unknown: string;
}

/** Provenance of the fields of an entity. */
export type At<Fields> = { readonly [Field in keyof Fields]?: Provenance };

/** An entity: its fields, its id and where each field comes from. */
export type Entity<Fields> = Fields & {
  /** Unique in its device, stable when lines move: `crypto map VPN 10`, `conn net-net`, `acl OUTSIDE-IN`. */
  readonly id: string;
  readonly at: At<Fields>;
  /** The statement that opens the entity. */
  readonly header: Span;
};

/** A configuration platform. */
export type Platform = 'ios' | 'strongswan';

/** The release a device is judged by. */
export interface Release {
  /** `12.4`, `15.2`, `16.9`, `17.12` for IOS; `5.9`, `6.0` for strongSwan. */
  readonly version: string;
  /** Where it is from: only `assumed` may make a verdict carry an assumption. */
  readonly basis: 'written' | 'topology' | 'option' | 'assumed';
  readonly origin?: Provenance;
}

/** One IOS configuration, or the strongSwan files under one root. */
export interface Device {
  readonly name: string;
  readonly platform: Platform;
  readonly release: Release;
  /** The files it was built from. */
  readonly sources: readonly SourceId[];
  /** False for a snippet: what is absent from the text is then not known to be absent from the device. */
  readonly whole: boolean;
  /** What could not be read: missing includes, syntax errors that hide the rest. A rule that needs it stays silent. */
  readonly gaps: readonly Gap[];
  readonly hostname?: Atom<string>;
  readonly domain?: Atom<string>;
  /** Host names that the configuration resolves itself (`ip host`). */
  readonly hosts: readonly HostEntry[];
  readonly interfaces: readonly Interface[];
  readonly filters: readonly Filter[];
  readonly addressGroups: readonly AddressGroup[];
  readonly serviceGroups: readonly ServiceGroup[];
  readonly natRules: readonly NatRule[];
  readonly natPools: readonly NatPool[];
  readonly routeMaps: readonly RouteMap[];
  readonly routes: readonly Route[];
  readonly zonePairs: readonly ZonePair[];
  readonly ikeProposals: readonly IkeProposal[];
  readonly childProposals: readonly ChildProposal[];
  /** In the order in which the platform tries them. */
  readonly gateways: readonly Gateway[];
  readonly secrets: readonly Secret[];
  readonly pools: readonly AddressPool[];
  readonly authorities: readonly Authority[];
  readonly certificates: readonly CertificateRef[];
  readonly notices: readonly Notice[];
  readonly definitions: readonly Definition[];
  readonly references: readonly Reference[];
  /** Present on IOS. */
  readonly ios?: IosCrypto;
  /** Present on strongSwan. */
  readonly charon?: CharonSettings;
  /** What the topology declares for this device. */
  readonly declared?: DeclaredDevice;
}

/** A value with its provenance. */
export interface Atom<T> {
  readonly value: T;
  readonly origin: Provenance;
}

/** Something of the device that could not be read. */
export interface Gap {
  readonly what: string;
  readonly span?: Span;
}

export interface HostEntry {
  readonly name: string;
  readonly addresses: readonly string[];
  readonly origin: Provenance;
}

/* ---------------------------------------------------------------- topology */

/** How a NAT in front of a device treats packets (contract, "Topology"). */
export type NatKind = 'none' | 'static' | 'napt' | 'forward';

/** What the linter's configuration declares of a device. */
export interface DeclaredDevice {
  /** The device's own addresses, first = outside; undefined: not declared, empty: not known or leased. */
  readonly addresses?: readonly string[];
  readonly names?: readonly string[];
  readonly outside?: string;
  readonly nat?: DeclaredNat;
  readonly origin: Provenance;
}

export interface DeclaredNat {
  readonly kind: NatKind;
  readonly public?: string;
  /** `udp/500`, `udp/4500`, `esp`, `ah`: what a `forward` lets in. */
  readonly ports?: readonly string[];
  readonly origin: Provenance;
}

/* ---------------------------------------------------------------- interfaces and routing */

export interface InterfaceFields {
  /** Canonical full name, `GigabitEthernet0/0.12`, `Tunnel0`. */
  readonly name: string;
  readonly shutdown: boolean;
  /** `dhcp` and `negotiated`: leased; `unnumbered`: from another interface; `none`: explicitly or by default without. */
  readonly addressing: 'static' | 'dhcp' | 'negotiated' | 'unnumbered' | 'none' | 'unknown';
  /** For `unnumbered`. */
  readonly addressFrom?: string;
  readonly vrf?: string;
  readonly zone?: string;
  /** Names of inbound and outbound access lists. */
  readonly accessIn?: string;
  readonly accessOut?: string;
  readonly access6In?: string;
  readonly access6Out?: string;
  readonly nat?: 'inside' | 'outside' | 'enable';
  readonly cryptoMap?: string;
  readonly cryptoMap6?: string;
  /** Redundancy group of `crypto map M redundancy G`. */
  readonly cryptoMapRedundancy?: string;
  /** Maximum segment size that TCP is clamped to, bytes. */
  readonly adjustMss?: number;
  /** IP MTU, bytes. */
  readonly ipMtu?: number;
  readonly inspectOut?: string;
  readonly inspectIn?: string;
  readonly ezvpnClient?: string;
  readonly ezvpnSide?: 'inside' | 'outside';
  readonly policyRouteMap?: string;
}

export type Interface = Entity<InterfaceFields> & {
  /** Primary address first. */
  readonly addresses: readonly InterfaceAddress[];
  readonly tunnel?: Tunnel;
};

export interface InterfaceAddress {
  readonly address: string;
  readonly prefixLength: number;
  readonly role: 'primary' | 'secondary' | 'virtual';
  readonly origin: Provenance;
}

export interface TunnelFields {
  readonly mode: 'gre' | 'mgre' | 'ipsec-ipv4' | 'ipsec-ipv6' | 'other';
  /** An address, an interface name or `dynamic`. */
  readonly source?: string;
  /** An address, a host name or `dynamic`. */
  readonly destination?: string;
  /** Name of the ipsec profile of `tunnel protection`. */
  readonly protection?: string;
  readonly protectionShared?: boolean;
  readonly protectionIsakmpProfile?: string;
  readonly protectionIkev2Profile?: string;
  readonly protectionAcl?: string;
  readonly key?: number;
  readonly vrf?: string;
  readonly nhrpNetworkId?: number;
  /** Name of the profile whose virtual template this is. */
  readonly virtualTemplate?: boolean;
}

export type Tunnel = Entity<TunnelFields> & {
  readonly nhs: readonly NhrpServer[];
  readonly nhrpMaps: readonly NhrpMap[];
};

export interface NhrpServer {
  readonly tunnelAddress: string;
  readonly nbma?: string;
  readonly origin: Provenance;
}

export interface NhrpMap {
  readonly tunnelAddress: string;
  readonly nbma: string;
  readonly origin: Provenance;
}

export interface Route {
  /** `0.0.0.0/0`. */
  readonly prefix: string;
  readonly via?: string;
  readonly interface?: string;
  readonly vrf?: string;
  readonly origin: Provenance;
}

/* ---------------------------------------------------------------- filters */

/** What a source or destination condition matches. IPv4 addresses are unsigned 32-bit numbers, IPv6 addresses text. */
export type AddressMatch =
  | { readonly any: true }
  /** Address and wildcard bits (1 = does not matter); the wildcard need not be a suffix. */
  | { readonly v4: readonly [base: number, wildcard: number] }
  | { readonly v4range: readonly [from: number, to: number] }
  | { readonly v6: readonly [base: string, prefixLength: number] }
  | { readonly v6range: readonly [from: string, to: string] }
  /** One of several. */
  | { readonly oneOf: readonly AddressMatch[] }
  /** None of these. */
  | { readonly not: AddressMatch }
  /** An {@link AddressGroup} by name. */
  | { readonly group: string }
  | { readonly unknown: string };

/** Inclusive port ranges, ascending; undefined means any port. */
export type PortMatch = readonly (readonly [from: number, to: number])[];

/** A condition that is neither address nor port: the line decides only when it holds, which the linter cannot see. */
export interface Condition {
  readonly kind:
    | 'interface-in'
    | 'interface-out'
    | 'established'
    | 'tcp-flags'
    | 'fragments'
    | 'icmp'
    | 'state'
    | 'time-range'
    | 'ipsec-policy'
    | 'reflexive'
    | 'dscp'
    | 'ttl'
    | 'limit'
    | 'rate'
    | 'other';
  /** As written: `!eth0`, `RELATED,ESTABLISHED`. */
  readonly text: string;
  readonly negated?: boolean;
  /** Values where the kind has some: interface names, connection states in upper case. */
  readonly values?: readonly string[];
}

/** What happens to a packet that a line matches. */
export type FilterAction =
  | { readonly do: 'permit' }
  | { readonly do: 'deny' }
  /** Like `deny`, but the sender is told. */
  | { readonly do: 'reject' }
  | { readonly do: 'jump'; readonly to: string }
  | { readonly do: 'goto'; readonly to: string }
  | { readonly do: 'return' }
  /** Logs, counts or marks: the packet goes on to the next line. */
  | { readonly do: 'continue' }
  | { readonly do: 'unknown'; readonly text: string };

/** One line of a filter. */
export interface FilterLine {
  readonly action: FilterAction;
  /** IP protocol numbers; undefined = any. */
  readonly protocols?: readonly number[];
  readonly protocolsNegated?: boolean;
  /** A {@link ServiceGroup} that takes the place of protocol and ports. */
  readonly serviceGroup?: string;
  readonly source: AddressMatch;
  readonly destination: AddressMatch;
  readonly sourcePorts?: PortMatch;
  readonly destinationPorts?: PortMatch;
  readonly conditions?: readonly Condition[];
  readonly sequence?: number;
  readonly origin: Provenance;
  /** What can be cut out of the text so that the line matches any source port; absent where the cut would not be just that. */
  readonly sourcePortsAt?: Span;
}

export interface FilterFields {
  readonly name: string;
  readonly kind: 'standard' | 'extended' | 'ipv6' | 'iptables' | 'nft';
  /**
   * How the lines of an IOS list are written: each one with the number of the list (`access-list 101 permit …`), or in the block of
   * the list, with or without their own numbers; `mixed` when not all are written in one way.
   */
  readonly form?: 'lines' | 'block' | 'numbered-block' | 'mixed';
  readonly family: 'ipv4' | 'ipv6' | 'inet';
  /** For a Linux chain: `filter`, `nat`, `raw`, `mangle`. */
  readonly table?: string;
  /** For a Linux base chain. */
  readonly hook?: 'input' | 'output' | 'forward' | 'prerouting' | 'postrouting' | 'ingress';
  readonly priority?: number;
  /** What happens at the end: implicit deny on IOS, the policy of a base chain, `return` of a user chain. */
  readonly otherwise: 'permit' | 'deny' | 'return';
}

/** An access list or a chain: the first line that matches decides. */
export type Filter = Entity<FilterFields> & { readonly lines: readonly FilterLine[] };

export type AddressGroup = Entity<{ readonly name: string }> & {
  readonly members: readonly { readonly match: AddressMatch; readonly origin: Provenance }[];
};

export interface ServiceMember {
  readonly protocols?: readonly number[];
  readonly sourcePorts?: PortMatch;
  readonly destinationPorts?: PortMatch;
  readonly group?: string;
  readonly origin: Provenance;
}

export type ServiceGroup = Entity<{ readonly name: string }> & { readonly members: readonly ServiceMember[] };

export interface ZonePairFields {
  readonly name: string;
  /** Zone names, `self` or `default`. */
  readonly source: string;
  readonly destination: string;
  readonly policy?: string;
}

/** Zone pair with its policy flattened: the first class that matches decides. */
export type ZonePair = Entity<ZonePairFields> & { readonly classes: readonly ZoneClass[] };

export interface ZoneClass {
  readonly name: string;
  readonly action: 'inspect' | 'pass' | 'drop' | 'unknown';
  readonly match: 'all' | 'any';
  /** Access lists, protocols (`isakmp`, `ipsec-msft`, `udp`...) and nested classes that have to match. */
  readonly terms: readonly ZoneTerm[];
  readonly origin: Provenance;
}

export type ZoneTerm = { readonly negated?: boolean; readonly origin: Provenance } & (
  | { readonly filter: string }
  | { readonly protocol: string }
  | { readonly match: 'all' | 'any'; readonly terms: readonly ZoneTerm[] }
  | { readonly unknown: string }
);

/* ---------------------------------------------------------------- NAT */

export interface NatRuleFields {
  readonly kind: /** IOS `inside source list|route-map`: dynamic NAT or PAT; Linux MASQUERADE and SNAT. */
    | 'dynamic'
    /** IOS `inside source static L G`: 1:1. */
    | 'static'
    /** IOS `static udp|tcp L LP G GP`, Linux DNAT of a port. */
    | 'static-port'
    /** IOS `static esp L interface I`. */
    | 'static-esp'
    | 'static-network'
    /** Linux: RETURN or ACCEPT in a nat chain: what it matches is not translated. */
    | 'exempt'
    /** Statements that are only noted (`ip nat outside source`, services...). */
    | 'other';
  /** `source`: the inside address is rewritten; `destination`: packets from outside are redirected. */
  readonly rewrites: 'source' | 'destination' | 'both';
  /** Access list or route map that selects the traffic. */
  readonly list?: string;
  readonly routeMap?: string;
  readonly pool?: string;
  readonly interface?: string;
  /** Ports are translated (PAT). */
  readonly overload: boolean;
  readonly local?: string;
  readonly global?: string;
  readonly prefixLength?: number;
  readonly protocol?: 'tcp' | 'udp' | 'esp' | 'any';
  readonly localPort?: number;
  readonly globalPort?: number;
  readonly vrf?: string;
  /** Linux: where in the nat table the rule stands; rules of one chain are tried in order. */
  readonly chain?: string;
}

export type NatRule = Entity<NatRuleFields> & {
  /** Linux: what the rule matches. */
  readonly match?: FilterLine;
};

export interface NatPool {
  readonly name: string;
  readonly from: string;
  readonly to: string;
  readonly origin: Provenance;
}

export type RouteMap = Entity<{ readonly name: string }> & { readonly clauses: readonly RouteMapClause[] };

export interface RouteMapClause {
  readonly action: 'permit' | 'deny';
  readonly sequence: number;
  /** Names of access lists in `match ip address`: any of them. Empty: matches everything (see `conditions`). */
  readonly filters: readonly string[];
  readonly matchInterface?: string;
  readonly conditions: readonly string[];
  readonly origin: Provenance;
}

/* ---------------------------------------------------------------- algorithms and proposals */

/** Kind of a transform, as in IKEv2 (RFC 7296, 3.3.2). */
export type TransformType = 'encr' | 'integ' | 'prf' | 'ke' | 'esn';

/** One algorithm in a proposal. Equal means equal `type`, `id` and `keyBits`. */
export interface Transform {
  readonly type: TransformType;
  /** IANA IKEv2 transform id; private-use numbers (from 1024 on) for what has none. */
  readonly id: number;
  /** Key length attribute in bits, 0 = none. */
  readonly keyBits: number;
  /** Name in the algorithm table (`model/algorithms`): `aes-256-cbc`, `hmac-sha2-256-128`, `modp2048`. */
  readonly name: string;
  readonly origin: Provenance;
}

/** How an end proves who it is. */
export type AuthMethod =
  | 'psk'
  | 'pubkey'
  | 'rsa'
  | 'ecdsa'
  | 'rsa-encr'
  | 'eap'
  | 'xauth'
  /** Any method is accepted. */
  | 'any'
  | 'unknown';

export interface IkeProposalFields {
  readonly name: string;
  /** 1: an IKEv1 policy of IOS (one transform of each kind); 2: IKEv2 only; 0: either (strongSwan). */
  readonly version: 0 | 1 | 2;
  /** IOS policy number; smaller is tried first. Position in the list for strongSwan. */
  readonly priority: number;
  /** Authentication method of an IKEv1 policy of IOS. */
  readonly authentication?: AuthMethod;
  /** Seconds; IKEv1 policies of IOS. */
  readonly lifetime?: number;
  /** Supplied by the platform, not by the configuration. */
  readonly builtIn: boolean;
}

export type IkeProposal = Entity<IkeProposalFields> & {
  /** In order of preference. */
  readonly encryption: readonly Transform[];
  readonly integrity: readonly Transform[];
  readonly prf: readonly Transform[];
  readonly ke: readonly Transform[];
  /** Only where a (wrong) `esn`/`noesn` was written into an IKE proposal. */
  readonly esn: readonly Transform[];
  /** strongSwan 6: additional key exchanges by slot 1 to 7. */
  readonly additionalKe: readonly (readonly Transform[])[];
};

export interface ChildProposalFields {
  readonly name: string;
  readonly protocol: 'esp' | 'ah';
  /** IOS: the mode stands in the transform set. */
  readonly mode?: 'tunnel' | 'transport' | 'transport-require';
  readonly ipcomp?: boolean;
  readonly builtIn: boolean;
}

export type ChildProposal = Entity<ChildProposalFields> & {
  readonly encryption: readonly Transform[];
  readonly integrity: readonly Transform[];
  /** PFS groups; id 0 is `none` (PFS optional). IOS: empty here, see {@link ChildFields.pfs}. */
  readonly ke: readonly Transform[];
  readonly esn: readonly Transform[];
  /** IOS: AH in a bundle with ESP. */
  readonly ah: readonly Transform[];
};

/* ---------------------------------------------------------------- identities, authentication, secrets */

/** Types as in RFC 7296, 3.5, and those of configurations. */
export type IdentityType =
  | 'any'
  | 'ipv4'
  | 'ipv6'
  /** `192.0.2.0/24`; an IOS `address A MASK`. */
  | 'ipv4-subnet'
  | 'ipv6-subnet'
  | 'ipv4-range'
  | 'ipv6-range'
  | 'fqdn'
  | 'email'
  | 'dn'
  | 'key-id'
  /** IOS `match identity remote fqdn domain X`, `email domain X`. */
  | 'fqdn-domain'
  | 'email-domain'
  /** strongSwan 6: a regular expression. */
  | 'regex'
  /** IOS `match certificate MAP`: decided by the certificate. */
  | 'certificate-map'
  | 'group'
  | 'other';

/** An IKE identity, or a pattern for identities. */
export interface Identity {
  readonly type: IdentityType;
  /** Canonical text: dotted address, name, DN as written, key id as text or `0x…`. Empty for `any`. */
  readonly value: string;
  /** IOS front VRF of `match identity address A MASK VRF`. */
  readonly vrf?: string;
  /** ipsec.conf `rightid=%NAME`: the peer is not told whom it has to be; a name in its certificate is enough. */
  readonly loose?: true;
  readonly origin: Provenance;
}

/** An address, a set of addresses or a name that stands for one. */
export interface AddressSpec {
  readonly kind:
    | 'any'
    | 'address'
    | 'subnet'
    | 'range'
    /** A host name. */
    | 'name'
    /** IOS: the (primary) address of an interface, which stands in `value` when it is static. */
    | 'interface'
    /** Leased or otherwise not in the text. */
    | 'dynamic'
    | 'unknown';
  /** Address, `a/len`, `a-b`, name or interface name. */
  readonly value: string;
  readonly family?: 4 | 6;
  readonly origin: Provenance;
}

export interface AuthRoundFields {
  readonly method: AuthMethod;
  /** Method as written: `eap-mschapv2`, `rsa-2048-sha256`, `xauth-generic`. */
  readonly detail?: string;
  readonly round: number;
  readonly eapId?: string;
  readonly xauthId?: string;
  readonly aaaId?: string;
  /** Authorities whose certificates are demanded of the peer, by file name or DN. */
  readonly caId?: string;
  readonly revocation?: 'relaxed' | 'strict' | 'ifuri';
}

/** One authentication round of one end. */
export type AuthRound = Entity<AuthRoundFields> & {
  /**
   * Local: what is sent, remote: what is required. Absent in a local round: the platform's default (see the negotiation);
   * absent in a remote round: anything.
   */
  readonly identity?: Identity;
  /** IOS: several `match identity` lines. strongSwan: at most the one above. */
  readonly alternatives: readonly Identity[];
  /** Certificate files or trustpoints by name. */
  readonly certificates: readonly Atom<string>[];
  readonly authorities: readonly Atom<string>[];
  readonly groups: readonly Atom<string>[];
};

/** Class of a secret's length in characters (or bytes, for hex and base64). */
export type LengthClass = 'empty' | 'under-8' | '8-to-15' | '16-to-23' | '24-to-31' | '32-or-more';

export interface SecretFields {
  readonly kind: 'psk' | 'eap' | 'xauth' | 'ntlm' | 'ppk' | 'private-key' | 'pin' | 'group-key' | 'manual' | 'password';
  /**
   * Running number that equal secrets share (`secret#1`), over all devices of the run; undefined when the value cannot be
   * known (encrypted, removed).
   */
  readonly number?: number;
  /** `type6` cannot be compared; `type7` is reversible and compared in the clear; `removed`: `<removed>`, templated, empty. */
  readonly encoding: 'plain' | 'hex' | 'base64' | 'type6' | 'type7' | 'removed' | 'file';
  readonly lengthClass?: LengthClass;
  /** Words of vendor samples, documentation and common passwords. */
  readonly dictionary?: boolean;
  /** Lower bound of what guessing costs, bits: length times character classes, reduced for repetition. */
  readonly entropyBits?: number;
  /** IOS keyring; undefined = the global list. */
  readonly keyring?: string;
  /** IOS: front VRF of the keyring. */
  readonly vrf?: string;
  /** IOS: local address or interface that the keyring is bound to. */
  readonly localAddress?: string;
  /** IOS IKEv2 keyring: label of the peer. */
  readonly peerLabel?: string;
  /** IKEv2 on IOS: `pre-shared-key local|remote`; undefined = both. */
  readonly side?: 'local' | 'remote';
  /** `no-xauth` of `crypto isakmp key`. */
  readonly noXauth?: boolean;
  /** File of a private key. */
  readonly file?: string;
}

/** A secret by reference: its text stays in the file, only `header` (its span) and facts are here. */
export type Secret = Entity<SecretFields> & {
  /** Who it belongs to; empty = anybody. An IOS `address A MASK` is an `ipv4-subnet`, `hostname H` an `fqdn`. */
  readonly owners: readonly Identity[];
};

export interface AddressPool {
  readonly name: string;
  /** `10.3.0.0/24` or `a-b`. */
  readonly addresses: string;
  readonly origin: Provenance;
}

export interface Authority {
  readonly name: string;
  readonly certificate?: string;
  readonly origin: Provenance;
}

/** A certificate that is named, and what is in it when the file is among the inputs. */
export interface CertificateRef {
  /** File name or trustpoint. */
  readonly name: string;
  readonly role: 'end-entity' | 'authority';
  readonly origin: Provenance;
  /** Absent: named but not given; it is assumed to be good. */
  readonly content?: CertificateContent;
}

export interface CertificateContent {
  /** DN in RFC 4514 order of the file, `C=CH, O=x, CN=y`. */
  readonly subject: string;
  readonly issuer: string;
  /** `DNS:x`, `IP:x`, `email:x`. */
  readonly subjectAltNames: readonly string[];
  readonly isAuthority: boolean;
  /** Seconds since 1970. */
  readonly notBefore: number;
  readonly notAfter: number;
  readonly keyType: string;
  readonly keyBits: number;
  /** Hex SHA-256 of the public key, to find the private key and the issuer; public data. */
  readonly publicKeyId: string;
  readonly pem?: string;
}

/* ---------------------------------------------------------------- gateways and children */

export type GatewayKind =
  | 'swanctl-connection'
  | 'ipsec-conn'
  | 'crypto-map'
  | 'dynamic-map'
  | 'tunnel'
  | 'mgre-tunnel'
  | 'virtual-template'
  | 'ezvpn-client'
  | 'ezvpn-server'
  | 'gdoi'
  | 'manual';

/** Time settings are seconds, 0 = off or never. */
export interface GatewayFields {
  /** As the contract names connections: the conn's name, `crypto map VPN 10`, `Tunnel0`. */
  readonly name: string;
  readonly kind: GatewayKind;
  /** 0 = either, initiates IKEv2. */
  readonly version: 0 | 1 | 2;
  /** Initiates aggressive mode; a strongSwan responder accepts exactly this mode. */
  readonly aggressive: boolean;
  /** Own and peer's UDP port that the exchange begins with. */
  readonly localPort: number;
  readonly remotePort: number;
  readonly mobike: boolean;
  /** Encapsulation is forced even where no NAT is seen. */
  readonly forceEncapsulation: boolean;
  readonly fragmentation: 'yes' | 'accept' | 'no' | 'force';
  readonly childless: 'allow' | 'force' | 'never' | 'prefer';
  /** Seconds between dead-peer probes, 0 = off. */
  readonly dpdDelay: number;
  readonly dpdTimeout?: number;
  readonly keyingTries: number;
  readonly unique: 'no' | 'never' | 'keep' | 'replace';
  readonly reauthTime: number;
  readonly rekeyTime: number;
  readonly overTime: number;
  /** Mode config pull (true) or push. */
  readonly pull: boolean;
  readonly sendCert: 'ifasked' | 'always' | 'never';
  readonly sendCertRequest: boolean;
  readonly ppkId?: string;
  readonly ppkRequired?: boolean;
  /** IOS: the interface (canonical name) that carries the map, or the tunnel's source interface. */
  readonly interface?: string;
  /** IOS front VRF. */
  readonly vrf?: string;
  /** IOS: names bound to the entry. */
  readonly isakmpProfile?: string;
  readonly ikev2Profile?: string;
  /** IOS: AAA list that peers of IKEv1 are asked for a user of (XAuth). */
  readonly clientAuthentication?: string;
  /** IOS map name and sequence number, for order. */
  readonly mapName?: string;
  readonly sequence?: number;
  /** Why this side cannot start it; absent when it can. */
  readonly cannotInitiate?: string;
}

/** One IKE configuration towards one peer or one class of peers. */
export type Gateway = Entity<GatewayFields> & {
  /** Own addresses; the first usable one is the initiator's source. */
  readonly local: readonly AddressSpec[];
  /** Peers. IOS `set peer`: tried in order; strongSwan: the first is dialled, any is accepted. */
  readonly remote: readonly AddressSpec[];
  /** Ids of {@link IkeProposal}s, in order of preference. */
  readonly ikeProposals: readonly string[];
  readonly localAuth: readonly AuthRound[];
  readonly remoteAuth: readonly AuthRound[];
  /** Virtual addresses that are asked for. */
  readonly virtualAddresses: readonly Atom<string>[];
  /** Pools that addresses are given from, by name (or inline for ipsec.conf). */
  readonly pools: readonly Atom<string>[];
  readonly children: readonly Child[];
  /** The platform refuses this connection: it does not exist at run time. */
  readonly rejected?: Rejection;
};

/** Why the platform does not load a connection. */
export interface Rejection {
  /** What the daemon says. */
  readonly message: string;
  readonly origin: Provenance;
  /** The whole file goes, not only this connection. */
  readonly wholeFile: boolean;
}

export interface ChildFields {
  readonly name: string;
  readonly mode: 'tunnel' | 'transport' | 'transport-proxy' | 'beet' | 'pass' | 'drop' | 'iptfs';
  /**
   * `set pfs` of IOS: the group that an initiator proposes and a responder demands; absent: none demanded, any accepted.
   * strongSwan: absent, see {@link ChildProposal.ke}.
   */
  readonly pfs?: number;
  readonly startAction: 'none' | 'trap' | 'start' | 'trap|start';
  readonly closeAction: 'none' | 'trap' | 'start';
  readonly dpdAction: 'none' | 'trap' | 'start';
  /** Seconds. */
  readonly rekeyTime: number;
  readonly lifeTime: number;
  /** Bytes, 0 = off. */
  readonly lifeBytes: number;
  readonly ipcomp: boolean;
  /** Packets; 0 = anti-replay off. */
  readonly replayWindow: number;
  readonly sha256_96: boolean;
  /** Security label that packets need (`label`). */
  readonly label?: string;
  readonly policies: boolean;
  /** IOS: name of the crypto ACL. */
  readonly filter?: string;
  /** IOS `reverse-route`, access-group of the map and the like are not modelled. */
  readonly accessIn?: string;
}

/** One child configuration: what a tunnel carries and how. */
export type Child = Entity<ChildFields> & {
  /** Ids of {@link ChildProposal}s, in order of preference. */
  readonly proposals: readonly string[];
  /** strongSwan: every local selector with every remote one. */
  readonly localTs: readonly TrafficSelector[];
  readonly remoteTs: readonly TrafficSelector[];
  /** IOS: each permit line is an SA pair of its own; deny lines are kept in order. Absent: use the lists above. */
  readonly pairs?: readonly SelectorPair[];
  /** IOS dynamic map without ACL, virtual template: takes whatever the peer proposes. */
  readonly acceptsAny?: boolean;
};

/** A traffic selector (RFC 7296, 3.13). */
export interface TrafficSelector {
  readonly kind: 'network' | 'dynamic' | 'unknown';
  /** `192.168.1.0/24`, `10.0.0.1-10.0.0.9`, empty for `dynamic`. */
  readonly network: string;
  /** IP protocol, 0 = any. */
  readonly protocol: number;
  /** Inclusive; 0 to 65535 = any; 65535 to 0 = opaque. */
  readonly portFrom: number;
  readonly portTo: number;
  /** IOS: wildcard that is not a prefix; `network` is then the enclosing prefix. */
  readonly wildcard?: AddressMatch;
  readonly origin: Provenance;
}

export interface SelectorPair {
  readonly action: 'permit' | 'deny';
  readonly local: TrafficSelector;
  readonly remote: TrafficSelector;
  readonly origin: Provenance;
}

/* ---------------------------------------------------------------- notices, definitions */

/** Something about the text itself that rules of the groups `syntax` and `reference` report. */
export interface Notice {
  readonly kind: /** A statement in a claimed block that is not understood. */
    | 'not-understood'
    /** The platform refuses the whole file. */
    | 'file-rejected'
    /** The platform drops one connection. */
    | 'connection-rejected'
    /** Accepted and without effect. */
    | 'ignored'
    /** Another product's language. */
    | 'foreign'
    /** A crypto object that cannot work as it stands (map entry without peer...). */
    | 'incomplete';
  /** One sentence without a full stop; text from the configuration in it is quoted and not yet made safe for display. */
  readonly message: string;
  /** `did you mean`, or what to write instead. */
  readonly suggestion?: string;
  /** The word that is misspelt: {@link suggestion} is, or quotes, what was meant. */
  readonly misspelt?: Span;
  /** Where a comment may begin that takes out a statement without any effect. */
  readonly idle?: Span;
  /** What the daemon logs. */
  readonly log?: string;
  readonly origin: Provenance;
}

/** Kinds of named objects, for `reference/undefined` and `reference/unused`. */
export type ObjectKind =
  | 'access-list'
  | 'object-group'
  | 'crypto-map'
  | 'dynamic-map'
  | 'transform-set'
  | 'ipsec-profile'
  | 'isakmp-profile'
  | 'keyring'
  | 'ikev2-proposal'
  | 'ikev2-policy'
  | 'ikev2-profile'
  | 'ikev2-keyring'
  | 'ikev2-authorization-policy'
  | 'certificate-map'
  | 'trustpoint'
  | 'route-map'
  | 'nat-pool'
  | 'address-pool'
  | 'client-group'
  | 'interface'
  | 'zone'
  | 'class-map'
  | 'policy-map'
  | 'gdoi-group'
  | 'ezvpn-client'
  | 'vrf'
  | 'time-range'
  | 'conn'
  | 'section';

export interface Definition {
  readonly kind: ObjectKind;
  readonly name: string;
  readonly span: Span;
  /** Crypto objects are reported when nothing uses them; access lists and the like are not. */
  readonly crypto: boolean;
}

export interface Reference {
  readonly kind: ObjectKind;
  readonly name: string;
  readonly span: Span;
  /** What uses it: `crypto map VPN 10`. */
  readonly by: string;
  /** Undefined is harmless here (documented default, optional object). */
  readonly optional?: boolean;
}

/* ---------------------------------------------------------------- IOS */

/** Device-wide IKE and IPsec settings of IOS and the objects that the responder searches. */
export interface IosCryptoFields {
  readonly isakmpEnabled: boolean;
  readonly aggressiveModeDisabled: boolean;
  /** Identity that IKEv1 sends unless a profile says otherwise. */
  readonly isakmpIdentity: 'address' | 'hostname' | 'dn';
  /** UDP encapsulation (NAT-T) is offered. */
  readonly natTraversal: boolean;
  readonly spiMatching: boolean;
  /** Seconds, 0 = none are sent. */
  readonly isakmpNatKeepalive: number;
  readonly ikev2NatKeepalive: number;
  /** Seconds, 0 = DPD is off. */
  readonly isakmpKeepalive: number;
  readonly ikev2Dpd: number;
  readonly isakmpFragmentation: boolean;
  readonly ikev2Fragmentation: boolean;
  readonly isakmpDefaultPolicyDisabled: boolean;
  readonly ikev2DefaultPolicyDisabled: boolean;
  /** `crypto engine compliance shield disable`. */
  readonly shieldDisabled: boolean;
  readonly replayWindow: number;
  readonly saLifetime: number;
  readonly saLifetimeKilobytes: number;
  readonly dfBit: 'clear' | 'set' | 'copy';
  /** `ip nat service list ACL IKE preserve-port`. */
  readonly natPreservesIkePort: boolean;
}

export type IosCrypto = Entity<IosCryptoFields> & {
  readonly isakmpProfiles: readonly IsakmpProfile[];
  readonly keyrings: readonly Keyring[];
  readonly isakmpPeers: readonly IsakmpPeer[];
  readonly ikev2Policies: readonly Ikev2Policy[];
  readonly ikev2Profiles: readonly Ikev2Profile[];
  readonly ikev2Keyrings: readonly Ikev2Keyring[];
  readonly ipsecProfiles: readonly IpsecProfile[];
  readonly certificateMaps: readonly CertificateMap[];
  readonly trustpoints: readonly Trustpoint[];
  readonly clientGroups: readonly ClientGroup[];
};

export interface IsakmpProfileFields {
  readonly name: string;
  readonly initiateAggressive: boolean;
  readonly selfIdentity?: 'address' | 'fqdn' | 'user-fqdn';
  readonly selfIdentityValue?: string;
  /** Keyrings in order, `default` = the global keys. */
  readonly keyrings: readonly string[];
  readonly localAddress?: string;
  readonly vrf?: string;
  readonly virtualTemplate?: number;
  readonly clientAuthentication?: string;
  readonly authorization?: string;
  readonly trustpoint?: string;
  readonly keepalive?: number;
}

export type IsakmpProfile = Entity<IsakmpProfileFields> & {
  readonly matches: readonly Identity[];
};

export interface KeyringFields {
  readonly name: string;
  readonly vrf?: string;
  readonly localAddress?: string;
}

/** IKEv1 keyring; its keys are {@link Secret}s with `keyring` set. */
export type Keyring = Entity<KeyringFields>;

export interface IsakmpPeerFields {
  /** Address or host name. */
  readonly peer: string;
  readonly vrf?: string;
  /** Both `client-endpoint` and `password` make the initiator use aggressive mode. */
  readonly endpointType?: 'fqdn' | 'user-fqdn' | 'ipv4-address' | 'ipv6-address';
  readonly endpoint?: string;
  /** Id of the {@link Secret}. */
  readonly password?: string;
}

export type IsakmpPeer = Entity<IsakmpPeerFields>;

export interface Ikev2PolicyFields {
  readonly name: string;
  readonly fvrf?: string;
  readonly localAddresses: readonly string[];
  /** Ids of {@link IkeProposal}s. */
  readonly proposals: readonly string[];
  readonly builtIn: boolean;
}

export type Ikev2Policy = Entity<Ikev2PolicyFields>;

export interface Ikev2ProfileFields {
  readonly name: string;
  readonly fvrf?: string;
  /** Address or interface of `match address local`. */
  readonly localMatch?: string;
  readonly identityLocal?: 'address' | 'fqdn' | 'email' | 'key-id' | 'dn';
  readonly identityLocalValue?: string;
  readonly localAuth?: AuthMethod;
  readonly remoteAuth: readonly AuthMethod[];
  readonly keyring?: string;
  readonly keyringAaa?: boolean;
  /** Seconds. */
  readonly lifetime: number;
  readonly dpd: number;
  readonly natKeepalive: number;
  readonly forceEncapsulation: boolean;
  readonly virtualTemplate?: number;
  /** Clones take the tunnel mode of the peer (`virtual-template N mode auto`). */
  readonly virtualTemplateAuto?: boolean;
  readonly ivrf?: string;
  readonly shutdown: boolean;
}

export type Ikev2Profile = Entity<Ikev2ProfileFields> & {
  readonly matches: readonly Identity[];
  /** Inline keys: ids of {@link Secret}s. */
  readonly localKey?: string;
  readonly remoteKey?: string;
  readonly trustpoints: readonly Atom<string>[];
};

/** IKEv2 keyring; its keys are {@link Secret}s with `keyring` and `peerLabel` set. */
export type Ikev2Keyring = Entity<{ readonly name: string }> & { readonly peers: readonly Ikev2KeyringPeer[] };

export interface Ikev2KeyringPeerFields {
  readonly label: string;
  /** `192.0.2.0/24`; a host has `/32`; `0.0.0.0/0` is any. */
  readonly address?: string;
  readonly hostname?: string;
}

export type Ikev2KeyringPeer = Entity<Ikev2KeyringPeerFields> & { readonly identity?: Identity };

export interface IpsecProfileFields {
  readonly name: string;
  /** Ids of {@link ChildProposal}s. */
  readonly proposals: readonly string[];
  readonly pfs?: number;
  readonly isakmpProfile?: string;
  readonly ikev2Profile?: string;
  readonly lifetime: number;
  readonly responderOnly: boolean;
}

export type IpsecProfile = Entity<IpsecProfileFields>;

export type CertificateMap = Entity<{ readonly name: string }> & {
  readonly conditions: readonly { readonly sequence: number; readonly text: string; readonly origin: Provenance }[];
};

export interface TrustpointFields {
  readonly name: string;
  readonly enrollment?: string;
  readonly subjectName?: string;
  readonly revocationCheck?: string;
  /** A certificate chain for it is in the text. */
  readonly hasCertificate: boolean;
}

export type Trustpoint = Entity<TrustpointFields>;

export interface ClientGroupFields {
  readonly name: string;
  readonly pool?: string;
  /** Id of the {@link Secret}. */
  readonly key?: string;
}

/** `crypto isakmp client configuration group`. */
export type ClientGroup = Entity<ClientGroupFields>;

/* ---------------------------------------------------------------- strongSwan */

export interface CharonFields {
  /** UDP ports of the daemon; 0 = random. */
  readonly port: number;
  readonly portNatT: number;
  /** `i_dont_care_about_security_and_use_aggressive_mode_psk`. */
  readonly aggressivePskAllowed: boolean;
  readonly preferConfiguredProposals: boolean;
  readonly acceptPrivateAlgorithms: boolean;
  readonly sendVendorId: boolean;
  /** Seconds, 0 = none. */
  readonly keepAlive: number;
  readonly initiatorOnly: boolean;
  readonly makeBeforeBreak: boolean;
  readonly closeIkeOnChildFailure: boolean;
  readonly multipleAuthentication: boolean;
  readonly signatureAuthentication: boolean;
  readonly rdnMatching: 'strict' | 'reordered' | 'relaxed';
  readonly replayWindow: number;
  /** `kernel-libipsec` is loaded: encapsulation is always forced, ESP tunnel mode only. */
  readonly userlandEsp: boolean;
  readonly retransmitTries: number;
  /** ipsec.conf `uniqueids`, `strictcrlpolicy`. */
  readonly backend: 'vici' | 'stroke' | 'both' | 'none';
}

/** `charon.*` of strongswan.conf and what `config setup` adds. */
export type CharonSettings = Entity<CharonFields> & {
  /** Every other setting that was written, by path, for rules and views. */
  readonly others: readonly { readonly path: string; readonly value: string; readonly origin: Provenance }[];
};
