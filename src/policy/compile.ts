import { Ajv } from 'ajv';
import type { CompileLeaf, PolicySchema } from './pack.ts';

/* Schemas of policies are code to ajv: what they may contain is checked before (`mention.ts`), and they may not grow without bound. */
const MOST_CHARACTERS = 20_000;

/** How ajv reads the schemas of single values, at run time and when packs are compiled beforehand. */
export const LEAF_OPTIONS = { strict: true, strictTypes: false, ownProperties: true, validateFormats: false } as const;

/** Compiles schemas of single values with ajv in strict mode. Throws a RangeError for a schema that is too large. */
export function createCompiler(): CompileLeaf {
  const ajv = new Ajv(LEAF_OPTIONS);
  return (schema: PolicySchema) => {
    if (JSON.stringify(schema).length > MOST_CHARACTERS)
      throw new RangeError(`a schema of a policy may have ${MOST_CHARACTERS} characters at most`);
    const validate = ajv.compile(schema);
    return (value) => validate(value);
  };
}
