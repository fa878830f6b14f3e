import type { SourceFile } from '../text/source.ts';
import type { SecretRegistry } from './secrets.ts';
import type { DeclaredDevice } from './types.ts';

/** Configuration languages of a device's files. */
export type DeviceDialect = 'ios' | 'swanctl' | 'strongswan' | 'ipsec.conf' | 'ipsec.secrets' | 'iptables' | 'nft';

/** One file of a device, decoded. */
export interface DeviceFile {
  readonly dialect: DeviceDialect;
  readonly source: SourceFile;
}

/** A file that is data, not configuration: a certificate or a key under `x509/`, `ipsec.d/certs/` and the like. */
export interface BinaryFile {
  /** Display path. */
  readonly path: string;
  readonly bytes: Uint8Array;
}

/** What an include brings: texts in order, or why it could not be read, as a clause. A pattern that matches nothing brings none. */
export type IncludeResult = { readonly files: readonly SourceFile[] } | { readonly problem: string };

/** Everything that goes into a device. Builders parse the files, never throw, and register every secret they meet. */
export interface BuildContext {
  /** Name by topology or path; an IOS `hostname` takes its place unless the topology names the device. */
  readonly name: string;
  readonly named: 'topology' | 'path';
  /** In path order; at least one. */
  readonly files: readonly DeviceFile[];
  readonly binaries: readonly BinaryFile[];
  readonly secrets: SecretRegistry;
  /** `--strongswan-version`. */
  readonly strongswanVersion?: '5.9' | '6.0';
  /** `version` of the topology. */
  readonly declaredVersion?: string;
  readonly declared?: DeclaredDevice;
  /** Keep what no analysis asks for, too: access lists that nothing uses, interfaces without anything on them. */
  readonly everything?: boolean;
  /** Reads what an `include` names, inside the root only. */
  readonly include: (from: SourceFile, pattern: string) => IncludeResult;
}
