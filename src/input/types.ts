/** Configuration languages that the linter reads. */
export type Dialect = 'ios' | 'swanctl' | 'strongswan' | 'ipsec.conf' | 'ipsec.secrets' | 'iptables' | 'nft';

/** All dialects, as `--dialect` takes them (`strongswan` stands for strongswan.conf). */
export const DIALECTS: readonly Dialect[] = ['ios', 'swanctl', 'strongswan', 'ipsec.conf', 'ipsec.secrets', 'iptables', 'nft'];

/** A file that was found. */
export interface FoundFile {
  /** For display and reports: relative to the working directory, `/` between the segments. */
  readonly path: string;
  readonly absolute: string;
  /** It was named itself; false when it was only met in a directory or through a glob. */
  readonly named: boolean;
}

/** Something that could not be analysed: it makes the run incomplete. */
export interface InputProblem {
  readonly path: string;
  readonly line?: number;
  readonly message: string;
}

/** A file that was left alone on purpose, and why; only `--debug` tells, unless it was named. */
export interface SkippedFile {
  readonly path: string;
  readonly why: string;
  readonly named?: boolean;
}

/** How text was encoded. */
export type Encoding = 'utf-8' | 'utf-16le' | 'utf-16be' | 'latin-1';

/** What reading a file gives. */
export type FileContent =
  | { readonly kind: 'text'; readonly text: string; readonly encoding: Encoding }
  /** It has NUL bytes that no encoding of text explains. */
  | { readonly kind: 'binary'; readonly bytes: Uint8Array }
  | { readonly kind: 'problem'; readonly message: string };
