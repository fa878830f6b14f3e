import type { Provenance } from '../../model/provenance.ts';
import type { AuthMethod, CertificateRef, Child, Device, Gateway, IdentityType, Secret, Transform } from '../../model/types.ts';
import type { Detail, Evidence, Reason, Side } from '../verdict.ts';
import type { Dialled, NameAnswer } from './path.ts';

/*
 * What the two vendors exchange, in terms of the wire, and the decisions that each of them takes.
 * The drivers (`ikev1.ts`, `quick.ts`, `ikev2.ts`) know the protocol; an {@link Implementation} knows what one product does in it.
 */

export type Exchange = 'main' | 'aggressive' | 'ikev2';

/** Authentication method attribute of IKEv1: `init` and `resp` tell which end XAuth authenticates. */
export type Phase1Method =
  | 'psk'
  | 'pubkey'
  | 'rsa-encr'
  | 'xauth-init-psk'
  | 'xauth-resp-psk'
  | 'xauth-init-pubkey'
  | 'xauth-resp-pubkey'
  | 'hybrid-init-pubkey'
  | 'hybrid-resp-pubkey';

/** A decision that ends the negotiation. */
export interface Refusal {
  readonly refused: true;
  readonly reason: Reason;
  readonly detail?: Detail;
  /** One or two plain sentences. */
  readonly explanation: string;
  /** The deciding place first, then the other side's. */
  readonly evidence: readonly Evidence[];
  /** The decision depends on something that cannot be known: this would settle it. The verdict is then unknown. */
  readonly question?: string;
  /** Nothing is answered: the peer sees silence. */
  readonly silent?: boolean;
  /** It is the other end that notices, by the answer that it gets: the SA is already up here. */
  readonly late?: boolean;
}

/** True when a decision went against the peer. */
export function isRefusal(outcome: object): outcome is Refusal {
  return 'refused' in outcome;
}

/** One proposal on the wire, with alternatives of each kind; IKEv1 has exactly one of each. */
export interface Offer {
  readonly protocol: 'ike' | 'esp' | 'ah';
  readonly encryption: readonly Transform[];
  readonly integrity: readonly Transform[];
  /** IKEv1: the hash, as PRF. */
  readonly prf: readonly Transform[];
  /** id 0 is `none`. */
  readonly ke: readonly Transform[];
  readonly esn: readonly Transform[];
  /** IKEv1 phase 1. */
  readonly authentication?: Phase1Method;
  /** IOS: AH in one proposal with ESP. */
  readonly bundledAh?: readonly Transform[];
  /** Where it is from. */
  readonly origin: Provenance;
  /** As it is shown: `aes-128-cbc hmac-sha2-256 modp2048`. */
  readonly name: string;
  /** Id of the model's proposal. */
  readonly proposal?: string;
}

/** What was agreed on. */
export interface Agreement {
  readonly protocol: 'ike' | 'esp' | 'ah';
  readonly encryption?: Transform;
  readonly integrity?: Transform;
  readonly prf?: Transform;
  readonly ke?: Transform;
  readonly esn?: Transform;
  readonly authentication?: Phase1Method;
  /** IOS: AH that goes with the ESP. */
  readonly bundledAh?: readonly Transform[];
  /** The offer that was taken, by position. */
  readonly offer: number;
}

/** An identity as it stands in an ID payload. */
export interface WireIdentity {
  readonly type: IdentityType;
  readonly value: string;
  /** Where it is from. */
  readonly origin: Provenance;
}

/** How an end proves who it is. */
export interface Credentials {
  readonly identity: WireIdentity;
  /** `psk`, `pubkey`, `eap` (no AUTH payload yet), `xauth` is a round of its own. */
  readonly method: AuthMethod;
  /** Method as configured: `eap-md5`, `ecdsa-256`. */
  readonly detail?: string;
  /** The key that AUTH or HASH is made with. */
  readonly key?: Secret;
  /** The certificate that proves the identity, when it is among the inputs. */
  readonly certificate?: CertificateRef;
  /** The certificate itself is sent. */
  readonly certificateSent?: boolean;
  /** Further certificates that this end has: intermediate authorities that go with it. */
  readonly chain?: readonly CertificateRef[];
  /** EAP identity and key, XAuth user and password. */
  readonly user?: WireIdentity;
  readonly userKey?: Secret;
  /** IKEv2: the identity that the peer is asked to have. */
  readonly expected?: WireIdentity;
  /** IKEv2: how many further rounds of this end follow (RFC 4739); absent: none. */
  readonly further?: number;
  /** A post-quantum pre-shared key goes into the keys (RFC 8784). */
  readonly ppk?: boolean;
  /** This end lets the peer authenticate by EAP alone. */
  readonly eapOnly?: boolean;
  /** INITIAL_CONTACT and the like play no part. */
  readonly origin: Provenance;
}

/** A traffic selector as a range. Addresses are big-endian numbers: 32 or 128 bits. */
export interface Range {
  readonly family: 4 | 6;
  readonly from: bigint | number;
  readonly to: bigint | number;
  /** 0 = any. */
  readonly protocol: number;
  /** 0 to 65535 = any, 65535 to 0 = opaque. */
  readonly portFrom: number;
  readonly portTo: number;
  readonly origin: Provenance;
}

/** What an initiator asks for in quick mode, IKE_AUTH or CREATE_CHILD_SA. */
export interface ChildRequest {
  readonly offers: readonly Offer[];
  /** The initiator's own traffic. IKEv1: one. */
  readonly initiatorTs: readonly Range[];
  readonly responderTs: readonly Range[];
  readonly mode: 'tunnel' | 'transport' | 'beet';
  /** Addresses before translation (NAT-OA, or IKEv2 transport mode). */
  readonly originalAddresses?: { readonly initiator: string | undefined; readonly responder: string | undefined };
  /** Security label that goes with the selectors (IKEv2 only). */
  readonly label?: string;
  /** IKEv2, IKE_AUTH: KE is not part of the comparison. */
  readonly keStripped: boolean;
}

/** What a responder agrees to. */
export interface ChildAnswer {
  readonly child: Child;
  readonly agreement: Agreement;
  readonly initiatorTs: readonly Range[];
  readonly responderTs: readonly Range[];
  readonly mode: 'tunnel' | 'transport' | 'beet';
}

/** What an end knows of the vendor at the other end, from its vendor ids. */
export interface VendorFacts {
  readonly platform: 'ios' | 'strongswan';
  /** It announces NAT traversal (RFC 3947), or sends NAT_DETECTION notifies. */
  readonly natTraversal: boolean;
  /** The strongSwan vendor id is sent. */
  readonly strongswanId: boolean;
  /** Certificate requests are sent. */
  readonly asksForCertificates: boolean;
  /** IKEv2: several rounds of authentication are supported (RFC 4739). */
  readonly severalRounds: boolean;
}

/** What an end has concluded from NAT detection. */
export interface NatView {
  readonly here: boolean;
  readonly there: boolean;
  /** No NAT is seen, but this end pretends. */
  readonly forced: boolean;
}

/** One end of a negotiation and what it knows so far. Drivers fill it in as messages arrive. */
export interface End {
  readonly side: Side;
  readonly device: Device;
  readonly other: Device;
  readonly version: 1 | 2;
  readonly exchange: Exchange;
  /** The configuration in use; for a responder the best match so far. */
  gateway: Gateway | undefined;
  child: Child | undefined;
  /** Every configuration that is still possible, best first (responders). */
  candidates: readonly Gateway[];
  ownAddress: string | undefined;
  ownAddresses: readonly string[] | undefined;
  /** The other end, as seen here. */
  peerAddress: string | undefined;
  ownPort: number;
  peerPort: number | 'translated';
  nat: NatView;
  peer: VendorFacts;
  /** What was agreed on in phase 1, IKE_SA_INIT. */
  ike: Agreement | undefined;
  /** The pre-shared key in use (IKEv1). */
  key: Secret | undefined;
  /** Identity that this end has sent and that it has received. */
  ownIdentity: WireIdentity | undefined;
  peerIdentity: WireIdentity | undefined;
  /** The peer signs with a certificate that is not among the inputs: what is in it is not known. */
  peerUnseen: boolean;
  /** Virtual address: asked for and given. */
  virtualAddress: 'none' | 'asked' | 'given';
  /** The given virtual address as a range, when known; undefined: one out of a pool. */
  virtualRange: Range | undefined;
  /** What the verdict rests on without proof. */
  readonly assumptions: Set<string>;
  /** Host names as this end resolves them, asked for an address of its own or of the peer. */
  resolve(name: string, whose?: 'own' | 'peer'): NameAnswer;
}

/** A datagram as it arrives. */
export interface Arrival {
  readonly sourcePort: number | 'translated';
  readonly destinationPort: number;
  readonly nonEspMarker: boolean;
}

/** Why a datagram that arrived is not heard. */
export interface Unheard {
  readonly because: string;
  readonly detail: Detail;
  readonly evidence: readonly Evidence[];
}

/** How an initiator begins. */
export interface Start {
  readonly version: 1 | 2;
  readonly exchange: Exchange;
  /** Addresses in the order in which they are tried. */
  readonly dial: readonly Dialled[];
  /** Undefined: the address that routing chooses. */
  readonly localAddress?: string | undefined;
  readonly sourcePort: number;
  readonly destinationPort: number;
  /** The own address is not known when the first message is built: NAT detection then speaks of a NAT that is not there. */
  readonly sourceUnknown?: boolean;
}

/** What an initiator says first in IKEv2, or in message 1 of aggressive mode. */
export interface Hello {
  readonly offers: readonly Offer[];
  /** The group of the KE payload (IKEv2, aggressive mode). */
  readonly ke?: Transform | undefined;
}

/** What an IKEv2 initiator asks for in IKE_AUTH. */
export interface AuthRequest {
  readonly credentials: Credentials;
  /** Absent: childless initiation. */
  readonly child?: ChildRequest;
  /** Virtual addresses asked for, as written. */
  readonly asks: readonly string[];
}

/** What an IKEv2 responder answers in IKE_AUTH. */
export interface AuthResponse {
  /** The connection that the child is then searched in. */
  readonly gateway: Gateway;
  readonly credentials: Credentials;
  /** EAP follows. */
  readonly eap?: EapDemand;
}

/** The EAP method that a server begins with. */
export interface EapDemand {
  /** `eap-md5`, `eap-mschapv2`, ...; `eap-radius`: decided by another server. */
  readonly method: string;
  /** EAP-Identity is asked for first. */
  readonly asksIdentity: boolean;
  /** The identity that the server looks keys up by when it does not ask. */
  readonly fixedIdentity?: WireIdentity;
  readonly origin: Provenance;
}

/**
 * What one product does. Every decision is a pure function of what the end knows; none throws. Functions that choose a
 * configuration return it, and the driver stores it in the {@link End}.
 */
export interface Implementation {
  readonly platform: 'ios' | 'strongswan';

  /** What the peer learns from vendor ids of this end. */
  vendor(end: End): VendorFacts;
  /**
   * Whether a datagram that arrived is taken for IKE: something listens on the port, and the non-ESP marker is there where the
   * end expects it. Otherwise why not.
   */
  receives(end: End, datagram: Arrival): true | Unheard;
  /** Whether this end answers requests at all (`initiator_only`). */
  answers(device: Device): true | Unheard;
  /** Source and destination port after the float, for an initiator that decided to float. */
  floatedPorts(end: End): { readonly source: number; readonly destination: number };
  /** IKEv2 without NAT: does the initiator move to 4500 anyway (MOBIKE)? */
  floatsWithoutNat(end: End): boolean;
  /** This end pretends to be behind a NAT. */
  forcesEncapsulation(end: End): boolean;

  /* initiator */
  /** How this child is started; never asks for the path. */
  start(
    device: Device,
    gateway: Gateway,
    child: Child | undefined,
    other: Device,
    resolve: (name: string, whose?: 'own' | 'peer') => NameAnswer,
  ): Start | Refusal;
  /** What stops this initiator before message 1 leaves, once its address is known. */
  hello(end: End): Hello | Refusal;
  /** IKEv1: what this initiator says of the responder's selection, which holds what IKEv1 can write of a proposal. */
  acceptsSelection(end: End, agreement: Agreement): true | Refusal;
  /** Another group was asked for (INVALID_KE_PAYLOAD), or chosen in aggressive mode. */
  acceptsGroup(end: End, hello: Hello, agreement: Agreement): true | Refusal;

  /* responder, phase 1 and IKE_SA_INIT */
  /** Configurations for these addresses and this version, best first; at least one. */
  selectIkeConfig(end: End): { readonly candidates: readonly Gateway[] } | Refusal;
  /** Chooses among the offers; may narrow the candidates. */
  selectIkeProposal(end: End, hello: Hello): { readonly agreement: Agreement; readonly candidates: readonly Gateway[] } | Refusal;

  /* IKEv1 */
  /** The pre-shared key before identities are known (main mode), both ends. */
  mainModeKey(end: End): { readonly key?: Secret } | Refusal;
  /** What this end sends in main mode 5 or 6, aggressive mode 1 to 3. */
  credentials(end: End): Credentials | Refusal;
  /**
   * Responder: chooses the configuration for this peer and verifies it; initiator: checks the responder. The order of checks is
   * the implementation's own.
   */
  verify(end: End, peer: Credentials): { readonly gateway: Gateway } | Refusal;
  /** Responder: what makes it ask for a user (XAuth) although the method that was agreed on does not say so. */
  asksUser(end: End): Evidence | undefined;
  /** Client: what it answers to an XAuth request. */
  xauthAnswer(end: End): Credentials | Refusal;
  /** Server: checks the client's answer. */
  xauthVerify(end: End, client: Credentials): true | Refusal;
  /** Mode config: does this end pull, push, give or take virtual addresses? */
  modeConfig(end: End): ModeConfig;
  /**
   * Responder: gives an address to a peer that asked (or not): the address as a range where it is known. IKEv2 ends the child
   * where it cannot be given or was not asked for, IKEv1 goes on.
   */
  assign(end: End, asked: readonly string[]): Assignment | Refusal;

  /* IKEv2 */
  authRequest(end: End): AuthRequest | Refusal;
  /**
   * Responder: selects by identities, verifies, and says how it authenticates itself. `gateway` is the connection that the child
   * is then searched in.
   */
  authRespond(end: End, request: AuthRequest): AuthResponse | Refusal;
  /** Client: answers an EAP request. */
  eapAnswer(end: End, demand: EapDemand): Credentials | Refusal;
  /** Server: checks the answer. */
  eapVerify(end: End, demand: EapDemand, answer: Credentials): true | Refusal;
  /** What this end proves of itself in a further round; undefined: that it has no such round. The first one is round 0. */
  furtherRound(end: End, round: number): Credentials | Refusal | undefined;
  /** What it makes of the peer's further round; `gateway` is the connection that still fits. */
  furtherVerify(end: End, peer: Credentials, round: number): { readonly gateway: Gateway; readonly eap?: EapDemand } | Refusal;
  /** Whether the child comes with IKE_AUTH (RFC 6023). */
  childless(end: End): 'allow' | 'force' | 'never';

  /* child */
  childRequest(end: End, keStripped: boolean): ChildRequest | Refusal;
  /** Initiator: SA pairs that the child needs besides the first, each in an exchange of its own. Absent: there are none. */
  furtherRequests?(end: End): readonly ChildRequest[];
  childRespond(end: End, request: ChildRequest): ChildAnswer | Refusal;
  childAccept(end: End, request: ChildRequest, answer: ChildAnswer): true | Refusal;
  /** Installs the SA; refusals have the reasons `kernel` and `ah-nat`. */
  install(end: End, answer: ChildAnswer, mode: 'tunnel' | 'transport' | 'beet', encapsulated: boolean): true | Refusal;
}

/** What a responder gives. */
export interface Assignment {
  readonly given: boolean;
  readonly range?: Range | undefined;
}

/** Mode config as one end would do it (IKEv1). */
export interface ModeConfig {
  /** Addresses that it asks for (as written, `0.0.0.0` for any). */
  readonly asks: readonly string[];
  /** Responder: has pools to give from. */
  readonly gives: boolean;
  readonly pull: boolean;
}
