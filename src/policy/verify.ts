import { type CompiledPolicy, type CompileSchema, judge } from './adapter.ts';
import { mentionsOf, type ViewSchema } from './mention.ts';
import type { PackProblem, Policy, PolicyPack } from './pack.ts';
import { VIEWS } from './views/index.ts';

/** A pack that can be used, or everything that is wrong with it. */
export type VerifiedPack =
  | { readonly pack: PolicyPack; readonly compiled: readonly CompiledPolicy[]; readonly problems: readonly [] }
  | { readonly problems: readonly PackProblem[] };

/**
 * Checks what the pack's own schema cannot: every name and value exists in the view, ids are unique, and each policy fails its
 * failing and passes its passing examples. A pack with a problem is not used at all.
 */
export function verifyPack(pack: PolicyPack, compile: CompileSchema): VerifiedPack {
  const problems: PackProblem[] = duplicates(pack);
  const compiled: CompiledPolicy[] = [];
  pack.policies.forEach((policy, index) => {
    const pointer = `/policies/${index}`;
    const { properties, problems: unknown } = mentions(policy, pointer);
    problems.push(...unknown);
    if (unknown.length > 0) return;
    const ready: CompiledPolicy = {
      policy,
      when: policy.when === undefined ? undefined : compile(policy.when),
      assert: compile(policy.assert),
      mentioned: properties,
    };
    compiled.push(ready);
    problems.push(...testPolicy(ready, pointer));
  });
  return problems.length > 0 ? { problems } : { pack, compiled, problems: [] };
}

function duplicates(pack: PolicyPack): PackProblem[] {
  const seen = new Set<string>();
  const problems: PackProblem[] = [];
  for (const [index, { id }] of pack.policies.entries()) {
    if (seen.has(id))
      problems.push({ pointer: `/policies/${index}/id`, message: `there are two policies called ${JSON.stringify(id)}` });
    seen.add(id);
  }
  return problems;
}

function mentions(
  policy: Policy,
  pointer: string,
): { readonly properties: readonly string[]; readonly problems: readonly PackProblem[] } {
  const view = VIEWS.get(policy.select)?.schema;
  if (view === undefined || !isViewSchema(view))
    return { properties: [], problems: [{ pointer: `${pointer}/select`, message: `there is no view ${policy.select}` }] };
  const assert = mentionsOf(policy.assert, view, `${pointer}/assert`);
  const when = policy.when === undefined ? undefined : mentionsOf(policy.when, view, `${pointer}/when`);
  const properties = new Set([...(when?.properties ?? []), ...assert.properties]);
  const empty =
    assert.properties.size === 0 ? [{ pointer: `${pointer}/assert`, message: 'it asserts nothing about any property' }] : [];
  return { properties: [...properties], problems: [...assert.problems, ...(when?.problems ?? []), ...empty] };
}

function isViewSchema(schema: object): schema is ViewSchema {
  return 'properties' in schema;
}

/** Runs the examples of one policy. */
export function testPolicy(compiled: CompiledPolicy, pointer: string): PackProblem[] {
  const { fails, passes } = compiled.policy.examples;
  const wrong = (kind: 'fails' | 'passes', index: number, state: string): PackProblem => ({
    pointer: `${pointer}/examples/${kind}/${index}`,
    message: `this example should ${kind === 'fails' ? 'fail' : 'pass'}, but the policy is ${state}`,
  });
  return [
    ...fails.flatMap((data, index) => {
      const { state } = judge(compiled, data);
      return state === 'failed' ? [] : [wrong('fails', index, state)];
    }),
    ...passes.flatMap((data, index) => {
      const { state } = judge(compiled, data);
      return state === 'passed' ? [] : [wrong('passes', index, state)];
    }),
  ];
}
