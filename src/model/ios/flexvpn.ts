import type { IosStatement, IosTree } from '../../parse/ios/index.ts';
import { wordAt } from './context.ts';
import { interfaceName } from './interface-names.ts';
import type { Named } from './maps.ts';

interface Client {
  /** By their numbers, which are their order. */
  readonly peers: Map<number, Named>;
  readonly sources: Map<number, Named>;
  tunnel?: string;
}

/** FlexVPN clients: they give a tunnel its destination, one peer after the other, and its source. */
export class FlexvpnClients {
  readonly #clients = new Map<string, Client>();

  /** `crypto ikev2 client flexvpn C` and its lines. */
  add(tree: IosTree, statement: IosStatement): void {
    const name = tree.value(statement, '$name') ?? '';
    if (statement.form !== 'set') {
      this.#clients.delete(name);
      return;
    }
    const client = this.#clients.get(name) ?? { peers: new Map(), sources: new Map() };
    this.#clients.set(name, client);
    for (const child of statement.children) lineOf(tree, child, client);
  }

  /** Peers that a tunnel with `tunnel destination dynamic` is sent to, in order. */
  peersOf(tunnel: string): readonly Named[] {
    return inOrder(this.#clientOf(tunnel)?.peers);
  }

  /** Interfaces that a tunnel with `tunnel source dynamic` leaves by, in order. */
  sourcesOf(tunnel: string): readonly Named[] {
    return inOrder(this.#clientOf(tunnel)?.sources);
  }

  #clientOf(tunnel: string): Client | undefined {
    for (const client of this.#clients.values()) if (client.tunnel === tunnel) return client;
    return undefined;
  }
}

function lineOf(tree: IosTree, line: IosStatement, client: Client): void {
  const set = line.form === 'set';
  if (line.command === 'flex-connect') {
    if (set) client.tunnel = interfaceName(tree.value(line, '$tunnel') ?? '');
    else delete client.tunnel;
    return;
  }
  const list = line.command === 'flex-peer' ? client.peers : line.command === 'flex-source' ? client.sources : undefined;
  const number = Number(tree.value(line, '$number'));
  if (list === undefined || Number.isNaN(number)) return;
  const word = ['$address', '$fqdn', '$interface'].map((label) => tree.find(line, label)).find((found) => found !== -1);
  if (!set || word === undefined) list.delete(number);
  else list.set(number, { value: tree.text(word), origin: wordAt(tree, word) });
}

function inOrder(list: ReadonlyMap<number, Named> | undefined): readonly Named[] {
  return [...(list ?? [])].sort(([a], [b]) => a - b).map(([, named]) => named);
}
