import { log } from '../report/escape/log.ts';
import { visible } from '../text/display.ts';
import { WriteError } from './replace-file.ts';
import { STATUS, type Status } from './status.ts';
import { nearest, UsageError } from './usage.ts';

/**
 * Says on standard error why a run ended without a result. A crash shows where, never what: the text of an error may hold text of a
 * configuration.
 */
export function reportFailure(error: unknown, debug: boolean): Status {
  if (error instanceof WriteError) {
    process.stderr.write(`ipsec-lint: ${visible(error.message)}\n`);
    return STATUS.incomplete;
  }
  const usage = usageMessage(error);
  if (usage !== undefined) {
    process.stderr.write(log(`ipsec-lint: ${usage.split('\n').map(visible).join('\n')}\n`));
    return STATUS.usage;
  }
  process.stderr.write(
    'ipsec-lint: this is a bug in ipsec-lint, not an error in your configuration. ' +
      `${debug ? `Please report these lines:\n${frames(error)}` : 'Run again with --debug for the lines to report.'}\n`,
  );
  return STATUS.incomplete;
}

/** Message of a wrong command line, in our words where oclif's do not help; undefined for everything else. */
function usageMessage(error: unknown): string | undefined {
  if (error instanceof UsageError) return error.message;
  if (!(error instanceof Error) || !('oclif' in error)) return undefined;
  if ('flags' in error && Array.isArray(error.flags) && typeof error.flags[0] === 'string')
    return unknownFlag(error.flags[0], knownFlags(error));
  const message = error.message.split(/\nSee more help with|\nUSAGE/)[0] ?? '';
  const option = /^Expected --([a-z-]+)=(.*) to be one of: (.*)$/s.exec(message);
  if (option !== null) {
    const [, flag = '', value = '', list = ''] = option;
    return `--${flag} has to be one of ${list}, not "${value}"${nearest(value, list.split(', '))}`;
  }
  const number = /^Parsing (--[a-z-]+) ?\s+Expected an integer (.*)$/s.exec(message);
  if (number !== null) return `${number[1]} has to be an integer ${number[2]}`;
  return message.replace(/^Flag (--[a-z-]+) expects/, '$1 expects');
}

function unknownFlag(word: string, known: readonly string[]): string {
  const name = word.split('=')[0] ?? word;
  return `there is no flag ${name}${nearest(name, known)}`;
}

function knownFlags(error: Error): readonly string[] {
  const flags: unknown = 'parse' in error ? nested(nested(error.parse, 'input'), 'flags') : undefined;
  const names = typeof flags === 'object' && flags !== null ? Object.keys(flags) : [];
  return [...names, 'help', 'version'].map((name) => `--${name}`);
}

function nested(value: unknown, key: string): unknown {
  return typeof value === 'object' && value !== null ? Reflect.get(value, key) : undefined;
}

function frames(error: unknown): string {
  if (!(error instanceof Error)) return typeof error;
  const lines = (error.stack ?? '').split('\n').filter((line) => /^\s+at /.test(line));
  return [error.name, ...lines].join('\n');
}
