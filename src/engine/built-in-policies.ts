import { rulesOfBuiltIn } from '../policy/built-in.ts';
import { isPack, type PolicyPack } from '../policy/pack.ts';
import type { Rule } from '../rule/index.ts';

/** The packs among values that are built in, in their order. */
export function builtInPacks(values: Iterable<unknown>): readonly PolicyPack[] {
  return [...values].filter(isPack);
}

/** The rules of a pack that is built in and whose schemas were compiled beforehand; none for what is no pack. */
export function builtInRules(value: unknown, leaves: ReadonlyMap<string, (value: unknown) => boolean>): readonly Rule[] {
  return isPack(value) ? rulesOfBuiltIn(value, leaves) : [];
}
