import { readFileSync } from 'node:fs';
import { Ajv } from 'ajv';

/** What is wrong with a document according to a schema in `schemas/`, at most three things. */
export function officialErrors(file: string, document: string): readonly string[] {
  // Of draft 4, but in what they use the later drafts changed the name of the schema's own id only.
  const { $schema: _, id: __, ...schema } = JSON.parse(readFileSync(new URL(`schemas/${file}`, import.meta.url), 'utf8'));
  const validate = new Ajv({ strict: false, validateFormats: false }).compile(schema);
  validate(JSON.parse(document));
  return (validate.errors ?? []).slice(0, 3).map(({ instancePath, message }) => `${instancePath}: ${message}`);
}
