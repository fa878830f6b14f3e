import { boolean, integer, string } from '@oclif/core/flags';
import { DIALECTS } from '../input/types.ts';

/** How a directory, a file or a glob is read: for every command that reads configurations. */
export const INPUT_FLAGS = {
  config: string({ char: 'c', helpValue: 'FILE', description: 'configuration file (default: the nearest one upward)' }),
  dialect: string({
    options: [...DIALECTS],
    helpValue: 'NAME',
    description: `take every file for this dialect: ${DIALECTS.join(', ')}`,
  }),
  'max-file-size': integer({ min: 1, helpValue: 'BYTES', description: 'refuse larger files (default 8388608)' }),
  'strongswan-version': string({ options: ['5.9', '6.0'], description: 'release of strongSwan devices (default 5.9)' }),
  debug: boolean({ description: 'say on standard error what was read as what, and why; never a secret' }),
};

/** How results are shown. */
export const OUTPUT_FLAGS = {
  color: string({
    options: ['auto', 'always', 'never'],
    default: 'auto',
    helpValue: 'WHEN',
    description: 'colours: auto, always, never',
  }),
};

/** Values that a flag takes before an equals sign, for completion. */
const VALUES = new WeakMap<object, readonly string[]>();

/** `--format`, once or several times. */
export function formatFlag(names: readonly string[]): ReturnType<typeof repeatable> {
  const flag = repeatable(`output format, and the file it goes to: ${names.join(', ')}`);
  VALUES.set(flag, names);
  return flag;
}

/** The values that a flag is known to take. */
export function valuesOf(flag: object): readonly string[] {
  const options: unknown = 'options' in flag ? flag.options : undefined;
  return Array.isArray(options) ? options.map(String) : (VALUES.get(flag) ?? []);
}

function repeatable(description: string) {
  return string({ char: 'f', multiple: true, multipleNonGreedy: true, helpValue: 'NAME[=FILE]', description });
}
