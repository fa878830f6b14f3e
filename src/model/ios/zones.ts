import type { IosStatement, IosTree } from '../../parse/ios/index.ts';
import type { ZoneClass, ZonePair, ZonePairFields, ZoneTerm } from '../types.ts';
import { argumentAt, type IosBuild, statementAt, wordAt } from './context.ts';
import { type Draft, draft, drop, finish, put } from './draft.ts';

interface Placed {
  readonly tree: IosTree;
  readonly statement: IosStatement;
}

/** Classes nested deeper than this are unknown; IOS itself refuses loops. */
const MAX_NESTING = 16;

/** Zone pairs with their policies and classes. */
export class Zones {
  readonly #build: IosBuild;
  readonly #pairs = new Map<string, Draft<ZonePairFields>>();
  readonly #policies = new Map<string, Placed>();
  readonly #classes = new Map<string, Placed>();

  constructor(build: IosBuild) {
    this.#build = build;
  }

  /** `zone security Z`. */
  zone(tree: IosTree, statement: IosStatement): void {
    const word = tree.find(statement, '$zone');
    if (statement.form === 'set' && word !== -1) this.#build.define('zone', tree.text(word), tree.span(word));
  }

  /** `zone-pair security …`. */
  pair(tree: IosTree, statement: IosStatement): void {
    const name = tree.value(statement, '$name') ?? '';
    const known = this.#pairs.get(name);
    if (statement.form !== 'set') this.#pairs.delete(name);
    else {
      const entity = known !== undefined && !tree.has(statement, '$source') ? known : this.#openPair(tree, statement, name);
      for (const child of statement.children) this.#policyOf(tree, child, entity);
    }
  }

  #openPair(tree: IosTree, statement: IosStatement, name: string): Draft<ZonePairFields> {
    const fields: ZonePairFields = {
      name,
      source: tree.value(statement, '$source') ?? '',
      destination: tree.value(statement, '$destination') ?? '',
    };
    const entity = draft(`zone-pair ${name}`, tree.spanOf(statement), fields, argumentAt(tree, statement, '$name'));
    entity.at.source = argumentAt(tree, statement, '$source');
    entity.at.destination = argumentAt(tree, statement, '$destination');
    for (const label of ['$source', '$destination']) {
      const word = tree.find(statement, label);
      if (word !== -1 && tree.text(word) !== 'self' && tree.text(word) !== 'default') {
        this.#build.refer('zone', tree.text(word), tree.span(word), entity.id);
      }
    }
    this.#pairs.set(name, entity);
    return entity;
  }

  #policyOf(tree: IosTree, child: IosStatement, entity: Draft<ZonePairFields>): void {
    const word = tree.find(child, '$policy');
    if (child.form !== 'set' || word === -1) {
      drop(entity, 'policy');
      return;
    }
    put(entity, 'policy', tree.text(word), wordAt(tree, word));
    this.#build.refer('policy-map', tree.text(word), tree.span(word), entity.id);
  }

  /** `policy-map type inspect P` and `class-map type inspect C`. */
  object(tree: IosTree, statement: IosStatement, kind: 'policy-map' | 'class-map'): void {
    const word = tree.find(statement, kind === 'policy-map' ? '$policy' : '$class');
    const objects = kind === 'policy-map' ? this.#policies : this.#classes;
    const name = tree.text(word);
    if (statement.form !== 'set') objects.delete(name);
    else {
      objects.set(name, { tree, statement });
      this.#build.define(kind, name, tree.span(word));
    }
  }

  all(): ZonePair[] {
    return [...this.#pairs.values()].map((entity) => finish(entity, { classes: this.#flatten(entity) }));
  }

  #flatten(pair: Draft<ZonePairFields>): ZoneClass[] {
    const { policy } = pair.fields;
    const placed = policy === undefined ? undefined : this.#policies.get(policy);
    const classes =
      placed === undefined
        ? []
        : placed.statement.children.map((child) => this.#class(placed.tree, child, `policy-map ${policy}`));
    if (!classes.some(({ name }) => name === 'class-default')) {
      const note =
        placed === undefined ? 'a zone pair without a policy drops everything' : 'class-default drops what no class matches';
      const origin = this.#build.default(placed?.tree.spanOf(placed.statement) ?? pair.header, 'zone-pair', note);
      classes.push({ name: 'class-default', action: 'drop', match: 'all', terms: [], origin });
    }
    return classes;
  }

  #class(tree: IosTree, statement: IosStatement, by: string): ZoneClass {
    const word = tree.find(statement, '$class');
    const name = tree.text(word);
    const action = statement.children.find(
      ({ command, form }) => form === 'set' && (command === 'inspect' || command === 'pass' || command === 'drop'),
    );
    const origin = statementAt(tree, action ?? statement);
    const doing = action?.command === 'inspect' || action?.command === 'pass' ? action.command : 'drop';
    if (name === 'class-default') return { name, action: doing, match: 'all', terms: [], origin };
    this.#build.refer('class-map', name, tree.span(word), by);
    const known = this.#classes.get(name);
    if (known === undefined) return { name, action: 'unknown', match: 'any', terms: [], origin };
    return { name, action: doing, match: matchOf(known), terms: this.#terms(known, 0), origin };
  }

  #terms({ tree, statement }: Placed, depth: number): ZoneTerm[] {
    return statement.children
      .filter(({ form }) => form === 'set')
      .map((child) => this.#term(tree, child, depth, tree.value(statement, '$class') ?? ''));
  }

  #term(tree: IosTree, child: IosStatement, depth: number, by: string): ZoneTerm {
    const common = { origin: statementAt(tree, child), ...(tree.has(child, 'not') ? { negated: true } : {}) };
    if (child.command === 'match-access-group') {
      const word = tree.find(child, '$acl');
      this.#build.refer('access-list', tree.text(word), tree.span(word), `class-map ${by}`);
      return { ...common, filter: tree.text(word) };
    }
    if (child.command === 'match-protocol') return { ...common, protocol: tree.value(child, '$protocol') ?? '' };
    const nested = child.command === 'match-class' ? this.#classes.get(tree.value(child, '$class') ?? '') : undefined;
    if (nested === undefined || depth >= MAX_NESTING) return { ...common, unknown: tree.slice(child.start, child.end) };
    return { ...common, match: matchOf(nested), terms: this.#terms(nested, depth + 1) };
  }
}

function matchOf({ tree, statement }: Placed): 'all' | 'any' {
  return tree.has(statement, 'match-any') ? 'any' : 'all';
}
