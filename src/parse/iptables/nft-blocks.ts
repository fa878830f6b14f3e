import type { Span } from '../../text/source.ts';
import { didYouMean } from '../../text/suggest.ts';
import type { ChainDraft, SetDraft } from './nft-chain.ts';
import { readInChain, readInSet } from './nft-chain.ts';
import { LINE_END } from './nft-lexer.ts';
import { closeOf, isMark, splitItems } from './nft-values.ts';
import type { Report } from './targets.ts';
import type { Word } from './words.ts';

/** A table as it is being read. */
export interface TableDraft {
  readonly name: string;
  readonly family: 'ipv4' | 'ipv6' | 'inet';
  readonly span: Span;
  readonly chains: Map<string, ChainDraft>;
  readonly sets: Map<string, SetDraft>;
  dormant: boolean;
}

/** A file with its rules as tokens: names are known before rules are read. */
export interface NftDraft {
  readonly source: number;
  readonly tables: TableDraft[];
  readonly byKey: Map<string, TableDraft>;
  readonly defines: Map<string, readonly Word[]>;
  readonly includes: { name: string; span: Span }[];
}

type Scope =
  | { readonly kind: 'table'; readonly table: TableDraft }
  | { readonly kind: 'chain'; readonly chain: ChainDraft }
  | { readonly kind: 'set'; readonly set: SetDraft };

interface Reader {
  readonly draft: NftDraft;
  readonly tokens: readonly Word[];
  readonly report: Report;
  readonly scopes: Scope[];
  at: number;
}

/** Reads tables, chains, sets and definitions; rules stay tokens. Braces may be nested to any depth. */
export function readBlocks(source: number, tokens: readonly Word[], report: Report): NftDraft {
  const draft: NftDraft = { source, tables: [], byKey: new Map(), defines: new Map(), includes: [] };
  const reader: Reader = { draft, tokens, report, scopes: [], at: 0 };
  while (reader.at < tokens.length) {
    const token = tokens[reader.at];
    if (token === undefined) break;
    if (isMark(token, LINE_END) || isMark(token, ';')) reader.at++;
    else if (isMark(token, '}')) closeScope(reader, token);
    else readStatement(reader);
  }
  return draft;
}

function closeScope(reader: Reader, token: Word): void {
  reader.at++;
  if (reader.scopes.pop() === undefined) reader.report(token, 'a brace is closed that was not opened');
}

function readStatement(reader: Reader): void {
  const scope = reader.scopes[reader.scopes.length - 1];
  if (scope === undefined) readTop(reader);
  else if (scope.kind === 'table') readInTable(reader, scope.table);
  else if (scope.kind === 'chain') readInChain(takeStatement(reader), scope.chain);
  else readInSet(takeStatement(reader), scope.set);
}

/** Tokens up to the end of the statement; braces in it belong to it. */
function takeStatement(reader: Reader): readonly Word[] {
  const { tokens } = reader;
  const start = reader.at;
  let depth = 0;
  const out: Word[] = [];
  for (; reader.at < tokens.length; reader.at++) {
    const token = tokens[reader.at];
    if (token === undefined) break;
    if (isMark(token, '{') || isMark(token, '(')) depth++;
    else if (isMark(token, '}') || isMark(token, ')')) {
      if (depth === 0 && token.text === '}') break;
      depth = Math.max(0, depth - 1);
    } else if (depth === 0 && (isMark(token, LINE_END) || isMark(token, ';'))) break;
    if (!isMark(token, LINE_END)) out.push(token);
  }
  if (reader.at === start) reader.at++;
  return out;
}

/** Tokens up to the brace that opens a block, which is passed, or to the end of the statement. */
function takeHeader(reader: Reader): { readonly words: readonly Word[]; readonly opens: boolean } {
  const { tokens } = reader;
  const words: Word[] = [];
  for (; reader.at < tokens.length; reader.at++) {
    const token = tokens[reader.at];
    if (token === undefined || isMark(token, '}') || isMark(token, ';')) break;
    if (isMark(token, '{')) {
      reader.at++;
      return { words, opens: true };
    }
    if (!isMark(token, LINE_END)) words.push(token);
    else if (!isMark(tokens[reader.at + 1], '{')) break;
  }
  return { words, opens: false };
}

const VERBS = new Set(['add', 'create', 'insert', 'nft']);
const NO_EFFECT = new Set(['flush', 'delete', 'destroy', 'list', 'reset', 'monitor', 'undefine', 'rename', 'replace']);
const FAMILIES = new Set(['ip', 'ip6', 'inet', 'arp', 'bridge', 'netdev']);
const OBJECTS = new Set(['table', 'chain', 'set', 'map', 'flowtable', 'counter', 'quota', 'limit', 'ct', 'secmark', 'synproxy']);

function readTop(reader: Reader): void {
  let verb = '';
  while (VERBS.has(reader.tokens[reader.at]?.text ?? '')) verb = reader.tokens[reader.at++]?.text ?? '';
  const word = reader.tokens[reader.at];
  if (word === undefined) return;
  if (word.text === 'define' || word.text === 'redefine') readDefine(reader);
  else if (word.text === 'include') readInclude(reader);
  else if (NO_EFFECT.has(word.text)) takeStatement(reader);
  else if (word.text === 'element') addElements(reader, takeStatement(reader));
  else if (word.text === 'rule') addRule(reader, takeStatement(reader), verb === 'insert');
  else if (OBJECTS.has(word.text) && !isCtRule(reader)) openObject(reader, takeHeader(reader));
  else bareChain(reader, word).rules.push(takeStatement(reader));
}

/** `ct state ...` is a rule, `ct helper x {` an object. */
function isCtRule(reader: Reader): boolean {
  const [first, second] = [reader.tokens[reader.at]?.text, reader.tokens[reader.at + 1]?.text ?? ''];
  if (first === 'ct') return !/^(?:helper|timeout|expectation)$/.test(second);
  return (first === 'counter' || first === 'limit' || first === 'quota') && !isMark(reader.tokens[reader.at + 2], '{');
}

function readDefine(reader: Reader): void {
  const [, name, equals, ...value] = takeStatement(reader);
  if (name !== undefined && isMark(equals, '=')) reader.draft.defines.set(name.text, value);
}

function readInclude(reader: Reader): void {
  const words = takeStatement(reader);
  const name = words[1];
  if (name !== undefined) reader.draft.includes.push({ name: name.text, span: spanOf(reader, name, name) });
}

function spanOf(reader: Reader, from: Word, to: Word): Span {
  return { source: reader.draft.source, start: from.start, end: to.end };
}

/** Opens `table F T {`, `chain F T C {`, `set F T S {` and passes what is of no concern. */
function openObject(reader: Reader, header: { readonly words: readonly Word[]; readonly opens: boolean }): void {
  const [kind, ...rest] = header.words;
  const last = header.words[header.words.length - 1];
  if (kind === undefined || last === undefined) return;
  const family = FAMILIES.has(rest[0]?.text ?? '') && rest.length > 1 ? (rest[0]?.text ?? 'ip') : 'ip';
  const names = family === rest[0]?.text && rest.length > 1 ? rest.slice(1) : rest;
  const isIp = family === 'ip' || family === 'ip6' || family === 'inet';
  const name = names[0];
  if (name === undefined || !isIp) {
    skipBlock(reader, header.opens);
    return;
  }
  const table = tableOf(reader, family, name.text, spanOf(reader, kind, last));
  if (kind.text === 'table') openScope(reader, header.opens, { kind: 'table', table });
  else openInTable(reader, kind, names[1], table, header.opens);
}

function openInTable(reader: Reader, kind: Word, name: Word | undefined, table: TableDraft, opens: boolean): void {
  if (name === undefined) skipBlock(reader, opens);
  else if (kind.text === 'chain')
    openScope(reader, opens, { kind: 'chain', chain: chainOf(table, name.text, spanOf(reader, kind, name)) });
  else if (kind.text === 'set' || kind.text === 'map') openScope(reader, opens, { kind: 'set', set: setOf(table, name.text) });
  else skipBlock(reader, opens);
}

function openScope(reader: Reader, opens: boolean, scope: Scope): void {
  if (opens) reader.scopes.push(scope);
}

/** Passes a block of no concern whose brace was passed. */
function skipBlock(reader: Reader, opens: boolean): void {
  if (opens) reader.at = closeOf(reader.tokens, reader.at - 1) + 1;
}

function tableOf(reader: Reader, family: string, name: string, span: Span): TableDraft {
  const { byKey, tables } = reader.draft;
  const key = `${family} ${name}`;
  let table = byKey.get(key);
  if (table === undefined) {
    const model = family === 'ip' ? 'ipv4' : family === 'ip6' ? 'ipv6' : 'inet';
    table = { name, family: model, span, chains: new Map(), sets: new Map(), dormant: false };
    byKey.set(key, table);
    tables.push(table);
  }
  return table;
}

function chainOf(table: TableDraft, name: string, span: Span): ChainDraft {
  let chain = table.chains.get(name);
  if (chain === undefined) {
    chain = { name, span, hook: undefined, type: undefined, priority: undefined, policy: undefined, rules: [] };
    table.chains.set(name, chain);
  }
  return chain;
}

function setOf(table: TableDraft, name: string): SetDraft {
  let set = table.sets.get(name);
  if (set === undefined) {
    set = { elements: [], changes: false };
    table.sets.set(name, set);
  }
  return set;
}

/** Rules that stand alone are those of an input chain that drops the rest. */
function bareChain(reader: Reader, at: Word): ChainDraft {
  const span = spanOf(reader, at, at);
  const chain = chainOf(tableOf(reader, 'inet', 'filter', span), 'input', span);
  if (chain.hook === undefined) Object.assign(chain, { hook: 'input', type: 'filter', priority: 0, policy: 'drop' });
  return chain;
}

/** Splits `element|rule [F] T NAME ...` into the table and what follows it. */
function addressed(
  reader: Reader,
  words: readonly Word[],
): { readonly table: TableDraft; readonly name: Word; readonly rest: readonly Word[] } | undefined {
  const family = words[1]?.text ?? '';
  const shift = FAMILIES.has(family) ? 2 : 1;
  const [table, name] = [words[shift], words[shift + 1]];
  if (table === undefined || name === undefined || (shift === 2 && !/^(?:ip|ip6|inet)$/.test(family))) return undefined;
  const span = spanOf(reader, table, table);
  return { table: tableOf(reader, shift === 2 ? family : 'ip', table.text, span), name, rest: words.slice(shift + 2) };
}

function addElements(reader: Reader, words: readonly Word[]): void {
  const target = addressed(reader, words);
  if (target === undefined) return;
  const set = setOf(target.table, target.name.text);
  const open = target.rest.findIndex((token) => isMark(token, '{'));
  for (const item of splitItems(target.rest.slice(open + 1, closeOf(target.rest, open)))) set.elements.push(item);
}

function addRule(reader: Reader, words: readonly Word[], first: boolean): void {
  const target = addressed(reader, words);
  if (target === undefined) return;
  const chain = chainOf(target.table, target.name.text, spanOf(reader, target.name, target.name));
  const placed = /^(?:handle|index|position)$/.test(target.rest[0]?.text ?? '');
  const rule = placed ? target.rest.slice(2) : target.rest;
  if (first) chain.rules.unshift(rule);
  else chain.rules.push(rule);
}

function readInTable(reader: Reader, table: TableDraft): void {
  const word = reader.tokens[reader.at];
  if (word === undefined) return;
  if (OBJECTS.has(word.text)) {
    const header = takeHeader(reader);
    if (header.opens) openInTable(reader, word, header.words[1], table, true);
  } else if (word.text === 'define' || word.text === 'redefine') readDefine(reader);
  else if (word.text === 'include') readInclude(reader);
  else readTableSetting(reader, word, table);
}

function readTableSetting(reader: Reader, word: Word, table: TableDraft): void {
  const words = takeStatement(reader);
  if (word.text === 'flags') table.dormant ||= words.some((one) => one.text === 'dormant');
  else if (word.text !== 'comment') {
    reader.report(word, `"${word.text}" does not belong into a table`, didYouMean(word.text, OBJECTS));
  }
}
