import type { Likelihood } from '../analyze/outlook.ts';
import type { Provenance } from '../model/provenance.ts';
import type { Device } from '../model/types.ts';
import type { Span } from '../text/source.ts';
import type { Ask, Fleet, PairOutcome } from './ask.ts';

/** How bad a finding is. */
export type Severity = 'error' | 'warning' | 'info';

/** How sure the tool is. */
export type Confidence = Likelihood;

/** What a rule looks at. `file` and `device` need one device, `pair` a played-out pair, `fleet` all devices. */
export type Scope = 'device' | 'pair' | 'fleet';

/** Configuration languages that a rule covers (`nft` stands for the Linux filters). */
export type Format = 'ios' | 'swanctl' | 'ipsec.conf' | 'iptables' | 'nft';

/**
 * Texts of one kind of finding. `{name}` is replaced by the finding's data; `text` says what is wrong and why it matters here,
 * `help` what to do, as something that can be typed in where possible.
 */
export interface MessageText {
  readonly text: string;
  readonly help: string;
}

/** What is published about a rule. */
export interface RuleMeta<Key extends string = string> {
  /** `group/what-is-wrong`. */
  readonly id: `${string}/${string}`;
  /** One line: what it finds. */
  readonly summary: string;
  /** Severity when certain; a likely condition takes one step off, a possible one two, never under `info`. */
  readonly severity: Severity;
  readonly scope: readonly Scope[];
  readonly formats: readonly Format[];
  readonly tags: readonly string[];
  /** RFC sections and vendor documents: `RFC 3948, section 4`. */
  readonly references: readonly string[];
  readonly messages: Readonly<Record<Key, MessageText>>;
  /** The most that its findings may carry; not every one does. */
  readonly offers?: 'fix' | 'suggestion';
  /** False where no waiver or suppression may silence it. */
  readonly waivable?: boolean;
  /** The policy pack that the rule is a requirement of: what it says of each subject is then counted. */
  readonly pack?: { readonly id: string; readonly title: string; readonly document?: string; readonly coverage?: string };
  /** Why a requirement is advice that nobody fails. */
  readonly advisory?: string;
}

/** One thing that is wrong, by reference: no prose, no offsets. */
export interface Finding<Key extends string = string> {
  readonly message: Key;
  readonly data?: Readonly<Record<string, string | number>>;
  /** The deciding place. */
  readonly at: Provenance;
  readonly related?: readonly RelatedPlace[];
  /** Id of the entity it is about, for fingerprints and waivers: `crypto map VPN 10`. */
  readonly subject?: string;
  /** For pair and fleet rules: the device that `at` lies in, and the other end. */
  readonly device?: string;
  readonly peer?: string;
  /** How sure the condition is; default `certain`. Lowers the severity as the catalogue says. */
  readonly likelihood?: Likelihood;
  /** Only where the catalogue gives a rule two severities, or caps it. */
  readonly severity?: Severity;
  /** Only where it differs from the likelihood. */
  readonly confidence?: Confidence;
  /** A change that is certain and safe: `--fix` makes it. A finding has this or a suggestion, not both. */
  readonly fix?: Fix;
  /** A change that somebody has to decide on: shown, and offered by editors, never made by itself. */
  readonly suggestion?: Fix;
}

/** A change of text that takes the finding away. */
export interface Fix {
  /** What it does, as an imperative: `permit UDP 4500 from 192.0.2.7`. */
  readonly title: string;
  /** Edits of one or more files that do not overlap. None of them touches or shows a secret. */
  readonly edits: readonly (TextEdit | LineEdit)[];
}

/** Replaces a range of the text; an empty range inserts. */
export interface TextEdit extends Span {
  readonly text: string;
}

/** Adds lines next to a statement, indented as it is. */
export interface LineEdit {
  readonly place: 'before' | 'after';
  readonly of: Span;
  /** Without line ends. */
  readonly lines: readonly string[];
}

/** A second place that helps to understand a finding. */
export interface RelatedPlace {
  readonly at: Provenance;
  readonly message: string;
}

/** A check that could not be decided, and why. It is counted and explained, never taken for passed. */
export interface Undecided {
  /** A clause that is the same for the same cause: `the pre-shared key is encrypted (type 6)`. */
  readonly undecided: string;
  readonly subject?: string;
}

/** What only a requirement of a policy pack says: that it holds for a subject, or does not concern it. */
export interface Judged {
  readonly judged: 'passed' | 'not-applicable';
  readonly subject: string;
}

/** What a check yields. */
export type Outcome<Key extends string = string> = Finding<Key> | Undecided;

/** A rule: what is published about it, and at least one check, one for each of its scopes. Checks are pure. */
export interface Rule<Key extends string = string> {
  readonly meta: RuleMeta<Key>;
  readonly device?: (device: Device, ask: Ask) => Iterable<Outcome<NoInfer<Key>> | Judged>;
  readonly pair?: (pair: PairOutcome, ask: Ask) => Iterable<Outcome<NoInfer<Key>>>;
  readonly fleet?: (fleet: Fleet, ask: Ask) => Iterable<Outcome<NoInfer<Key>>>;
}

/** Declares a rule; the keys of its messages are checked where they are used. */
export function defineRule<const Key extends string>(rule: Rule<Key>): Rule<Key> {
  return rule;
}
