import type { Rule } from '../rule/index.ts';
import { compilePolicy, ruleOfPolicy } from './adapter.ts';
import type { CompileLeaf, PolicyPack } from './pack.ts';

/**
 * The rules of a pack that is built in: it was verified when this version was made, and the schemas of its values were compiled then,
 * by their text. Throws a RangeError for a schema that was not.
 */
export function rulesOfBuiltIn(pack: PolicyPack, leaves: ReadonlyMap<string, ReturnType<CompileLeaf>>): readonly Rule[] {
  const compile: CompileLeaf = (schema) => {
    const leaf = leaves.get(JSON.stringify(schema));
    if (leaf === undefined) throw new RangeError(`${pack.id} has a schema that was not compiled: run npm run generate`);
    return leaf;
  };
  return pack.policies.map((policy) => ruleOfPolicy(pack, compilePolicy(policy, compile)));
}
