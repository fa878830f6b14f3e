import type { IosStatement, IosTree } from '../../parse/ios/index.ts';
import type { Provenance } from '../provenance.ts';
import type { ClientGroup, ClientGroupFields, Identity, IsakmpPeer, IsakmpPeerFields, Keyring, KeyringFields } from '../types.ts';
import { argumentAt, type IosBuild, statementAt, wordAt } from './context.ts';
import { type Draft, derived, draft, finish, put } from './draft.ts';
import { addressIdentity } from './identities.ts';
import type { Keys } from './keys.ts';
import { localAddress } from './local-address.ts';

/** IKEv1: keys, keyrings, peers and client groups. */
export class Isakmp {
  readonly #build: IosBuild;
  readonly #keys: Keys;
  readonly #keyrings = new Map<string, Draft<KeyringFields>>();
  readonly #peers = new Map<string, Draft<IsakmpPeerFields>>();
  readonly #groups = new Map<string, Draft<ClientGroupFields>>();

  constructor(build: IosBuild, keys: Keys) {
    this.#build = build;
    this.#keys = keys;
  }

  /** `crypto isakmp key …`. */
  key(tree: IosTree, statement: IosStatement): void {
    const owners = ownersOf(tree, statement);
    const id = `crypto isakmp key ${ownerText(tree, statement)}`;
    this.#keys.remove(id);
    if (statement.form !== 'set') return;
    const extra = tree.has(statement, 'no-xauth') ? { noXauth: true } : undefined;
    const at = statementAt(tree, statement);
    this.#keys.add(tree, statement, { id, kind: 'psk', owners, ...(extra === undefined ? {} : { extra, origin: at }) });
  }

  /** `crypto keyring K` and its lines. */
  keyring(tree: IosTree, statement: IosStatement): void {
    const word = tree.find(statement, '$name');
    const name = tree.text(word);
    if (statement.form !== 'set') {
      this.#keyrings.delete(name);
      return;
    }
    let entity = this.#keyrings.get(name);
    if (entity === undefined) {
      entity = draft<KeyringFields>(`crypto keyring ${name}`, tree.spanOf(statement), { name }, wordAt(tree, word));
      this.#keyrings.set(name, entity);
      this.#build.define('keyring', name, tree.span(word));
    }
    const vrf = tree.value(statement, '$vrf');
    if (vrf !== undefined) put(entity, 'vrf', vrf, argumentAt(tree, statement, '$vrf'));
    for (const child of statement.children) if (child.command === 'local-address') localAddress(this.#build, tree, child, entity);
    for (const child of statement.children) if (child.command === 'pre-shared-key') this.#keyringKey(tree, child, entity);
  }

  #keyringKey(tree: IosTree, child: IosStatement, entity: Draft<KeyringFields>): void {
    const { name, vrf, localAddress: local } = entity.fields;
    const id = `${entity.id} ${ownerText(tree, child)}`;
    this.#keys.remove(id);
    if (child.form !== 'set') return;
    const extra = {
      keyring: name,
      ...(vrf === undefined ? {} : { vrf }),
      ...(local === undefined ? {} : { localAddress: local }),
    };
    const origin: Provenance = { kind: 'inherited', ...tree.spanOf(child), via: [entity.header] };
    this.#keys.add(tree, child, { id, kind: 'psk', owners: ownersOf(tree, child), extra, origin });
  }
  #refer(tree: IosTree, child: IosStatement, kind: Parameters<IosBuild['refer']>[0], label: string, by: string): void {
    const word = tree.find(child, label);
    if (word !== -1) this.#build.refer(kind, tree.text(word), tree.span(word), by);
  }

  /** `crypto isakmp peer …` and its lines. */
  peer(tree: IosTree, statement: IosStatement): void {
    const label = tree.has(statement, '$hostname') ? '$hostname' : '$address';
    const peer = tree.value(statement, label) ?? '';
    if (statement.form !== 'set') {
      this.#peers.delete(peer);
      return;
    }
    const entity =
      this.#peers.get(peer) ??
      draft<IsakmpPeerFields>(`crypto isakmp peer ${peer}`, tree.spanOf(statement), { peer }, argumentAt(tree, statement, label));
    this.#peers.set(peer, entity);
    const vrf = tree.value(statement, '$vrf');
    if (vrf !== undefined) put(entity, 'vrf', vrf, argumentAt(tree, statement, '$vrf'));
    for (const child of statement.children) this.#peerLine(tree, child, entity);
  }

  #peerLine(tree: IosTree, child: IosStatement, entity: Draft<IsakmpPeerFields>): void {
    if (child.form !== 'set') return;
    if (child.command === 'aggressive-endpoint') {
      const type = tree.oneOf(child, ['user-fqdn', 'fqdn', 'ipv4-address', 'ipv6-address'] as const) ?? 'fqdn';
      put(entity, 'endpointType', type, statementAt(tree, child));
      put(entity, 'endpoint', tree.value(child, '$endpoint') ?? '', argumentAt(tree, child, '$endpoint'));
    } else {
      const owner = addressIdentity(entity.fields.peer, undefined, entity.at.peer ?? statementAt(tree, child));
      const owners: Identity[] = owner.type === 'other' ? [{ ...owner, type: 'fqdn' }] : [owner];
      const id = this.#keys.add(tree, child, { id: `${entity.id} password`, kind: 'psk', owners });
      if (id !== undefined) put(entity, 'password', id, derived('the key that stands here', argumentAt(tree, child, '$key')));
    }
  }

  /** `crypto isakmp client configuration group G` and its lines. */
  clientGroup(tree: IosTree, statement: IosStatement): void {
    const word = tree.find(statement, '$name');
    const name = tree.text(word);
    if (statement.form !== 'set') {
      this.#groups.delete(name);
      return;
    }
    const entity = draft<ClientGroupFields>(`client group ${name}`, tree.spanOf(statement), { name }, wordAt(tree, word));
    this.#groups.set(name, entity);
    this.#build.define('client-group', name, tree.span(word));
    for (const child of statement.children) {
      if (child.form !== 'set') continue;
      if (child.command === 'group-pool') {
        put(entity, 'pool', tree.value(child, '$pool') ?? '', argumentAt(tree, child, '$pool'));
        this.#refer(tree, child, 'address-pool', '$pool', entity.id);
      } else if (child.command === 'group-acl') this.#refer(tree, child, 'access-list', '$acl', entity.id);
      else if (child.command === 'group-key') {
        const owners: Identity[] = [{ type: 'key-id', value: name, origin: wordAt(tree, word) }];
        const id = this.#keys.add(tree, child, { id: `${entity.id} key`, kind: 'group-key', owners });
        if (id !== undefined) put(entity, 'key', id, derived('the key that stands here', argumentAt(tree, child, '$key')));
      }
    }
  }
  /** Aggressive mode is used towards a peer: both an endpoint and a password are set for it. */
  aggressivePeer(peer: string): Draft<IsakmpPeerFields> | undefined {
    const found = this.#peers.get(peer);
    return found?.fields.endpoint !== undefined && found.fields.password !== undefined ? found : undefined;
  }
  finish(): { readonly keyrings: Keyring[]; readonly isakmpPeers: IsakmpPeer[]; readonly clientGroups: ClientGroup[] } {
    return {
      keyrings: [...this.#keyrings.values()].map((entity) => finish(entity, {})),
      isakmpPeers: [...this.#peers.values()].map((entity) => finish(entity, {})),
      clientGroups: [...this.#groups.values()].map((entity) => finish(entity, {})),
    };
  }
}

function ownersOf(tree: IosTree, statement: IosStatement): Identity[] {
  const hostname = tree.value(statement, '$hostname');
  if (hostname !== undefined) return [{ type: 'fqdn', value: hostname, origin: argumentAt(tree, statement, '$hostname') }];
  const label = tree.has(statement, '$address') ? '$address' : '$prefix';
  const address = tree.value(statement, label);
  if (address === undefined) return [];
  const owner = addressIdentity(address, tree.value(statement, '$mask'), argumentAt(tree, statement, label));
  return owner.type === 'any' ? [] : [owner];
}

function ownerText(tree: IosTree, statement: IosStatement): string {
  const parts = ['$address', '$mask', '$prefix', '$hostname']
    .map((label) => tree.value(statement, label))
    .filter((part) => part !== undefined);
  return parts.join(' ').trim() || 'any';
}
