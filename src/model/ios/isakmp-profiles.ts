import type { IosStatement, IosTree } from '../../parse/ios/index.ts';
import type { Identity, IsakmpProfile, IsakmpProfileFields } from '../types.ts';
import { argumentAt, type IosBuild, numberOf, statementAt, wordAt } from './context.ts';
import { type Draft, draft, drop, extended, finish, put } from './draft.ts';
import { identityOf } from './identities.ts';
import { localAddress } from './local-address.ts';
import { virtualTemplate } from './virtual-template.ts';

/** An IKEv1 profile that is being built. */
export interface ProfileDraft {
  readonly entity: Draft<IsakmpProfileFields>;
  readonly matches: Identity[];
}

/** IKEv1 profiles by name. */
export class IsakmpProfiles {
  readonly #build: IosBuild;
  readonly #profiles = new Map<string, ProfileDraft>();

  constructor(build: IosBuild) {
    this.#build = build;
  }

  /** `crypto isakmp profile P` and its lines. */
  add(tree: IosTree, statement: IosStatement): void {
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
        put(
          entity,
          'keyrings',
          set
            ? extended(
                entity.fields.keyrings,
                words.map((word) => tree.text(word)),
              )
            : [],
          at,
        );
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
      case 'virtual-template':
        virtualTemplate(this.#build, tree, child, entity);
        return;
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

  get(name: string): ProfileDraft | undefined {
    return this.#profiles.get(name);
  }

  drafts(): IterableIterator<ProfileDraft> {
    return this.#profiles.values();
  }

  all(): IsakmpProfile[] {
    return [...this.#profiles.values()].map(({ entity, matches }) => finish(entity, { matches }));
  }
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
