import { closeOf } from './nft-values.ts';
import type { ConditionKind, Verdict } from './tree.ts';
import type { Word } from './words.ts';

/** Statements that end the evaluation of a rule. */
export const VERDICTS: ReadonlyMap<string, Verdict> = new Map<string, Verdict>([
  ['accept', { do: 'accept' }],
  ['drop', { do: 'drop' }],
  ['reject', { do: 'reject' }],
  ['return', { do: 'return' }],
  ['continue', { do: 'continue' }],
  ['queue', { do: 'unknown', text: 'queue' }],
  ['tproxy', { do: 'unknown', text: 'tproxy' }],
  ['synproxy', { do: 'unknown', text: 'synproxy' }],
]);

/** Words after which a statement has one value each. */
const VALUED = new Set([
  'packets',
  'bytes',
  'name',
  'prefix',
  'level',
  'group',
  'snaplen',
  'queue-threshold',
  'burst',
  'to',
  'device',
]);

/** Words that belong to a statement alone. */
const FLAGS = new Set([
  'over',
  'until',
  'rate',
  'all',
  'skuid',
  'ether',
  'sequence,options',
  'random',
  'fully-random',
  'persistent',
]);

/** Statements after which the packet goes on; some hold only sometimes. */
const STATEMENTS: ReadonlyMap<string, ConditionKind | undefined> = new Map<string, ConditionKind | undefined>([
  ['counter', undefined],
  ['log', undefined],
  ['comment', undefined],
  ['notrack', undefined],
  ['dup', undefined],
  ['flow', undefined],
  ['add', undefined],
  ['update', undefined],
  ['delete', undefined],
  ['set', undefined],
  ['xt', 'other'],
  ['limit', 'limit'],
  ['quota', 'limit'],
  ['last', undefined],
  ['fwd', 'other'],
  ['secmark', undefined],
]);

/** First words of these statements, for suggestions. */
export const STATEMENT_HEADS: readonly string[] = [...STATEMENTS.keys()];

/** Whether a word begins a statement that lets the packet go on. */
export function isStatementHead(text: string): boolean {
  return STATEMENTS.has(text);
}

/** Where the statement at `at` ends, and the condition that it is, if any: a rate limit, an update that may fail. */
export function skipStatement(
  tokens: readonly Word[],
  at: number,
): { readonly next: number; readonly condition: ConditionKind | undefined } {
  const head = tokens[at]?.text ?? '';
  const next = STATEMENT_ENDS.get(head)?.(tokens, at + 1) ?? skipOptions(tokens, at + 1);
  const limited = tokens.slice(at, next).some((token) => token.text === 'limit' || token.text === 'rate');
  return { next, condition: limited ? 'limit' : STATEMENTS.get(head) };
}

const STATEMENT_ENDS: ReadonlyMap<string, (tokens: readonly Word[], from: number) => number> = new Map([
  ['comment', (_tokens, from) => from + 1],
  ['add', skipSetUpdate],
  ['update', skipSetUpdate],
  ['delete', skipSetUpdate],
  ['set', skipSetUpdate],
  ['flow', (_tokens, from) => from + 2],
  ['xt', (_tokens, from) => from + 2],
  ['limit', skipLimit],
  ['quota', skipQuota],
  ['dup', skipToValue],
  ['fwd', skipToValue],
  ['log', skipLog],
]);

/** `update @set { ip saddr limit rate 10/minute }`. */
function skipSetUpdate(tokens: readonly Word[], from: number): number {
  let at = from;
  while (at < tokens.length && tokens[at]?.text !== '{') at++;
  return Math.min(tokens.length, closeOf(tokens, at) + 1);
}

/** `rate over 10/second burst 5 packets`, `name "x"`. */
function skipLimit(tokens: readonly Word[], from: number): number {
  let at = from;
  if (tokens[at]?.text === 'name') return at + 2;
  if (tokens[at]?.text === 'rate') at++;
  if (tokens[at]?.text === 'over' || tokens[at]?.text === 'until') at++;
  at++;
  while (UNITS.has(tokens[at]?.text ?? '')) at++;
  if (tokens[at]?.text === 'burst') at += UNITS.has(tokens[at + 2]?.text ?? '') ? 3 : 2;
  return at;
}

const UNITS = new Set([
  'packets',
  'bytes',
  'kbytes',
  'mbytes',
  'bytes/second',
  'kbytes/second',
  'mbytes/second',
  'kbytes/minute',
  'used',
]);

/** `over 25 mbytes used 0 bytes`. */
function skipQuota(tokens: readonly Word[], from: number): number {
  let at = from;
  if (tokens[at]?.text === 'name') return at + 2;
  while (
    at < tokens.length &&
    (/^\d+$/.test(tokens[at]?.text ?? '') || UNITS.has(tokens[at]?.text ?? '') || FLAGS.has(tokens[at]?.text ?? ''))
  )
    at++;
  return at;
}

function skipToValue(tokens: readonly Word[], from: number): number {
  const hasTo = tokens[from]?.text === 'to';
  const value = hasTo ? from + 1 : from;
  return tokens[value + 1]?.text === 'device' ? value + 3 : value + 1;
}

function skipLog(tokens: readonly Word[], from: number): number {
  let at = from;
  for (;;) {
    const text = tokens[at]?.text ?? '';
    if (text === 'flags')
      at += tokens[at + 1]?.text === 'all' || tokens[at + 1]?.text === 'skuid' || tokens[at + 1]?.text === 'ether' ? 2 : 3;
    else if (VALUED.has(text)) at += 2;
    else if (text === ',') at += 2;
    else return Math.min(at, tokens.length);
  }
}

function skipOptions(tokens: readonly Word[], from: number): number {
  let at = from;
  while (at < tokens.length) {
    const token = tokens[at];
    if (token === undefined || (!token.quoted && !VALUED.has(token.text) && !FLAGS.has(token.text))) break;
    at += VALUED.has(token.text) && !token.quoted ? 2 : 1;
  }
  return Math.min(at, tokens.length);
}
