import type { Outcome, Rule } from '../rule/index.ts';
import type { Policy, PolicyPack, PolicySchema, ViewData } from './pack.ts';
import type { ViewItem } from './view.ts';
import { VIEWS } from './views/index.ts';

/** Checks data against one schema; the property that fails first, or the empty string when none in particular does. */
export type Validator = (data: ViewData) => { readonly valid: true } | { readonly valid: false; readonly property: string };

/** Validators of one policy, and the properties that it has to know. */
export interface CompiledPolicy {
  readonly policy: Policy;
  readonly when: Validator | undefined;
  readonly assert: Validator;
  /** Properties that `when` and `assert` mention. */
  readonly mentioned: readonly string[];
}

/** Compiles a schema; ajv at run time for packs of users, a table made at build for those built in. */
export type CompileSchema = (schema: PolicySchema) => Validator;

/** What a policy says of one subject. */
export type PolicyVerdict =
  | { readonly state: 'passed' | 'not-applicable' }
  | { readonly state: 'failed'; readonly property: string }
  | { readonly state: 'undecided'; readonly missing: string };

/** Judges one subject: a fact that is not known makes the policy undecided, never passed or failed. */
export function judge({ when, assert, mentioned }: CompiledPolicy, data: ViewData): PolicyVerdict {
  const missing = mentioned.find((property) => !(property in data));
  if (when !== undefined) {
    const applies = when(data);
    if (!applies.valid && (missing === undefined || applies.property in data)) return { state: 'not-applicable' };
  }
  if (missing !== undefined) return { state: 'undecided', missing };
  const result = assert(data);
  return result.valid ? { state: 'passed' } : { state: 'failed', property: result.property };
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
    },
    device: function* (device, ask): Generator<Outcome> {
      for (const item of VIEWS.get(policy.select)?.items(device, ask) ?? []) {
        const outcome = outcomeOf(compiled, item);
        if (outcome !== undefined) yield outcome;
      }
    },
  };
}

function outcomeOf(compiled: CompiledPolicy, item: ViewItem): Outcome | undefined {
  const verdict = judge(compiled, item.data);
  if (verdict.state === 'undecided') return { undecided: `${verdict.missing} is not known`, subject: item.id };
  if (verdict.state !== 'failed') return undefined;
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
