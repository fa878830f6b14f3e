import type { Span } from '../../text/source.ts';
import type { Problem } from '../problem.ts';
import type { Include, Word } from '../settings/tree.ts';

/** Words that tell what a line of ipsec.secrets holds. */
export type SecretToken = 'PSK' | 'EAP' | 'XAUTH' | 'NTLM' | 'RSA' | 'ECDSA' | 'BLISS' | 'PKCS8' | 'P12' | 'PIN';

/** One line of ipsec.secrets. */
export interface SecretLine {
  readonly kind: 'secret';
  readonly token: SecretToken;
  readonly tokenSpan: Span;
  /** Owners; none = anybody. */
  readonly selectors: readonly Word[];
  /** Where the value of a shared secret stands in the text (without quotes); its text is only there. */
  readonly value?: SecretValue;
  /** File of a private key, or smartcard selector. */
  readonly file?: Word;
  readonly span: Span;
}

/** A secret's place and how its text is to be read. */
export interface SecretValue {
  readonly span: Span;
  readonly encoding: 'plain' | 'hex' | 'base64';
}

export type SecretsStatement = SecretLine | Include;

/** A parsed ipsec.secrets. */
export interface IpsecSecretsFile {
  readonly source: number;
  readonly statements: readonly SecretsStatement[];
  /** At most one is an error: the daemon stops reading the file there and keeps what stands before. */
  readonly problems: readonly Problem[];
}
