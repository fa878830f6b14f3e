import { existsSync, readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';

/** The scenarios of strongSwan's test suite, when they lie beside the project. */
export const CORPUS = path.resolve(import.meta.dirname, '../../../shared/corpus/strongswan');

/** For `skip` of a test that needs the corpus. */
export const skip = existsSync(CORPUS) ? false : 'no corpus beside the project';

/** Files of the corpus with one of some names, sorted. */
export function corpusFiles(...names: readonly string[]): string[] {
  if (skip !== false) return [];
  const all = readdirSync(CORPUS, { recursive: true, encoding: 'utf8' });
  return all
    .filter((file) => names.includes(path.basename(file)))
    .sort()
    .map((file) => path.join(CORPUS, file));
}

/** Text of a corpus file. */
export function corpusText(file: string): string {
  return readFileSync(file, 'utf8');
}
