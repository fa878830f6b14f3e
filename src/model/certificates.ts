import { createHash, type KeyObject, X509Certificate } from 'node:crypto';
import type { CertificateContent } from './types.ts';

/** What a certificate file holds, or why it cannot be read, as a clause. */
export type CertificateFile = { readonly content: CertificateContent } | { readonly problem: string };

/** Reads the first certificate of a PEM or DER file with Node's own crypto. Never throws. */
export function readCertificate(bytes: Uint8Array): CertificateFile {
  try {
    const certificate = new X509Certificate(bytes);
    const key = certificate.publicKey;
    return {
      content: {
        subject: nameText(certificate.subject),
        issuer: nameText(certificate.issuer),
        subjectAltNames: alternativeNames(certificate.subjectAltName),
        isAuthority: certificate.ca,
        notBefore: seconds(certificate.validFrom),
        notAfter: seconds(certificate.validTo),
        keyType: key.asymmetricKeyType ?? 'unknown',
        keyBits: keyBits(key),
        publicKeyId: publicKeyId(key),
      },
    };
  } catch {
    return { problem: 'it is not an X.509 certificate in PEM or DER' };
  }
}

/** `C=CH, O=x, CN=y`, in the order of the certificate. */
function nameText(name: string): string {
  return name.split('\n').join(', ');
}

function alternativeNames(text: string | undefined): readonly string[] {
  if (text === undefined) return [];
  return text.split(', ').map((name) => name.replace(/^IP Address:/, 'IP:'));
}

function seconds(date: string): number {
  return Math.floor(Date.parse(date) / 1000);
}

function keyBits(key: KeyObject): number {
  const details = key.asymmetricKeyDetails;
  if (details?.modulusLength !== undefined) return details.modulusLength;
  const curves: Readonly<Record<string, number>> = { prime256v1: 256, secp384r1: 384, secp521r1: 521, secp256k1: 256 };
  return curves[details?.namedCurve ?? ''] ?? 256;
}

function publicKeyId(key: KeyObject): string {
  return createHash('sha256')
    .update(key.export({ type: 'spki', format: 'der' }))
    .digest('hex');
}
