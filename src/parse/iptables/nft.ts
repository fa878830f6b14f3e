import type { SourceFile } from '../../text/source.ts';
import { markDirectives } from '../comments.ts';
import type { Problem } from '../problem.ts';
import type { NftDraft, TableDraft } from './nft-blocks.ts';
import { readBlocks } from './nft-blocks.ts';
import type { ChainDraft, SetDraft } from './nft-chain.ts';
import { lexNft } from './nft-lexer.ts';
import { readNftRule } from './nft-rule.ts';
import type { Names } from './nft-values.ts';
import { expand } from './nft-values.ts';
import type { RuleContext } from './nft-verdict.ts';
import type { Chain, Match, PacketFilterFile, Rule, Table } from './tree.ts';
import type { Word } from './words.ts';

/**
 * Reads what `nft list ruleset` prints and scripts for `nft -f`; rules that stand alone are taken for an input chain that drops
 * what they do not accept.
 */
export function parseNft(file: SourceFile): PacketFilterFile {
  const problems: Problem[] = [];
  const report = (word: Word, message: string, suggestion?: string): void => {
    const span = { source: file.id, start: word.start, end: word.end };
    problems.push({ kind: 'not-understood', span, message, ...(suggestion === undefined ? {} : { suggestion }) });
  };
  markDirectives(file, 'nft');
  const draft = readBlocks(file.id, lexNft(file.text), report);
  const shared = new WeakMap<object, Map<string, Match | undefined>>();
  const tables = draft.tables.filter((table) => !table.dormant).map((table) => finishTable(draft, table, report, shared));
  return { source: file.id, language: 'nft', tables, includes: draft.includes, problems };
}

function finishTable(draft: NftDraft, table: TableDraft, report: RuleContext['report'], shared: RuleContext['shared']): Table {
  const names: Names = { defines: draft.defines, sets: new Map() };
  const sets = new Map([...table.sets].map(([name, set]) => [name, elementsOf(set, names)] as const));
  const context: RuleContext = {
    source: draft.source,
    names: { defines: draft.defines, sets },
    chains: new Set(table.chains.keys()),
    report,
    shared,
  };
  const chains = [...table.chains.values()].map((chain) => finishChain(context, chain));
  return { name: table.name, family: table.family, span: table.span, chains };
}

/** Elements that packets or time add and remove are not known; a set without elements is empty. */
function elementsOf(set: SetDraft, names: Names): readonly (readonly Word[])[] | undefined {
  return set.changes ? undefined : expand(set.elements, names);
}

function finishChain(context: RuleContext, chain: ChainDraft): Chain {
  const rules: Rule[] = [];
  for (const tokens of chain.rules) for (const rule of readNftRule(context, tokens)) rules.push(rule);
  const { name, span, hook, type, priority, policy } = chain;
  if (hook === undefined) return { name, span, rules };
  return {
    name,
    span,
    rules,
    hook,
    type: type ?? 'filter',
    priority: priority ?? 0,
    policy: policy ?? 'accept',
    policySet: policy !== undefined,
  };
}
