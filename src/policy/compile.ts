import { Ajv, type ErrorObject } from 'ajv';
import type { CompileSchema } from './adapter.ts';
import type { PolicySchema } from './pack.ts';

/* Schemas of policies are code to ajv: what they may contain is checked before (`mention.ts`), and they may not grow without bound. */
const MOST_CHARACTERS = 20_000;

/** Compiles policy schemas with ajv in strict mode. Throws a RangeError for a schema that is too large. */
export function createCompiler(): CompileSchema {
  const ajv = new Ajv({
    strict: true,
    strictTypes: false,
    strictRequired: false,
    ownProperties: true,
    allErrors: false,
    validateFormats: false,
  });
  return (schema: PolicySchema) => {
    if (JSON.stringify(schema).length > MOST_CHARACTERS)
      throw new RangeError(`a schema of a policy may have ${MOST_CHARACTERS} characters at most`);
    const validate = ajv.compile(schema);
    return (data) => (validate(data) ? { valid: true } : { valid: false, property: failingProperty(validate.errors ?? []) });
  };
}

/** The first path segment of the first error: the property that failed. */
function failingProperty(errors: readonly ErrorObject[]): string {
  const [first] = errors;
  if (first === undefined) return '';
  const [, property = ''] = first.instancePath.split('/');
  if (property !== '') return property;
  const missing: unknown = first.params.missingProperty;
  return typeof missing === 'string' ? missing : '';
}
