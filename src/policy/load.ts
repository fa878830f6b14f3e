import { Ajv, type ErrorObject } from 'ajv';
import type { Rule } from '../rule/index.ts';
import { ruleOfPolicy } from './adapter.ts';
import { createCompiler } from './compile.ts';
import type { PackProblem, PolicyPack } from './pack.ts';
import { verifyPack } from './verify.ts';

/** A pack as rules, or everything that is wrong with it. */
export type LoadedPack =
  | { readonly pack: PolicyPack; readonly rules: readonly Rule[] }
  | { readonly problems: readonly PackProblem[] };

/**
 * Turns the parsed text of a pack into rules: first the schema of packs, then names and values against the views, then the pack's own
 * examples. A pack with a problem gives no rule at all.
 */
export function loadPack(value: unknown, packSchema: object): LoadedPack {
  const validate = new Ajv({ allErrors: true, allowUnionTypes: true }).compile<PolicyPack>(packSchema);
  if (!validate(value)) return { problems: (validate.errors ?? []).map(problemOf) };
  try {
    const verified = verifyPack(value, createCompiler());
    if ('pack' in verified)
      return { pack: verified.pack, rules: verified.compiled.map((compiled) => ruleOfPolicy(value, compiled)) };
    return { problems: verified.problems };
  } catch (error) {
    return { problems: [{ pointer: '', message: error instanceof Error ? error.message : 'a schema cannot be compiled' }] };
  }
}

function problemOf({ instancePath, message, params }: ErrorObject): PackProblem {
  const extra: unknown = params.additionalProperty;
  return {
    pointer: typeof extra === 'string' ? `${instancePath}/${extra}` : instancePath,
    message: typeof extra === 'string' ? `${JSON.stringify(extra)} is not known here` : (message ?? 'is wrong'),
  };
}
