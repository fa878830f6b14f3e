import type { IosStatement, IosTree } from '../../parse/ios/index.ts';
import type { Span } from '../../text/source.ts';
import { SA_LIFETIME } from '../defaults/ios.ts';
import type { Provenance } from '../provenance.ts';
import type { ChildProposal, ChildProposalFields, IpsecProfile, IpsecProfileFields, Transform } from '../types.ts';
import { argumentAt, type IosBuild, numberOf, statementAt, wordAt } from './context.ts';
import { type Draft, derived, draft, drop, finish, NOTHING, put } from './draft.ts';
import { transformSetTransform } from './transforms.ts';

/** What `set …` lines of a crypto map entry and of an IPsec profile have in common. */
export interface ProtectionFields {
  readonly proposals: readonly string[];
  readonly pfs?: number;
  readonly isakmpProfile?: string;
  readonly ikev2Profile?: string;
  readonly lifetime: number;
}

/** Transforms of a set: those of ESP, and AH ones before them. */
interface Transforms {
  readonly esp: readonly Transform[];
  readonly ah: readonly Transform[];
}

/** Transform sets and IPsec profiles. */
export class Ipsec {
  readonly #build: IosBuild;
  readonly #sets = new Map<string, { readonly entity: Draft<ChildProposalFields>; readonly transforms: Transforms }>();
  readonly #profiles = new Map<string, Draft<IpsecProfileFields>>();

  constructor(build: IosBuild) {
    this.#build = build;
  }

  /** `crypto ipsec transform-set T …` and its lines. */
  transformSet(tree: IosTree, statement: IosStatement): void {
    const word = tree.find(statement, '$name');
    const name = tree.text(word);
    if (statement.form !== 'set') {
      this.#sets.delete(name);
      return;
    }
    const header = tree.spanOf(statement);
    const transforms = transformsOf(tree, statement, word);
    const known = this.#sets.get(name);
    if (known !== undefined && transforms.esp.length + transforms.ah.length === 0) {
      modeLines(this.#build, tree, statement, known.entity);
      return;
    }
    const protocol = transforms.esp.length === 0 && transforms.ah.length > 0 ? 'ah' : 'esp';
    const entity = draft<ChildProposalFields>(
      `crypto ipsec transform-set ${name}`,
      header,
      { name, protocol, mode: 'tunnel', builtIn: false },
      statementAt(tree, statement),
    );
    entity.at.name = wordAt(tree, word);
    entity.at.mode = this.#build.default(header, 'transform-set', 'mode not set: tunnel');
    if (tree.has(statement, 'comp-lzs')) put(entity, 'ipcomp', true, argumentAt(tree, statement, 'comp-lzs'));
    modeLines(this.#build, tree, statement, entity);
    this.#sets.set(name, { entity, transforms });
    this.#build.define('transform-set', name, tree.span(word));
  }

  /** `crypto ipsec profile P` and its lines. */
  profile(tree: IosTree, statement: IosStatement): void {
    const word = tree.find(statement, '$name');
    const name = tree.text(word);
    if (statement.form !== 'set') {
      this.#profiles.delete(name);
      return;
    }
    const entity = this.#profiles.get(name) ?? this.#openProfile(tree, statement, word);
    for (const child of statement.children) {
      if (child.command === 'responder-only') put(entity, 'responderOnly', child.form === 'set', statementAt(tree, child));
      else this.protectionLine(tree, child, entity);
    }
  }

  #openProfile(tree: IosTree, statement: IosStatement, word: number): Draft<IpsecProfileFields> {
    const header = tree.spanOf(statement);
    const name = tree.text(word);
    const unset = this.#build.default(
      header,
      'ipsec-profile',
      'IPsec profile: SA lifetime of the device, no PFS, both ends may begin unless configured',
    );
    const fields: IpsecProfileFields = { name, proposals: [], lifetime: SA_LIFETIME, responderOnly: false };
    const entity = draft(`crypto ipsec profile ${name}`, header, fields, unset);
    entity.at.name = wordAt(tree, word);
    this.#profiles.set(name, entity);
    this.#build.define('ipsec-profile', name, tree.span(word));
    return entity;
  }

  /** A `set …` line that map entries and profiles share. */
  protectionLine<Fields extends ProtectionFields>(tree: IosTree, child: IosStatement, target: Draft<Fields>): void {
    const entity = asProtection(target);
    const set = child.form === 'set';
    switch (child.command) {
      case 'set-transform-set': {
        const words = set ? tree.all(child, '$transformSet') : [];
        for (const word of words)
          this.#build.refer('transform-set', tree.text(word), tree.span(word), entity.id, tree.text(word) === 'default');
        put(
          entity,
          'proposals',
          words.map((word) => `crypto ipsec transform-set ${tree.text(word)}`),
          statementAt(tree, child),
        );
        return;
      }
      case 'set-pfs':
        set ? this.#pfs(tree, child, entity) : drop(entity, 'pfs');
        return;
      case 'set-isakmp-profile':
        this.#name(tree, child, entity, 'isakmpProfile', 'isakmp-profile');
        return;
      case 'set-ikev2-profile':
        this.#name(tree, child, entity, 'ikev2Profile', 'ikev2-profile');
        return;
      case 'set-association': {
        const seconds = set && tree.has(child, 'lifetime') ? numberOf(tree, child, '$seconds') : undefined;
        if (seconds !== undefined) put(entity, 'lifetime', seconds, argumentAt(tree, child, '$seconds'));
      }
    }
  }

  #pfs(tree: IosTree, child: IosStatement, entity: Draft<ProtectionFields>): void {
    const word = child.first + 2;
    const label = child.count > 2 ? (tree.labels[word] ?? '') : '';
    const group = /^group([0-9]+)$/.exec(label.startsWith('$') ? tree.text(word) : label)?.[1];
    if (group !== undefined) {
      put(entity, 'pfs', Number(group), wordAt(tree, word));
      return;
    }
    const { pfsGroup } = this.#build.defaults;
    const otherwise = pfsGroup === 14 ? undefined : 'IOS-XE 17.14 and later use group 14';
    put(
      entity,
      'pfs',
      pfsGroup,
      this.#build.default(tree.spanOf(child), 'pfs', `set pfs names no group: group ${pfsGroup}`, otherwise),
    );
  }

  #name(
    tree: IosTree,
    child: IosStatement,
    entity: Draft<ProtectionFields>,
    key: 'isakmpProfile' | 'ikev2Profile',
    kind: 'isakmp-profile' | 'ikev2-profile',
  ): void {
    const word = tree.find(child, '$profile');
    if (child.form !== 'set' || word === -1) {
      drop(entity, key);
      return;
    }
    put(entity, key, tree.text(word), wordAt(tree, word));
    this.#build.refer(kind, tree.text(word), tree.span(word), entity.id);
  }

  profileNamed(name: string): Draft<IpsecProfileFields> | undefined {
    return this.#profiles.get(name);
  }

  /** Ids of the transform sets that take effect where none is set. */
  get withoutSets(): readonly string[] {
    return this.#build.defaults.transformSet === undefined ? [] : ['crypto ipsec transform-set default'];
  }

  /** Mode of the first set that exists. */
  modeOf(ids: readonly string[]): { readonly mode: 'tunnel' | 'transport'; readonly origin: Provenance } | undefined {
    for (const id of ids) {
      const found = this.#sets.get(id.slice('crypto ipsec transform-set '.length))?.entity;
      const origin = found?.at.mode;
      if (found !== undefined && origin !== undefined)
        return { mode: found.fields.mode === 'tunnel' ? 'tunnel' : 'transport', origin };
    }
    return undefined;
  }

  /** Transform sets, the built-in one included when something falls back to it. */
  proposals(needsDefault: boolean, header: Span): ChildProposal[] {
    const own = [...this.#sets.values()].map(({ entity, transforms }) => proposalOf(entity, transforms));
    const supplied = this.#build.defaults.transformSet;
    if (!needsDefault || supplied === undefined || this.#sets.has('default')) return own;
    const at = this.#build.default(
      header,
      'transform-set-default',
      'no transform set is named: the built-in one, ESP with AES-128 and SHA-1, transport mode',
    );
    const fields: ChildProposalFields = { name: 'default', protocol: 'esp', mode: 'transport', builtIn: true };
    const transforms = supplied.map((word) => transformSetTransform(word, at));
    return [...own, proposalOf(draft('crypto ipsec transform-set default', header, fields, at), { esp: transforms, ah: [] })];
  }

  profiles(): IpsecProfile[] {
    return [...this.#profiles.values()].map((entity) => finish(entity, {}));
  }
}

/** Map entries and profiles have these fields and more; setting them needs to know no others. */
function asProtection<Fields extends ProtectionFields>(target: Draft<Fields>): Draft<ProtectionFields> {
  return target as unknown as Draft<ProtectionFields>;
}

function transformsOf(tree: IosTree, statement: IosStatement, name: number): Transforms {
  const esp: Transform[] = [];
  const ah: Transform[] = [];
  const end = statement.first + statement.count;
  for (let word = name + 1; word < end; word++) {
    const label = tree.labels[word] ?? '';
    const text = label.startsWith('$') ? tree.text(word) : label;
    if (text === 'comp-lzs' || text === 'esn') continue;
    const bits = tree.labels[word + 1];
    const sized = word + 1 < end && (bits === '128' || bits === '192' || bits === '256');
    const at = wordAt(tree, word);
    (text.startsWith('ah-') ? ah : esp).push(
      transformSetTransform(sized ? `${text} ${bits}` : text, sized ? { ...at, end: tree.endOf(word + 1) } : at),
    );
    if (sized) word++;
  }
  return { esp, ah };
}

function modeLines(build: IosBuild, tree: IosTree, statement: IosStatement, entity: Draft<ChildProposalFields>): void {
  for (const child of statement.children) {
    if (child.command !== 'mode') continue;
    const mode = !tree.has(child, 'transport') ? 'tunnel' : tree.has(child, 'require') ? 'transport-require' : 'transport';
    if (child.form === 'set') put(entity, 'mode', mode, statementAt(tree, child));
    else put(entity, 'mode', 'tunnel', build.default(entity.header, 'transform-set', 'mode not set: tunnel'));
  }
}

function proposalOf(entity: Draft<ChildProposalFields>, { esp, ah }: Transforms): ChildProposal {
  if (entity.fields.protocol === 'ah')
    return finish(entity, { encryption: NOTHING, integrity: ah, ke: NOTHING, esn: NOTHING, ah: NOTHING });
  const encryption = esp.filter(({ type }) => type === 'encr');
  const integrity = esp.filter(({ type }) => type === 'integ');
  const [first] = integrity;
  if (encryption.length === 0 && first !== undefined) {
    encryption.push(transformSetTransform('esp-null', derived('a set without a cipher does not encrypt', first.origin)));
  }
  return finish(entity, { encryption, integrity, ke: NOTHING, esn: NOTHING, ah: ah.length === 0 ? NOTHING : ah });
}
