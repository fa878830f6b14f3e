import type { Device } from '../../../model/types.ts';
import type {
  Agreement,
  Assignment,
  End,
  Hello,
  Implementation,
  ModeConfig,
  Offer,
  Refusal,
  VendorFacts,
} from '../implementation.ts';
import { addressRange, rangeOf } from '../ranges.ts';
import { gatewayPlace, place, questionAbout, refuse } from '../refusals.ts';
import { mistakeFirst } from '../suspect.ts';
import { movedName } from './addresses.ts';
import { authRequest, authRespond, furtherRound, furtherVerify, verifyIkev2Responder } from './auth.ts';
import { hasPrivateKey, noPrivateKey } from './certificates.ts';
import { childAccept, childRequest, childRespond, install } from './child.ts';
import { askedAddresses, configuresPlugin, connections } from './lookup.ts';
import { addressCandidates } from './peers.ts';
import { mainModeKey, phase1Credentials, phase1Method, verifyPhase1 } from './phase1.ts';
import { allows, configuredIke, firstGroup, phase1Offers, select } from './proposals.ts';
import { answers, floatedPorts, receives, start } from './start.ts';
import { eapAnswer, eapVerify, xauthAnswer, xauthVerify } from './users.ts';

/** What charon does: strongSwan 5.9 as Debian builds it, and 6.x where it differs. */
export const strongswan: Implementation = {
  platform: 'strongswan',
  vendor,
  receives,
  answers,
  floatedPorts,
  floatsWithoutNat: (end) => end.gateway?.mobike !== false,
  forcesEncapsulation: (end) => end.gateway?.forceEncapsulation === true || end.device.charon?.userlandEsp === true,
  start,
  hello,
  acceptsSelection,
  acceptsGroup,
  selectIkeConfig,
  selectIkeProposal,
  mainModeKey,
  credentials: phase1Credentials,
  verify: (end, peer) => (end.version === 1 ? verifyPhase1(end, peer) : verifyIkev2Responder(end, peer)),
  asksUser: () => undefined,
  xauthAnswer,
  xauthVerify,
  modeConfig,
  assign,
  authRequest,
  authRespond,
  eapAnswer,
  eapVerify,
  furtherRound,
  furtherVerify,
  childless,
  childRequest,
  childRespond,
  childAccept,
  install,
};

function vendor(end: End): VendorFacts {
  const gateways = end.gateway === undefined ? connections(end.device) : [end.gateway];
  return {
    platform: 'strongswan',
    natTraversal: true,
    strongswanId: end.device.charon?.sendVendorId === true,
    asksForCertificates: gateways.some((gateway) => gateway.sendCertRequest),
    severalRounds: end.device.charon?.multipleAuthentication !== false,
  };
}

function hello(end: End): Hello | Refusal {
  const { gateway } = end;
  if (gateway === undefined) return unsupported(end);
  const configured = configuredIke(end.device, gateway);
  if (end.version === 2) return { offers: configured, ke: firstGroup(configured) };
  const method = phase1Method(gateway, true);
  if (method === undefined) return unsupported(end);
  if (method.endsWith('pubkey') && !method.startsWith('hybrid') && !hasPrivateKey(end, gateway.localAuth[0]))
    return noPrivateKey(end, gateway);
  const offers = phase1Offers(configured, method);
  return { offers, ke: end.exchange === 'aggressive' ? firstGroup(configured) : undefined };
}

function unsupported(end: End): Refusal {
  const round = end.gateway?.localAuth[0] ?? end.gateway?.remoteAuth[0];
  return refuse({
    reason: 'auth',
    detail: 'auth-method',
    explanation: `The authentication of connection ${end.gateway?.name ?? ''} is not one that IKEv1 has.`,
    evidence: [place(end, round?.at.method, 'authentication'), gatewayPlace(end, 'version = 1')],
  });
}

/** IKEv1 cannot write the PRF of a proposal, nor sequence numbers: an initiator that demands them refuses what it offered itself. */
function acceptsSelection(end: End, agreement: Agreement): true | Refusal {
  const { gateway } = end;
  if (gateway === undefined || allows(end.device, gateway, agreement)) return true;
  const [offer] = configuredIke(end.device, gateway);
  return refuse({
    reason: 'ike-proposal',
    detail: 'algorithms',
    explanation: `${end.device.name} demands ${offer?.name ?? 'a proposal'}, of which IKEv1 cannot write everything: it refuses what the responder chooses.`,
    evidence: [place(end, offer?.origin, `demands ${offer?.name ?? ''}`)],
  });
}

function acceptsGroup(end: End, hello: Hello, agreement: Agreement): true | Refusal {
  if (end.version === 2 || hello.ke === undefined || agreement.ke === undefined || hello.ke.id === agreement.ke.id) return true;
  return refuse({
    reason: 'ke-group',
    explanation: `In aggressive mode the key exchange is sent with the first message: ${end.device.name} sends ${hello.ke.name}, the responder chooses ${agreement.ke.name}.`,
    evidence: [
      place(end, hello.ke.origin, `sends ${hello.ke.name}`),
      { side: 'responder', origin: agreement.ke.origin, message: `chooses ${agreement.ke.name}` },
    ],
  });
}

function selectIkeConfig(end: End): { readonly candidates: End['candidates'] } | Refusal {
  const candidates = addressCandidates(end);
  if (candidates.length > 0) return { candidates };
  const all = connections(end.device);
  const otherVersion = all.find((gateway) => gateway.version !== 0 && gateway.version !== end.version);
  const fitting = addressCandidates({ ...end, version: end.version === 1 ? 2 : 1, assumptions: new Set() });
  const [first] = all;
  const byVersion = fitting.length > 0;
  const wrong = byVersion ? (fitting[0] ?? otherVersion) : first;
  const addresses = `${end.ownAddress ?? 'its address'} and ${end.peerAddress ?? 'the address of the peer'}`;
  return refuse({
    reason: 'no-ike-config',
    detail: byVersion ? 'version' : first === undefined ? 'no-config' : 'address',
    explanation: byVersion
      ? `${end.device.name} has a connection for these addresses, but not for IKEv${end.version}.`
      : `${end.device.name} has no connection for ${addresses}.`,
    evidence: [
      byVersion
        ? place(end, wrong?.at.version, `version = ${wrong?.version ?? ''}`)
        : place(end, wrong?.remote[0]?.origin ?? wrong?.local[0]?.origin, 'expects other addresses'),
      wrong === undefined
        ? undefined
        : { side: end.side, origin: { kind: 'written', ...wrong.header }, message: `connection ${wrong.name}` },
    ],
    question: moved(end) ?? questionAbout(end.device, 'a connection for these addresses'),
  });
}

function moved(end: End): string | undefined {
  const name = connections(end.device)
    .map((gateway) => movedName(end, gateway))
    .find((one) => one !== undefined);
  return name === undefined ? undefined : `Does ${name} resolve to ${end.peerAddress ?? end.other.name} by now?`;
}

function selectIkeProposal(
  end: End,
  hello: Hello,
): { readonly agreement: Agreement; readonly candidates: End['candidates'] } | Refusal {
  const { charon } = end.device;
  const rules = {
    preferReceived: charon?.preferConfiguredProposals === false,
    skipPrivate: !end.peer.strongswanId && charon?.acceptPrivateAlgorithms !== true,
  };
  const tried = end.version === 1 ? end.candidates.slice(0, 1) : end.candidates;
  for (const gateway of tried) {
    const agreement = select(configuredIke(end.device, gateway), hello.offers, rules);
    if (typeof agreement === 'string') continue;
    const refusal = end.exchange === 'aggressive' ? aggressiveKeyRefused(end, agreement) : undefined;
    if (refusal !== undefined) return refusal;
    const candidates = end.version === 1 ? end.candidates : [gateway, ...end.candidates.filter((other) => other !== gateway)];
    return { agreement, candidates };
  }
  return noIkeProposal(end, hello);
}

function aggressiveKeyRefused(end: End, agreement: Agreement): Refusal | undefined {
  const { charon } = end.device;
  if (agreement.authentication?.endsWith('psk') !== true || charon?.aggressivePskAllowed === true) return undefined;
  return refuse({
    reason: 'aggressive-psk-refused',
    explanation: `${end.device.name} refuses pre-shared keys in aggressive mode: they can be guessed offline from the answer.`,
    evidence: [
      place(end, charon?.at.aggressivePskAllowed, 'i_dont_care_about_security_and_use_aggressive_mode_psk = no'),
      place(end, end.candidates[0]?.at.aggressive, 'aggressive mode'),
    ],
  });
}

function noIkeProposal(end: End, hello: Hello): Refusal {
  const [gateway] = end.candidates;
  const configured = gateway === undefined ? [] : configuredIke(end.device, gateway);
  const list = (offers: readonly Offer[]): string => [...new Set(offers.map(({ name }) => name))].join(', ') || 'nothing';
  return refuse({
    reason: 'ike-proposal',
    detail: 'algorithms',
    explanation: `No IKE proposal is acceptable to both ends: ${list(hello.offers)} is offered, ${list(configured)} is accepted.`,
    evidence: mistakeFirst(
      {
        offers: hello.offers,
        place:
          hello.offers[0] === undefined
            ? undefined
            : { side: 'initiator', origin: hello.offers[0].origin, message: `offers ${list(hello.offers)}` },
      },
      { offers: configured, place: place(end, configured[0]?.origin, `accepts ${list(configured)}`) },
    ),
  });
}

function modeConfig(end: End): ModeConfig {
  const asks = askedAddresses(end.gateway);
  return { asks, gives: (end.gateway?.pools.length ?? 0) > 0, pull: end.gateway?.pull !== false };
}

function assign(end: End, asked: readonly string[]): Assignment | Refusal {
  const pools = end.gateway?.pools ?? [];
  const families = new Set(asked.map((text) => (text.includes(':') || text === '%any6' ? 6 : 4)));
  const usable = pools
    .map(({ value }) => poolRange(end.device, value))
    .find((range) => range !== undefined && families.has(range.family));
  if (asked.length === 0) {
    if (end.version === 1 || pools.length === 0) return { given: false };
    return addressRefusal(end, `${end.device.name} gives addresses to its peers, but ${end.other.name} does not ask for one.`);
  }
  if (usable === undefined) {
    const echoed = pools.some(({ value }) => /^%(?:config|cfg|modecfg|modeconfig)/.test(value))
      ? requestedRange(end, asked)
      : undefined;
    if (echoed !== undefined) return { given: true, range: echoed };
    const elsewhere = pools.find(({ value }) => fromElsewhere(end.device, value));
    if (elsewhere !== undefined) return fromPlugin(end, elsewhere.value, families);
    if (end.version === 1) return { given: false };
    return addressRefusal(end, `${end.other.name} asks for a virtual address, and ${end.device.name} has none to give.`);
  }
  return { given: true, range: usable };
}

/** `rightsourceip=%config`: the peer gets the address that it asks for. */
function requestedRange(end: End, asked: readonly string[]): Assignment['range'] {
  const origin = end.gateway?.pools[0]?.origin ?? { kind: 'derived' as const, from: [], how: 'the address that was asked for' };
  const [text] = asked.filter((one) => one !== '0.0.0.0' && one !== '::' && !one.startsWith('%'));
  return text === undefined ? undefined : (rangeOf(text, origin) ?? rangeOf('0.0.0.0/0', origin));
}

/** A pool that a plugin provides: a database, DHCP, RADIUS. */
function fromElsewhere(device: Device, pool: string): boolean {
  if (device.pools.some(({ name }) => name === pool)) return false;
  return ['attr-sql', 'sql', 'dhcp', 'eap-radius'].some((plugin) => configuresPlugin(device, plugin)) || pool === 'dhcp';
}

function fromPlugin(end: End, pool: string, families: ReadonlySet<number>): Assignment {
  end.assumptions.add(`the pool ${pool} of ${end.device.name} has a free address`);
  return { given: true, range: rangeOf(families.has(4) ? '0.0.0.0/0' : '::/0', { kind: 'derived', from: [], how: pool }) };
}

function addressRefusal(end: End, explanation: string): Refusal {
  const gateway = end.gateway;
  const theirs = end.other.gateways.flatMap(({ virtualAddresses }) => virtualAddresses)[0];
  return refuse({
    reason: 'no-address',
    explanation,
    evidence: [
      place(end, gateway?.pools[0]?.origin, 'pools') ?? gatewayPlace(end, 'no pools'),
      theirs === undefined ? undefined : { side: 'initiator', origin: theirs.origin, message: 'asks for a virtual address' },
    ],
  });
}

/** The first address of a pool as a range: the one after the network address, or the first of a range. */
function poolRange(device: Device, name: string): ReturnType<typeof rangeOf> {
  const pool = device.pools.find((one) => one.name === name);
  if (pool === undefined && device.charon?.backend !== 'stroke') return undefined;
  const text = pool?.addresses ?? name;
  const range = addressRange(text);
  if (range === undefined) return undefined;
  const first = text.includes('/') && range.from !== range.to ? next(range.from) : range.from;
  const origin = pool?.origin ?? { kind: 'derived' as const, from: [], how: 'pool' };
  return { family: range.family, from: first, to: first, protocol: 0, portFrom: 0, portTo: 65535, origin };
}

function next(address: number | bigint): number | bigint {
  return typeof address === 'bigint' ? address + 1n : address + 1;
}

function childless(end: End): 'allow' | 'force' | 'never' {
  const policy = end.gateway?.childless ?? 'allow';
  return policy === 'prefer' ? 'allow' : policy;
}
