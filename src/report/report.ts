import type { Location } from '../text/source.ts';

/** How bad a finding is. */
export type ReportSeverity = 'error' | 'warning' | 'info';

/** A finding, located and worded (contract, `check --format json`). Text may hold text of the configuration: escape at the sink. */
export interface ReportFinding {
  readonly ruleId: string;
  readonly severity: ReportSeverity;
  readonly confidence: 'certain' | 'likely' | 'possible';
  readonly message: string;
  readonly help: string;
  readonly device: string;
  readonly peer?: string;
  /** Logical place that survives moved lines: `hq/crypto map VPN 10`. */
  readonly target: string;
  readonly fingerprint: string;
  readonly location: Location;
  readonly related: readonly { readonly location: Location; readonly message: string }[];
  /** A change that is certain and safe: `--fix` makes it. */
  readonly fix?: ReportFix;
  /** A change that somebody has to decide on. */
  readonly suggestion?: ReportFix;
}

/** A change of text, to be made whole or not at all. No edit touches or shows a secret. */
export interface ReportFix {
  /** What it does, as an imperative. */
  readonly title: string;
  readonly edits: readonly ReportEdit[];
}

/** Replaces a range; an empty one inserts. Line ends are `\n`: they are written as the file writes them. */
export interface ReportEdit {
  readonly location: Location;
  readonly text: string;
}

/** One row for each (initiator, responder, connection, child) under the likeliest hypothesis. */
export interface ReportPair {
  readonly initiator: string;
  readonly responder: string;
  readonly connection: string;
  readonly child: string;
  readonly basis: 'declared' | 'inferred' | 'assumed';
  readonly ike: 'up' | 'down' | 'unknown';
  readonly child_sa: 'up' | 'down' | 'unknown';
  readonly traffic: 'passes' | 'blocked' | 'unknown';
  readonly reason: string;
}

/** Checks that could not be decided, by rule and cause. */
export interface ReportUndecided {
  readonly ruleId: string;
  readonly why: string;
  readonly count: number;
  readonly examples: readonly string[];
}

/** Something that made the run incomplete. */
export interface ReportProblem {
  readonly path: string;
  readonly line?: number;
  readonly message: string;
}

/** How many subjects (connections, proposals, filters, devices ...) a requirement holds for, and what became of the others. */
export interface ComplianceCounts {
  readonly passed: number;
  readonly failed: number;
  /** Facts that decide it are not known. */
  readonly undecided: number;
  /** It fails, and a waiver accepts that. */
  readonly waived: number;
  readonly notApplicable: number;
  /** It is advice, and not followed. */
  readonly advised: number;
}

/** What became of a subject that does not pass. */
export type OpenState = 'failed' | 'undecided' | 'waived' | 'advised';

/** One requirement of a policy pack and how the run met it. A baseline changes nothing here: what it knows has failed. */
export interface ReportRequirement extends ComplianceCounts {
  readonly ruleId: string;
  readonly summary: string;
  readonly severity: ReportSeverity;
  readonly references: readonly string[];
  /** Switched off: nothing was judged. */
  readonly off?: boolean;
  /** Why it is advice that nobody fails. */
  readonly advisory?: string;
  readonly devices: readonly (ComplianceCounts & { readonly device: string })[];
  /** Every subject that did not pass. */
  readonly open: readonly { readonly target: string; readonly state: OpenState }[];
}

/** The compliance table of a policy pack. */
export interface ReportPack {
  readonly id: string;
  readonly title: string;
  readonly document?: string;
  /** What part of the document the pack covers. */
  readonly coverage?: string;
  readonly requirements: readonly ReportRequirement[];
}

export interface ReportSummary {
  readonly files: number;
  readonly skipped: number;
  readonly devices: number;
  readonly pairs: number;
  readonly error: number;
  readonly warning: number;
  readonly info: number;
  readonly undecided: number;
  /** Findings that a comment at their line silences; absent where no comment speaks to the linter. */
  readonly suppressed?: number;
  /** Findings that a waiver silences, and those that the baseline knows; absent when there is neither. */
  readonly waived?: number;
  readonly baselined?: number;
}

/** What a published rule says of itself, for formats that list rules. */
export interface ReportRule {
  readonly id: string;
  readonly summary: string;
  readonly severity: ReportSeverity;
  readonly tags: readonly string[];
  readonly references: readonly string[];
  /** The rule's page in Markdown. */
  readonly documentation: string;
}

/**
 * How a tunnel fares on one side of a change: it comes up and carries traffic, comes up but its traffic is blocked, does not come up,
 * cannot be decided, or is not there.
 */
export type TunnelState = 'up' | 'blocked' | 'down' | 'unknown' | 'none';

/** A tunnel that a change makes a difference to. */
export interface ReportTunnel {
  readonly initiator: string;
  readonly responder: string;
  readonly connection: string;
  readonly child: string;
  readonly before: TunnelState;
  readonly after: TunnelState;
  /**
   * `broken`: it came up and does not any more; `healed`: the reverse; `added`, `removed`: it was not, or is no longer, in the
   * configuration; `unclear`: neither can be said.
   */
  readonly verdict: 'broken' | 'healed' | 'added' | 'removed' | 'unclear';
  /** Reason after the change as `pair` has it, or `traffic-blocked`, `no-peer` (nobody has the other end any more), `removed`. */
  readonly reason: string;
}

/** What a change does, for a run that was compared with a commit. */
export interface ReportChange {
  /** As it was asked for. */
  readonly since: string;
  readonly commit: string;
  readonly newFindings: readonly ReportFinding[];
  /** Places are those of the commit. */
  readonly fixedFindings: readonly ReportFinding[];
  /** Findings that were there before. */
  readonly unchanged: number;
  /** Only those that the change makes a difference to. */
  readonly tunnels: readonly ReportTunnel[];
  readonly devices: {
    readonly added: readonly string[];
    readonly removed: readonly string[];
    readonly renamed: readonly { readonly from: string; readonly to: string }[];
  };
  /** What of the commit could not be analysed. */
  readonly problems: readonly ReportProblem[];
}

/** The result of a run; the same input gives the same report. */
export interface Report {
  readonly schemaVersion: 1;
  /** False when something that was asked for could not be analysed. */
  readonly complete: boolean;
  readonly summary: ReportSummary;
  /** Sorted by path, line, column, rule. */
  readonly findings: readonly ReportFinding[];
  readonly pairs: readonly ReportPair[];
  readonly undecided: readonly ReportUndecided[];
  readonly problems: readonly ReportProblem[];
  /** Present when the run had policy packs: a table for each. */
  readonly compliance?: readonly ReportPack[];
  /** Present when the run was compared with a commit: the findings are then the new ones. */
  readonly change?: ReportChange;
}

/** What a reporter may know besides the report. */
export interface ReporterContext {
  readonly version: string;
  readonly rules: readonly ReportRule[];
}

/** Renders a report; pure, in one piece or several. */
export interface Reporter {
  readonly name: string;
  readonly render: (report: Report, context: ReporterContext) => string;
}
