import { didYouMean } from '../../text/suggest.ts';
import type { Field } from './nft-field-names.ts';
import { FIELD_HEADS, PARTS } from './nft-field-names.ts';
import type { NamedField } from './nft-fields.ts';
import { comparison, fieldAt, impliedBy, impliedByHead, matchOf } from './nft-fields.ts';
import { isStatementHead, STATEMENT_HEADS, skipStatement, VERDICTS } from './nft-statements.ts';
import type { Values } from './nft-values.ts';
import { closeOf, expand, readValues, splitItems } from './nft-values.ts';
import type { RuleContext } from './nft-verdict.ts';
import { readVerdict } from './nft-verdict.ts';
import type { Match, Rule, Verdict } from './tree.ts';
import type { Word } from './words.ts';

/** Rules that one rule with verdict maps or concatenations may be written out as; beyond it its conditions are unknown. */
const BRANCH_LIMIT = 4096;

/** The same for rules with very many words: branches times words. */
const WORK_LIMIT = 5_000_000;

interface Branch {
  /** Grows while the rule is read. */
  readonly matches: Match[];
  readonly verdict?: Verdict;
}

interface Draft {
  readonly context: RuleContext;
  readonly tokens: readonly Word[];
  branches: readonly Branch[];
}

/** Reads one rule: several come back for verdict maps and concatenations. What it does not understand is a condition. */
export function readNftRule(context: RuleContext, tokens: readonly Word[]): readonly Rule[] {
  const draft: Draft = { context, tokens, branches: [{ matches: [] }] };
  let verdict: Verdict | undefined;
  let at = 0;
  while (at < tokens.length && verdict === undefined) {
    const read = readVerdict(draft.context, tokens, at);
    if (read !== undefined) verdict = read;
    else at = readPart(draft, at);
  }
  const span = spanBetween(context.source, tokens[0], tokens[tokens.length - 1]);
  return draft.branches.map((branch) => ({
    span,
    matches: branch.matches,
    verdict: branch.verdict ?? verdict ?? { do: 'continue' },
  }));
}

function spanBetween(source: number, from: Word | undefined, to: Word | undefined) {
  const start = from?.start ?? 0;
  return { source, start, end: Math.max(start, to?.end ?? start) };
}

function readPart(draft: Draft, at: number): number {
  const named = fieldAt(draft.tokens, at);
  if (named !== undefined) return readComparison(draft, at, named);
  const first = draft.tokens[at];
  if (first === undefined) return at + 1;
  if (isStatementHead(first.text)) return readStatement(draft, at);
  reportUnknown(draft, first, draft.tokens[at + 1]);
  addMatch(draft, opaque(draft, at, draft.tokens.length, 'other', false));
  return lastVerdict(draft.tokens, at + 1);
}

function reportUnknown(draft: Draft, first: Word, second: Word | undefined): void {
  const parts = PARTS.get(first.text);
  if (parts !== undefined && second !== undefined) {
    draft.context.report(second, `"${first.text}" has no field "${second.text}"`, didYouMean(second.text, parts));
    return;
  }
  const known = [...FIELD_HEADS, ...STATEMENT_HEADS, ...VERDICTS.keys()];
  draft.context.report(first, `"${first.text}" is no nft expression or statement`, didYouMean(first.text, known));
}

/** Index of the verdict at the end of a rule that is not understood, or its end. */
function lastVerdict(tokens: readonly Word[], from: number): number {
  const last = tokens.length - 1;
  if (last >= from && VERDICTS.has(tokens[last]?.text ?? '')) return last;
  const before = tokens[last - 1]?.text;
  return last - 1 >= from && (before === 'jump' || before === 'goto') ? last - 1 : tokens.length;
}

function readStatement(draft: Draft, at: number): number {
  const { next, condition } = skipStatement(draft.tokens, at);
  if (condition !== undefined) addMatch(draft, opaque(draft, at, next, condition, false));
  return next;
}

/** Reads `field [operator] values`, `field . field { ... }` and both with `vmap`. */
function readComparison(draft: Draft, from: number, first: NamedField): number {
  const { tokens } = draft;
  const fields: Field[] = [first.field];
  let at = from + first.words;
  while (tokens[at]?.text === '.') {
    const next = fieldAt(tokens, at + 1);
    if (next === undefined) break;
    fields.push(next.field);
    at += 1 + next.words;
  }
  const head = tokens[from];
  if (head !== undefined) for (const match of impliedByHead(first.field, head, draft.context.source)) addMatch(draft, match);
  if (tokens[at]?.text === 'vmap') return readMap(draft, from, at + 1, fields);
  if (fields.length > 1) return readConcatenation(draft, from, at, fields);
  if (first.field.kind === 'condition') return readCondition(draft, from, at, first.field.condition);
  return readPlain(draft, from, at, first.field);
}

/** Reads operators and values up to something that begins anew; `... set ...` is a statement and no condition. */
function readCondition(draft: Draft, from: number, start: number, condition: Parameters<typeof opaque>[3]): number {
  const { tokens } = draft;
  let at = start;
  let negated = false;
  for (;;) {
    if (tokens[at]?.text === 'set') return skipAssignment(tokens, at + 1);
    if (OPERATORS.has(tokens[at]?.text ?? '')) {
      negated = tokens[at]?.text === '!=';
      at++;
    }
    at = skipValue(tokens, at);
    if (!OPERATORS.has(tokens[at]?.text ?? '')) break;
  }
  addMatch(draft, opaque(draft, from, at, condition, negated && tokens[start]?.text === '!='));
  return at;
}

const OPERATORS = new Set(['==', '!=', '<', '<=', '>', '>=', '&', '|', '^', '<<', '>>', 'and', 'or', 'xor', '!']);

function skipValue(tokens: readonly Word[], from: number): number {
  let at = from;
  for (;;) {
    const text = tokens[at]?.text;
    if (text === '{' || text === '(') at = closeOf(tokens, at) + 1;
    else at++;
    if (tokens[at]?.text !== ',' && tokens[at]?.text !== '.') return Math.min(at, tokens.length);
    at++;
  }
}

function skipAssignment(tokens: readonly Word[], from: number): number {
  const copied = fieldAt(tokens, from);
  let at = copied === undefined ? skipValue(tokens, from) : from + copied.words;
  while (OPERATORS.has(tokens[at]?.text ?? '') || tokens[at]?.text === 'map') at = skipValue(tokens, at + 1);
  return at;
}

function readPlain(draft: Draft, from: number, start: number, field: Field): number {
  const { tokens, context } = draft;
  const operator = OPERATORS.has(tokens[start]?.text ?? '') ? (tokens[start]?.text ?? '') : '';
  const values = readValues(tokens, start + (operator === '' ? 0 : 1), context.names);
  const strange = OPERATORS.has(tokens[values.next]?.text ?? '') || tokens[start]?.text === 'set';
  if (strange || values.items === undefined) return readCondition(draft, from, start, 'other');
  const span = spanBetween(context.source, tokens[from], tokens[values.next - 1]);
  const match = plainMatch(context, field, operator, values.items, span);
  if (match === undefined) {
    if (!(field.kind === 'interface-in' || field.kind === 'interface-out')) reportValue(draft, start, operator, field);
    if (values.items[0]?.[0]?.text !== '*') addMatch(draft, opaque(draft, from, values.next, 'other', false));
    return values.next;
  }
  for (const implied of impliedBy(field, span)) addMatch(draft, implied);
  const behind = tokens[values.next];
  const isCut = field.kind === 'source-port' && operator === '' && behind !== undefined;
  addMatch(draft, isCut ? { ...match, cut: { ...span, end: behind.start } } : match);
  return values.next;
}

function reportValue(draft: Draft, start: number, operator: string, field: Field): void {
  const token = draft.tokens[start + (operator === '' ? 0 : 1)] ?? draft.tokens[start - 1];
  if (token !== undefined && field.kind !== 'family') draft.context.report(token, `"${token.text}" is no value of ${field.kind}`);
}

function plainMatch(
  context: RuleContext,
  field: Field,
  operator: string,
  items: NonNullable<Values['items']>,
  span: Match['span'],
): Match | undefined {
  if (operator === '' || operator === '==' || operator === '!=')
    return sharedMatch(context, field, items, operator === '!=', span);
  const [only] = items;
  return items.length === 1 && only?.length === 1 ? comparison(field, operator, only[0]?.text ?? '', span) : undefined;
}

/** Sets with many elements are read once for each kind of field, whatever the number of rules that name them. */
function sharedMatch(
  context: RuleContext,
  field: Field,
  items: NonNullable<Values['items']>,
  negated: boolean,
  span: Match['span'],
): Match | undefined {
  const byKind = context.shared.get(items) ?? new Map<string, Match | undefined>();
  context.shared.set(items, byKind);
  const key = `${field.kind} ${negated}`;
  if (!byKind.has(key)) byKind.set(key, matchOf(field, items, negated, span));
  const match = byKind.get(key);
  return match === undefined ? undefined : { ...match, span };
}

/** `ip saddr . udp dport { 192.0.2.1 . 500, ... }`: one branch for each element. */
function readConcatenation(draft: Draft, from: number, start: number, fields: readonly Field[]): number {
  const { tokens, context } = draft;
  const operator = OPERATORS.has(tokens[start]?.text ?? '') ? (tokens[start]?.text ?? '') : '';
  const values = readValues(tokens, start + (operator === '' ? 0 : 1), context.names);
  const span = spanBetween(context.source, tokens[from], tokens[values.next - 1]);
  const positive = operator === '' || operator === '==';
  const tuples = positive ? values.items?.map((item) => tupleOf(fields, item, span)) : undefined;
  if (
    tuples === undefined ||
    !branchOut(
      draft,
      tuples.map((matches) => matches && { matches }),
    )
  ) {
    addMatch(draft, opaque(draft, from, values.next, 'other', operator === '!='));
  }
  return Math.max(values.next, start + 1);
}

function tupleOf(fields: readonly Field[], item: readonly Word[], span: Match['span']): Match[] | undefined {
  const parts: Word[][] = [[]];
  for (const token of item) {
    if (token.text === '.') parts.push([]);
    else parts[parts.length - 1]?.push(token);
  }
  if (parts.length !== fields.length) return undefined;
  const out: Match[] = [];
  for (const [index, field] of fields.entries()) {
    const part = parts[index] ?? [];
    const match = part[0]?.text === '*' ? [] : [matchOf(field, [part], false, span)];
    for (const one of [...impliedBy(field, span), ...match]) {
      if (one === undefined) return undefined;
      out.push(one);
    }
  }
  return out;
}

/** `field vmap { value : verdict, ... }`: one branch for each element; what is in none goes on. */
function readMap(draft: Draft, from: number, start: number, fields: readonly Field[]): number {
  const { tokens, context } = draft;
  const isSet = tokens[start]?.text === '{';
  const next = isSet ? closeOf(tokens, start) + 1 : start + 1;
  const items = isSet
    ? expand(splitItems(tokens.slice(start + 1, next - 1)), context.names)
    : readValues(tokens, start, context.names).items;
  const span = spanBetween(context.source, tokens[from], tokens[next - 1]);
  const branches = items?.map((item) => mapBranch(draft, fields, item, span));
  if (branches === undefined || !branchOut(draft, branches)) {
    const verdict: Verdict = { do: 'unknown', text: 'vmap' };
    addMatch(draft, opaque(draft, from, next, 'other', false));
    draft.branches = draft.branches.map((branch) => ({ ...branch, verdict: branch.verdict ?? verdict }));
  }
  return next;
}

function mapBranch(draft: Draft, fields: readonly Field[], item: readonly Word[], span: Match['span']): Branch | undefined {
  const colon = item.findIndex((token) => !token.quoted && token.text === ':');
  if (colon === -1) return undefined;
  const key = item.slice(0, colon);
  const verdict = readVerdict(draft.context, item.slice(colon + 1), 0);
  const [field] = fields;
  const isRest = fields.length === 1 && field?.kind === 'condition';
  const matches = isRest ? [opaqueText(draft.context.source, key, span)] : tupleOf(fields, key, span);
  return verdict === undefined || matches === undefined ? undefined : { matches, verdict };
}

function opaqueText(source: number, key: readonly Word[], span: Match['span']): Match {
  const text = key.map((token) => token.text).join(' ');
  return { kind: 'condition', condition: 'other', text, values: [], negated: false, span: { ...span, source } };
}

/** Every branch so far with every new one; false when one is not understood or there would be too many. */
function branchOut(draft: Draft, into: readonly (Branch | undefined)[]): boolean {
  const count = into.length * draft.branches.length;
  if (into.includes(undefined) || count > BRANCH_LIMIT || count * draft.tokens.length > WORK_LIMIT) return false;
  const [only] = into;
  if (into.length === 1 && only !== undefined && only.verdict === undefined) {
    for (const branch of draft.branches) for (const match of only.matches) branch.matches.push(match);
    return true;
  }
  draft.branches = draft.branches.flatMap((branch) =>
    into.flatMap((more) => {
      if (more === undefined) return [];
      const verdict = branch.verdict ?? more.verdict;
      return [{ matches: [...branch.matches, ...more.matches], ...(verdict === undefined ? {} : { verdict }) }];
    }),
  );
  return true;
}

function addMatch(draft: Draft, match: Match): void {
  for (const branch of draft.branches) branch.matches.push(match);
}

/** Tokens that are a condition as they stand. */
function opaque(
  draft: Draft,
  from: number,
  to: number,
  condition: Extract<Match, { kind: 'condition' }>['condition'],
  negated: boolean,
): Match {
  const { tokens, context } = draft;
  const words = tokens.slice(from, to);
  const span = spanBetween(context.source, tokens[from], tokens[Math.max(from, to - 1)]);
  return {
    kind: 'condition',
    condition,
    text: words.map((token) => token.text).join(' '),
    values: words.map((token) => token.text),
    negated,
    span,
  };
}
