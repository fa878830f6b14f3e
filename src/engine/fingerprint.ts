import { createHash } from 'node:crypto';
import type { Device } from '../model/types.ts';

/** What a finding is about, apart from where it stands. */
export interface Essence {
  readonly ruleId: string;
  readonly message: string;
  /** Device name. */
  readonly device: string;
  readonly peer?: string;
  readonly subject: string;
  readonly data: Readonly<Record<string, string | number>>;
}

/**
 * Gives findings their fingerprints: SHA-256 over what they are about, 32 hex digits, and `-2`, `-3` for those that are about the
 * same. Of the data only names and numbers enter, no prose, which names places and may be worded anew. Lines, paths, names that come
 * from paths, and the running numbers of secrets do not enter, so that moved lines, reordered blocks and renamed files change nothing.
 */
export class Fingerprints {
  readonly #seen = new Map<string, number>();
  readonly #lasting: ReadonlyMap<string, string>;

  constructor(devices: readonly Device[]) {
    this.#lasting = new Map(devices.map((device) => [device.name, lastingName(device)]));
  }

  of({ ruleId, message, device, peer, subject, data }: Essence): string {
    const salient = Object.entries(data)
      .filter(([name, value]) => name !== 'line' && name !== 'path' && !isProse(value))
      .map(([name, value]) => [name, this.#lastingValue(name, value)] as const)
      .sort(([a], [b]) => (a < b ? -1 : 1));
    const names = [this.#nameOf(device), peer === undefined ? '' : this.#nameOf(peer)];
    const key = JSON.stringify(['v1', ruleId, message, ...names, subject, salient]);
    const ordinal = (this.#seen.get(key) ?? 0) + 1;
    this.#seen.set(key, ordinal);
    const print = createHash('sha256').update(key).digest('hex').slice(0, 32);
    return ordinal === 1 ? print : `${print}-${ordinal}`;
  }

  #nameOf(device: string): string {
    return this.#lasting.get(device) ?? device;
  }

  #lastingValue(name: string, value: string | number): string | number {
    if (typeof value !== 'string') return value;
    return NAMES_DEVICE.has(name) ? this.#nameOf(value) : value.replace(/\bsecret#\d+/g, 'secret');
  }
}

/** Data in which rules name devices; elsewhere the name of a connection may happen to be that of a directory. */
const NAMES_DEVICE: ReadonlySet<string> = new Set([
  ...['device', 'peer', 'other', 'initiator', 'responder'],
  ...['first', 'second', 'wide', 'narrow', 'addresses', 'hub'],
]);

function isProse(value: string | number): boolean {
  return typeof value === 'string' && /\s/.test(value);
}

/** A fingerprint without its number among equals. */
export function essenceOf(fingerprint: string): string {
  return fingerprint.replace(/-\d+$/, '');
}

/* A device that neither the topology nor a hostname names is called by its path. */
function lastingName({ name, declared, hostname }: Device): string {
  return declared === undefined ? (hostname?.value ?? '') : name;
}
