import { type CompiledPolicy, compilePolicy, judge } from './adapter.ts';
import { exampleProblems, mentionProblems, noSuchProperty, type ViewSchema } from './mention.ts';
import type { CompileLeaf, PackProblem, Policy, PolicyPack, ViewData } from './pack.ts';
import { VIEWS } from './views/index.ts';

/** A pack that can be used, or everything that is wrong with it. */
export type VerifiedPack =
  | { readonly pack: PolicyPack; readonly compiled: readonly CompiledPolicy[]; readonly problems: readonly [] }
  | { readonly problems: readonly PackProblem[] };

/**
 * Checks what the pack's own schema cannot: every name and value exists in the view, ids are unique, and each policy fails its
 * failing and passes its passing examples. A pack with a problem is not used at all.
 */
export function verifyPack(pack: PolicyPack, compile: CompileLeaf): VerifiedPack {
  const problems: PackProblem[] = duplicates(pack);
  const compiled: CompiledPolicy[] = [];
  pack.policies.forEach((policy, index) => {
    const pointer = `/policies/${index}`;
    const unknown = unknownNames(policy, pointer);
    problems.push(...unknown, ...severeAdvice(policy, pointer));
    if (unknown.length > 0) return;
    const ready = compilePolicy(policy, compile);
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

function severeAdvice({ advisory, severity }: Policy, pointer: string): readonly PackProblem[] {
  if (advisory === undefined || severity === 'info') return [];
  return [{ pointer: `${pointer}/severity`, message: 'advice has the severity "info": nobody fails it' }];
}

/** Names and values of a policy that its view does not have. */
function unknownNames(policy: Policy, pointer: string): readonly PackProblem[] {
  const view = VIEWS.get(policy.select)?.schema;
  if (view === undefined || !isViewSchema(view))
    return [{ pointer: `${pointer}/select`, message: `there is no view ${policy.select}` }];
  const placeholders = [...policy.message.matchAll(/\{(\w+)\}/g)].map(([, name = '']) => name);
  const examples = (kind: 'fails' | 'passes', list: readonly ViewData[]): PackProblem[] =>
    list.flatMap((data, index) => exampleProblems(data, view, `${pointer}/examples/${kind}/${index}`));
  return [
    ...mentionProblems(policy.assert, view, `${pointer}/assert`),
    ...(policy.when === undefined ? [] : mentionProblems(policy.when, view, `${pointer}/when`)),
    ...placeholders
      .filter((name) => !Object.hasOwn(view.properties, name))
      .map((name) => ({ pointer: `${pointer}/message`, message: noSuchProperty(name, view) })),
    ...examples('fails', policy.examples.fails),
    ...examples('passes', policy.examples.passes),
  ];
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
