import { didYouMean } from '../../text/suggest.ts';
import { FINAL_TARGETS, NAT_TARGETS, OPAQUE_TARGETS, PASSING_TARGETS } from './extensions.ts';
import type { PortRange, Verdict } from './tree.ts';
import { portRange } from './values.ts';
import type { Word } from './words.ts';

/** How a rule reports a word that it does not understand. */
export type Report = (word: Word, message: string, suggestion?: string) => void;

/** The target of a rule as it was read. */
export interface TargetDraft {
  readonly target: Word | undefined;
  readonly goto: boolean;
  readonly options: ReadonlyMap<string, string>;
  readonly report: Report;
}

/** What a rule with this target and these options does; a target that is not known is reported. */
export function verdictOf(draft: TargetDraft, chains: ReadonlySet<string>): Verdict {
  const { target } = draft;
  if (target === undefined) return { do: 'continue' };
  const name = target.text;
  const final = FINAL_TARGETS.get(name);
  if (final !== undefined) return final;
  if (PASSING_TARGETS.has(name)) return { do: 'continue' };
  const nat = NAT_TARGETS.get(name);
  if (nat !== undefined) return natVerdict(draft, nat);
  if (chains.has(name)) return { do: draft.goto ? 'goto' : 'jump', chain: name };
  if (!OPAQUE_TARGETS.has(name)) draft.report(target, `no chain or target "${name}"`, nearestTarget(name, chains));
  return { do: 'unknown', text: name };
}

function nearestTarget(name: string, chains: ReadonlySet<string>): string | undefined {
  return didYouMean(name, [...FINAL_TARGETS.keys(), ...NAT_TARGETS.keys(), ...PASSING_TARGETS, ...chains]);
}

function natVerdict(draft: TargetDraft, what: 'snat' | 'dnat' | 'masquerade' | 'redirect'): Verdict {
  const to = draft.options.get('--to-source') ?? draft.options.get('--to-destination') ?? draft.options.get('--to');
  const only = draft.options.get('--to-ports') ?? draft.options.get('--to-port');
  if (only !== undefined) return { do: what, ...portsOf(only) };
  return to === undefined ? { do: what } : { do: what, ...splitTarget(to) };
}

/** `address`, `from-to`, `address:port`, `[v6]:port-port`, `:port`. */
export function splitTarget(text: string): { readonly to?: string; readonly ports?: PortRange } {
  if (text.startsWith('[')) {
    const close = text.indexOf(']');
    return { to: text.slice(1, close === -1 ? text.length : close), ...portsOf(text.slice(close + 2)) };
  }
  const colon = text.indexOf(':');
  if (colon === -1 || colon !== text.lastIndexOf(':')) return { to: text };
  const address = text.slice(0, colon);
  return { ...(address === '' ? {} : { to: address }), ...portsOf(text.slice(colon + 1)) };
}

function portsOf(text: string): { readonly ports?: PortRange } {
  const slash = text.indexOf('/');
  const ports = portRange(slash === -1 ? text : text.slice(0, slash), '-');
  return ports === undefined ? {} : { ports };
}
