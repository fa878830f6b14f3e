import { parseIpv6 } from '../../text/address.ts';
import type { SourceFile, Span } from '../../text/source.ts';
import { didYouMean } from '../../text/suggest.ts';
import { markDirectives } from '../comments.ts';
import type { Problem } from '../problem.ts';
import { readRule } from './save-rule.ts';
import type { Report } from './targets.ts';
import type { Chain, Hook, PacketFilterFile, Rule, Table } from './tree.ts';
import type { Word } from './words.ts';
import { splitWords } from './words.ts';

interface ChainDraft {
  readonly name: string;
  span: Span;
  policy: 'accept' | 'drop' | undefined;
  readonly rules: Rule[];
  /** Rules inserted before all others, last one first. */
  readonly front: Rule[];
}

interface TableDraft {
  readonly name: string;
  readonly span: Span;
  readonly chains: Map<string, ChainDraft>;
  /** Rules are read when all chains of the table are known. */
  readonly rules: { readonly words: readonly Word[]; readonly chain: string; readonly insertAt: number | undefined }[];
}

interface Draft {
  readonly file: SourceFile;
  readonly problems: Problem[];
  readonly tables: TableDraft[];
  current: TableDraft | undefined;
}

/** Base chains and where the kernel calls them. */
const BUILT_IN: ReadonlyMap<string, Hook> = new Map([
  ['INPUT', 'input'],
  ['OUTPUT', 'output'],
  ['FORWARD', 'forward'],
  ['PREROUTING', 'prerouting'],
  ['POSTROUTING', 'postrouting'],
]);

/** Order in which the kernel asks the tables of a hook (netfilter_ipv4.h). */
const PRIORITIES: ReadonlyMap<string, number> = new Map([
  ['raw', -300],
  ['mangle', -150],
  ['nat', -100],
  ['filter', 0],
  ['security', 50],
]);

/** Reads what `iptables-save` and `ip6tables-save` print and what `iptables-restore` takes, script lines (`iptables -A`) too. */
export function parseSave(file: SourceFile): PacketFilterFile {
  const draft: Draft = { file, problems: [], tables: [], current: undefined };
  const { text } = file;
  markDirectives(file, 'line');
  for (let start = 0; start < text.length; ) {
    const newline = text.indexOf('\n', start);
    const end = newline === -1 ? text.length : newline;
    readLine(draft, splitWords(text, start, end));
    start = end + 1;
  }
  const family = familyOf(draft);
  const tables = draft.tables.map((table): Table => ({ ...finish(draft, table), family }));
  return { source: file.id, language: 'iptables', tables, includes: [], problems: draft.problems };
}

function readLine(draft: Draft, words: readonly Word[]): void {
  const first = words[0];
  if (first === undefined || first.text.startsWith('#') || first.text === 'COMMIT') {
    if (first?.text === 'COMMIT') draft.current = undefined;
  } else if (first.text.startsWith('*')) openTable(draft, first.text.slice(1), first);
  else if (first.text.startsWith(':')) declareChain(draft, words);
  else readCommand(draft, /^\[\d+:\d+\]$/.test(first.text) ? words.slice(1) : words);
}

function openTable(draft: Draft, name: string, word: Word): TableDraft {
  let table = draft.tables.find((one) => one.name === name);
  if (table === undefined) {
    table = { name, span: spanOf(draft, word, word), chains: new Map(), rules: [] };
    draft.tables.push(table);
    if (!PRIORITIES.has(name)) report(draft)(word, `unknown table "${name}"`, didYouMean(name, PRIORITIES.keys()));
  }
  draft.current = table;
  return table;
}

function declareChain(draft: Draft, words: readonly Word[]): void {
  const [name, policy] = words;
  if (name === undefined) return;
  const table = draft.current ?? openTable(draft, 'filter', name);
  const chain = chainOf(draft, table, name.text.slice(1), name);
  chain.span = spanOf(draft, name, policy ?? name);
  if (policy !== undefined) setPolicy(draft, chain, policy);
}

function setPolicy(draft: Draft, chain: ChainDraft, word: Word): void {
  if (word.text === 'ACCEPT') chain.policy = 'accept';
  else if (word.text === 'DROP') chain.policy = 'drop';
  else if (word.text !== '-') report(draft)(word, `a policy is ACCEPT or DROP, not "${word.text}"`);
}

function chainOf(draft: Draft, table: TableDraft, name: string, word: Word): ChainDraft {
  const known = table.chains.get(name);
  if (known !== undefined) return known;
  const chain: ChainDraft = { name, span: spanOf(draft, word, word), policy: undefined, rules: [], front: [] };
  table.chains.set(name, chain);
  return chain;
}

/** `-A CHAIN ...`, and in scripts `iptables [-w] [-t TABLE] -A CHAIN ...`. */
function readCommand(draft: Draft, all: readonly Word[]): void {
  const scripted = /^(?:.*\/)?ip6?tables(?:-legacy|-nft)?$/.test(all[0]?.text ?? '');
  const first = all[0];
  if (first === undefined) return;
  let words = scripted ? all.slice(1) : all;
  if (words[0]?.text === '-w' || words[0]?.text === '--wait') words = words.slice(1);
  let table = draft.current;
  if (words[0]?.text === '-t' || words[0]?.text === '--table') {
    const name = words[1];
    if (name !== undefined) table = openTable(draft, name.text, name);
    words = words.slice(2);
    if (scripted) draft.current = undefined;
  }
  table ??= openTable(draft, 'filter', first);
  if (scripted) draft.current = undefined;
  const command = words[0];
  if (command !== undefined) runCommand(draft, table, command, words);
}

function runCommand(draft: Draft, table: TableDraft, command: Word, words: readonly Word[]): void {
  const kind = COMMANDS.get(command.text);
  const name = words[1];
  if (kind === undefined) {
    report(draft)(command, `unknown command "${command.text}"`, didYouMean(command.text, COMMANDS.keys()));
  } else if (kind !== 'harmless') {
    if (name === undefined) report(draft)(command, 'no chain is named');
    else CHAIN_COMMANDS[kind](draft, table, name, words);
  }
}

const CHAIN_COMMANDS = {
  append(draft: Draft, table: TableDraft, name: Word, words: readonly Word[]): void {
    chainOf(draft, table, name.text, name);
    table.rules.push({ words, chain: name.text, insertAt: undefined });
  },
  insert(draft: Draft, table: TableDraft, name: Word, words: readonly Word[]): void {
    chainOf(draft, table, name.text, name);
    const number = /^\d+$/.test(words[2]?.text ?? '') ? Number(words[2]?.text) : undefined;
    const rest = number === undefined ? words : [...words.slice(0, 2), ...words.slice(3)];
    table.rules.push({ words: rest, chain: name.text, insertAt: Math.max(0, (number ?? 1) - 1) });
  },
  policy(draft: Draft, table: TableDraft, name: Word, words: readonly Word[]): void {
    const chain = chainOf(draft, table, name.text, name);
    chain.span = spanOf(draft, words[0] ?? name, words[2] ?? name);
    if (words[2] !== undefined) setPolicy(draft, chain, words[2]);
  },
  new(draft: Draft, table: TableDraft, name: Word): void {
    chainOf(draft, table, name.text, name);
  },
} as const;

const COMMANDS: ReadonlyMap<string, 'append' | 'insert' | 'policy' | 'new' | 'harmless'> = new Map([
  ['-A', 'append'],
  ['--append', 'append'],
  ['-I', 'insert'],
  ['--insert', 'insert'],
  ['-P', 'policy'],
  ['--policy', 'policy'],
  ['-N', 'new'],
  ['--new-chain', 'new'],
  ['-F', 'harmless'],
  ['--flush', 'harmless'],
  ['-X', 'harmless'],
  ['--delete-chain', 'harmless'],
  ['-Z', 'harmless'],
  ['--zero', 'harmless'],
] as const);

function finish(draft: Draft, table: TableDraft): Omit<Table, 'family'> {
  const names = new Set(table.chains.keys());
  for (const { words, chain: name, insertAt } of table.rules) {
    const rule = readRule(draft.file.id, words, 2, names, report(draft));
    const chain = table.chains.get(name);
    if (chain === undefined) continue;
    if (insertAt === undefined) chain.rules.push(rule);
    else if (insertAt <= chain.front.length) chain.front.splice(chain.front.length - insertAt, 0, rule);
    else chain.rules.splice(insertAt - chain.front.length, 0, rule);
  }
  return {
    name: table.name,
    span: table.span,
    chains: [...table.chains.values()].map((chain) => finishChain(chain, table.name)),
  };
}

function finishChain(chain: ChainDraft, table: string): Chain {
  const hook = BUILT_IN.get(chain.name);
  const { name, span } = chain;
  const rules = chain.front.length === 0 ? chain.rules : [...chain.front.reverse(), ...chain.rules];
  if (hook === undefined) return { name, span, rules };
  const priority = table === 'nat' && (hook === 'postrouting' || hook === 'input') ? 100 : (PRIORITIES.get(table) ?? 0);
  return {
    name,
    span,
    rules,
    hook,
    type: table === 'nat' ? 'nat' : 'filter',
    priority,
    policy: chain.policy ?? 'accept',
    policySet: chain.policy !== undefined,
  };
}

/** IPv6 by the file's name, by the comment of ip6tables-save, or by an address or protocol of IPv6 in a rule. */
function familyOf(draft: Draft): 'ipv4' | 'ipv6' {
  if (/(?:^|[/\\])(?:ip6tables[^/\\]*|[^/\\]*\.v6)$/.test(draft.file.path)) return 'ipv6';
  if (/^# Generated by ip6tables/m.test(draft.file.text.slice(0, 1000))) return 'ipv6';
  const isV6 = (word: Word): boolean =>
    /^(?:ipv6-icmp|icmpv6|--icmpv6-type)$/.test(word.text) ||
    (word.text.includes(':') && parseIpv6(word.text.split('/', 1)[0] ?? '') !== undefined);
  return draft.tables.some((table) => table.rules.some((rule) => rule.words.some(isV6))) ? 'ipv6' : 'ipv4';
}

function spanOf(draft: Draft, from: Word, to: Word): Span {
  return { source: draft.file.id, start: from.start, end: to.end };
}

function report(draft: Draft): Report {
  return (word, message, suggestion) => {
    const span = spanOf(draft, word, word);
    draft.problems.push({ kind: 'not-understood', span, message, ...(suggestion === undefined ? {} : { suggestion }) });
  };
}
