import type { AuthRound, CertificateRef, Device, Gateway } from '../../../model/types.ts';
import { certifies, identityText, UNSEEN_DN } from '../identities.ts';
import type { Credentials, End, Refusal, WireIdentity } from '../implementation.ts';
import { gatewayPlace, place, questionAbout, refuse } from '../refusals.ts';
import { authClass } from './lookup.ts';

/** The end-entity certificate that a local round names, or the one among the inputs that proves its identity. */
export function ownCertificate(device: Device, round: AuthRound | undefined): CertificateRef | undefined {
  const named = round?.certificates[0];
  if (named !== undefined) {
    const known = device.certificates.find(
      (certificate) => certificate.name === named.value && certificate.role === 'end-entity',
    );
    return known ?? { name: named.value, role: 'end-entity', origin: named.origin };
  }
  const identity = round?.identity;
  if (identity === undefined) return undefined;
  return device.certificates.find(
    ({ role, content }) => role === 'end-entity' && content !== undefined && certifies(content, identity),
  );
}

/** The identity that a certificate gives an end that has none configured. */
export function subjectIdentity(certificate: CertificateRef): WireIdentity {
  return { type: 'dn', value: certificate.content?.subject ?? UNSEEN_DN, origin: certificate.origin };
}

/** Whether a peer's signature is accepted in a round: its certificate names the identity, is trusted, current and the demanded one. */
export function verifySignature(end: End, peer: Credentials, round: AuthRound | undefined): true | Refusal {
  const { certificate, identity } = peer;
  end.peerUnseen = certificate?.content === undefined;
  if (round?.revocation === 'strict')
    end.assumptions.add(`a CRL or an OCSP answer says that the certificate of ${end.other.name} is good`);
  if (certificate === undefined || certificate.content === undefined) {
    const name = certificate?.name ?? `of ${identityText(identity)}`;
    end.assumptions.add(`certificate ${name} is valid, names ${identityText(identity)} and is trusted by ${end.device.name}`);
    return unseen(end, peer, round);
  }
  const { content } = certificate;
  if (!certifies(content, identity)) {
    return untrusted(end, peer, `The certificate ${certificate.name} does not name ${identityText(identity)}.`);
  }
  if (content.notAfter * 1000 < Date.now()) return untrusted(end, peer, `The certificate ${certificate.name} has expired.`);
  return pinned(end, peer, round) ?? chained(end, peer, certificate) ?? obtained(end, peer) ?? true;
}

function unseen(end: End, peer: Credentials, round: AuthRound | undefined): true | Refusal {
  const [pin] = round?.certificates ?? [];
  if (pin !== undefined && peer.certificate !== undefined && pin.value !== peer.certificate.name) {
    end.assumptions.add(`${pin.value} is the certificate ${peer.certificate.name}`);
  }
  return obtained(end, peer) ?? true;
}

function pinned(end: End, peer: Credentials, round: AuthRound | undefined): Refusal | undefined {
  if (round === undefined || round.certificates.length === 0) return undefined;
  const pins = round.certificates.map(({ value }) => end.device.certificates.find(({ name }) => name === value)?.content);
  if (pins.some((pin) => pin === undefined || pin.publicKeyId === peer.certificate?.content?.publicKeyId)) return undefined;
  return untrusted(end, peer, `${end.device.name} accepts only the certificate ${round.certificates[0]?.value ?? ''}.`);
}

function chained(end: End, peer: Credentials, certificate: CertificateRef): Refusal | undefined {
  const { content } = certificate;
  if (content === undefined) return undefined;
  const known = end.device.certificates.filter((one) => one.content?.publicKeyId === content.publicKeyId);
  if (known.length > 0) return undefined;
  const authorities = [...end.device.certificates, ...(peer.chain ?? [])].filter(({ role }) => role === 'authority');
  if (authorities.some((authority) => authority.content === undefined)) {
    end.assumptions.add(`certificate ${certificate.name} is trusted by ${end.device.name}`);
    return undefined;
  }
  const own = end.device.certificates.filter(({ role }) => role === 'authority');
  if (own.length === 0) {
    end.assumptions.add(`certificate ${certificate.name} is trusted by ${end.device.name}`);
    return undefined;
  }
  if (issuedBelow(content.issuer, authorities, own)) return undefined;
  return untrusted(end, peer, `${end.device.name} does not have the authority that issued ${certificate.name}.`);
}

function issuedBelow(issuer: string, known: readonly CertificateRef[], anchors: readonly CertificateRef[]): boolean {
  let wanted = issuer;
  for (let depth = 0; depth < 8; depth++) {
    if (anchors.some(({ content }) => content?.subject === wanted)) return true;
    const next = known.find(({ content }) => content?.subject === wanted)?.content?.issuer;
    if (next === undefined || next === wanted) return false;
    wanted = next;
  }
  return false;
}

/** A certificate that is not sent has to be there already. */
function obtained(end: End, peer: Credentials): Refusal | undefined {
  if (peer.certificateSent !== false || hasCopy(end, peer)) return undefined;
  return untrusted(end, peer, `The certificate of ${end.other.name} is not sent, and ${end.device.name} does not have it.`);
}

function hasCopy(end: End, peer: Credentials): boolean {
  const key = peer.certificate?.content?.publicKeyId;
  if (key !== undefined) return end.device.certificates.some(({ content }) => content?.publicKeyId === key);
  const round = end.gateway?.remoteAuth[0];
  return (round?.certificates.length ?? 0) > 0;
}

function untrusted(end: End, peer: Credentials, explanation: string): Refusal {
  const side = end.side === 'initiator' ? 'responder' : 'initiator';
  return refuse({
    reason: 'auth',
    detail: 'certificate',
    explanation,
    evidence: [
      { side, origin: peer.certificate?.origin ?? peer.origin, message: `certificate ${peer.certificate?.name ?? ''}`.trim() },
      end.gateway === undefined
        ? gatewayPlace(end, 'verifies it')
        : place(end, end.gateway.remoteAuth[0]?.at.method, 'verifies it'),
    ],
  });
}

/** Whether the certificate goes with the signature: as configured, and only if the peer asks unless `always`. */
export function sendsCertificate(end: End): boolean {
  const own = end.gateway;
  if (own === undefined || own.sendCert === 'always') return true;
  if (own.sendCert === 'never') return false;
  return end.peer.asksForCertificates;
}

/**
 * Whether an end can sign. ipsec.secrets has to name the key. For swanctl a certificate or key file that is named is assumed to be there with its key. Where nothing is named, the
 * daemon may find one in its folders: that is assumed where the peer counts on a signature, and not where it does not.
 */
export function hasPrivateKey(end: End, round: AuthRound | undefined): boolean {
  const { device, other } = end;
  if (end.gateway?.kind === 'ipsec-conn' && device.secrets.length > 0) {
    return device.secrets.some(({ kind }) => kind === 'private-key' || kind === 'pin');
  }
  if (end.gateway?.kind === 'ipsec-conn') end.assumptions.add(`${device.name} has the private key in its ipsec.secrets`);
  if ((round?.certificates.length ?? 0) > 0) return true;
  if (device.secrets.some(({ kind }) => kind === 'private-key' || kind === 'pin')) return true;
  if (ownCertificate(device, round) !== undefined || !device.whole) return true;
  if (!other.gateways.some(({ remoteAuth }) => remoteAuth.some((one) => authClass(one, 'remote') === 'pubkey'))) return false;
  end.assumptions.add(`${device.name} has a certificate and its private key, although no file is named`);
  return true;
}

/** There is no private key to sign with: nothing is sent. */
export function noPrivateKey(end: End, gateway: Gateway): Refusal {
  const round = gateway.localAuth[0];
  return refuse({
    reason: 'auth',
    detail: 'certificate',
    explanation: `Connection ${gateway.name} of ${end.device.name} signs, but no certificate or private key is configured.`,
    evidence: [place(end, round?.at.method, 'public key authentication') ?? gatewayPlace(end, 'public key authentication')],
    question: questionAbout(end.device, 'the private key'),
    silent: true,
  });
}
