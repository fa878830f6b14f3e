import { replaceFile, unwritable } from './replace-file.ts';
import { nearest, UsageError } from './usage.ts';

/** Where a format goes. */
export interface Output {
  readonly format: string;
  /** Undefined: standard output. */
  readonly file?: string;
}

/** Reads `-f NAME[=FILE]`; nothing asked for means text on standard output. At most one format can go there, and to each file. */
export function outputsOf(words: readonly string[] | undefined, known: readonly string[]): readonly Output[] {
  if (words === undefined || words.length === 0) return [{ format: 'text' }];
  const outputs = words.map((word): Output => {
    const equals = word.indexOf('=');
    const format = equals === -1 ? word : word.slice(0, equals);
    if (!known.includes(format))
      throw new UsageError(`there is no format "${format}"${nearest(format, known) || `; known: ${known.join(', ')}`}`);
    if (equals === -1) return { format };
    const file = word.slice(equals + 1);
    if (file === '') throw new UsageError(`--format ${format}= needs a file name after the equals sign`);
    const why = unwritable(file);
    if (why !== undefined) throw new UsageError(`${file} cannot be written: ${why}`);
    return { format, file };
  });
  const twice = outputs.find(({ file }, index) => outputs.findIndex((other) => other.file === file) !== index);
  if (twice?.file !== undefined) throw new UsageError(`two formats go to ${twice.file}; give each a file of its own`);
  if (outputs.filter(({ file }) => file === undefined).length > 1)
    throw new UsageError('only one format can go to standard output; give the others a file: -f sarif=report.sarif');
  return outputs;
}

/** Writes one output. Throws a WriteError for a file that cannot be written. */
export function writeOutput({ file }: Output, text: string): void {
  if (file === undefined) process.stdout.write(text);
  else replaceFile(file, text);
}
