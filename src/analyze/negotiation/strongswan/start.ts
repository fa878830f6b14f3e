import type { AddressSpec, Child, Device, Gateway } from '../../../model/types.ts';
import type { Evidence } from '../../verdict.ts';
import type { Arrival, End, Refusal, Start, Unheard } from '../implementation.ts';
import type { Dialled, NameAnswer } from '../path.ts';
import { refuse } from '../refusals.ts';
import { isSix } from './lookup.ts';

const IKE = 500;
const NAT_T = 4500;
/** Stand for ports that the system chooses. */
const RANDOM_IKE = 40500;
const RANDOM_NAT_T = 44500;

/** The daemon's two sockets. Port 0, or both alike, means a random one (charon.opt). */
export function sockets(device: Device): { readonly ike: number; readonly natT: number } {
  const port = device.charon?.port ?? IKE;
  const portNatT = device.charon?.portNatT ?? NAT_T;
  return { ike: port === 0 ? RANDOM_IKE : port, natT: portNatT === 0 || portNatT === port ? RANDOM_NAT_T : portNatT };
}

/** Wording of the model for a peer whose address another host tells. */
const MEDIATED = /mediation server/;

type Resolve = (name: string, whose?: 'own' | 'peer') => NameAnswer;

/** Version, exchange, addresses and ports of an initiation. */
export function start(
  device: Device,
  gateway: Gateway,
  _child: Child | undefined,
  other: Device,
  resolve: Resolve,
): Start | Refusal {
  if (gateway.cannotInitiate !== undefined) {
    const refusal = cannot(gateway, gateway.cannotInitiate, 'no-address-to-dial', gateway.at.cannotInitiate);
    return MEDIATED.test(gateway.cannotInitiate)
      ? { ...refusal, question: `Which address does the mediation server give for ${other.name}?` }
      : refusal;
  }
  const dial = dialled(gateway, resolve, other);
  if ('refused' in dial) return dial;
  const version = gateway.version === 1 ? 1 : 2;
  const { ike, natT } = sockets(device);
  const destinationPort = gateway.remotePort;
  const fromNatT = isSix(device) && destinationPort !== IKE;
  const ownPort =
    gateway.localPort === 0 || gateway.at.localPort?.kind === 'default' || gateway.localPort === IKE ? ike : gateway.localPort;
  return {
    version,
    exchange: version === 2 ? 'ikev2' : gateway.aggressive ? 'aggressive' : 'main',
    dial: [dial],
    localAddress: ownAddress(gateway, resolve, familyOf(dial.address)),
    sourcePort: fromNatT && ownPort === ike ? natT : ownPort,
    destinationPort,
    ...(version === 2 && unresolvedSource(gateway, resolve, familyOf(dial.address)) ? { sourceUnknown: true } : {}),
  };
}

/** The own address is given by a name that does not resolve: the kernel chooses one, which charon learns too late for IKE_SA_INIT. */
function unresolvedSource(gateway: Gateway, resolve: Resolve, family: Family | undefined): boolean {
  const [first] = gateway.local;
  return (
    first?.kind === 'name' && ownAddress(gateway, resolve, family) === undefined && 'unresolvable' in resolve(first.value, 'own')
  );
}

type Family = 4 | 6;

function familyOf(address: string | undefined): Family | undefined {
  return address === undefined ? undefined : address.includes(':') ? 6 : 4;
}

function specFamily(spec: AddressSpec): Family | undefined {
  return spec.family ?? (spec.kind === 'address' ? familyOf(spec.value) : undefined);
}

/** True unless the address is of the other family: such ones are passed over (ike_sa.c, resolve_hosts). */
function ofFamily(spec: AddressSpec, family: Family | undefined): boolean {
  const own = specFamily(spec);
  return family === undefined || own === undefined || own === family;
}

/** The family that an end's own addresses have in common, names and networks left out (ike_cfg.c, ike_cfg_get_family). */
function ownFamily(gateway: Gateway): Family | undefined {
  const single = gateway.local.filter(({ kind }) => kind === 'address' || kind === 'any');
  const families = new Set(single.map(specFamily).filter((family) => family !== undefined));
  const [family] = families;
  return families.size === 1 ? family : undefined;
}

/** The first single address or name is dialled; networks only say from where requests are accepted. */
function dialled(gateway: Gateway, resolve: Resolve, other: Device): Dialled | Refusal {
  let unresolved: AddressSpec | undefined;
  const family = ownFamily(gateway);
  for (const spec of gateway.remote) {
    if (!ofFamily(spec, family)) continue;
    if (spec.kind === 'address') return { address: spec.value, text: spec.value };
    if (spec.kind === 'any' || spec.kind === 'dynamic') break;
    if (spec.kind === 'unknown') return { address: undefined, text: spec.value };
    if (spec.kind !== 'name') continue;
    const answer = resolve(spec.value, 'peer');
    if ('assumed' in answer) return { address: undefined, text: spec.value };
    if ('addresses' in answer && answer.addresses.length > 0) return { address: answer.addresses[0], text: spec.value };
    unresolved ??= spec;
  }
  if (unresolved !== undefined) {
    if (sharesDomain(unresolved.value, other)) return { address: undefined, text: unresolved.value };
    return cannot(gateway, `the name ${unresolved.value} does not resolve`, 'unresolvable', unresolved.origin);
  }
  const [passed] = gateway.remote.filter((spec) => !ofFamily(spec, family));
  if (passed !== undefined)
    return cannot(gateway, `${passed.value} is not of the family of its own address`, 'unresolvable', passed.origin);
  return cannot(
    gateway,
    'it names no single peer address that could be dialled',
    'no-address-to-dial',
    gateway.remote[0]?.origin,
  );
}

/** The topology names the other device in the same domain: this is taken for a name that it leaves out. */
function sharesDomain(name: string, other: Device): boolean {
  const domain = name.slice(name.indexOf('.') + 1).toLowerCase();
  return other.declared?.names?.some((known) => domain !== '' && known.toLowerCase().endsWith(`.${domain}`)) === true;
}

function cannot(
  gateway: Gateway,
  why: string,
  detail: 'unresolvable' | 'no-address-to-dial',
  origin: Evidence['origin'] | undefined,
): Refusal {
  return refuse({
    reason: 'cannot-initiate',
    detail,
    explanation: `Connection ${gateway.name} cannot be started: ${why}.`,
    evidence: [{ side: 'initiator', origin: origin ?? { kind: 'written', ...gateway.header }, message: why }],
  });
}

function ownAddress(gateway: Gateway, resolve: Resolve, family: Family | undefined): string | undefined {
  for (const spec of gateway.local) {
    if (!ofFamily(spec, family)) continue;
    if (spec.kind === 'address') return spec.value;
    if (spec.kind === 'any' || spec.kind === 'dynamic') return undefined;
    if (spec.kind !== 'name') continue;
    const answer = resolve(spec.value, 'own');
    if ('addresses' in answer && answer.addresses.length > 0) return answer.addresses[0];
  }
  return undefined;
}

/** Ports after the float: the peer's is 4500 if one of the ports was 500, the own one is the NAT-T socket's (ike_sa.c). */
export function floatedPorts(end: End): { readonly source: number; readonly destination: number } {
  const { ike, natT } = sockets(end.device);
  const peer = typeof end.peerPort === 'number' ? end.peerPort : NAT_T;
  return {
    source: end.ownPort === ike ? natT : end.ownPort,
    destination: peer === IKE || end.ownPort === IKE ? NAT_T : peer,
  };
}

/**
 * A datagram is heard on the two sockets only. What comes to the NAT-T socket without the non-ESP marker is ESP for the kernel; on
 * another port the marker is expected where neither port is 500.
 */
export function receives(end: End, { sourcePort, destinationPort, nonEspMarker }: Arrival): true | Unheard {
  const { ike, natT } = sockets(end.device);
  if (destinationPort !== ike && destinationPort !== natT) return notListening(end, destinationPort, ike, natT);
  const expected = destinationPort === natT || (destinationPort !== IKE && sourcePort !== IKE);
  if (expected && !nonEspMarker) {
    const because = `without the non-ESP marker UDP ${destinationPort} of ${end.device.name} takes the message for ESP`;
    return { because, detail: 'port-pinned', evidence: portEvidence(end) };
  }
  return true;
}

function notListening(end: End, port: number, ike: number, natT: number): Unheard {
  const because = `${end.device.name} does not listen on UDP ${port}, only on ${ike} and ${natT}`;
  return { because, detail: 'no-listener', evidence: portEvidence(end) };
}

function portEvidence(end: End): readonly Evidence[] {
  const { charon, name } = end.device;
  if (charon === undefined) return [];
  const places: Evidence[] = [];
  if (charon.at.portNatT !== undefined)
    places.push({ side: end.side, origin: charon.at.portNatT, message: `NAT-T port of ${name} is ${charon.portNatT}` });
  if (charon.at.port !== undefined)
    places.push({ side: end.side, origin: charon.at.port, message: `IKE port of ${name} is ${charon.port}` });
  return places.sort((a, b) => Number(a.origin.kind === 'default') - Number(b.origin.kind === 'default'));
}

/** `initiator_only` ignores every request. */
export function answers(device: Device): true | Unheard {
  if (device.charon?.initiatorOnly !== true) return true;
  const origin = device.charon.at.initiatorOnly;
  return {
    because: `${device.name} never answers requests (initiator_only)`,
    detail: 'silent',
    evidence: origin === undefined ? [] : [{ side: 'responder', origin, message: 'initiator_only = yes' }],
  };
}
