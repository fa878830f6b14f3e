import type { IosStatement, IosTree } from '../../parse/ios/index.ts';
import type { Span } from '../../text/source.ts';
import type { NhrpMap, NhrpServer, Tunnel, TunnelFields } from '../types.ts';
import { argumentAt, type IosBuild, numberOf, statementAt, wordAt } from './context.ts';
import { type Draft, draft, drop, finish, put } from './draft.ts';
import { interfaceName } from './interface-names.ts';

/** The tunnel part of a Tunnel or Virtual-Template interface. */
export class TunnelBuilder {
  readonly #build: IosBuild;
  readonly entity: Draft<TunnelFields>;
  readonly #servers: NhrpServer[] = [];
  readonly #maps: NhrpMap[] = [];

  constructor(build: IosBuild, name: string, header: Span) {
    this.#build = build;
    const unset = build.default(header, 'tunnel', 'tunnel mode not set: GRE over IPv4');
    this.entity = draft<TunnelFields>(`tunnel ${name}`, header, { mode: 'gre' }, unset);
    if (name.startsWith('Virtual-Template')) {
      put(this.entity, 'virtualTemplate', true, { kind: 'written', source: header.source, start: header.start, end: header.end });
    }
  }

  /** Peers that NHRP knows without asking. */
  get maps(): readonly NhrpMap[] {
    return this.#maps;
  }

  get servers(): readonly NhrpServer[] {
    return this.#servers;
  }

  finish(): Tunnel {
    return finish(this.entity, { nhs: this.#servers, nhrpMaps: this.#maps });
  }

  /** A statement of the interface that is about its tunnel. */
  line(tree: IosTree, statement: IosStatement): void {
    switch (statement.command) {
      case 'tunnel-source':
        this.#source(tree, statement);
        return;
      case 'tunnel-destination':
        this.#destination(tree, statement);
        return;
      case 'tunnel-mode':
        this.#mode(tree, statement);
        return;
      case 'tunnel-protection':
        this.#protection(tree, statement);
        return;
      case 'tunnel-protection-policy':
        this.#policy(tree, statement);
        return;
      case 'tunnel-key':
        this.#number(tree, statement, 'key', '$key');
        return;
      case 'nhrp-network':
        this.#number(tree, statement, 'nhrpNetworkId', '$number');
        return;
      case 'tunnel-vrf':
        this.#vrf(tree, statement);
        return;
      case 'nhrp-map':
        this.#map(tree, statement);
        return;
      case 'nhrp-nhs':
        this.#server(tree, statement);
        return;
    }
  }

  #source(tree: IosTree, statement: IosStatement): void {
    if (statement.form !== 'set') {
      drop(this.entity, 'source');
      return;
    }
    const word = tree.find(statement, '$interface');
    if (word !== -1) {
      const name = interfaceName(tree.text(word));
      put(this.entity, 'source', name, wordAt(tree, word));
      this.#build.refer('interface', name, tree.span(word), this.entity.id);
    } else put(this.entity, 'source', tree.value(statement, '$address') ?? 'dynamic', argumentAt(tree, statement, '$address'));
  }

  #destination(tree: IosTree, statement: IosStatement): void {
    if (statement.form !== 'set') {
      drop(this.entity, 'destination');
      return;
    }
    const label = tree.has(statement, '$host') ? '$host' : '$address';
    put(this.entity, 'destination', tree.value(statement, label) ?? 'dynamic', argumentAt(tree, statement, label));
  }

  #mode(tree: IosTree, statement: IosStatement): void {
    if (statement.form !== 'set') {
      put(this.entity, 'mode', 'gre', this.#build.default(this.entity.header, 'tunnel', 'tunnel mode not set: GRE over IPv4'));
      return;
    }
    put(this.entity, 'mode', modeOf(tree, statement), statementAt(tree, statement));
  }

  #protection(tree: IosTree, statement: IosStatement): void {
    const { entity } = this;
    if (statement.form !== 'set') {
      for (const key of ['protection', 'protectionShared', 'protectionIsakmpProfile', 'protectionIkev2Profile'] as const)
        drop(entity, key);
      return;
    }
    this.#name(tree, statement, 'protection', '$profile', 'ipsec-profile');
    if (tree.has(statement, 'shared')) put(entity, 'protectionShared', true, argumentAt(tree, statement, 'shared'));
    if (tree.has(statement, '$isakmpProfile'))
      this.#name(tree, statement, 'protectionIsakmpProfile', '$isakmpProfile', 'isakmp-profile');
    if (tree.has(statement, '$ikev2Profile'))
      this.#name(tree, statement, 'protectionIkev2Profile', '$ikev2Profile', 'ikev2-profile');
  }

  #policy(tree: IosTree, statement: IosStatement): void {
    if (statement.form !== 'set') {
      drop(this.entity, 'protectionAcl');
      return;
    }
    this.#name(tree, statement, 'protectionAcl', '$acl', 'access-list');
  }

  #vrf(tree: IosTree, statement: IosStatement): void {
    if (statement.form !== 'set') {
      drop(this.entity, 'vrf');
      return;
    }
    this.#name(tree, statement, 'vrf', '$vrf', 'vrf');
  }

  #name(
    tree: IosTree,
    statement: IosStatement,
    key: 'protection' | 'protectionIsakmpProfile' | 'protectionIkev2Profile' | 'protectionAcl' | 'vrf',
    label: string,
    kind: Parameters<IosBuild['refer']>[0],
  ): void {
    const word = tree.find(statement, label);
    if (word === -1) return;
    put(this.entity, key, tree.text(word), wordAt(tree, word));
    this.#build.refer(
      kind,
      tree.text(word),
      tree.span(word),
      this.entity.id,
      kind === 'ipsec-profile' && tree.text(word) === 'default',
    );
  }

  #number(tree: IosTree, statement: IosStatement, key: 'key' | 'nhrpNetworkId', label: string): void {
    const value = numberOf(tree, statement, label);
    if (statement.form !== 'set' || value === undefined) drop(this.entity, key);
    else put(this.entity, key, value, argumentAt(tree, statement, label));
  }

  #map(tree: IosTree, statement: IosStatement): void {
    const tunnelAddress = tree.value(statement, '$tunnelAddress');
    const nbma = tree.value(statement, '$nbma');
    if (statement.form !== 'set' || tunnelAddress === undefined || nbma === undefined) return;
    this.#maps.push({ tunnelAddress, nbma, origin: argumentAt(tree, statement, '$nbma') });
  }

  #server(tree: IosTree, statement: IosStatement): void {
    if (statement.form !== 'set' || tree.has(statement, 'fallback') || tree.has(statement, 'max-connections')) return;
    const tunnelAddress = tree.value(statement, '$tunnelAddress') ?? 'dynamic';
    const nbma = tree.value(statement, '$nbma');
    this.#servers.push({ tunnelAddress, ...(nbma === undefined ? {} : { nbma }), origin: statementAt(tree, statement) });
  }
}

function modeOf(tree: IosTree, statement: IosStatement): TunnelFields['mode'] {
  if (tree.has(statement, 'gre')) return tree.has(statement, 'multipoint') ? 'mgre' : 'gre';
  if (!tree.has(statement, 'ipsec')) return 'other';
  return tree.has(statement, 'ipv6') ? 'ipsec-ipv6' : 'ipsec-ipv4';
}
