import type { IosStatement, IosTree } from '../../parse/ios/index.ts';
import { type IosBuild, wordAt } from './context.ts';
import type { Named } from './maps.ts';

/** GETVPN groups: the key servers that members register with. */
export class Gdoi {
  readonly #build: IosBuild;
  readonly #servers = new Map<string, Named[]>();

  constructor(build: IosBuild) {
    this.#build = build;
  }

  /** `crypto gdoi group G` and its lines. */
  group(tree: IosTree, statement: IosStatement): void {
    const word = tree.find(statement, '$name');
    const name = tree.text(word);
    if (statement.form !== 'set') {
      this.#servers.delete(name);
      return;
    }
    this.#build.define('gdoi-group', name, tree.span(word));
    const servers = this.#servers.get(name) ?? [];
    this.#servers.set(name, servers);
    this.#lines(tree, statement, `crypto gdoi group ${name}`, servers);
  }

  #lines(tree: IosTree, statement: IosStatement, by: string, servers: Named[]): void {
    for (const child of statement.children) {
      if (child.form !== 'set') continue;
      if (child.command === 'gdoi-server') {
        const at = tree.find(child, tree.has(child, '$hostname') ? '$hostname' : '$address');
        if (at !== -1) servers.push({ value: tree.text(at), origin: wordAt(tree, at) });
      }
      for (const [label, kind] of REFERENCES) {
        const at = tree.find(child, label);
        if (at !== -1) this.#build.refer(kind, tree.text(at), tree.span(at), by, kind !== 'ipsec-profile');
      }
      this.#lines(tree, child, by, servers);
    }
  }

  serversOf(group: string): readonly Named[] {
    return this.#servers.get(group) ?? [];
  }
}

const REFERENCES = [
  ['$acl', 'access-list'],
  ['$profile', 'ipsec-profile'],
  ['$transformSet', 'transform-set'],
] as const;
