import type { IosStatement, IosTree } from '../../parse/ios/index.ts';
import type { Provenance } from '../provenance.ts';
import type { Identity, Ikev2Keyring, Ikev2KeyringPeer, Ikev2KeyringPeerFields } from '../types.ts';
import { argumentAt, type IosBuild, wordAt } from './context.ts';
import { type Draft, draft, drop, finish, put } from './draft.ts';
import { identityOf } from './identities.ts';
import type { Keys } from './keys.ts';
import { ipv4, networkOf } from './values.ts';

interface KeyringDraft {
  readonly entity: Draft<{ readonly name: string }>;
  readonly peers: Map<
    string,
    {
      readonly entity: Draft<Ikev2KeyringPeerFields>;
      identity?: Identity;
      readonly keys: { tree: IosTree; child: IosStatement }[];
    }
  >;
}

/** IKEv2 keyrings by name. */
export class Ikev2Keyrings {
  readonly #build: IosBuild;
  readonly #keys: Keys;
  readonly #keyrings = new Map<string, KeyringDraft>();

  constructor(build: IosBuild, keys: Keys) {
    this.#build = build;
    this.#keys = keys;
  }

  /** `crypto ikev2 keyring K` and its lines. */
  add(tree: IosTree, statement: IosStatement): void {
    const word = tree.find(statement, '$name');
    const name = tree.text(word);
    if (statement.form !== 'set') {
      this.#keyrings.delete(name);
      return;
    }
    let keyring = this.#keyrings.get(name);
    if (keyring === undefined) {
      keyring = {
        entity: draft(`crypto ikev2 keyring ${name}`, tree.spanOf(statement), { name }, wordAt(tree, word)),
        peers: new Map(),
      };
      this.#keyrings.set(name, keyring);
      this.#build.define('ikev2-keyring', name, tree.span(word));
    }
    for (const child of statement.children) this.#keyringPeer(tree, child, keyring);
  }

  #keyringPeer(tree: IosTree, statement: IosStatement, keyring: KeyringDraft): void {
    const word = tree.find(statement, '$label');
    const label = tree.text(word);
    if (statement.form !== 'set') {
      keyring.peers.delete(label);
      return;
    }
    let peer = keyring.peers.get(label);
    if (peer === undefined) {
      peer = {
        entity: draft(`${keyring.entity.id} peer ${label}`, tree.spanOf(statement), { label }, wordAt(tree, word)),
        keys: [],
      };
      keyring.peers.set(label, peer);
    }
    for (const child of statement.children) {
      if (child.command === 'peer-address') peerAddress(tree, child, peer.entity);
      else if (child.command === 'peer-hostname') {
        if (child.form === 'set')
          put(peer.entity, 'hostname', tree.value(child, '$hostname') ?? '', argumentAt(tree, child, '$hostname'));
        else drop(peer.entity, 'hostname');
      } else if (child.command === 'peer-identity') {
        const identity = child.form === 'set' ? identityOf(tree, child) : undefined;
        if (identity === undefined) delete peer.identity;
        else peer.identity = identity;
      } else if (child.command === 'pre-shared-key') {
        if (child.form === 'set') peer.keys.push({ tree, child });
        else peer.keys.length = 0;
      }
    }
  }

  /** All keyrings; registers their keys. */
  all(): Ikev2Keyring[] {
    return [...this.#keyrings.values()].map(({ entity, peers }) => {
      const made: Ikev2KeyringPeer[] = [];
      for (const { entity: peer, identity, keys } of peers.values()) {
        const owners = ownersOf(peer, identity);
        for (const { tree, child } of keys) this.#key(tree, child, entity, peer, owners);
        made.push(finish(peer, identity === undefined ? {} : { identity }));
      }
      return finish(entity, { peers: made });
    });
  }

  #key(
    tree: IosTree,
    child: IosStatement,
    keyring: Draft<{ readonly name: string }>,
    peer: Draft<Ikev2KeyringPeerFields>,
    owners: readonly Identity[],
  ): void {
    const side = tree.oneOf(child, ['local', 'remote'] as const);
    const extra = { keyring: keyring.fields.name, peerLabel: peer.fields.label, ...(side === undefined ? {} : { side }) };
    const origin: Provenance = { kind: 'inherited', ...tree.spanOf(child), via: [peer.header, keyring.header] };
    this.#keys.add(tree, child, {
      id: `${peer.id} key${side === undefined ? '' : ` ${side}`}`,
      kind: 'psk',
      owners,
      extra,
      origin,
    });
  }
}

function peerAddress(tree: IosTree, child: IosStatement, entity: Draft<Ikev2KeyringPeerFields>): void {
  const label = tree.has(child, '$address') ? '$address' : '$prefix';
  const address = tree.value(child, label);
  if (child.form !== 'set' || address === undefined) {
    drop(entity, 'address');
    return;
  }
  const mask = tree.value(child, '$mask') ?? (address === '0.0.0.0' ? '0.0.0.0' : '255.255.255.255');
  const network =
    ipv4(address) === undefined
      ? address.includes(':') && !address.includes('/')
        ? `${address}/128`
        : address
      : networkOf(address, mask);
  put(entity, 'address', network ?? address, argumentAt(tree, child, label));
}

function ownersOf(peer: Draft<Ikev2KeyringPeerFields>, identity: Identity | undefined): Identity[] {
  const owners: Identity[] = [];
  const { address, hostname } = peer.fields;
  if (address !== undefined && peer.at.address !== undefined) owners.push(...networkOwner(address, peer.at.address));
  if (hostname !== undefined && peer.at.hostname !== undefined)
    owners.push({ type: 'fqdn', value: hostname, origin: peer.at.hostname });
  if (identity !== undefined) owners.push(identity);
  return owners;
}

function networkOwner(network: string, origin: Provenance): Identity[] {
  const [address = network, length] = network.split('/');
  if (length === '0') return [{ type: 'any', value: '', origin }];
  if (network.includes(':'))
    return [{ type: length === '128' ? 'ipv6' : 'ipv6-subnet', value: length === '128' ? address : network, origin }];
  if (length === undefined) return [{ type: 'other', value: network, origin }];
  return [{ type: length === '32' ? 'ipv4' : 'ipv4-subnet', value: length === '32' ? address : network, origin }];
}
