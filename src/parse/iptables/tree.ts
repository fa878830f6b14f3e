import type { Span } from '../../text/source.ts';
import type { Problem } from '../problem.ts';

/** Addresses as written; numbers are unsigned 32 bits, a wildcard bit of 1 does not matter. `unknown` is a name or a placeholder. */
export type AddressValue =
  | { readonly v4: readonly [base: number, wildcard: number] }
  | { readonly v4range: readonly [from: number, to: number] }
  | { readonly v6: readonly [base: string, prefixLength: number] }
  | { readonly v6range: readonly [from: string, to: string] }
  | { readonly unknown: string };

/** Inclusive. */
export type PortRange = readonly [from: number, to: number];

/** Kinds of what is neither address nor port; names as the model has them. */
export type ConditionKind =
  | 'tcp-flags'
  | 'fragments'
  | 'icmp'
  | 'time-range'
  | 'ipsec-policy'
  | 'dscp'
  | 'ttl'
  | 'limit'
  | 'rate'
  | 'other';

/** One condition of a rule: all of them have to hold. */
export type Match = {
  readonly negated: boolean;
  readonly span: Span;
  /** What can be cut out of the text without it, and nothing but it; set for source ports only. */
  readonly cut?: Span;
} & (
  | { readonly kind: 'protocol'; readonly values: readonly number[] }
  | { readonly kind: 'family'; readonly family: 'ipv4' | 'ipv6' }
  | { readonly kind: 'source' | 'destination'; readonly values: readonly AddressValue[] }
  /** `port`: source or destination. */
  | { readonly kind: 'source-port' | 'destination-port' | 'port'; readonly values: readonly PortRange[] }
  /** Names; `+` or `*` at the end stands for any rest. */
  | { readonly kind: 'interface-in' | 'interface-out'; readonly values: readonly string[] }
  /** Connection states in upper case. */
  | { readonly kind: 'state'; readonly values: readonly string[] }
  | { readonly kind: 'condition'; readonly condition: ConditionKind; readonly text: string; readonly values: readonly string[] }
);

/** What a rule does with a packet that it matches. */
export type Verdict =
  | { readonly do: 'accept' | 'drop' | 'reject' | 'return' | 'continue' }
  | { readonly do: 'jump' | 'goto'; readonly chain: string }
  | {
      readonly do: 'snat' | 'dnat' | 'masquerade' | 'redirect';
      /** As written: an address or `from-to`; absent when only ports are given. */
      readonly to?: string;
      readonly ports?: PortRange;
    }
  | { readonly do: 'unknown'; readonly text: string };

/** One rule. An nft rule with a verdict map or a concatenation is several, with one span. */
export interface Rule {
  readonly span: Span;
  readonly matches: readonly Match[];
  readonly verdict: Verdict;
}

/** Where the kernel calls a base chain. */
export type Hook = 'input' | 'output' | 'forward' | 'prerouting' | 'postrouting' | 'ingress';

/** A chain of a table, with its rules in order of evaluation. */
export interface Chain {
  readonly name: string;
  readonly span: Span;
  /** Absent for a user chain. */
  readonly hook?: Hook;
  /** What a base chain is for: packets of `nat` chains are the first ones of their flows. */
  readonly type?: 'filter' | 'nat' | 'route';
  readonly priority?: number;
  /** What a base chain does at its end. */
  readonly policy?: 'accept' | 'drop';
  /** The policy is written, not the default. */
  readonly policySet?: boolean;
  readonly rules: readonly Rule[];
}

/** A table. Other address families than IP are left out. */
export interface Table {
  readonly name: string;
  readonly family: 'ipv4' | 'ipv6' | 'inet';
  readonly span: Span;
  readonly chains: readonly Chain[];
}

/** A file of `iptables-save`, `ip6tables-save` or `nft list ruleset`, or rules alone. */
export interface PacketFilterFile {
  readonly source: number;
  readonly language: 'iptables' | 'nft';
  readonly tables: readonly Table[];
  /** Files that are included and not read: what they hold is not known. */
  readonly includes: readonly { readonly name: string; readonly span: Span }[];
  readonly problems: readonly Problem[];
}
