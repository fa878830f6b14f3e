import type { Judged, Outcome, Rule } from '../rule/index.ts';
import type { CompileLeaf, Policy, PolicyPack, ViewData } from './pack.ts';
import { type Statement, statementOf } from './truth.ts';
import type { ViewItem } from './view.ts';
import { VIEWS } from './views/index.ts';

/** A policy whose statements can be judged. */
export interface CompiledPolicy {
  readonly policy: Policy;
  readonly when: Statement | undefined;
  readonly assert: Statement;
}

/** Makes a policy ready; its names and values have been looked at before (`mention.ts`). */
export function compilePolicy(policy: Policy, compile: CompileLeaf): CompiledPolicy {
  const when = policy.when === undefined ? undefined : statementOf(policy.when, compile);
  return { policy, when, assert: statementOf(policy.assert, compile) };
}

/** What a policy says of one subject. */
export type PolicyVerdict =
  | { readonly state: 'passed' | 'not-applicable' }
  | { readonly state: 'failed'; readonly property: string }
  | { readonly state: 'undecided'; readonly missing: string };

/** Judges one subject: where what is not known matters, the policy is undecided, never passed or failed. */
export function judge({ when, assert }: CompiledPolicy, data: ViewData): PolicyVerdict {
  const applies = when?.(data);
  if (applies?.is === 'false') return { state: 'not-applicable' };
  if (applies?.is === 'unknown') return { state: 'undecided', missing: applies.property };
  const { is, property } = assert(data);
  if (is === 'unknown') return { state: 'undecided', missing: property };
  return is === 'true' ? { state: 'passed' } : { state: 'failed', property };
}

/** A policy as a rule: the same severities, waivers, documentation and reports as a coded one. */
export function ruleOfPolicy(pack: PolicyPack, compiled: CompiledPolicy): Rule {
  const { policy } = compiled;
  const help = policy.help ?? `see ${policy.references?.join('; ') ?? pack.document ?? pack.title}`;
  return {
    meta: {
      id: `${pack.id}/${policy.id}`,
      summary: policy.message.replace(/ ?\(?\{\w+\}\)?/g, ''),
      severity: policy.severity,
      scope: ['device'],
      formats: ['ios', 'swanctl', 'ipsec.conf'],
      tags: ['policy', pack.id],
      references: policy.references ?? [],
      messages: { failed: { text: policy.message, help } },
      pack: {
        id: pack.id,
        title: pack.title,
        ...(pack.document === undefined ? {} : { document: pack.document }),
        ...(pack.coverage === undefined ? {} : { coverage: pack.coverage }),
      },
      ...(policy.advisory === undefined ? {} : { advisory: policy.advisory }),
    },
    device: function* (device, ask): Generator<Outcome | Judged> {
      for (const item of VIEWS.get(policy.select)?.items(device, ask) ?? []) yield outcomeOf(compiled, item);
    },
  };
}

function outcomeOf(compiled: CompiledPolicy, item: ViewItem): Outcome | Judged {
  const verdict = judge(compiled, item.data);
  if (verdict.state === 'undecided') return { undecided: `${verdict.missing} is not known`, subject: item.id };
  if (verdict.state !== 'failed') return { judged: verdict.state, subject: item.id };
  return { message: 'failed', data: printable(item.data), at: item.at(verdict.property), subject: item.id };
}

function printable(data: ViewData): Record<string, string | number> {
  return Object.fromEntries(
    Object.entries(data).map(([name, value]) => [
      name,
      typeof value === 'number' ? value : Array.isArray(value) ? value.join(', ') || 'none' : String(value),
    ]),
  );
}
