import { RULES } from '../../rules/index.ts';
import { json } from '../report/escape/json.ts';
import { STATUS, type Status } from './status.ts';
import { UsageError } from './usage.ts';

/** Lists every rule. */
export function rules(words: readonly string[], format: string): Promise<Status> {
  if (words.length > 0) throw new UsageError('rules takes no arguments; explain RULE shows one');
  const rows = RULES.map(({ meta: { id, severity, scope, formats, summary, tags, references, offers } }) => ({
    id,
    severity,
    scope,
    formats,
    summary,
    tags,
    references,
    ...(offers === undefined ? {} : { offers }),
  })).sort((a, b) => (a.id < b.id ? -1 : 1));
  process.stdout.write(format === 'json' ? `${json({ schemaVersion: 1, rules: rows }, 2)}\n` : table(rows));
  return Promise.resolve(STATUS.clean);
}

function table(rows: readonly { readonly id: string; readonly severity: string; readonly summary: string }[]): string {
  const width = Math.max(0, ...rows.map(({ id }) => id.length));
  return rows.map(({ id, severity, summary }) => `${id.padEnd(width)}  ${severity.padEnd(7)}  ${summary}\n`).join('');
}
