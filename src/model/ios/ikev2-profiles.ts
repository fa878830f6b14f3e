import type { IosStatement, IosTree } from '../../parse/ios/index.ts';
import { IKE_LIFETIME } from '../defaults/ios.ts';
import type { Atom, AuthMethod, Identity, Ikev2Profile, Ikev2ProfileFields } from '../types.ts';
import { argumentAt, type IosBuild, numberOf, statementAt, wordAt } from './context.ts';
import { type Draft, draft, drop, finish, put } from './draft.ts';
import { identityOf } from './identities.ts';
import { interfaceName } from './interface-names.ts';
import type { Keys } from './keys.ts';
import { virtualTemplate } from './virtual-template.ts';

/** An IKEv2 profile that is being built. */
export interface Ikev2ProfileDraft {
  readonly entity: Draft<Ikev2ProfileFields>;
  readonly matches: Identity[];
  readonly trustpoints: Atom<string>[];
  localKey?: string;
  remoteKey?: string;
}

/** IKEv2 profiles by name. */
export class Ikev2Profiles {
  readonly #build: IosBuild;
  readonly #keys: Keys;
  readonly #byName = new Map<string, Ikev2ProfileDraft>();

  constructor(build: IosBuild, keys: Keys) {
    this.#build = build;
    this.#keys = keys;
  }

  get(name: string): Ikev2ProfileDraft | undefined {
    return this.#byName.get(name);
  }

  drafts(): IterableIterator<Ikev2ProfileDraft> {
    return this.#byName.values();
  }

  /** `crypto ikev2 profile P` and its lines. */
  add(tree: IosTree, statement: IosStatement): void {
    const word = tree.find(statement, '$name');
    const name = tree.text(word);
    if (statement.form !== 'set') {
      this.#byName.delete(name);
      return;
    }
    const profile = this.#byName.get(name) ?? this.#open(tree, statement, word);
    for (const child of statement.children) this.#line(tree, child, profile);
  }

  all(): Ikev2Profile[] {
    return [...this.#byName.values()].map(({ entity, matches, trustpoints, localKey, remoteKey }) =>
      finish(entity, {
        matches,
        trustpoints,
        ...(localKey === undefined ? {} : { localKey }),
        ...(remoteKey === undefined ? {} : { remoteKey }),
      }),
    );
  }

  #open(tree: IosTree, statement: IosStatement, word: number): Ikev2ProfileDraft {
    const header = tree.spanOf(statement);
    const name = tree.text(word);
    const note = 'IKEv2 profile: lifetime 86400 seconds, no DPD, no NAT keepalives, no forced encapsulation unless configured';
    const unset = this.#build.default(header, 'ikev2-profile', note);
    const fields: Ikev2ProfileFields = {
      name,
      remoteAuth: [],
      lifetime: IKE_LIFETIME,
      dpd: 0,
      natKeepalive: 0,
      forceEncapsulation: false,
      shutdown: false,
    };
    const entity = draft(`crypto ikev2 profile ${name}`, header, fields, unset);
    entity.at.name = wordAt(tree, word);
    const profile: Ikev2ProfileDraft = { entity, matches: [], trustpoints: [] };
    this.#byName.set(name, profile);
    this.#build.define('ikev2-profile', name, tree.span(word));
    return profile;
  }

  #line(tree: IosTree, child: IosStatement, profile: Ikev2ProfileDraft): void {
    const { entity } = profile;
    const set = child.form === 'set';
    switch (child.command) {
      case 'match-remote':
      case 'match-certificate':
        this.#match(tree, child, profile);
        return;
      case 'profile-fvrf':
        set ? put(entity, 'fvrf', tree.value(child, '$vrf') ?? 'any', statementAt(tree, child)) : drop(entity, 'fvrf');
        return;
      case 'profile-local':
        this.#localMatch(tree, child, entity);
        return;
      case 'identity-local':
        localIdentity(tree, child, entity);
        return;
      case 'auth-local':
      case 'auth-remote':
        this.#authentication(tree, child, profile);
        return;
      case 'profile-keyring':
        if (!tree.has(child, 'ppk')) this.#keyring(tree, child, entity);
        return;
      case 'profile-trustpoint':
        this.#trustpoint(tree, child, profile);
        return;
      case 'profile-lifetime':
        number(tree, child, entity, 'lifetime', IKE_LIFETIME);
        return;
      case 'profile-dpd':
        number(tree, child, entity, 'dpd', 0);
        return;
      case 'profile-nat-keepalive':
        number(tree, child, entity, 'natKeepalive', 0);
        return;
      case 'profile-force-encap':
        put(entity, 'forceEncapsulation', set, statementAt(tree, child));
        return;
      case 'profile-shutdown':
        put(entity, 'shutdown', set, statementAt(tree, child));
        return;
      case 'profile-ivrf':
        set ? put(entity, 'ivrf', tree.value(child, '$vrf') ?? '', argumentAt(tree, child, '$vrf')) : drop(entity, 'ivrf');
        return;
      case 'virtual-template': {
        const template = virtualTemplate(this.#build, tree, child, entity);
        if (template !== undefined && tree.has(child, 'auto')) put(entity, 'virtualTemplateAuto', true, statementAt(tree, child));
        else drop(entity, 'virtualTemplateAuto');
        return;
      }
      case 'aaa-authorization': {
        const word = tree.find(child, '$rest');
        const policy = /^([^ ]+)$/.exec(word === -1 ? '' : tree.text(word))?.[1];
        if (set && policy !== undefined)
          this.#build.refer('ikev2-authorization-policy', policy, tree.span(word), entity.id, true);
      }
    }
  }

  #match(tree: IosTree, child: IosStatement, { entity, matches }: Ikev2ProfileDraft): void {
    const identity = identityOf(tree, child);
    if (identity === undefined) return;
    if (child.form === 'set') {
      matches.push(identity);
      const word = tree.find(child, '$map');
      if (word !== -1) this.#build.refer('certificate-map', tree.text(word), tree.span(word), entity.id);
    } else {
      const at = matches.findIndex(({ type, value }) => type === identity.type && value === identity.value);
      if (at !== -1) matches.splice(at, 1);
    }
  }

  #localMatch(tree: IosTree, child: IosStatement, entity: Draft<Ikev2ProfileFields>): void {
    const word = tree.find(child, '$interface');
    if (child.form !== 'set') {
      drop(entity, 'localMatch');
      return;
    }
    if (word === -1) {
      put(entity, 'localMatch', tree.value(child, '$address') ?? '', argumentAt(tree, child, '$address'));
      return;
    }
    const name = interfaceName(tree.text(word));
    put(entity, 'localMatch', name, wordAt(tree, word));
    this.#build.refer('interface', name, tree.span(word), entity.id);
  }

  #authentication(tree: IosTree, child: IosStatement, profile: Ikev2ProfileDraft): void {
    const { entity } = profile;
    const at = statementAt(tree, child);
    const method = methodOf(tree, child);
    const remote = child.command === 'auth-remote';
    if (child.form !== 'set') {
      if (remote)
        put(
          entity,
          'remoteAuth',
          entity.fields.remoteAuth.filter((known) => known !== method),
          at,
        );
      else drop(entity, 'localAuth');
      return;
    }
    if (remote) put(entity, 'remoteAuth', [...entity.fields.remoteAuth.filter((known) => known !== method), method], at);
    else put(entity, 'localAuth', method, at);
    const side = remote ? 'remote' : 'local';
    const id =
      method === 'psk'
        ? this.#keys.add(tree, child, { id: `${entity.id} key ${side}`, kind: 'psk', owners: [], extra: { side }, origin: at })
        : undefined;
    if (id !== undefined) profile[remote ? 'remoteKey' : 'localKey'] = id;
  }

  #keyring(tree: IosTree, child: IosStatement, entity: Draft<Ikev2ProfileFields>): void {
    if (child.form !== 'set') {
      drop(entity, 'keyring');
      drop(entity, 'keyringAaa');
      return;
    }
    const word = tree.find(child, '$keyring');
    if (word === -1) {
      put(entity, 'keyringAaa', true, statementAt(tree, child));
      return;
    }
    put(entity, 'keyring', tree.text(word), wordAt(tree, word));
    this.#build.refer('ikev2-keyring', tree.text(word), tree.span(word), entity.id);
  }

  #trustpoint(tree: IosTree, child: IosStatement, { entity, trustpoints }: Ikev2ProfileDraft): void {
    const word = tree.find(child, '$trustpoint');
    if (child.form !== 'set' || word === -1) return;
    trustpoints.push({ value: tree.text(word), origin: wordAt(tree, word) });
    this.#build.refer('trustpoint', tree.text(word), tree.span(word), entity.id);
  }
}

function number(
  tree: IosTree,
  child: IosStatement,
  entity: Draft<Ikev2ProfileFields>,
  key: 'lifetime' | 'dpd' | 'natKeepalive',
  unset: number,
): void {
  const value = child.form === 'set' ? numberOf(tree, child, '$seconds') : unset;
  if (value !== undefined)
    put(entity, key, value, child.form === 'set' ? argumentAt(tree, child, '$seconds') : statementAt(tree, child));
}

function localIdentity(tree: IosTree, child: IosStatement, entity: Draft<Ikev2ProfileFields>): void {
  const kind = tree.oneOf(child, ['address', 'fqdn', 'email', 'key-id', 'dn'] as const);
  if (child.form !== 'set' || kind === undefined) {
    drop(entity, 'identityLocal');
    drop(entity, 'identityLocalValue');
    return;
  }
  put(entity, 'identityLocal', kind, statementAt(tree, child));
  const label = kind === 'key-id' ? '$keyId' : `$${kind}`;
  const value = tree.value(child, label);
  if (value === undefined) drop(entity, 'identityLocalValue');
  else put(entity, 'identityLocalValue', value, argumentAt(tree, child, label));
}

function methodOf(tree: IosTree, child: IosStatement): AuthMethod {
  switch (tree.oneOf(child, ['pre-share', 'rsa-sig', 'ecdsa-sig', 'mldsa-sig', 'eap', 'anyconnect-eap'] as const)) {
    case 'pre-share':
      return 'psk';
    case 'rsa-sig':
      return 'rsa';
    case 'ecdsa-sig':
      return 'ecdsa';
    case 'mldsa-sig':
      return 'pubkey';
    case 'eap':
    case 'anyconnect-eap':
      return 'eap';
    default:
      return 'unknown';
  }
}
