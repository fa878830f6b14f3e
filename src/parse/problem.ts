import type { Span } from '../text/source.ts';

/** What becomes of the text that a problem is about. */
export type ProblemKind =
  /** The daemon refuses the whole file. */
  | 'file-rejected'
  /** The daemon stops reading here: what stands before stays in force. */
  | 'rest-ignored'
  /** The daemon drops one connection, secret, pool or authority. */
  | 'connection-rejected'
  /** Accepted, and without the effect that it seems to have. */
  | 'ignored'
  /** Not a word of the language; without effect. */
  | 'not-understood'
  /** A statement of another product. */
  | 'foreign';

/** What is wrong with a statement of a strongSwan file. */
export interface Problem {
  readonly kind: ProblemKind;
  readonly span: Span;
  /** One sentence without a full stop. Text from the configuration in it is quoted and not yet safe for display; never a secret. */
  readonly message: string;
  readonly suggestion?: string;
  /** What the daemon logs, as far as it can be told. */
  readonly log?: string;
}
