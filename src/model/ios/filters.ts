import type { IosStatement, IosTree } from '../../parse/ios/index.ts';
import type { Span } from '../../text/source.ts';
import type { Provenance } from '../provenance.ts';
import type { AddressMatch, Condition, Filter, FilterFields, FilterLine, PortMatch } from '../types.ts';
import { argumentAt, type IosBuild, numberOf, statementAt } from './context.ts';
import { type Draft, draft, exact, finish, type Mutable, put } from './draft.ts';
import { portRanges, protocolNumbers } from './ports.ts';
import { ipv4, looksLikeIpv6 } from './values.ts';

/** Lines of a list that stand together. */
interface Block {
  readonly tree: IosTree;
  readonly statements: readonly IosStatement[];
  readonly form: typeof formOf;
}

interface FilterDraft {
  readonly entity: Draft<FilterFields>;
  readonly blocks: Block[];
  /** A line that was taken back leaves a gap. */
  readonly lines: (FilterLine | undefined)[];
  highest: number;
  /** Positions of lines by number and by text, made when a line is replaced or taken back. */
  numbers?: Map<number, number>;
  texts?: Map<string, number>;
  ordered: boolean;
}

const ANY: AddressMatch = { any: true };
const PERMIT = { do: 'permit' } as const;
const DENY = { do: 'deny' } as const;

/** Access lists, by name or number. Lines are read when all statements are known, and only those of lists that are asked for. */
export class Filters {
  readonly #build: IosBuild;
  readonly #lists = new Map<string, FilterDraft>();

  constructor(build: IosBuild) {
    this.#build = build;
  }

  /** `ip access-list …`, `ipv6 access-list …` and its lines. */
  named(tree: IosTree, statement: IosStatement, kind: FilterFields['kind']): void {
    const name = tree.value(statement, '$acl') ?? '';
    if (statement.form !== 'set') {
      this.#lists.delete(name);
      return;
    }
    const list = this.#list(tree, statement, name, kind);
    list.blocks.push({ tree, statements: statement.children, form: formOf });
  }

  /** `access-list N …`. */
  numbered(tree: IosTree, statement: IosStatement): void {
    const name = tree.value(statement, '$acl') ?? '';
    if (statement.form !== 'set') {
      if (statement.count <= 2) this.#lists.delete(name);
      return;
    }
    const number = Number(name);
    const standard =
      statement.command === 'numbered-standard' || (number >= 1 && number <= 99) || (number >= 1300 && number <= 1999);
    const list = this.#list(tree, statement, name, standard ? 'standard' : 'extended');
    list.blocks.push({ tree, statements: [statement], form: () => 'lines' });
  }

  /** The lists whose names are wanted. */
  all(wanted: (name: string) => boolean): Filter[] {
    return [...this.#lists].filter(([name]) => wanted(name)).map(([, list]) => this.#finish(list));
  }

  #finish(list: FilterDraft): Filter {
    const { entity, blocks, lines } = list;
    const ipv6 = entity.fields.kind === 'ipv6';
    for (const { tree, statements, form } of blocks) {
      for (const statement of statements) {
        note(list, statement, form(tree, statement, entity.fields.kind));
        this.#line(tree, statement, list, ipv6);
      }
    }
    const kept = lines.filter((line) => line !== undefined);
    if (!list.ordered) kept.sort((a, b) => (a.sequence ?? 0) - (b.sequence ?? 0));
    return finish(entity, { lines: kept });
  }

  #list(tree: IosTree, statement: IosStatement, name: string, kind: FilterFields['kind']): FilterDraft {
    let list = this.#lists.get(name);
    if (list === undefined) {
      const header = tree.spanOf(statement);
      const at = argumentAt(tree, statement, '$acl');
      const fields: FilterFields = { name, kind, family: kind === 'ipv6' ? 'ipv6' : 'ipv4', otherwise: 'deny' };
      const entity = draft(`acl ${name}`, header, fields, at);
      entity.at.kind = statementAt(tree, statement);
      entity.at.family = entity.at.kind;
      entity.at.otherwise = this.#build.default(header, 'access-list', 'an access list ends with an implicit deny');
      list = { entity, blocks: [], lines: [], highest: 0, ordered: true };
      this.#lists.set(name, list);
      this.#build.define('access-list', name, tree.span(tree.find(statement, '$acl')));
    }
    return list;
  }

  #line(tree: IosTree, statement: IosStatement, list: FilterDraft, ipv6: boolean): void {
    if (statement.command === 'remark' || statement.command === 'numbered-remark' || statement.command === 'numbered-number')
      return;
    const sequence = numberOf(tree, statement, '$sequence');
    if (statement.form !== 'set') {
      removeLine(tree, list, sequence, statement);
      return;
    }
    const number = sequence ?? list.highest + 10;
    const line =
      statement.command === 'evaluate'
        ? evaluateLine(tree, statement, number)
        : this.#entry(tree, statement, number, ipv6, list.entity.id);
    placeLine(tree, list, line, number);
  }

  #entry(tree: IosTree, statement: IosStatement, sequence: number, ipv6: boolean, by: string): FilterLine {
    const reader = new EntryReader(tree, statement, ipv6);
    const line = reader.read(sequence);
    for (const word of reader.groups) this.#build.refer('object-group', tree.text(word), tree.span(word), by);
    for (const word of reader.ranges) this.#build.refer('time-range', tree.text(word), tree.span(word), by);
    return line;
  }
}

/** A number stands before the line, of IPv6 behind it, which nobody needs to know. */
function formOf(tree: IosTree, line: IosStatement, kind: FilterFields['kind']): NonNullable<FilterFields['form']> {
  if (numberOf(tree, line, '$sequence') === undefined) return 'block';
  return kind === 'ipv6' ? 'mixed' : 'numbered-block';
}

/** Remembers how the lines of a list are written; remarks say nothing, and a line that is taken back is one too many to be sure. */
function note({ entity }: FilterDraft, { command, form }: IosStatement, written: NonNullable<FilterFields['form']>): void {
  if (command === 'remark' || command === 'numbered-remark' || entity.at.kind === undefined) return;
  const known = entity.fields.form ?? written;
  put(entity, 'form', known === written && form === 'set' ? written : 'mixed', entity.at.kind);
}

/** Adds a line, in the place of the one with the same number if there is one. */
function placeLine(tree: IosTree, list: FilterDraft, line: FilterLine, number: number): void {
  const same = number > list.highest ? undefined : numbersOf(list).get(number);
  if (number < list.highest) list.ordered = false;
  else list.highest = number;
  if (same !== undefined) {
    list.lines[same] = line;
    return;
  }
  list.lines.push(line);
  list.numbers?.set(number, list.lines.length - 1);
  const text = list.texts === undefined ? undefined : textOf(tree, line.origin);
  if (text !== undefined) list.texts?.set(text, list.lines.length - 1);
}

/** Takes back the line with a number, or the one that reads the same. */
function removeLine(tree: IosTree, list: FilterDraft, sequence: number | undefined, statement: IosStatement): void {
  const text = words(tree.slice(tree.startOf(statement.first), statement.end));
  const at = sequence === undefined ? textsOf(tree, list).get(text) : numbersOf(list).get(sequence);
  if (at === undefined) return;
  const number = list.lines[at]?.sequence;
  list.lines[at] = undefined;
  if (sequence === undefined) list.texts?.delete(text);
  if (number !== undefined) list.numbers?.delete(number);
}

function numbersOf(list: FilterDraft): Map<number, number> {
  list.numbers ??= new Map(list.lines.map((line, at) => [line?.sequence ?? -1, at]));
  return list.numbers;
}

function textsOf(tree: IosTree, list: FilterDraft): Map<string, number> {
  list.texts ??= new Map(list.lines.map((line, at) => [(line === undefined ? undefined : textOf(tree, line.origin)) ?? '', at]));
  return list.texts;
}

function textOf(tree: IosTree, origin: Provenance): string | undefined {
  return origin.kind === 'written' && origin.source === tree.source.id ? words(tree.slice(origin.start, origin.end)) : undefined;
}

function words(text: string): string {
  return text.trim().split(/\s+/).join(' ');
}

function evaluateLine(tree: IosTree, statement: IosStatement, sequence: number): FilterLine {
  const text = tree.value(statement, '$reflexive') ?? '';
  const conditions: readonly Condition[] = [{ kind: 'reflexive', text }];
  return { action: PERMIT, source: ANY, destination: ANY, conditions, sequence, origin: statementAt(tree, statement) };
}

const NO_WORDS: readonly number[] = [];

/** Reads the words of one `permit` or `deny` line in order. */
class EntryReader {
  readonly #tree: IosTree;
  readonly #statement: IosStatement;
  readonly #ipv6: boolean;
  readonly #end: number;
  #at: number;
  #serviceGroup: string | undefined;
  /** Words that name object groups and time ranges. */
  groups: readonly number[] = NO_WORDS;
  ranges: readonly number[] = NO_WORDS;

  constructor(tree: IosTree, statement: IosStatement, ipv6: boolean) {
    this.#tree = tree;
    this.#statement = statement;
    this.#ipv6 = ipv6;
    this.#at = statement.first;
    this.#end = statement.first + statement.count;
  }

  read(sequence: number): FilterLine {
    while (this.#label() !== 'permit' && this.#label() !== 'deny' && this.#at < this.#end) this.#at++;
    const action = this.#next() === 'permit' ? PERMIT : DENY;
    const protocols = this.#protocols();
    const source = this.#address();
    const beforePorts = this.#at;
    const sourcePorts = this.#ports();
    const afterPorts = this.#at;
    const more = this.#isAddress();
    const destination = more ? this.#address() : ANY;
    const destinationPorts = more ? this.#ports() : undefined;
    const origin = statementAt(this.#tree, this.#statement);
    // Most lines have a protocol: one object without anything added later takes the least room, and there are many lines.
    const line: Mutable<FilterLine> =
      protocols === undefined
        ? { action, source, destination, sequence, origin }
        : destinationPorts === undefined
          ? { action, protocols, source, destination, sequence, origin }
          : { action, protocols, source, destination, destinationPorts, sequence, origin };
    if (protocols === undefined && destinationPorts !== undefined) line.destinationPorts = destinationPorts;
    if (sourcePorts !== undefined) {
      line.sourcePorts = sourcePorts;
      if (more) line.sourcePortsAt = this.#between(beforePorts, afterPorts);
    }
    if (this.#serviceGroup !== undefined) line.serviceGroup = this.#serviceGroup;
    if (this.#at < this.#end) {
      const conditions = this.#conditions();
      if (conditions.length > 0) line.conditions = conditions;
    }
    return line;
  }

  #label(): string | undefined {
    return this.#at < this.#end ? this.#tree.labels[this.#at] : undefined;
  }

  #next(): string | undefined {
    const label = this.#label();
    this.#at++;
    return label;
  }

  #text(): string {
    const text = this.#at < this.#end ? this.#tree.text(this.#at) : '';
    this.#at++;
    return text;
  }

  #protocols(): readonly number[] | undefined {
    if (this.#label() === '$protocol') return protocolNumbers(this.#text(), this.#ipv6);
    if (this.#label() === 'object-group' && this.#tree.labels[this.#at + 1] === '$serviceGroup') {
      this.#at++;
      this.groups = [...this.groups, this.#at];
      this.#serviceGroup = this.#text();
    }
    return undefined;
  }

  #isAddress(): boolean {
    const label = this.#label();
    return (
      label === 'any' ||
      label === 'host' ||
      label === '$address' ||
      label === 'object-group' ||
      label === 'addrgroup' ||
      label === 'fqdn-group' ||
      label === 'geo-group'
    );
  }

  #address(): AddressMatch {
    switch (this.#next()) {
      case 'any':
        return ANY;
      case 'host':
        return hostMatch(this.#text());
      case 'object-group':
      case 'addrgroup':
        this.groups = [...this.groups, this.#at];
        return { group: this.#text() };
      case '$address': {
        this.#at--;
        const text = this.#text();
        return this.#label() === '$wildcard' ? wildcardMatch(text, this.#text()) : hostMatch(text);
      }
      default:
        return { unknown: this.#text() };
    }
  }

  #ports(): PortMatch | undefined {
    const operator = this.#label();
    if (operator !== 'eq' && operator !== 'neq' && operator !== 'gt' && operator !== 'lt' && operator !== 'range') {
      if (operator === 'object-group' && this.#tree.labels[this.#at + 1] === '$portGroup') this.#at += 2;
      return undefined;
    }
    this.#at++;
    const operands: string[] = [];
    while (this.#label() === '$port') operands.push(this.#text());
    return portRanges(operator, operands);
  }

  /** The text from one word up to another. */
  #between(from: number, to: number): Span {
    return { source: this.#tree.source.id, start: this.#tree.startOf(from), end: this.#tree.startOf(to) };
  }

  #conditions(): Condition[] {
    const found: Condition[] = [];
    while (this.#at < this.#end) {
      const start = this.#at;
      const label = this.#next() ?? '';
      while (this.#label()?.startsWith('$') === true && !label.startsWith('$')) {
        if (this.#label() === '$timeRange') this.ranges = [...this.ranges, this.#at];
        this.#at++;
      }
      const kind = conditionOf(label);
      if (kind !== undefined)
        found.push({ kind, text: this.#tree.slice(this.#tree.startOf(start), this.#tree.endOf(this.#at - 1)) });
    }
    return exact(found);
  }
}

const FLAGS: ReadonlySet<string> = new Set(['ack', 'fin', 'psh', 'rst', 'syn', 'urg', 'match-any', 'match-all']);
const SILENT: ReadonlySet<string> = new Set(['log', 'log-input', 'sequence', '$cookie', '$sequence', 'tracked', 'reflect']);

function conditionOf(label: string): Condition['kind'] | undefined {
  if (SILENT.has(label)) return undefined;
  if (FLAGS.has(label)) return 'tcp-flags';
  switch (label) {
    case 'established':
      return 'established';
    case 'fragments':
      return 'fragments';
    case 'time-range':
      return 'time-range';
    case 'dscp':
    case 'precedence':
    case 'tos':
      return 'dscp';
    case 'ttl':
      return 'ttl';
    case 'option':
    case 'flow-label':
    case 'routing':
    case 'routing-type':
    case 'mobility':
    case 'mobility-type':
    case 'dest-option':
    case 'dest-option-type':
    case 'auth':
    case 'hbh':
    case 'undetermined-transport':
      return 'other';
    default:
      return 'icmp';
  }
}

/** A single address. */
export function hostMatch(text: string): AddressMatch {
  const value = ipv4(text);
  if (value !== undefined) return { v4: [value, 0] };
  const slash = text.indexOf('/');
  if (!looksLikeIpv6(text)) return { unknown: text };
  return { v6: slash === -1 ? [text, 128] : [text.slice(0, slash), Number(text.slice(slash + 1))] };
}

function wildcardMatch(address: string, wildcard: string): AddressMatch {
  const base = ipv4(address);
  const bits = ipv4(wildcard);
  if (base === undefined || bits === undefined) return { unknown: `${address} ${wildcard}` };
  return bits === 0xffffffff ? ANY : { v4: [(base & ~bits) >>> 0, bits] };
}
