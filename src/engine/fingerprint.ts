import { createHash } from 'node:crypto';

/** What a finding is about, apart from where it stands. */
export interface Essence {
  readonly ruleId: string;
  readonly message: string;
  /** Device name; its path only where it has no other name. */
  readonly device: string;
  readonly peer?: string;
  readonly subject: string;
  readonly data: Readonly<Record<string, string | number>>;
}

/**
 * Gives findings their fingerprints: SHA-256 over what they are about and their number among equals, 32 hex digits. Lines and paths
 * do not enter, so that moved lines and renamed files change nothing.
 */
export class Fingerprints {
  readonly #seen = new Map<string, number>();

  of({ ruleId, message, device, peer, subject, data }: Essence): string {
    const salient = Object.entries(data)
      .filter(([name]) => name !== 'line' && name !== 'path')
      .sort(([a], [b]) => (a < b ? -1 : 1));
    const key = JSON.stringify(['v1', ruleId, message, device, peer ?? '', subject, salient]);
    const ordinal = this.#seen.get(key) ?? 0;
    this.#seen.set(key, ordinal + 1);
    return createHash('sha256').update(`${key}#${ordinal}`).digest('hex').slice(0, 32);
  }
}
