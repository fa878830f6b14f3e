import type { IosStatement, IosTree } from '../../parse/ios/index.ts';
import type { NatPool, NatRule, NatRuleFields, Route, RouteMap, RouteMapClause } from '../types.ts';
import { argumentAt, type IosBuild, numberOf, statementAt, wordAt } from './context.ts';
import { type Draft, draft, finish, put } from './draft.ts';
import { interfaceName } from './interface-names.ts';
import { portNumber } from './ports.ts';
import { dotted, ipv4, maskLength, networkOf } from './values.ts';

/** NAT statements and pools. */
export class NatRules {
  readonly #build: IosBuild;
  readonly #rules = new Map<string, NatRule>();
  readonly #pools = new Map<string, NatPool>();

  constructor(build: IosBuild) {
    this.#build = build;
  }

  all(): NatRule[] {
    return [...this.#rules.values()];
  }

  allPools(): NatPool[] {
    return [...this.#pools.values()];
  }

  /** `ip nat …`. */
  add(tree: IosTree, statement: IosStatement): void {
    if (statement.command === 'nat-pool') {
      this.#pool(tree, statement);
      return;
    }
    const text = wordsOf(tree, statement);
    if (statement.form !== 'set') {
      this.#rules.delete(text);
      return;
    }
    const entity = this.#rule(tree, statement, text);
    this.#rules.set(text, finish(entity, {}));
  }

  #rule(tree: IosTree, statement: IosStatement, text: string): Draft<NatRuleFields> {
    const at = statementAt(tree, statement);
    const overload = tree.has(statement, 'overload');
    const kind = kindOf(tree, statement);
    const inside = !tree.has(statement, 'outside');
    const rewrites = statement.command === 'nat-destination' || !inside ? 'destination' : kind === 'dynamic' ? 'source' : 'both';
    const header = tree.spanOf(statement);
    const entity = draft<NatRuleFields>(text, header, { kind: inside ? kind : 'other', rewrites, overload }, at);
    if (overload) entity.at.overload = wordAt(tree, tree.find(statement, 'overload'));
    this.#names(tree, statement, entity);
    values(tree, statement, entity);
    return entity;
  }

  #names(tree: IosTree, statement: IosStatement, entity: Draft<NatRuleFields>): void {
    this.#reference(tree, statement, entity, 'list', '$acl', 'access-list');
    this.#reference(tree, statement, entity, 'routeMap', '$routeMap', 'route-map');
    this.#reference(tree, statement, entity, 'pool', '$pool', 'nat-pool');
    this.#reference(tree, statement, entity, 'vrf', '$vrf', 'vrf');
    const word = tree.find(statement, '$interface');
    if (word === -1) return;
    const name = interfaceName(tree.text(word));
    put(entity, 'interface', name, wordAt(tree, word));
    this.#build.refer('interface', name, tree.span(word), entity.id);
  }

  #reference(
    tree: IosTree,
    statement: IosStatement,
    entity: Draft<NatRuleFields>,
    key: 'list' | 'routeMap' | 'pool' | 'vrf',
    label: string,
    kind: Parameters<IosBuild['refer']>[0],
  ): void {
    const word = tree.find(statement, label);
    if (word === -1) return;
    put(entity, key, tree.text(word), wordAt(tree, word));
    this.#build.refer(kind, tree.text(word), tree.span(word), entity.id);
  }

  #pool(tree: IosTree, statement: IosStatement): void {
    const name = tree.value(statement, '$name') ?? '';
    this.#pools.delete(name);
    if (statement.form !== 'set') return;
    const range = [statement, ...statement.children].find((part) => tree.has(part, '$from'));
    const from = (range && tree.value(range, '$from')) ?? '';
    this.#pools.set(name, { name, from, to: (range && tree.value(range, '$to')) ?? from, origin: statementAt(tree, statement) });
    this.#build.define('nat-pool', name, tree.span(tree.find(statement, '$name')));
  }
}

function wordsOf(tree: IosTree, statement: IosStatement): string {
  const words: string[] = [];
  for (let word = statement.first; word < statement.first + statement.count; word++) {
    const label = tree.labels[word] ?? '';
    words.push(label.startsWith('$') ? tree.text(word) : label);
  }
  return words.join(' ');
}

function kindOf(tree: IosTree, statement: IosStatement): NatRuleFields['kind'] {
  switch (statement.command) {
    case 'nat-dynamic':
    case 'nat-nvi-dynamic':
      return 'dynamic';
    case 'nat-static':
    case 'nat-nvi-static':
      if (tree.has(statement, 'network')) return 'static-network';
      if (tree.has(statement, '$localPort')) return 'static-port';
      return tree.has(statement, 'esp') || tree.has(statement, 'ahp') || tree.has(statement, 'gre') ? 'static-esp' : 'static';
    default:
      return 'other';
  }
}

function values(tree: IosTree, statement: IosStatement, entity: Draft<NatRuleFields>): void {
  for (const [key, label] of [
    ['local', '$local'],
    ['global', '$global'],
  ] as const) {
    const word = tree.find(statement, label);
    if (word !== -1) put(entity, key, tree.text(word), wordAt(tree, word));
  }
  for (const [key, label] of [
    ['localPort', '$localPort'],
    ['globalPort', '$globalPort'],
  ] as const) {
    const word = tree.find(statement, label);
    const port = word === -1 ? undefined : portNumber(tree.text(word));
    if (port !== undefined) put(entity, key, port, wordAt(tree, word));
  }
  const protocol = tree.oneOf(statement, ['tcp', 'udp', 'esp'] as const);
  if (protocol !== undefined) put(entity, 'protocol', protocol, wordAt(tree, tree.find(statement, protocol)));
  const length = tree.find(statement, tree.has(statement, '$mask') ? '$mask' : '$length');
  const prefix = length === -1 ? undefined : prefixOf(tree.text(length));
  if (prefix !== undefined) put(entity, 'prefixLength', prefix, wordAt(tree, length));
}

function prefixOf(text: string): number | undefined {
  const mask = ipv4(text);
  if (mask !== undefined) return maskLength(mask);
  const digits = /^\/([0-9]{1,2})$/.exec(text)?.[1];
  return digits === undefined ? undefined : Number(digits);
}

/** `ip route …`, `ipv6 route …`; undefined for `no` forms and placeholders. */
export function routeOf(tree: IosTree, statement: IosStatement): Route | undefined {
  if (statement.form !== 'set') return undefined;
  const prefixText = tree.value(statement, '$prefix') ?? '';
  const mask = tree.value(statement, '$mask');
  const prefix = mask === undefined ? prefixText : networkOf(prefixText, mask);
  if (prefix === undefined) return undefined;
  const via = tree.value(statement, '$via') ?? (tree.has(statement, 'dhcp') ? 'dhcp' : undefined);
  const out = tree.value(statement, '$interface');
  const vrf = tree.value(statement, '$vrf');
  return {
    prefix,
    ...(via === undefined ? {} : { via }),
    ...(out === undefined ? {} : { interface: interfaceName(out) }),
    ...(vrf === undefined ? {} : { vrf }),
    origin: statementAt(tree, statement),
  };
}

/** Route maps by name. */
export class RouteMaps {
  readonly #build: IosBuild;
  readonly #maps = new Map<
    string,
    { readonly entity: Draft<{ readonly name: string }>; readonly clauses: Map<number, RouteMapClause> }
  >();

  constructor(build: IosBuild) {
    this.#build = build;
  }

  /** `route-map NAME permit|deny N` and its lines. */
  add(tree: IosTree, statement: IosStatement): void {
    const name = tree.value(statement, '$map') ?? '';
    const sequence = numberOf(tree, statement, '$sequence') ?? 10;
    const map = this.#maps.get(name);
    map?.clauses.delete(sequence);
    if (statement.form !== 'set') {
      if (!tree.has(statement, '$sequence')) this.#maps.delete(name);
      return;
    }
    const clauses = map?.clauses ?? this.#open(tree, statement, name);
    clauses.set(sequence, this.#clause(tree, statement, sequence));
  }

  all(): RouteMap[] {
    return [...this.#maps.values()].map(({ entity, clauses }) =>
      finish(entity, { clauses: [...clauses.values()].sort((a, b) => a.sequence - b.sequence) }),
    );
  }

  #open(tree: IosTree, statement: IosStatement, name: string): Map<number, RouteMapClause> {
    const clauses = new Map<number, RouteMapClause>();
    const entity = draft(`route-map ${name}`, tree.spanOf(statement), { name }, argumentAt(tree, statement, '$map'));
    this.#maps.set(name, { entity, clauses });
    this.#build.define('route-map', name, tree.span(tree.find(statement, '$map')));
    return clauses;
  }

  #clause(tree: IosTree, statement: IosStatement, sequence: number): RouteMapClause {
    const filters: string[] = [];
    const conditions: string[] = [];
    let matchInterface: string | undefined;
    for (const child of statement.children) {
      if (child.form !== 'set') continue;
      const words = child.command === 'match-ip-address' ? tree.all(child, '$acl') : [];
      for (const word of words) {
        filters.push(tree.text(word));
        this.#build.refer('access-list', tree.text(word), tree.span(word), `route-map ${tree.value(statement, '$map') ?? ''}`);
      }
      if (child.command === 'match-interface') matchInterface = interfaceName(tree.value(child, '$interface') ?? '');
      else if (child.command === 'match-other' || (child.command === 'match-ip-address' && words.length === 0)) {
        conditions.push(tree.slice(child.start, child.end));
      }
    }
    return {
      action: tree.has(statement, 'deny') ? 'deny' : 'permit',
      sequence,
      filters,
      ...(matchInterface === undefined ? {} : { matchInterface }),
      conditions,
      origin: statementAt(tree, statement),
    };
  }
}

/** Network text of an interface address, for local pools and the like. */
export function rangeText(from: string, to: string | undefined): string {
  const first = ipv4(from);
  const last = to === undefined ? first : ipv4(to);
  return first === undefined || last === undefined ? from : `${dotted(first)}-${dotted(last)}`;
}
