import type { Device, PairOutcome, Provenance, Verdict } from '../../src/rule/index.ts';
import { childProposalsOf } from './entities.ts';
import { pinnedPermit, shadowedPermit } from './filter-lines.ts';

/** The rule that a verdict which is not a success belongs to (see `rules/README.md`). */
export function ruleOfReason(verdict: Verdict, pair: PairOutcome, initiator: Device, responder: Device): string {
  switch (verdict.reason) {
    case 'cannot-initiate':
      return cannotInitiate(verdict, pair);
    case 'config-rejected':
      return 'syntax/file-rejected';
    case 'no-ike-config':
      return noIkeConfig(verdict);
    case 'ike-proposal':
    case 'ke-group':
      return 'proposal/no-common-ike';
    case 'aggressive-psk-refused':
      return 'auth/aggressive-psk-refused';
    case 'psk-unusable':
      return pskUnusable(verdict, responder);
    case 'auth':
      return authentication(verdict);
    case 'peer-config':
      return peerConfig(verdict);
    case 'blocked':
      return blocked(verdict, pair, initiator, responder);
    case 'child-proposal':
      return childProposal(verdict);
    case 'ts':
      return selectors(verdict);
    case 'ah-nat':
      return 'nat/ah-across-nat';
    case 'ok':
      return blockedTraffic(verdict);
    default:
      return 'pair/negotiation-fails';
  }
}

function cannotInitiate({ initiator }: Verdict, { verdicts }: PairOutcome): string {
  const others = verdicts.filter((verdict) => verdict.initiator !== initiator);
  const shutOut = others.some(({ reason, detail }) => reason === 'blocked' && detail === 'nat-inbound');
  return shutOut ? 'nat/initiates-towards-nat' : 'nat/responder-only-both-sides';
}

function noIkeConfig({ detail }: Verdict): string {
  if (detail === 'version') return 'proposal/version-mismatch';
  return detail === 'local-address' ? 'nat/local-address-not-owned' : 'pair/no-configuration';
}

function pskUnusable({ detail, exchange, path, responderConnection }: Verdict, responder: Device): string {
  if (detail === 'dynamic-psk' && exchange !== 'aggressive') return 'nat/main-mode-psk-dynamic-peer';
  const gateway = responder.gateways.find(({ name }) => name === responderConnection);
  const open = gateway?.remote.some(({ kind }) => kind === 'any' || kind === 'dynamic') ?? false;
  const translated = path.nat.includes('initiator');
  return exchange === 'main' && (open || translated) ? 'nat/main-mode-psk-dynamic-peer' : 'auth/psk-not-found';
}

function authentication({ detail }: Verdict): string {
  if (detail === 'identity') return 'auth/identity-mismatch';
  return detail === 'psk-differs' ? 'auth/psk-mismatch' : 'auth/credentials-mismatch';
}

function peerConfig({ detail }: Verdict): string {
  if (detail === 'identity') return 'auth/identity-mismatch';
  if (detail === 'auth-method') return 'proposal/auth-method-mismatch';
  return detail === 'exchange-mode' ? 'proposal/exchange-mismatch' : 'pair/no-configuration';
}

function childProposal({ detail }: Verdict): string {
  if (detail === 'pfs') return 'proposal/pfs-mismatch';
  return detail === 'mode' ? 'proposal/mode-mismatch' : 'proposal/no-common-child';
}

function selectors({ detail }: Verdict): string {
  if (detail === 'route-based') return 'selector/route-based-against-policy-based';
  if (detail === 'dynamic-selectors-nat') return 'selector/dynamic-behind-nat';
  if (detail === 'single-selector') return 'selector/ikev1-multiple-subnets';
  return detail === 'mode' ? 'proposal/mode-mismatch' : 'selector/not-mirrored';
}

function blockedTraffic({ trafficDetail }: Verdict): string {
  if (trafficDetail === 'filter-esp') return 'filter/esp-blocked';
  if (trafficDetail === 'exemption-missing') return 'nat/exemption-missing';
  if (trafficDetail === 'exemption-shadowed') return 'nat/exemption-shadowed';
  if (trafficDetail === 'tunnel-key') return 'selector/tunnel-key-mismatch';
  return trafficDetail === 'filter-nat-t' ? 'filter/nat-t-blocked' : 'nat/esp-without-udp-encapsulation';
}

function blocked(verdict: Verdict, pair: PairOutcome, initiator: Device, responder: Device): string {
  switch (verdict.detail) {
    case 'port-stolen':
      return 'nat/own-port-stolen';
    case 'nat-half-forward':
      return 'nat/half-forwarded-port';
    case 'port-pinned':
      return 'nat/pinned-ike-port';
    case 'no-listener':
      return movedPort(initiator) || movedPort(responder) ? 'nat/pinned-ike-port' : 'pair/no-answer';
    case 'filter-source-port':
      return 'filter/source-port-pinned';
    case 'filter-ike':
      return isShadowed(verdict, initiator, responder, 17, 500) ? 'filter/permit-shadowed' : 'filter/ike-blocked';
    case 'filter-nat-t':
      return isShadowed(verdict, initiator, responder, 17, 4500) ? 'filter/permit-shadowed' : 'filter/nat-t-blocked';
    case 'filter-esp':
      return isShadowed(verdict, initiator, responder, 50, undefined) ? 'filter/permit-shadowed' : 'filter/esp-blocked';
    case 'nat-inbound':
      return onlyThisSideStarts(verdict, pair) ? 'nat/initiates-towards-nat' : 'pair/no-answer';
    default:
      return 'pair/no-answer';
  }
}

function movedPort({ charon, gateways }: Device): boolean {
  const daemon = charon !== undefined && (charon.port !== 500 || charon.portNatT !== 4500);
  return daemon || gateways.some(({ localPort, remotePort }) => localPort !== 500 || remotePort !== 500);
}

function onlyThisSideStarts({ initiator }: Verdict, { verdicts }: PairOutcome): boolean {
  const others = verdicts.filter((verdict) => verdict.initiator !== initiator);
  return others.length > 0 && others.every(({ reason }) => reason === 'cannot-initiate');
}

/** Whether a permit that names this very port (or ESP) stands below the line that drops the packet. */
function isShadowed(verdict: Verdict, initiator: Device, responder: Device, protocol: number, port: number | undefined): boolean {
  const [deciding] = verdict.evidence;
  if (deciding === undefined) return false;
  return shadowedPermit(deciding.side === 'initiator' ? initiator : responder, deciding.origin, protocol, port) !== undefined;
}

/** Where the finding of a pair stands: the mistake, where the line that decides is only what takes effect in its place. */
export function placeOfMistake(rule: string, verdict: Verdict, device: Device): Provenance | undefined {
  if (rule === 'nat/esp-without-udp-encapsulation' && device.ios?.natTraversal === false) return device.ios.at.natTraversal;
  if (rule === 'nat/ah-across-nat') return ahOf(verdict, device) ?? verdict.evidence[0]?.origin;
  const origin = verdict.evidence[0]?.origin;
  if (origin === undefined) return undefined;
  const port = verdict.detail === 'filter-ike' ? 500 : 4500;
  if (rule === 'filter/source-port-pinned') {
    const started = verdict.trace.some(({ outcome }) => outcome === 'delivered');
    return pinnedPermit(device, origin, undefined, started ? 4500 : 500)?.line.origin ?? origin;
  }
  if (rule !== 'filter/permit-shadowed') return origin;
  const late =
    verdict.detail === 'filter-esp' ? shadowedPermit(device, origin, 50, undefined) : shadowedPermit(device, origin, 17, port);
  return late?.line.origin ?? origin;
}

/** The AH algorithm of the connection that took part in a negotiation. */
function ahOf({ initiator, connection, responderConnection }: Verdict, device: Device): Provenance | undefined {
  const name = device.name === initiator ? connection : responderConnection;
  const gateway = device.gateways.find((one) => one.name === name);
  for (const child of gateway?.children ?? []) {
    for (const proposal of childProposalsOf(device, child)) {
      const ah = proposal.protocol === 'ah' ? proposal.integrity[0] : proposal.ah[0];
      if (ah !== undefined) return ah.origin;
    }
  }
  return undefined;
}
