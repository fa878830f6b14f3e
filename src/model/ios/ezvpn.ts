import type { IosStatement, IosTree } from '../../parse/ios/index.ts';
import { SA_LIFETIME } from '../defaults/ios.ts';
import type { AddressSpec, Gateway, Identity } from '../types.ts';
import { interfaceSpec, peerSpec } from './addresses.ts';
import { type IosBuild, wordAt } from './context.ts';
import { standing } from './draft.ts';
import { makeChild, makeGateway } from './gateway.ts';
import type { Keys } from './keys.ts';
import type { Named } from './maps.ts';
import type { Parts } from './parts.ts';
import { everything } from './selectors.ts';

interface Client {
  readonly name: string;
  readonly header: { readonly source: number; readonly start: number; readonly end: number };
  readonly peers: Named[];
  group?: Named;
}

/** EzVPN clients. */
export class EzvpnClients {
  readonly #build: IosBuild;
  readonly #keys: Keys;
  readonly #clients = new Map<string, Client>();

  constructor(build: IosBuild, keys: Keys) {
    this.#build = build;
    this.#keys = keys;
  }

  /** `crypto ipsec client ezvpn C` and its lines. */
  add(tree: IosTree, statement: IosStatement): void {
    const word = tree.find(statement, '$name');
    const name = tree.text(word);
    if (statement.form !== 'set') {
      this.#clients.delete(name);
      return;
    }
    this.#build.define('ezvpn-client', name, tree.span(word));
    const client = this.#clients.get(name) ?? { name, header: tree.spanOf(statement), peers: [] };
    this.#clients.set(name, client);
    for (const child of statement.children) if (child.form === 'set') this.#line(tree, child, client);
  }

  #line(tree: IosTree, child: IosStatement, client: Client): void {
    const id = `crypto ipsec client ezvpn ${client.name}`;
    if (child.command === 'ezvpn-peer') {
      const word = tree.find(child, '$peer');
      const peer = { value: tree.text(word), origin: wordAt(tree, word) };
      if (tree.has(child, 'default')) client.peers.unshift(peer);
      else client.peers.push(peer);
    } else if (child.command === 'ezvpn-group') {
      const word = tree.find(child, '$group');
      client.group = { value: tree.text(word), origin: wordAt(tree, word) };
      const owners: Identity[] = [{ type: 'key-id', value: tree.text(word), origin: wordAt(tree, word) }];
      this.#keys.add(tree, child, { id: `${id} key`, kind: 'group-key', owners });
    } else if (child.command === 'ezvpn-user') this.#keys.add(tree, child, { id: `${id} password`, kind: 'xauth', owners: [] });
  }

  gateways(parts: Parts): Gateway[] {
    return [...this.#clients.values()].map((client) => gatewayOf(parts, client));
  }
}

function gatewayOf(parts: Parts, client: Client): Gateway {
  const name = `crypto ipsec client ezvpn ${client.name}`;
  const header = standing(client.header);
  let outside: { readonly name: string; readonly spec: AddressSpec } | undefined;
  for (const { entity } of parts.interfaces.drafts()) {
    if (entity.fields.ezvpnClient !== client.name || entity.fields.ezvpnSide === 'inside') continue;
    outside = {
      name: entity.fields.name,
      spec: interfaceSpec(parts.interfaces, entity.fields.name, entity.at.ezvpnClient ?? header),
    };
  }
  const all = everything(header);
  const child = makeChild(parts, {
    id: `${name} child`,
    name,
    header: client.header,
    protection: { id: name, header: client.header, fields: { proposals: [], lifetime: SA_LIFETIME }, at: {} },
    startAction: 'start',
    selectors: { localTs: [all], remoteTs: [all], acceptsAny: true },
  });
  const gateway = makeGateway(parts, {
    id: name,
    name,
    kind: 'ezvpn-client',
    header: client.header,
    local: [outside?.spec ?? { kind: 'unknown', value: '', origin: header }],
    remote: client.peers.map(({ value, origin }) => peerSpec(value, origin)),
    ...(outside === undefined ? {} : { interface: { value: outside.name, origin: header } }),
    children: [child],
  });
  const [first] = gateway.localAuth;
  if (first === undefined || client.group === undefined) return gateway;
  const identity: Identity = { type: 'key-id', value: client.group.value, origin: client.group.origin };
  return { ...gateway, ikeProposals: [], localAuth: [{ ...first, identity }] };
}
