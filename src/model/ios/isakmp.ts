import type { IosStatement, IosTree } from '../../parse/ios/index.ts';
import { type BuiltInPolicy, IKE_LIFETIME } from '../defaults/ios.ts';
import type { Provenance } from '../provenance.ts';
import type {
  AuthMethod,
  ClientGroup,
  ClientGroupFields,
  Identity,
  IkeProposal,
  IkeProposalFields,
  IsakmpPeer,
  IsakmpPeerFields,
  IsakmpProfile,
  IsakmpProfileFields,
  Keyring,
  KeyringFields,
  Transform,
} from '../types.ts';
import { argumentAt, type IosBuild, numberOf, statementAt, wordAt } from './context.ts';
import { type Draft, derived, draft, drop, finish, NOTHING, put, standing } from './draft.ts';
import { addressIdentity, identityOf } from './identities.ts';
import { interfaceName } from './interface-names.ts';
import type { Keys } from './keys.ts';
import { isakmpTransform } from './transforms.ts';

interface PolicyDraft {
  readonly entity: Draft<IkeProposalFields>;
  encryption: Transform;
  hash: Transform;
  group: Transform;
}

interface ProfileDraft {
  readonly entity: Draft<IsakmpProfileFields>;
  readonly matches: Identity[];
}

/** IKEv1: policies, keys, keyrings, profiles, peers and client groups. */
export class Isakmp {
  readonly #build: IosBuild;
  readonly #keys: Keys;
  readonly #policies = new Map<number, PolicyDraft>();
  readonly #keyrings = new Map<string, Draft<KeyringFields>>();
  readonly #profiles = new Map<string, ProfileDraft>();
  readonly #peers = new Map<string, Draft<IsakmpPeerFields>>();
  readonly #groups = new Map<string, Draft<ClientGroupFields>>();

  constructor(build: IosBuild, keys: Keys) {
    this.#build = build;
    this.#keys = keys;
  }

  /** `crypto isakmp policy N` and its lines. */
  policy(tree: IosTree, statement: IosStatement): void {
    const priority = numberOf(tree, statement, '$priority') ?? 65535;
    if (statement.form !== 'set') {
      this.#policies.delete(priority);
      return;
    }
    const policy = this.#policies.get(priority) ?? this.#openPolicy(tree, statement, priority);
    for (const child of statement.children) this.#policyLine(tree, child, policy);
  }

  #openPolicy(tree: IosTree, statement: IosStatement, priority: number): PolicyDraft {
    const header = tree.spanOf(statement);
    const name = `crypto isakmp policy ${priority}`;
    const fields: IkeProposalFields = {
      name,
      version: 1,
      priority,
      authentication: 'rsa',
      lifetime: IKE_LIFETIME,
      builtIn: false,
    };
    const entity = draft(name, header, fields, standing(header));
    entity.at.priority = argumentAt(tree, statement, '$priority');
    entity.at.authentication = this.#unset(entity, 'authentication not set: rsa-sig');
    entity.at.lifetime = this.#unset(entity, 'lifetime not set: 86400 seconds');
    const policy: PolicyDraft = {
      entity,
      encryption: isakmpTransform('encr', 'des', this.#unset(entity, 'encryption not set: DES')),
      hash: isakmpTransform('integ', 'sha', this.#unset(entity, 'hash not set: SHA-1')),
      group: isakmpTransform('ke', '1', this.#unset(entity, 'group not set: group 1 (768 bits)')),
    };
    this.#policies.set(priority, policy);
    return policy;
  }

  #unset(entity: Draft<IkeProposalFields>, note: string): Provenance {
    return this.#build.default(entity.header, 'isakmp-policy', note);
  }

  #policyLine(tree: IosTree, child: IosStatement, policy: PolicyDraft): void {
    const { entity } = policy;
    const set = child.form === 'set';
    const at = statementAt(tree, child);
    switch (child.command) {
      case 'encryption':
        policy.encryption = set
          ? isakmpTransform('encr', algorithmWords(tree, child), at)
          : isakmpTransform('encr', 'des', this.#unset(entity, 'encryption not set: DES'));
        break;
      case 'hash':
        policy.hash = set
          ? isakmpTransform('integ', algorithmWords(tree, child), at)
          : isakmpTransform('integ', 'sha', this.#unset(entity, 'hash not set: SHA-1'));
        break;
      case 'group':
        policy.group = set
          ? isakmpTransform('ke', algorithmWords(tree, child), argumentAt(tree, child, '$group'))
          : isakmpTransform('ke', '1', this.#unset(entity, 'group not set: group 1 (768 bits)'));
        break;
      case 'authentication':
        put(
          entity,
          'authentication',
          set ? methodOf(tree, child) : 'rsa',
          set ? at : this.#unset(entity, 'authentication not set: rsa-sig'),
        );
        break;
      case 'lifetime': {
        const seconds = set ? numberOf(tree, child, '$seconds') : IKE_LIFETIME;
        if (seconds === undefined) break;
        put(
          entity,
          'lifetime',
          seconds,
          set ? argumentAt(tree, child, '$seconds') : this.#unset(entity, 'lifetime not set: 86400 seconds'),
        );
        break;
      }
    }
  }

  /** Policies in order of priority; those of the platform when none is configured and they are not switched off. */
  policies(defaultsOff: boolean, header: { source: number; start: number; end: number }): IkeProposal[] {
    const own = [...this.#policies.values()].sort((a, b) => a.entity.fields.priority - b.entity.fields.priority);
    if (own.length > 0) {
      return own.map(({ entity, encryption, hash, group }) =>
        finish(entity, {
          encryption: [encryption],
          integrity: [hash],
          prf: NOTHING,
          ke: [group],
          esn: NOTHING,
          additionalKe: [],
        }),
      );
    }
    return defaultsOff ? [] : this.#build.defaults.policies.map((policy) => this.#builtIn(policy, header));
  }

  #builtIn(policy: BuiltInPolicy, header: { source: number; start: number; end: number }): IkeProposal {
    const otherwise =
      this.#build.release.basis === 'assumed' ? 'IOS before 12.4(20)T has one policy: DES, SHA-1, rsa-sig, group 1' : undefined;
    const at = this.#build.default(
      header,
      'isakmp-default-policies',
      'no isakmp policy is configured: the built-in ones apply',
      otherwise,
    );
    const name = `crypto isakmp policy ${policy.priority}`;
    const { priority, authentication } = policy;
    const fields: IkeProposalFields = { name, version: 1, priority, authentication, lifetime: IKE_LIFETIME, builtIn: true };
    return finish(draft(name, header, fields, at), {
      encryption: [isakmpTransform('encr', policy.encryption, at)],
      integrity: [isakmpTransform('integ', policy.hash, at)],
      prf: NOTHING,
      ke: [isakmpTransform('ke', policy.group, at)],
      esn: NOTHING,
      additionalKe: NOTHING,
    });
  }

  /** `crypto isakmp key …`. */
  key(tree: IosTree, statement: IosStatement): void {
    const owners = ownersOf(tree, statement);
    const id = `crypto isakmp key ${ownerText(tree, statement)}`;
    if (statement.form !== 'set') {
      this.#keys.remove((secret) => secret.id === id && secret.keyring === undefined);
      return;
    }
    this.#keys.remove((secret) => secret.id === id && secret.keyring === undefined);
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
    this.#keys.remove((secret) => secret.id === id);
    if (child.form !== 'set') return;
    const extra = {
      keyring: name,
      ...(vrf === undefined ? {} : { vrf }),
      ...(local === undefined ? {} : { localAddress: local }),
    };
    const origin: Provenance = { kind: 'inherited', ...tree.spanOf(child), via: [entity.header] };
    this.#keys.add(tree, child, { id, kind: 'psk', owners: ownersOf(tree, child), extra, origin });
  }

  /** `crypto isakmp profile P` and its lines. */
  profile(tree: IosTree, statement: IosStatement): void {
    const word = tree.find(statement, '$name');
    const name = tree.text(word);
    if (statement.form !== 'set') {
      this.#profiles.delete(name);
      return;
    }
    let profile = this.#profiles.get(name);
    if (profile === undefined) {
      const header = tree.spanOf(statement);
      const note = 'an isakmp profile initiates main mode and takes the global keys unless told otherwise';
      const unset = this.#build.default(header, 'isakmp-profile', note);
      const fields: IsakmpProfileFields = { name, initiateAggressive: false, keyrings: [] };
      profile = { entity: draft(`crypto isakmp profile ${name}`, header, fields, unset), matches: [] };
      profile.entity.at.name = wordAt(tree, word);
      this.#profiles.set(name, profile);
      this.#build.define('isakmp-profile', name, tree.span(word));
    }
    for (const child of statement.children) this.#profileLine(tree, child, profile);
  }

  #profileLine(tree: IosTree, child: IosStatement, { entity, matches }: ProfileDraft): void {
    const set = child.form === 'set';
    const at = statementAt(tree, child);
    switch (child.command) {
      case 'profile-keyring': {
        const words = tree.all(child, '$keyring');
        for (const word of words)
          if (set) this.#build.refer('keyring', tree.text(word), tree.span(word), entity.id, tree.text(word) === 'default');
        put(entity, 'keyrings', set ? [...entity.fields.keyrings, ...words.map((word) => tree.text(word))] : [], at);
        return;
      }
      case 'match-identity':
      case 'match-certificate': {
        const identity = identityOf(tree, child);
        if (set && identity !== undefined) matches.push(withVrf(identity, tree.value(child, '$vrf')));
        if (set && child.command === 'match-certificate') this.#refer(tree, child, 'certificate-map', '$map', entity.id);
        if (set && tree.has(child, '$group')) this.#refer(tree, child, 'client-group', '$group', entity.id);
        return;
      }
      case 'self-identity':
        selfIdentity(tree, child, entity);
        return;
      case 'initiate-mode':
        put(entity, 'initiateAggressive', set && tree.has(child, 'aggressive'), at);
        return;
      case 'virtual-template': {
        const number = numberOf(tree, child, '$number');
        set && number !== undefined
          ? put(entity, 'virtualTemplate', number, argumentAt(tree, child, '$number'))
          : drop(entity, 'virtualTemplate');
        return;
      }
      case 'profile-keepalive': {
        const seconds = numberOf(tree, child, '$seconds');
        set && seconds !== undefined
          ? put(entity, 'keepalive', seconds, argumentAt(tree, child, '$seconds'))
          : drop(entity, 'keepalive');
        return;
      }
      case 'local-address':
        localAddress(this.#build, tree, child, entity);
        return;
      case 'profile-vrf':
        this.#named(tree, child, entity, 'vrf', '$vrf', 'vrf');
        return;
      case 'trust-point':
        this.#named(tree, child, entity, 'trustpoint', '$trustpoint', 'trustpoint');
        return;
      case 'client-authentication':
        this.#named(tree, child, entity, 'clientAuthentication', '$list');
        return;
      case 'isakmp-authorization':
        this.#named(tree, child, entity, 'authorization', '$list');
        return;
    }
  }

  #named(
    tree: IosTree,
    child: IosStatement,
    entity: Draft<IsakmpProfileFields>,
    key: 'vrf' | 'trustpoint' | 'clientAuthentication' | 'authorization',
    label: string,
    kind?: Parameters<IosBuild['refer']>[0],
  ): void {
    const word = tree.find(child, label);
    if (child.form !== 'set' || word === -1) {
      drop(entity, key);
      return;
    }
    put(entity, key, tree.text(word), wordAt(tree, word));
    if (kind !== undefined) this.#build.refer(kind, tree.text(word), tree.span(word), entity.id);
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

  profileNamed(name: string): ProfileDraft | undefined {
    return this.#profiles.get(name);
  }

  profileDrafts(): IterableIterator<ProfileDraft> {
    return this.#profiles.values();
  }

  /** Aggressive mode is used towards a peer: both an endpoint and a password are set for it. */
  aggressivePeer(peer: string): Draft<IsakmpPeerFields> | undefined {
    const found = this.#peers.get(peer);
    return found?.fields.endpoint !== undefined && found.fields.password !== undefined ? found : undefined;
  }

  finish(): {
    readonly isakmpProfiles: IsakmpProfile[];
    readonly keyrings: Keyring[];
    readonly isakmpPeers: IsakmpPeer[];
    readonly clientGroups: ClientGroup[];
  } {
    return {
      isakmpProfiles: [...this.#profiles.values()].map(({ entity, matches }) => finish(entity, { matches })),
      keyrings: [...this.#keyrings.values()].map((entity) => finish(entity, {})),
      isakmpPeers: [...this.#peers.values()].map((entity) => finish(entity, {})),
      clientGroups: [...this.#groups.values()].map((entity) => finish(entity, {})),
    };
  }
}

function algorithmWords(tree: IosTree, child: IosStatement): string {
  const words: string[] = [];
  for (let word = child.first + 1; word < child.first + child.count; word++) {
    const label = tree.labels[word] ?? '';
    words.push(label.startsWith('$') ? tree.text(word) : label);
  }
  return words.join(' ');
}

function methodOf(tree: IosTree, child: IosStatement): AuthMethod {
  switch (tree.oneOf(child, ['pre-share', 'rsa-sig', 'rsa-encr', 'ecdsa-sig'] as const)) {
    case 'pre-share':
      return 'psk';
    case 'rsa-sig':
      return 'rsa';
    case 'rsa-encr':
      return 'rsa-encr';
    case 'ecdsa-sig':
      return 'ecdsa';
    default:
      return 'unknown';
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

function withVrf(identity: Identity, vrf: string | undefined): Identity {
  return vrf === undefined ? identity : { ...identity, vrf };
}

function selfIdentity(tree: IosTree, child: IosStatement, entity: Draft<IsakmpProfileFields>): void {
  if (child.form !== 'set') {
    drop(entity, 'selfIdentity');
    drop(entity, 'selfIdentityValue');
    return;
  }
  const kind = tree.oneOf(child, ['user-fqdn', 'fqdn', 'address'] as const) ?? 'address';
  put(entity, 'selfIdentity', kind, statementAt(tree, child));
  const label = kind === 'fqdn' ? '$fqdn' : kind === 'user-fqdn' ? '$userFqdn' : '$address';
  const value = tree.value(child, label);
  if (value === undefined) drop(entity, 'selfIdentityValue');
  else put(entity, 'selfIdentityValue', value, argumentAt(tree, child, label));
}

function localAddress<Fields extends { readonly localAddress?: string }>(
  build: IosBuild,
  tree: IosTree,
  child: IosStatement,
  entity: Draft<Fields & { localAddress?: string }>,
): void {
  const word = tree.find(child, '$interface');
  const address = tree.find(child, '$address');
  if (child.form !== 'set' || (word === -1 && address === -1)) {
    drop(entity, 'localAddress');
    return;
  }
  const value = word === -1 ? tree.text(address) : interfaceName(tree.text(word));
  entity.fields.localAddress = value;
  entity.at.localAddress = wordAt(tree, word === -1 ? address : word);
  if (word !== -1) build.refer('interface', value, tree.span(word), entity.id);
}
